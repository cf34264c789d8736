"""Personal data where the contract has none: a BSN used as a number, a name or a telephone number in free text.

Looks at patterns only; finds what is likely, not everything. What it finds is never repeated.
"""

import re
from collections.abc import Iterable

from ingestion.outcomes import is_bsn

LEAST, SHARE = 3, 0.8
"""One in eleven numbers of nine digits passes the 11-proef by chance: a column must hold several, and mostly those."""

NINE_DIGITS = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
TELLING = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?<![0-9])(?:0|\+31|0031)[ -]?[1-9](?:[ -]?[0-9]){8}(?![0-9])"
    r"|(?i:\b(?:mijn naam is|ik heet|mevrouw|meneer|dhr\.?|mevr\.?)) +[A-Z]"
)


def holds_bsns(values: Iterable[object]) -> bool:
    """True where a column of texts or numbers consists of BSNs."""
    filled = [str(value) for value in values if value is not None]
    found = sum(1 for text in filled if len(text) == 9 and is_bsn(text))
    return found >= LEAST and found >= SHARE * len(filled)


def tells_who(text: str) -> bool:
    """True where free text may say who someone is: a BSN, a telephone number, an e-mail address, a name."""
    return TELLING.search(text) is not None or any(is_bsn(digits) for digits in NINE_DIGITS.findall(text))
