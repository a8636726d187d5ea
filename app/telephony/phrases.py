"""What the line itself says to callers, in the languages it speaks. How to answer a question is said by
`app.scripts.telephone`, greetings and menus by flows.
"""

from __future__ import annotations

from typing import Final, Literal

from app.core.languages import base_language

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
}


def phrase(name: Phrase, language: str, *, n: int = 0) -> str:
    """One of the line's own sentences; English where the language has none. `n`: a place in the queue."""
    texts = _TEXTS[name]
    return texts.get(base_language(language), texts["en"]).format(n=n)
