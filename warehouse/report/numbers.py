"""Numbers as Dutch readers write them."""

from decimal import Decimal

from babel.numbers import format_decimal

PATTERNS = ("#,##0", "#,##0.0", "#,##0.00")


def dutch_number(value: Decimal | float, decimals: int = 0) -> str:
    """1.234 or, with one or two decimals, 1.234,5; rounded half to even."""
    text: str = format_decimal(
        Decimal(value).quantize(Decimal(1).scaleb(-decimals)), PATTERNS[decimals], locale="nl_NL"
    )
    return text
