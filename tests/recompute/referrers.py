"""Who referred to a toewijzing: the request (315), else the register of the toegang, else the gemeente (R-DEF-12).

Reads   standing 315 messages and <inbox>/registers/toegang, both given as what was read of them
"""

from collections.abc import Iterable, Mapping

from tests.recompute.allocations import AllocationRow, Number, ToegewezenProduct
from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.register import Cells

OF_REQUEST = {"02": "huisarts", "03": "jeugdarts", "04": "gecertificeerde_instelling", "05": "medisch_specialist"} | {
    "06": "zelf",
    "08": "rechter",
}
OF_TOEGANG = {
    "bjg": "buurtteam_jeugd_en_gezin",
    "btv": "buurtteam_volwassenen",
    "regieteam": "regieteam",
    "huisarts": "huisarts",
    "poh_j": "huisarts",
    "jeugdarts": "jeugdarts",
    "gi": "gecertificeerde_instelling",
    "medisch_specialist": "medisch_specialist",
    "rechter": "rechter",
    "ouderenadviseur": "ouderenadviseur",
    "wmo_consulent": "wmo_consulent",
}

Request = tuple[tuple[str, str, str], tuple[str, str], str]
"""wet, aanbieder and ReferentieAanbieder; Dagtekening and Identificatie; the type of Verwijzer."""


def read_requested(message: Message) -> list[Request]:
    """Every AangevraagdProduct of a 315: its key, the order of its message, the type of Verwijzer."""
    return [
        (
            (message.wet, message.afzender, text_of(row, "ReferentieAanbieder")),
            (message.dagtekening, message.identificatie),
            text_of(row, "Verwijzer/Type"),
        )
        for row in find_all(message.root, "Client/AangevraagdeProducten/AangevraagdProduct")
    ]


def referrers_of(
    allocations: Mapping[Number, AllocationRow],
    told: Iterable[ToegewezenProduct],
    requests: Iterable[Request],
    toegang: Iterable[Cells],
) -> dict[Number, str]:
    """The verwijzer of every toewijzing that stands; `told` are the rows of all standing 301 messages."""
    requested = {}
    for key, _, kind in sorted(requests):
        requested[key] = kind
    by_number: dict[Number, tuple[tuple[str, str], str]] = {}
    for row in toegang:
        if row["toewijzing_nummer"]:
            order = (row["verwezen_op"], row["verwijzing_nummer"])
            by_number[number_of(row)] = max(by_number.get(number_of(row), (("", ""), "")), (order, row["verwijzer"]))
    references: dict[Number, tuple[tuple[str, str], str]] = {}
    for product in told:
        if product.referentie:
            first = references.get(product.number, (product.stamp, product.referentie))
            references[product.number] = min(first, (product.stamp, product.referentie))
    found = {}
    for number, allocation in allocations.items():
        reference = references.get(number, (None, ""))[1]
        kind = requested.get((number[0], allocation.told.aanbieder, reference), "01") if reference else "01"
        if kind != "01":
            found[number] = OF_REQUEST.get(kind, "overig")
        elif number in by_number:
            found[number] = OF_TOEGANG.get(by_number[number][1], "overig")
        else:
            found[number] = "gemeente"
    return found


def number_of(row: Cells) -> Number:
    """The toewijzing that a row of a register names."""
    return (row["wet"], row["gemeente_code"], int(row["toewijzing_nummer"]))
