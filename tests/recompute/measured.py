"""What approved lines hold besides money: volume, product, tariff, referrer; and which toewijzingen are referrals.

Reads   <inbox>/ijw_iwmo, <inbox>/registers/{producten,tarieven,toegang,aanbieders}
Gives   Measured: lines, referrals and tariffs as plain tuples, for `volume_and_costs`
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.recompute.allocations import AllocationRow, Number, read_allocations, standing_allocations
from tests.recompute.claims import Answer, read_answer, read_claims
from tests.recompute.deliveries import add_care, read_reports
from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.referrers import number_of, read_requested, referrers_of
from tests.recompute.register import Cells, Register, newest
from tests.recompute.standing import Messages, sort_messages
from tests.recompute.state import State

MINUTES = {"01": 1, "04": 60, "16": 240}
REFERRED_BEFORE = {"01", "10", "11", "13", "14"}


@dataclass(frozen=True)
class Use:
    """An approved line. `volume` in minutes or own units, `cents` negative for a credit, `counts` whether delivered."""

    day: date
    person: str
    cells: tuple[tuple[str, str], ...]
    categorie: str
    unit: str
    volume: int
    cents: int
    counts: bool
    flags: frozenset[str]

    def cell(self, name: str) -> str:
        return dict(self.cells)[name]


@dataclass(frozen=True)
class Referral:
    """A version of a toewijzing that is a referral; `order` decides which of a person is the first."""

    day: date
    person: str
    cells: tuple[tuple[str, str], ...]
    order: tuple[str, str, str, str, int]


@dataclass(frozen=True)
class Running:
    """A toewijzing or care period; `end` is at most the last day that the data reach."""

    person: str
    begin: date
    end: date
    cells: tuple[tuple[str, str], ...]


@dataclass
class Measured:
    last_day: date
    uses: list[Use] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    zbo: list[Running] = field(default_factory=list)
    care: list[Running] = field(default_factory=list)
    tariffs: list[Cells] = field(default_factory=list)
    specialised: set[str] = field(default_factory=set)


class Products:
    """The productgroep and flags of a product on a day; nothing where the register has no line."""

    def __init__(self, inbox: Path) -> None:
        self.register = Register(inbox)
        self._rows: dict[tuple[str, str, str], list[Cells]] = defaultdict(list)
        for row in newest(inbox, "producten"):
            self._rows[(row["wet"], row["product_categorie"], row["product_code"])].append(row)

    def line(self, wet: str, gemeente: str, product: tuple[str, str], day: date) -> Cells:
        valid = [
            row
            for row in self._rows.get((wet, *product), [])
            if row["geldig_van"] <= day.isoformat() <= (row["geldig_tot"] or "9999-12-31")
            and row["gemeente_code"] in {gemeente, "*"}
        ]
        return min(valid, key=lambda row: row["gemeente_code"] == "*", default={})


def read_volumes(message: Message) -> tuple[tuple[str, ...], list[tuple[str, str, str, str]]]:
    """The key of a 323 with the number, unit and volume of each of its lines, in the order of `read_claims`."""
    return read_claims(message).key, [
        (
            text_of(row, "ToewijzingNummer"),
            text_of(row, "Eenheid"),
            text_of(row, "GeleverdVolume"),
            text_of(row, "IngediendBedrag/DebetCredit"),
        )
        for client in find_all(message.root, "Declaratie/Clienten/Client")
        for row in find_all(client, "Prestaties/Prestatie")
    ]


def read_claimed(message: Message) -> tuple[object, object]:
    """A 323 as `claims` reads it, and what that leaves out."""
    return read_claims(message), read_volumes(message)[1]


CONTENTS = {
    "301": read_allocations,
    "305": read_reports,
    "307": read_reports,
    "315": read_requested,
    "323": read_claimed,
    "325": read_answer,
}


def measure(inbox: Path) -> Measured:
    """All of it, from the messages and registers of an inbox."""
    messages = sort_messages(inbox, CONTENTS)
    products = Products(inbox)
    toegang = list(newest(inbox, "toegang", "aangeleverd_door"))
    found = Measured(messages.last_day, tariffs=list(newest(inbox, "tarieven")))
    found.specialised = {
        row["aanbieder_agb"] for row in newest(inbox, "aanbieders") if row["is_hoogspecialistisch"] == "1"
    }
    allocations = standing_allocations(messages.standing("301"))
    told = [row for rows in messages.standing("301") for row in rows]
    requests = (row for rows in messages.standing("315") for row in rows)
    referrers = referrers_of(allocations, told, requests, toegang)
    zbo = {number_of(row) for row in toegang if row["is_zbo"] == "1" and row["toewijzing_nummer"]}
    _add_care(found, messages, allocations, products, referrers)
    _add_uses(found, messages, products, referrers, zbo)
    for number, row in allocations.items():
        wet, gemeente, nummer = number
        product, day = row.told.product, row.told.ingangsdatum
        cells = {
            "gemeente_code": gemeente,
            "wet": wet,
            "zorgsoort": row.zorgsoort_on(day, products.register),
            "aanbieder_agb": row.told.aanbieder,
            "verwijzer": referrers[number],
        }
        if number in zbo or products.line(wet, gemeente, product, day).get("is_zbo") == "1":
            end = min(row.latest.einddatum or found.last_day, found.last_day)
            found.zbo.append(Running(row.told.person, day, end, tuple(cells.items())))
        for stamp, version in row.versions.items():
            if version.reden not in REFERRED_BEFORE:
                order = (*stamp, wet, gemeente, nummer)
                event = Referral(date.fromisoformat(stamp[0]), row.told.person, tuple(cells.items()), order)
                found.referrals.append(event)
    return found


def amount(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _add_care(
    found: Measured,
    messages: Messages,
    allocations: dict[Number, AllocationRow],
    products: Products,
    referrers: dict[Number, str],
) -> None:
    state = State(found.last_day)
    add_care(state, allocations, messages.standing("305", "307"), products.register)
    for care in state.care:
        cells = {
            "gemeente_code": care.gemeente,
            "wet": care.wet,
            "zorgsoort": care.zorgsoort,
            "productgroep": products.line(care.wet, care.gemeente, care.product, care.begin).get("productgroep", ""),
            "product_code": care.product[1],
            "aanbieder_agb": care.aanbieder,
            "verwijzer": referrers[(care.wet, care.gemeente, care.number)],
        }
        cells = {name: value or "onbekend" for name, value in cells.items()}
        end = max(care.begin, min(care.end or found.last_day, found.last_day))
        if care.begin <= found.last_day:
            found.care.append(Running(care.person, care.begin, end, tuple(cells.items())))


def _add_uses(
    found: Measured, messages: Messages, products: Products, referrers: dict[Number, str], zbo: set[Number]
) -> None:
    answers: dict[tuple[str, ...], Answer] = {answer.key: answer for answer in messages.standing("325")}
    lines = [
        (claim.key, line, extra)
        for claim, extras in messages.standing("323")
        for line, extra in zip(claim.lines, extras, strict=True)
        if claim.key in answers
        and not answers[claim.key].is_refusal
        and line.reference not in answers[claim.key].listed
    ]
    credited = {(*key[:2], line.previous) for key, line, _ in lines if line.previous}
    for (wet, aanbieder, gemeente, *_), line, (nummer, unit, volume, sign) in lines:
        product = products.line(wet, gemeente, line.product, line.day)
        number = (wet, gemeente, int(nummer or 0))
        flags = {name for name, value in product.items() if value == "1"}
        cells = {
            "gemeente_code": gemeente,
            "wet": wet,
            "zorgsoort": products.register.zorgsoort(wet, gemeente, line.product, line.day),
            "productgroep": product.get("productgroep") or "onbekend",
            "product_code": line.product[1],
            "aanbieder_agb": aanbieder,
            "verwijzer": referrers.get(number, "onbekend"),
        }
        found.uses.append(
            Use(
                day=line.day.replace(day=1),
                person=line.person,
                cells=tuple(cells.items()),
                categorie=line.product[0],
                unit="uur" if unit in MINUTES else unit,
                volume=int(volume) * MINUTES.get(unit, 1),
                cents=line.cents,
                counts=sign == "D" and (wet, aanbieder, line.reference) not in credited,
                flags=frozenset(flags | ({"is_zbo"} if number in zbo else set())),
            )
        )
