"""The products that the seven municipalities buy, and the register that says what each code is.

Reads   products.csv beside this module (names and codes invented, categories those of the standard)
Writes  registers/producten/producten.csv: what the warehouse gets to see
The methods of `Product` are the truth behind that register: the city asks them which zorgsoort a code has.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

REGISTER_COLUMNS = (
    "gemeente_code",
    "wet",
    "product_categorie",
    "product_code",
    "geldig_van",
    "geldig_tot",
    "product_naam",
    "zorgsoort",
    "productgroep",
    "eenheid",
    "is_groep",
    "is_verblijf",
    "is_zbo",
    "scope_uitvoeringsagenda",
    "scope_prognosemodel",
    "scope_begroting_jeugd",
)

IN_SCOPE_UITVOERINGSAGENDA = {
    "begeleiding_jeugd",
    "dagbehandeling",
    "dagbesteding",
    "jeugd_ggz",
    "orthopedagogische_behandeling",
    "wmo_begeleiding",
}

ZORGSOORT_WITHOUT_REGISTER = {("jeugdwet", "45"): "begeleiding_jeugd", ("jeugdwet", "54"): "jeugd_ggz"} | {
    ("wmo", "02"): "wmo_begeleiding"
}
"""What a toewijzing on a whole category counts as; only categories for which the city issues one."""

REGISTER_BEGIN = date(2019, 1, 1)


@dataclass(frozen=True)
class Product:
    """One product code of one wet, as contracted.

    `tarief` is in cents of `eenheid` in 2021; `volume` the least and most a toewijzing holds per `frequentie`;
    `duur` the shortest and longest care in days. `later` says from when the code means another zorgsoort,
    `elsewhere` in which municipalities it does. Without `is_registered` the register does not know the code.
    `tarieven` are the known tariffs of single years.
    """

    wet: str
    categorie: str
    code: str
    naam: str
    zorgsoort: str
    productgroep: str
    eenheid: str
    frequentie: str
    tarief: int
    volume: tuple[int, int]
    duur: tuple[int, int]
    gewicht: int
    is_groep: bool = False
    is_verblijf: bool = False
    is_zbo: bool = False
    is_registered: bool = True
    is_open_ended: bool = False
    claimed_in_minutes: bool = False
    later: tuple[date, str, str] | None = None
    elsewhere: tuple[tuple[str, str], ...] = ()
    successor: tuple[date, str] | None = None
    tarieven: tuple[tuple[int, int], ...] = ()

    def zorgsoort_on(self, day: date, gemeente: str) -> str:
        """The zorgsoort of a start, line or referral with this code on that day in that municipality."""
        for place, zorgsoort in self.elsewhere:
            if place == gemeente:
                return zorgsoort
        if self.later and day >= self.later[0]:
            return self.later[1]
        return self.zorgsoort

    def productgroep_on(self, day: date) -> str:
        """The productgroep that the register gives the code on that day; empty where it does not know the code."""
        if not self.is_registered:
            return ""
        return self.later[2] if self.later and day >= self.later[0] else self.productgroep

    def tarief_in(self, year: int) -> int:
        """Contract tariff in cents: the known one of the year or, without one, 4 % more each year."""
        known = dict(self.tarieven).get(year)
        if known is not None:
            return known
        return self.tarief + self.tarief * 4 * (year - 2021) // 100


def _product(row: dict[str, str]) -> Product:
    traits = row["kenmerken"].split()
    later = (row["later_vanaf"], row["later_zorgsoort"], row["later_productgroep"])
    return Product(
        wet=row["wet"],
        categorie=row["categorie"],
        code=row["code"],
        naam=row["naam"],
        zorgsoort=row["zorgsoort"],
        productgroep=row["productgroep"],
        eenheid=row["eenheid"],
        frequentie=row["frequentie"],
        tarief=int(row["tarief_cent"]),
        volume=(int(row["volume_min"]), int(row["volume_max"])),
        duur=(int(row["duur_min"]), int(row["duur_max"])),
        gewicht=int(row["gewicht"]),
        is_groep="groep" in traits,
        is_verblijf="verblijf" in traits,
        is_zbo="zbo" in traits,
        is_registered="niet_in_register" not in traits,
        is_open_ended="open_einde" in traits,
        claimed_in_minutes="in_minuten" in traits,
        later=(date.fromisoformat(later[0]), later[1], later[2]) if later[0] else None,
        elsewhere=tuple(_pair(text) for text in row["elders"].split()),
        successor=(date.fromisoformat(row["opvolger_vanaf"]), row["opvolger_code"]) if row["opvolger_code"] else None,
        tarieven=tuple((int(year), int(cents)) for year, cents in map(_pair, row["tarief_per_jaar"].split())),
    )


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _read_products() -> dict[str, Product]:
    with Path(__file__).with_name("products.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: _product(row) for row in csv.DictReader(lines, delimiter=";")}


PRODUCTS = _read_products()
"""Every product by its code; in this city a code belongs to one wet."""


def register_rows() -> Iterator[dict[str, str]]:
    """The product register as the municipality delivers it, in the columns of REGISTER_COLUMNS."""
    for product in PRODUCTS.values():
        if not product.is_registered:
            continue
        until = product.successor[0] - timedelta(days=1) if product.successor else None
        if product.later:
            moment, zorgsoort, productgroep = product.later
            yield _row(product, "*", REGISTER_BEGIN, moment - timedelta(days=1), product.zorgsoort)
            yield _row(product, "*", moment, until, zorgsoort) | {"productgroep": productgroep}
        else:
            yield _row(product, "*", REGISTER_BEGIN, until, product.zorgsoort)
        for gemeente, zorgsoort in product.elsewhere:
            yield _row(product, gemeente, REGISTER_BEGIN, until, zorgsoort)


def write_register(folder: Path) -> None:
    """Write `registers/producten/producten.csv` below `folder`."""
    target = folder / "registers" / "producten" / "producten.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, REGISTER_COLUMNS, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(register_rows())


def _row(product: Product, gemeente: str, begin: date, end: date | None, zorgsoort: str) -> dict[str, str]:
    is_jeugd = product.wet == "jeugdwet"
    in_agenda = zorgsoort in IN_SCOPE_UITVOERINGSAGENDA
    values = (
        gemeente,
        product.wet,
        product.categorie,
        product.code,
        begin.isoformat(),
        end.isoformat() if end else "",
        product.naam,
        zorgsoort,
        product.productgroep,
        product.eenheid,
        _flag(product.is_groep),
        _flag(product.is_verblijf),
        _flag(product.is_zbo),
        _flag(in_agenda),
        _flag(is_jeugd and not product.is_verblijf and zorgsoort not in {"jeugdbescherming", "jeugdreclassering"}),
        _flag(is_jeugd),
    )
    return dict(zip(REGISTER_COLUMNS, values, strict=True))


def _flag(value: bool) -> str:
    return "1" if value else "0"
