"""Amounts of money: the smallest units of currencies (ISO 4217) and how they are written."""

from decimal import ROUND_HALF_UP, Decimal

_NONE = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
_THREE = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])


UNITS = {digits: Decimal(1).scaleb(-digits) for digits in (0, 2, 3)}
"""Digits after the point → the smallest unit."""


def minor_digits(currency: str) -> int:
    """Digits after the point, by ISO 4217."""
    code = currency.upper()
    return 0 if code in _NONE else 3 if code in _THREE else 2


def quantized(amount: Decimal, currency: str) -> Decimal:
    """Rounded to the currency's smallest unit."""
    return amount.quantize(UNITS[minor_digits(currency)], rounding=ROUND_HALF_UP)


def written(amount: int | float | Decimal, currency: str) -> str:
    """TWD 1,250.00"""
    exact = Decimal(repr(amount)) if isinstance(amount, float) else Decimal(amount)
    return f"{currency} {quantized(exact, currency):,}".strip()
