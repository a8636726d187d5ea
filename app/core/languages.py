"""Names of languages (BCP 47)."""


def base_language(language: str) -> str:
    """ "zh-Hant-TW" and "zh_TW" → "zh"."""
    return language.replace("_", "-").partition("-")[0].lower()
