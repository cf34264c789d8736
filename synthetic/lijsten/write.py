"""Every delivery of every contract, as CSV in the inbox: several periods, a corrected one, a late one, one with faults.

Reads   the contracts of registers, wachtlijsten and clientervaring
Writes  <source>/<delivery>/<delivery>_<day>.csv below the inbox
The product register is made by products.py; the truth of the city holds nothing of all this.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ingestion.tabular.contract import Contract, load_contracts
from synthetic.lijsten import norms
from synthetic.lijsten.cells import Row, plausible_row
from synthetic.lijsten.delivery import Delivery
from synthetic.lijsten.moments import Moment, moments_of
from synthetic.lijsten.registers import KNOWN_ROWS
from synthetic.parameters import Parameters
from synthetic.places import AANBIEDERS, GEMEENTEN, Aanbieder
from synthetic.products import PRODUCTS

SOURCES = ("clientervaring", "registers", "wachtlijsten")
MADE_ELSEWHERE = "registers/producten"
BY_PROVIDER = ("wachtlijsten/jeugd_ggz", "wachtlijsten/jeugd_ggz_kinderen")
ROWS, MORE_ROWS = 12, 4
"""Rows of the first edition of a register, and how many each later one has more."""

DELIVERER = "aangeleverd_door"
DELIVERERS = {
    "registers/collectief_aanbod": ("bindkracht10", "bjg"),
    "registers/klachten": (AANBIEDERS[0].agb, "jeugdstem"),
    "registers/signalen": ("veilig_thuis", "onderzoek_en_statistiek"),
    "registers/toegang": ("bjg", "regieteam"),
    "registers/verblijf": (AANBIEDERS[1].agb, "casusoverleg"),
}
"""Contract -> who deliver it; each its own file, of which a new one replaces no more than its own."""

CORRECTED_AFTER, LATE_BY = timedelta(18), timedelta(90)
FAULTY_NAME = "jeugd_ggz_met_fouten"
CHILDREN = 12
GROUPS = [
    {"gemeente_code": gemeente.code, "vorm": "specialistisch", "fase": fase, "vestiging": "", "leeftijdsgroep": "12-17"}
    for gemeente in GEMEENTEN
    for fase in ("aanmelding", "behandeling")
]
"""What the children of a list are grouped by."""


def write_lists(folder: Path, parameters: Parameters, told_elsewhere: frozenset[str] = frozenset()) -> list[Path]:
    """Write what comes in within the window of the parameters; the same parameters give the same bytes.

    Nothing of the contracts `told_elsewhere`.
    """
    others = (delivery for delivery in deliveries(parameters) if delivery.contract.label not in told_elsewhere)
    return write_deliveries(folder, parameters, others)


def write_deliveries(folder: Path, parameters: Parameters, chosen: Iterable[Delivery]) -> list[Path]:
    """Write those of the deliveries that come in within the window."""
    written = []
    for delivery in chosen:
        if parameters.is_delivered(delivery.day):
            path = folder / delivery.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(delivery.data)
            written.append(path)
    return written


def deliveries(parameters: Parameters) -> Iterator[Delivery]:
    """Every delivery of the whole story."""
    for source in SOURCES:
        for contract in load_contracts(source).values():
            if contract.label == MADE_ELSEWHERE:
                continue
            for edition, moment in enumerate(moments_of(contract, parameters.last_day)):
                if contract.label in BY_PROVIDER:
                    yield from _of_providers(contract, moment, parameters)
                else:
                    yield from _editions(contract, moment, edition, parameters.seed)


def _editions(contract: Contract, moment: Moment, edition: int, seed: int) -> Iterator[Delivery]:
    """The delivery of one moment, or one of each who delivers."""
    for who in DELIVERERS.get(contract.label, ("",)):
        name = f"{contract.name}_{who}" if who else contract.name
        rows = _rows(contract, moment, edition, seed, {DELIVERER: who} if who else {})
        yield Delivery(contract, name, moment.delivered_on, rows)


def _rows(contract: Contract, moment: Moment, edition: int, seed: int, whose: Row) -> tuple[Row, ...]:
    """The rows of one delivery. Of a register each later edition repeats those of the one before it, and adds some."""
    known = KNOWN_ROWS.get(contract.label)
    # a day of a register lies before its first edition, so that every later one can hold it unchanged
    begin = date(moment.end.year - 3, 1, 1)
    days = (begin, begin + timedelta(330))
    if contract.history == "replace" and not known:
        story, days = contract.label, (date(2022, 1, 10), date(2022, 12, 20))
    else:
        story = f"{contract.label}/{moment.end}"
    story += "".join(f"/{who}" for who in whose.values())
    cells = whose | (moment.cells if contract.history == "period" else {})
    count = ROWS + MORE_ROWS * edition
    given = list(known(moment)) if known else [{} for _ in range(count)]
    if contract.label == "registers/toegang":
        given += norms.toegang(moment, whose[DELIVERER])
    rows = (
        plausible_row(contract, Random(f"{seed}/{story}/{number}"), number, {**cells, **facts}, days)  # noqa: S311
        for number, facts in enumerate(given, start=1)
    )
    return tuple({tuple(row[name] for name in contract.key): row for row in rows}.values())


def _of_providers(contract: Contract, moment: Moment, parameters: Parameters) -> Iterator[Delivery]:
    """A waiting list of each provider of jeugd-GGZ: the first corrects it, the second is late, the last errs first."""
    providers = [each for each in AANBIEDERS if any(PRODUCTS[code].zorgsoort == "jeugd_ggz" for code in each.codes)]
    for place, provider in enumerate(providers):
        name = f"{contract.name}_{provider.agb}"
        day = moment.delivered_on + (LATE_BY if place == 1 else timedelta(0))
        rows = _waiting(contract, moment, provider, parameters.seed)
        yield Delivery(contract, name, day, rows)
        if place == 0:
            again = _waiting(contract, moment, provider, parameters.seed + 1)
            yield Delivery(contract, name, day + CORRECTED_AFTER, again)
        if provider is providers[-1] and contract.label == BY_PROVIDER[0]:
            yield Delivery(contract, FAULTY_NAME, day - timedelta(1), with_faults(rows))


def with_faults(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with what people do wrong: a code that is not there, a full stop for thousands, an empty cell."""
    first, second, *others = rows
    return (
        first | {"vorm": "weet ik niet"},
        second | {"aantal_wachtenden": "1.200", "methode": ""},
        *others,
    )


def _waiting(contract: Contract, moment: Moment, provider: Aanbieder, seed: int) -> tuple[Row, ...]:
    per_child = contract.label == BY_PROVIDER[1]
    places = [{"volgnummer": str(number)} for number in range(1, CHILDREN + 1)] if per_child else GROUPS
    days = (moment.end - timedelta(300), moment.end)
    return tuple(
        plausible_row(
            contract,
            Random(f"{seed}/{contract.label}/{moment.end}/{provider.agb}/{number}"),  # noqa: S311
            number,
            {**moment.cells, "aanbieder_agb": provider.agb, **facts},
            days,
        )
        for number, facts in enumerate(places, start=1)
    )
