"""One cell to one value, strictly: what could be read in two ways is refused, never guessed.

A CSV cell is text. An XLSX cell is text, a number, a date or a truth value as the workbook stores it.
Python's own int(), Decimal() and date parsing are too kind (1_000, ١٢٣, NaN, 20260101): patterns decide here.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from ingestion.tabular.contract import Column

Form = Literal["csv", "xlsx"]
Parse = Callable[[object], object]

INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})(?:,([0-9]+))?")
NUMBER_IN_DOUBT = re.compile(r"-?[0-9]+(?:[.,'\u00a0\u202f ][0-9]+)+")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
DUTCH_DATE = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{2}")
ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXCEL_LEAP_FAULT = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: serial numbers before this day are a day off."""

TRUTH = {"0": False, "nee": False, "n": False, "1": True, "ja": True, "j": True}


class CellError(ValueError):
    """A cell that cannot be read as its column asks; `code` names the message, `fields` fill it. Never the value."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


def parser_of(column: Column, form: Form) -> Parse:
    """How to read one non-empty cell of this column. The function raises CellError."""
    parse = _PARSERS[column.type]
    return lambda cell: parse(cell, column, form)


def clean_text(cell: str) -> str:
    """Text as it is compared and stored: composed (NFC), without invisible characters or outer white space."""
    if cell.isascii():
        return cell.strip()
    return INVISIBLE.sub("", unicodedata.normalize("NFC", cell)).strip()


def is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shape_of(cell: object) -> str:
    """The form of a value without the value: 9 for a digit, a for a letter. Fit to show in a message."""
    text = str(cell)[:20]
    return "".join("9" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in text)


def passes_eleven_test(bsn: str) -> bool:
    """The 11-proef of a BSN of nine digits; all zeros passes the sum but is nobody."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return bsn != "000000000" and sum(w * int(digit) for w, digit in zip(weights, bsn, strict=True)) % 11 == 0


def _text(cell: object, column: Column, form: Form) -> str:
    if isinstance(cell, (date, time, timedelta)):
        raise CellError("E018")
    text = _text_of_number(cell, column) if not isinstance(cell, str) else clean_text(cell)
    if CONTROL.search(text):
        raise CellError("C003")
    if column.codes:
        return _code(text, column)
    if column.pattern and not re.fullmatch(column.pattern, text):
        raise CellError("C014", verwacht=column.shape)
    if len(text) > column.max_length:
        raise CellError("C025", grens=column.max_length)
    return text


def _code(text: str, column: Column) -> str:
    if text in column.codes:
        return text
    for code in column.codes:
        if code.casefold() == text.casefold():
            return code
    raise CellError("C014", verwacht=list_of_codes(column))


def list_of_codes(column: Column) -> str:
    """The codes in words, cut after twelve: a message must stay readable."""
    codes = list(column.codes)
    return ", ".join(codes[:12]) + (", …" if len(codes) > 12 else "")


def _text_of_number(cell: object, column: Column) -> str:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or cell != int(cell) or abs(cell) >= 1e15:
        raise CellError("E016")
    text = str(int(cell))
    if _fits(text, column) and not ((column.codes or column.pattern) and _fits("0" + text, column)):
        return text
    # a shorter number that would fit with a zero in front: Excel has dropped that zero
    raise CellError("E016" if _fits("0" + text, column) or not column.codes else "C014", verwacht=list_of_codes(column))


def _fits(text: str, column: Column) -> bool:
    if column.codes:
        return text in column.codes
    return not column.pattern or re.fullmatch(column.pattern, text) is not None


def _free_text(cell: object, column: Column, form: Form) -> str:
    if not isinstance(cell, str):
        return str(cell)
    text = unicodedata.normalize("NFC", cell).strip()
    if CONTROL.search(text):
        raise CellError("C003")
    if len(text) > max(column.max_length, 10_000):
        raise CellError("C025", grens=10_000)
    return text


def _integer(cell: object, column: Column, form: Form) -> int:
    if isinstance(cell, str):
        if not INTEGER.fullmatch(cell):
            raise _number_error(cell)
        value = int(cell)
    elif isinstance(cell, bool) or not isinstance(cell, (int, float)) or cell != int(cell) or abs(cell) >= 1e15:
        raise CellError("C010", vorm=shape_of(cell))
    else:
        value = int(cell)
    _check_range(value, column)
    return value


def _decimal(cell: object, column: Column, form: Form) -> Decimal:
    if isinstance(cell, str):
        match = DECIMAL.fullmatch(cell)
        if match is None:
            raise _number_error(cell)
        if len(match[2] or "") > column.decimals:
            raise CellError("C026", decimalen=column.decimals)
        value = Decimal(cell.replace(",", "."))
    elif isinstance(cell, bool) or not isinstance(cell, (int, float)) or abs(cell) >= 1e15:
        raise CellError("C010", vorm=shape_of(cell))
    else:
        value = _decimal_of_number(cell, column)
    _check_range(value, column)
    return value.quantize(Decimal(1).scaleb(-column.decimals))


def _decimal_of_number(cell: float, column: Column) -> Decimal:
    value = Decimal(repr(cell)).quantize(Decimal(1).scaleb(-column.decimals), ROUND_HALF_EVEN)
    # an average in a workbook has many decimals; an amount of money has not, unless it is no amount
    if column.type == "amount" and abs(float(value) - cell) > 1e-6:
        raise CellError("C026", decimalen=column.decimals)
    return value


def _number_error(cell: str) -> CellError:
    return CellError("C009" if NUMBER_IN_DOUBT.fullmatch(cell) else "C010", vorm=shape_of(cell))


def _check_range(value: int | Decimal, column: Column) -> None:
    if (column.minimum is not None and value < column.minimum) or (
        column.maximum is not None and value > column.maximum
    ):
        raise CellError("C019", grenzen=bounds_of(column))


def bounds_of(column: Column) -> str:
    """The allowed range in Dutch words."""
    if column.maximum is None:
        return f"{column.minimum} of meer"
    return f"hoogstens {column.maximum}" if column.minimum is None else f"{column.minimum} tot en met {column.maximum}"


def _boolean(cell: object, column: Column, form: Form) -> bool:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float)) and cell in (0, 1):
        return bool(cell)
    known = TRUTH.get(cell.strip().casefold()) if isinstance(cell, str) else None
    if known is None:
        raise CellError("C014", verwacht="0, 1, ja of nee")
    return known


def _date(cell: object, column: Column, form: Form) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time(0):
            raise CellError("E017", vorm="datum met tijd")
        cell = cell.date()
    if isinstance(cell, date):
        if cell < EXCEL_LEAP_FAULT:
            raise CellError("E017", vorm="dag voor 1 maart 1900")
        return _plausible(cell)
    if not isinstance(cell, str):
        raise CellError("E017", vorm="getal")
    text = cell.strip()
    if match := ISO_DATE.fullmatch(text):
        return _real_date(match[1], match[2], match[3], form)
    match = DUTCH_DATE.fullmatch(text)
    if match and form == "csv":
        return _real_date(match[3], match[2], match[1], form)
    if form == "xlsx":
        raise CellError("E017", vorm="tekst " + shape_of(text))
    raise CellError("C012" if SHORT_YEAR.fullmatch(text) else "C011", vorm=shape_of(text))


def _real_date(year: str, month: str, day: str, form: Form) -> date:
    try:
        return _plausible(date(int(year), int(month), int(day)))
    except ValueError as error:
        if isinstance(error, CellError):
            raise
        raise CellError("C012" if int(year) == 0 else "C011", vorm="dag die niet bestaat") from None


def _plausible(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise CellError("C012")
    return value


def _month(cell: object, column: Column, form: Form) -> date:
    if isinstance(cell, str):
        match = ISO_MONTH.fullmatch(cell.strip())
        if match is None:
            raise CellError("C011", vorm=shape_of(cell))
        return _real_date(match[1], match[2], "1", form)
    return _date(cell, column, form).replace(day=1)


def _bsn(cell: object, column: Column, form: Form) -> str:
    if isinstance(cell, str):
        text = cell.strip()
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and 1e8 <= cell < 1e9 and cell == int(cell):
        text = str(int(cell))
    else:
        raise CellError("E016")
    if not (len(text) == 9 and text.isascii() and text.isdigit() and passes_eleven_test(text)):
        raise CellError("C024")
    return text


def _postcode(cell: object, column: Column, form: Form) -> str:
    match = POSTCODE.fullmatch(cell.strip().upper()) if isinstance(cell, str) else None
    if match is None:
        raise CellError("C014", verwacht="een postcode als 1234 AB")
    return match[1] + match[2]


_PARSERS: dict[str, Callable[[object, Column, Form], object]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "amount": _decimal,
    "boolean": _boolean,
    "date": _date,
    "month": _month,
    "bsn": _bsn,
    "birth_date": _date,
    "postcode": _postcode,
    "free_text": _free_text,
}
