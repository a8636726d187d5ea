"""What callers say besides their matter, by language."""

from __future__ import annotations

YES = {
    "en": (
        "Yes, that is right.",
        "Aha. And what happens next?",
        "All right, I understand.",
        "One moment, please.",
    ),
    "de": ("Ja, genau.", "Aha. Und wie geht es jetzt weiter?", "In Ordnung.", "Einen Moment bitte."),
    "zh": ("對,沒錯。", "喔,那接下來呢?", "好的,我知道了。", "請等一下。"),
    "th": ("ใช่ค่ะ", "แล้วต้องทำยังไงต่อคะ", "เข้าใจแล้วค่ะ", "สักครู่นะคะ"),
}
BYE = {
    "en": "Thank you very much for your help. Goodbye.",
    "de": "Vielen Dank für Ihre Hilfe. Auf Wiederhören.",
    "zh": "謝謝你的幫忙,再見。",
    "th": "ขอบคุณมากค่ะ สวัสดีค่ะ",
}


def yes(language: str) -> tuple[str, ...]:
    """Fillers in a language, in English where there are none."""
    return YES.get(language.partition("-")[0], YES["en"])


def bye(language: str) -> str:
    """The last words."""
    return BYE.get(language.partition("-")[0], BYE["en"])
