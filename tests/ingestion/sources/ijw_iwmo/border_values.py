"""Values just inside, on and just outside what an element may hold, and forms that only look right."""

import random

from ingestion.sources.ijw_iwmo.catalogue import Datatype, Element, load_catalogue

SPACES = (" ", "\t", "\n", "\r", "\u00a0", "\u2003")
ODD = ("é", "😀", "ỳ", "ỵ", "À", "¿", "٣", "０", "\u200b", "\u0301", "&", "<", "]]>", "Z", ":", "-", ".", "\n")
DATES = (
    "2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
    "2026-01-00", "2026-1-1", "26-01-01", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01",
    "-0001-01-01", "-2026-01-01", "+2026-01-01", "02026-01-01", "2026-01-01Z", "2026-01-01+01:00",
    "2026-01-01-01:00", "2026-01-01T00:00:00", "20260101", "01-01-2026", "2026-W01-1", "today", "infinity",
    " 2026-01-01", "2026-01-01\n", "2026- 01-01", "\u00a02026-01-01", "2026-01-01 ", "２０２６-01-01", "", " ",
    "2026-01", "2026", "99999999999999-01-01", "-0044-03-15", "12026-06-30",
)  # fmt: skip
TIMES = (
    "00:00:00", "23:59:59", "24:00:00", "24:00:01", "24:00:00.0", "24:00:00.1", "25:00:00", "12:60:00",
    "12:00:60", "12:00:61", "12:00", "1:00:00", "12:00:00.5", "12:00:00.", "12:00:00.123456789012",
    "12:00:00Z", "12:00:00+01:00", "12:00:00-01:00", " 12:00:00", "12:00:00\n", "-12:00:00", "12:00:00,5",
    "12.00.00", "120000", "noon", "", " ",
)  # fmt: skip
NUMBERS = (
    "+5", "-5", "-0", "+0", "00", "007", " 5", "5 ", "\n5\t", "5.0", "5,0", "1e3", "0x1", "1_000", "٣", "５",
    "", " ", "-", "+", "--5", "5 5", "NaN", "5\u00a0", "0" * 30 + "5", "0" * 23 + "5", "9" * 30, "9" * 24,
    "9" * 25, "2147483648", "9223372036854775808",
)  # fmt: skip


def values_near_the_border(rng: random.Random, element: Element, wet: str) -> list[str]:
    """Values just inside, on and just outside what the datatype of this element allows."""
    datatype = load_catalogue().datatypes[element.datatype]
    codes = list(load_catalogue().codes_of(element.datatype, wet))
    special = {"date": DATES, "time": TIMES, "integer": NUMBERS}.get(datatype.base, ())
    if element.fixed_value:
        return [element.fixed_value, *_twisted(rng, element.fixed_value), "", "a b", "a-b", "A1", "1" * 13, "a" * 12]
    if codes:
        some = rng.choice(codes)
        other = rng.choice(list(rng.choice(list(load_catalogue().codelists.values()))))
        return [some, other, some.lower(), some.upper(), *_twisted(rng, some), "", "00", "99"]
    return [*special, *_around(datatype), *_strings(rng, datatype)]


def _twisted(rng: random.Random, value: str) -> list[str]:
    return [f"{rng.choice(SPACES)}{value}", f"{value}{rng.choice(SPACES)}", value[:-1], value + "0", "0" + value]


def _around(datatype: Datatype) -> list[str]:
    borders = [border for border in (datatype.min_inclusive, datatype.max_inclusive) if border is not None]
    return [str(border + step) for border in borders for step in (-1, 0, 1)]


def _strings(rng: random.Random, datatype: Datatype) -> list[str]:
    if datatype.base != "string":
        return [rng.choice(ODD)]
    longest = datatype.max_length or 60
    digits, odd = "".join(rng.choices("0123456789", k=longest + 1)), rng.choice(ODD)
    plain = "".join(rng.choices("abcXYZ", k=longest + 1))
    sized = [
        text[:length]
        for text in (digits, plain, odd * (longest + 1))
        for length in (1, 4, longest - 1, longest, longest + 1)
    ]
    versions = (
        ["1.0.0", "01.0.0", "1.0", "1.0.0.0", "1.0.0 ", "10.20.30", "1..0", "v1.0.0"]
        if datatype.max_length is None
        else []
    )
    spaced = [f"{space}{plain[: longest - 1]}" for space in SPACES] + [
        f"{plain[: longest - 1]}{space}" for space in SPACES
    ]
    return [
        *sized,
        *versions,
        *spaced,
        "",
        " ",
        "\n",
        "  \t",
        ". .",
        "a\nb",
        "\na",
        "a\n",
        " a ",
        f"a{odd}b",
        "\u00a0",
        "1234AB",
    ]
