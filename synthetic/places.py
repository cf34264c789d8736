"""The seven municipalities of Rijk van Nijmegen and the invented providers that work there.

Municipality codes are those of the CBS. Every provider and every AGB code is invented: no AGB code
begins with 099 or 99.
"""

from dataclasses import dataclass

from synthetic.products import PRODUCTS, Product


@dataclass(frozen=True)
class Gemeente:
    """A municipality; `gewicht` is its share of the clients, `pc4` its postcodes."""

    code: str
    naam: str
    gewicht: int
    pc4: tuple[int, ...]
    plaats: str
    stadsdelen: tuple[str, ...] = ()

    def stadsdeel_of(self, pc4: int) -> str:
        """The stadsdeel of one of its postcodes; a municipality without stadsdelen is one itself."""
        return self.stadsdelen[self.pc4.index(pc4) % len(self.stadsdelen)] if self.stadsdelen else self.plaats


STADSDELEN = ("Centrum", "Oost", "Oud-West", "Nieuw-West", "Midden", "Zuid", "Dukenburg", "Lindenholt", "Noord")
NIJMEGEN_PC4 = (6511, 6521, 6524, 6532, 6534, 6537, 6541, 6543, 6545, 6515, 6663)

GEMEENTEN = (
    Gemeente("0268", "Nijmegen", 50, NIJMEGEN_PC4, "Nijmegen", STADSDELEN),
    Gemeente("0296", "Wijchen", 15, (6601, 6602, 6603, 6604, 6605), "Wijchen"),
    Gemeente("1945", "Berg en Dal", 11, (6561, 6562, 6571, 6573, 6576), "Groesbeek"),
    Gemeente("0209", "Beuningen", 9, (6641, 6642, 6644), "Beuningen Gld"),
    Gemeente("0225", "Druten", 7, (6651, 6652, 6654), "Druten"),
    Gemeente("0252", "Heumen", 6, (6581, 6582), "Malden"),
    Gemeente("0944", "Mook en Middelaar", 2, (6585, 6586), "Mook"),
)
BY_CODE = {gemeente.code: gemeente for gemeente in GEMEENTEN}

CONVENTIONAL, NUMBERED, DEFAULT_MESSAGE, DEFAULT_BASE = range(4)
"""Ways in which software writes namespace prefixes; all are legal XML for the same message."""


@dataclass(frozen=True)
class Aanbieder:
    """A provider: what it delivers and the habits of its software.

    `variant` says how its toewijzingen are phrased (specifiek: product code; aspecifiek: category only; generiek:
    budget only). `declares_on` is the day of the next month on which it claims; `corrects_apart` puts credits in a
    second declaratie; `pads_numbers` writes ToewijzingNummer with leading zeros, which mean nothing.
    """

    agb: str
    naam: str
    codes: tuple[str, ...]
    prefixes: int = CONVENTIONAL
    declares_on: int = 5
    variant: str = "specifiek"
    corrects_apart: bool = False
    pads_numbers: bool = False
    reference_prefix: str = "V"

    def products(self, wet: str) -> list[Product]:
        return [PRODUCTS[code] for code in self.codes if PRODUCTS[code].wet == wet]


def _aanbieder(agb: str, naam: str, codes: str, **habits: object) -> Aanbieder:
    return Aanbieder(agb, naam, tuple(codes.split()), **habits)  # type: ignore[arg-type]


AANBIEDERS = (
    _aanbieder("99000001", "Jeugdhulp De Denkbeeldige Brug", "45A04 45A48 40A04 45C01 45W01", declares_on=4),
    _aanbieder("99000002", "Stichting Verzonnen Vleugels", "45A04 45C01 45B01 45Z77", prefixes=NUMBERED),
    _aanbieder("99000003", "Praktijk Papieren Paraplu", "54001 54003", prefixes=DEFAULT_MESSAGE, declares_on=7),
    _aanbieder("99000004", "GGZ Het Wolkenslot", "54001 54002 54X09 54003", corrects_apart=True),
    _aanbieder("99000005", "Kinderdagcentrum Fabeldier", "41A14 41A11 41A15 41A18", pads_numbers=True),
    _aanbieder("09900006", "BSO Wolkenvanger", "41A23 41A24 41A18 45A48", prefixes=DEFAULT_BASE, declares_on=9),
    _aanbieder("99000007", "Behandelcentrum Schaduwrijk", "45B01 45B02 45W01 45D01", reference_prefix="S&B/"),
    _aanbieder("99000008", "Pleegzorg Sprookjesland", "44A09 44A10 43A07", declares_on=6, prefixes=NUMBERED),
    _aanbieder("99000009", "Gecertificeerde Instelling Fata Morgana", "48A01 47A01", declares_on=10),
    _aanbieder("99000010", "Centrum Zonder Naam", "54002 54001", variant="aspecifiek", prefixes=DEFAULT_MESSAGE),
    _aanbieder("99000011", "Coöperatie Alles Bedacht", "45A04 45B01 45A48", variant="generiek"),
    _aanbieder("99000012", "Maatwerk Nergenshuizen", "50M01 45D01", corrects_apart=True, reference_prefix="M<1>"),
    _aanbieder("99000013", "De Fictieve Gezinshulp", "45A04 45A63 45W01 45B02", declares_on=8, pads_numbers=True),
    _aanbieder("99000021", "Thuiszorg Zogenaamd", "01A01 01A02", declares_on=3),
    _aanbieder(
        "99000022", "Schoon & Verzonnen Huishoudhulp", "01A01 01A02", prefixes=NUMBERED, reference_prefix="S&V-"
    ),
    _aanbieder("99000023", "Begeleiding Bij Benadering", "02A03 02A15 09A03 02X99", prefixes=DEFAULT_MESSAGE),
    _aanbieder("99000024", "Stichting Schijnbeweging", "02A03 02A15 15A05", declares_on=6, corrects_apart=True),
    _aanbieder("99000025", "Dagcentrum Doe Alsof", "07A03 09A03", pads_numbers=True),
    _aanbieder("99000026", "Taxi Denkweg", "08A01", declares_on=2, prefixes=DEFAULT_BASE),
    _aanbieder("99000027", "Hulpmiddelen Quasi", "11A01 13A01", declares_on=11),
    _aanbieder("99000028", "Woonvorm De Hypothese", "15A01 15A05 16A01", prefixes=NUMBERED),
    _aanbieder("99000029", "Hulp In Theorie", "02P01 02A03", declares_on=7),
    _aanbieder("99000031", "Zorggroep Gedachtespinsel", "45A04 45A48 54001 02A03 02A15", declares_on=5),
    _aanbieder("99000032", "Allround Aanname", "45A04 45W01 02A03 09A03 07A03", prefixes=DEFAULT_BASE, declares_on=4),
)

PLANTED = _aanbieder("99000041", "Begeleiding Boven Begroting", "45A04")
"""Delivers nothing by chance: what happens at it stands in planted.py."""

PROVIDERS_OF = {code: tuple(aanbieder for aanbieder in AANBIEDERS if code in aanbieder.codes) for code in PRODUCTS}
"""Product code -> the providers that deliver it; never empty."""
