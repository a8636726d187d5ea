"""Dates as people type and key them: ISO, by a region's custom, Buddhist and Minguo years, bare digits."""

import re
from datetime import date

from app.scripts.numbers import plain_digits

_YEAR_FIRST = frozenset({"CN", "HU", "HK", "LT", "JP", "KR", "MN", "TW"})
_MONTH_FIRST = frozenset({"FM", "MH", "US", "PH", "PW"})
_MONTHS = {
    name: place
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    )
    for place, name in enumerate(names.split(), 1)
}
_WORD = re.compile(r"[A-Za-z]{3,9}\.?|[\u0e00-\u0e7f][\u0e00-\u0e7f.]+")
_PARTS = re.compile(r"(\d{1,4})\s*[-/. 年]\s*(\d{1,4})\s*[-/. 月]\s*(\d{1,4})\s*日?\Z")
_PLAIN = re.compile(r"([0-9]{1,4})[-/.]([0-9]{1,4})[-/.]([0-9]{1,4})\Z")
BUDDHIST, MINGUO = 543, 1911
_FIRST, _LAST = 1850, 2150
"""Years that a date can have in a conversation; a year outside is of another calendar."""


def read_date(text: str, today: date, region: str = "", language: str = "") -> date | None:
    """A typed or keyed date; None where it is none."""
    if len(text) > 40:
        return None
    text = plain_digits(text)
    minguo = region == "TW" or language[:2].lower() == "zh"
    found = _PLAIN.match(text)
    if found is None:
        text = _with_numbers(text).replace(",", " ").strip()
        if text.startswith(("民國", "民国")):
            text, minguo = text[2:].strip(), True
        if text.isdigit():
            return _of_digits(text, region, minguo)
        found = _PARTS.match(re.sub(r"\s+", " ", text))
        if found is None:
            return None
    return _of_parts(found.groups(), today, region, minguo)


def _with_numbers(text: str) -> str:
    """Names of months as numbers between slashes: 21 Nov 2026 → 21/11/2026; Nov 21, 2026 → 21/11/2026."""
    word = _WORD.search(text)
    if word is None:
        return text
    name = word[0].lower()
    month = _MONTHS.get(name) or _MONTHS.get(name.rstrip(".")[:3])
    numbers = re.findall(r"\d+", text)
    if month is None or len(numbers) != 2:
        return text
    first, second = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    return f"{second}-{month}-{first}" if len(second) > 2 else text


def _of_digits(text: str, region: str, minguo: bool) -> date | None:
    """YYYYMMDD or DDMMYYYY (MMDDYYYY where the month is said first), YYYMMDD in Minguo years."""
    if len(text) == 7 and minguo:
        return _made(int(text[:3]) + MINGUO, int(text[3:5]), int(text[5:]))
    if len(text) != 8:
        return None
    one, two = int(text[:2]), int(text[2:4])
    last = (two, one) if region in _MONTH_FIRST else (one, two)
    return (
        _made(_gregorian(int(text[:4])), int(text[4:6]), int(text[6:]))
        or _made(_gregorian(int(text[4:])), last[1], last[0])
        or _made(_gregorian(int(text[4:])), last[0], last[1])
    )


def _of_parts(parts: tuple[str, ...], today: date, region: str, minguo: bool) -> date | None:
    one, two, three = (int(part) for part in parts)
    if len(parts[0]) >= 3 or (region in _YEAR_FIRST and len(parts[2]) <= 2):
        return _made(_year(parts[0], today, minguo), two, three)
    year = _year(parts[2], today, minguo)
    if region in _MONTH_FIRST:
        return _made(year, one, two) or _made(year, two, one)
    return _made(year, two, one) or _made(year, one, two)


def _year(text: str, today: date, minguo: bool) -> int:
    year = int(text)
    if len(text) > 3:
        return _gregorian(year)
    if minguo:
        return year + MINGUO
    if len(text) > 2:
        return 0
    century = today.year - today.year % 100
    return century + year if century + year <= today.year + 20 else century - 100 + year


def _gregorian(year: int) -> int:
    """Buddhist years are told by their size."""
    return year - BUDDHIST if _FIRST + BUDDHIST <= year <= _LAST + BUDDHIST else year


def _made(year: int, month: int, day: int) -> date | None:
    if not _FIRST <= year <= _LAST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
