"""What may be shown of a figure that is in no edition: coarse enough that nobody is found, now or by a later release.

Pure. Such a feed shows no totals, so no cell can be reckoned from others; what is left is a cell by itself, and its
change. A count is rounded down to the threshold, so that a reader places it no closer than that. A share is a whole
percent without its denominator, and only if as many as the threshold are on either side. A mean is of at least as many.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

ONE = Decimal(1)


def shown_count(value: Decimal, threshold: int) -> Decimal | None:
    """The count down to a multiple of the threshold; None where it is below it."""
    if value < threshold:
        return None
    return (value / threshold).quantize(ONE, ROUND_DOWN) * threshold


def shown_share(teller: Decimal | None, noemer: Decimal | None, threshold: int) -> Decimal | None:
    """The share in two decimals; None where those counted, or the others, are fewer than the threshold."""
    if teller is None or noemer is None or teller < threshold or noemer - teller < threshold:
        return None
    return (teller / noemer).quantize(Decimal("0.01"), ROUND_HALF_UP)


def shown_mean(value: Decimal, noemer: Decimal | None, threshold: int) -> Decimal | None:
    """The mean in one decimal; None where it is of fewer than the threshold."""
    if noemer is None or noemer < threshold:
        return None
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def shown(value: Decimal, teller: Decimal | None, noemer: Decimal | None, unit: str, threshold: int) -> Decimal | None:
    """The figure as it may go out, by what it is: a share, a mean, or a count of persons."""
    if unit.startswith("aandeel"):
        return shown_share(teller, noemer, threshold)
    if noemer is not None:
        return shown_mean(value, noemer, threshold)
    return shown_count(value, threshold)
