"""What a telephone says to a question of a flow beside the author's own text, by language."""

from typing import Final, Literal

from app.core.languages import base_language

Phrase = Literal[
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
    "too_early",
    "too_late",
    "not_a_date",
    "not_a_number",
    "not_a_phone",
    "not_complete",
    "not_understood",
]

_TEXTS: Final[dict[Phrase, dict[str, str]]] = {
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
    "too_early": {
        "en": "Sorry, that day is too early.",
        "zh": "抱歉，日期太早了。",
        "th": "ขออภัย วันที่นี้เร็วเกินไป",
    },
    "too_late": {
        "en": "Sorry, that day is too late.",
        "zh": "抱歉，日期太晚了。",
        "th": "ขออภัย วันที่นี้ช้าเกินไป",
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


def phrase(name: Phrase, language: str, **values: object) -> str:
    """A sentence; English where the language has none. `values`: what it has blanks for (`text` and `key`
    of a choice, `limit`)."""
    texts = _TEXTS[name]
    return texts.get(base_language(language), texts["en"]).format(**values)


def key_name(key: str, language: str) -> str:
    """What a key of the telephone is called; several are read one by one."""
    base = base_language(language)
    return " ".join(_KEYS[one].get(base, _KEYS[one]["en"]) if one in _KEYS else one for one in key)
