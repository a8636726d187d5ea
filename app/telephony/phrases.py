"""What the line itself says to callers, in the languages it speaks. Greetings and menus are flows'."""

from __future__ import annotations

from typing import Final, Literal

Phrase = Literal[
    "position",
    "next",
    "please_wait",
    "all_busy",
    "closed",
    "goodbye",
    "interrupted",
    "put_through",
    "one_moment",
    "choose",
    "choose_none",
    "choose_many",
    "yes_or_no",
    "digits",
    "decimals",
    "date",
    "whole_date",
    "nothing_entered",
    "no_such_choice",
    "too_small",
    "too_large",
    "not_a_date",
    "not_a_number",
    "not_a_phone",
    "not_complete",
    "not_understood",
]

_TEXTS: Final[dict[Phrase, dict[str, str]]] = {
    "position": {
        "en": "You are number {n} in the queue.",
        "zh": "您目前排在第{n}位。",
        "th": "คุณอยู่ในคิวลำดับที่ {n}",
    },
    "next": {
        "en": "You are next. Someone will be with you shortly.",
        "zh": "您是下一位，馬上為您服務。",
        "th": "คุณเป็นคิวถัดไป เจ้าหน้าที่จะรับสายในไม่ช้า",
    },
    "please_wait": {
        "en": "Please hold the line.",
        "zh": "請稍候，不要掛斷。",
        "th": "กรุณาถือสายรอสักครู่",
    },
    "all_busy": {
        "en": "All our staff are busy at the moment. Please stay on the line.",
        "zh": "目前所有專員都在忙線中，請稍候。",
        "th": "ขณะนี้เจ้าหน้าที่กำลังให้บริการลูกค้าท่านอื่น กรุณาถือสายรอ",
    },
    "closed": {
        "en": "We are closed at the moment. Please call again during opening hours.",
        "zh": "現在是非服務時間，請於服務時間再來電。",
        "th": "ขณะนี้อยู่นอกเวลาทำการ กรุณาโทรใหม่ในเวลาทำการ",
    },
    "goodbye": {
        "en": "Thank you for calling. Goodbye.",
        "zh": "感謝您的來電，再見。",
        "th": "ขอบคุณที่โทรมา สวัสดี",
    },
    "interrupted": {
        "en": "We are sorry, your call was interrupted. You keep your place, somebody will be with you soon.",
        "zh": "很抱歉，通話中斷了。您的順位保留，我們將儘快為您服務。",
        "th": "ขออภัย สายขัดข้อง คุณยังอยู่ในลำดับเดิม เจ้าหน้าที่จะรับสายในไม่ช้า",
    },
    "put_through": {
        "en": "I will put you through to one of our staff.",
        "zh": "為您轉接專員，請稍候。",
        "th": "กำลังโอนสายไปยังเจ้าหน้าที่ กรุณารอสักครู่",
    },
    "one_moment": {
        "en": "One moment, please.",
        "zh": "請稍等。",
        "th": "กรุณารอสักครู่",
    },
    "choose": {
        "en": "For {text}, press {key}.",
        "zh": "{text}，請按{key}。",
        "th": "{text} กด {key}",
    },
    "choose_none": {
        "en": "For none of these, press {key}.",
        "zh": "以上皆非，請按{key}。",
        "th": "ไม่ต้องการรายการใด กด {key}",
    },
    "choose_many": {
        "en": "Press all that apply, then the hash key.",
        "zh": "可複選，完成後請按井字鍵。",
        "th": "เลือกได้มากกว่าหนึ่งข้อ เสร็จแล้วกดเครื่องหมายสี่เหลี่ยม",
    },
    "yes_or_no": {
        "en": "For yes, press {yes}. For no, press {no}.",
        "zh": "是，請按{yes}。否，請按{no}。",
        "th": "ใช่ กด {yes} ไม่ใช่ กด {no}",
    },
    "digits": {
        "en": "Enter the digits, then press the hash key.",
        "zh": "輸入完畢後，請按井字鍵。",
        "th": "กดตัวเลข แล้วกดเครื่องหมายสี่เหลี่ยม",
    },
    "decimals": {
        "en": "Press star for the decimal point, and the hash key at the end.",
        "zh": "小數點請按米字鍵，輸入完畢後請按井字鍵。",
        "th": "กดดอกจันแทนจุดทศนิยม และกดเครื่องหมายสี่เหลี่ยมเมื่อเสร็จ",
    },
    "date": {
        "en": "Enter eight digits: the year, the month and the day.",
        "zh": "請輸入八位數字：西元年、月、日。",
        "th": "กดตัวเลขแปดหลัก ปีคริสต์ศักราช เดือน และวัน",
    },
    "whole_date": {
        "en": "A date has eight digits: four for the year, two for the month and two for the day.",
        "zh": "日期為八位數字：年四位、月兩位、日兩位。",
        "th": "วันที่มีแปดหลัก ปีสี่หลัก เดือนสองหลัก และวันสองหลัก",
    },
    "nothing_entered": {
        "en": "Sorry, nothing was entered.",
        "zh": "抱歉，沒有收到您的輸入。",
        "th": "ขออภัย ไม่ได้รับข้อมูลจากคุณ",
    },
    "no_such_choice": {
        "en": "Sorry, that is not one of the choices.",
        "zh": "抱歉，沒有這個選項。",
        "th": "ขออภัย ไม่มีตัวเลือกนี้",
    },
    "too_small": {
        "en": "Sorry, that is too little. The least is {limit}.",
        "zh": "抱歉，數值太小，最少為{limit}。",
        "th": "ขออภัย น้อยเกินไป อย่างน้อย {limit}",
    },
    "too_large": {
        "en": "Sorry, that is too much. The most is {limit}.",
        "zh": "抱歉，數值太大，最多為{limit}。",
        "th": "ขออภัย มากเกินไป ไม่เกิน {limit}",
    },
    "not_a_date": {
        "en": "Sorry, there is no such date.",
        "zh": "抱歉，沒有這個日期。",
        "th": "ขออภัย ไม่มีวันที่นี้",
    },
    "not_a_number": {
        "en": "Sorry, that is not a number.",
        "zh": "抱歉，這不是數字。",
        "th": "ขออภัย นั่นไม่ใช่ตัวเลข",
    },
    "not_a_phone": {
        "en": "Sorry, that is not a telephone number.",
        "zh": "抱歉，這不是電話號碼。",
        "th": "ขออภัย นั่นไม่ใช่หมายเลขโทรศัพท์",
    },
    "not_complete": {
        "en": "Sorry, that does not have the right number of digits.",
        "zh": "抱歉，位數不對。",
        "th": "ขออภัย จำนวนหลักไม่ถูกต้อง",
    },
    "not_understood": {
        "en": "Sorry, that could not be taken.",
        "zh": "抱歉，無法接受此輸入。",
        "th": "ขออภัย ไม่สามารถรับข้อมูลนี้ได้",
    },
}

_KEYS: Final[dict[str, dict[str, str]]] = {
    "#": {"en": "the hash key", "zh": "井字鍵", "th": "เครื่องหมายสี่เหลี่ยม"},
    "*": {"en": "the star key", "zh": "米字鍵", "th": "ดอกจัน"},
}


def base_language(language: str) -> str:
    """ "zh-Hant-TW" and "zh_TW" → "zh"."""
    return language.replace("_", "-").partition("-")[0].lower()


def phrase(name: Phrase, language: str, **values: object) -> str:
    """One of the line's own sentences; English where the language has none. `values`: what it has blanks
    for (`n`: a place in the queue; `text` and `key`: a choice; `limit`: a number)."""
    texts = _TEXTS[name]
    return texts.get(base_language(language), texts["en"]).format(**values)


def key_name(key: str, language: str) -> str:
    """What a key of the telephone is called; several are read one by one."""
    names = [
        _KEYS[one].get(base_language(language), _KEYS[one]["en"]) if one in _KEYS else one for one in key
    ]
    return " ".join(names)
