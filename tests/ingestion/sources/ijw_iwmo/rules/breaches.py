"""For every rule of level 2 a way to break it: a change of a message that obeyed all of them.

A breach may break other rules with it where the standard leaves no room (a sum follows from its lines).
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from tests.ingestion.obedient import Node

Change = Callable[[Node], object]
DAY = timedelta(days=1)
PRODUCT_OF = {"301": "ToegewezenProduct", "315": "AangevraagdProduct", "317": "NieuwProduct"}
END_OF = {"301": "Einddatum", "315": "ToewijzingEinddatum", "317": "Einddatum"}
BEGIN_OF = {"301": "Ingangsdatum", "315": "ToewijzingIngangsdatum", "317": "GewensteIngangsdatum"}


class Breach(NamedTuple):
    """`code` is that of the outcome; `rule` names the rule of the standard."""

    rule: str
    code: str
    berichtsoort: str
    change: Change


BREACHES: list[Breach] = []


def breach(rule: str, *berichtsoorten: str, code: str = "") -> Callable[[Change], Change]:
    """Register a change as a way to break a rule in these messages."""

    def register(change: Change) -> Change:
        BREACHES.extend(Breach(rule, code or rule, berichtsoort, change) for berichtsoort in berichtsoorten)
        return change

    return register


def first(message: Node, name: str) -> Node:
    return next(message.below(name))


def dagtekening(message: Node) -> date:
    return date.fromisoformat(message.get("Header/BerichtIdentificatie/Dagtekening"))


def product(message: Node) -> Node:
    """The last of the products: the one whose period may be changed without touching another."""
    return [*message.below(PRODUCT_OF[berichtsoort(message)])][-1]


def berichtsoort(message: Node) -> str:
    return next(soort for soort, name in PRODUCT_OF.items() if any(message.below(name)))


def omvang(node: Node, volume: int = 1, eenheid: str = "04", frequentie: str = "4") -> None:
    node.drop("Budget", "Omvang")
    node.set("Omvang/Volume", volume)
    node.set("Omvang/Eenheid", eenheid)
    node.set("Omvang/Frequentie", frequentie)
    node.set("Product/Code", "45A04")


def client(message: Node) -> Node:
    return first(message, "Client")


def contact(message: Node) -> Node:
    """The last contact of a client, as one that is not where he lives."""
    found = message.find("Client/Contactgegevens")
    assert found
    for extra in found.children[1:]:
        found.children.remove(extra)
    return found.add("Contact")


def bare_contact(message: Node) -> Node:
    """A contact of kind 04 with a telephone and nothing else."""
    found = contact(message)
    found.drop("Adres", "Periode", "Organisatie", "Emailadres")
    found.set("Soort", "04")
    if not found.find("Telefoon"):
        found.add("Telefoon")
    return found


def address(message: Node, **parts: object) -> Node:
    found = bare_contact(message)
    for name, text in parts.items():
        found.set("Adres/Huis/Huisnummer" if name == "Huisnummer" else f"Adres/{name}", text)
    return found


def shift_total(message: Node, cents: int) -> None:
    declaratie = first(message, "Declaratie")
    sign = -1 if declaratie.get("TotaalIngediendBedrag/DebetCredit") == "C" else 1
    total = sign * int(declaratie.get("TotaalIngediendBedrag/TotaalBedrag")) + cents
    declaratie.set("TotaalIngediendBedrag/TotaalBedrag", abs(total))
    declaratie.set("TotaalIngediendBedrag/DebetCredit", "C" if total < 0 else "D")


@breach("TR002", "301", "305", "307", "315", code="X034")
def too_old(message: Node) -> None:
    born = dagtekening(message)
    client(message).drop("Geboortedatum")
    client(message).set("Geboortedatum/Datum", born.replace(year=born.year - 120, day=1) - DAY)
    first(message, "Geboortedatum").drop("DatumGebruik")


@breach("TR134", "301", "305", "307", "315", code="X034")
def born_after_the_message(message: Node) -> None:
    client(message).set("Geboortedatum/Datum", dagtekening(message) + DAY)
    first(message, "Geboortedatum").drop("DatumGebruik")


@breach("CS139", "301", "305", "307", "315")
def day_that_is_called_unknown(message: Node) -> None:
    client(message).set("Geboortedatum/Datum", "2001-01-02")
    client(message).set("Geboortedatum/DatumGebruik", "1")


@breach("CS002", "301", "305", "307", "315", "317", "323", "325", code="X040")
def number_that_is_no_bsn(message: Node) -> None:
    client(message).set("Bsn", "999900001")


@breach("CS002", "301", "323", code="X041")
def number_of_zeros(message: Node) -> None:
    client(message).set("Bsn", "000000000")


@breach("CS050", "301")
def partner_name_without_partner(message: Node) -> None:
    first(message, "Naam").drop("Partnernaam")
    client(message).set("Naam/NaamGebruik", "2")


@breach("CS318", "301")
def name_of_a_relatie(message: Node) -> None:
    first(message, "Naam").drop("Partnernaam")
    client(message).set("Naam/NaamGebruik", "6")


@breach("CD007", "301")
def interpreter_without_language(message: Node) -> None:
    client(message).set("Communicatie/Vorm", "1")
    first(message, "Communicatie").drop("Taal")


@breach("TR006", "301")
def contact_that_reaches_no_one(message: Node) -> None:
    found = bare_contact(message)
    found.drop("Telefoon")
    found.set("Emailadres", "t")


@breach("CD005", "301")
def postcode_without_country(message: Node) -> None:
    found = address(message, Postcode="6511AB", Huisnummer=1)
    first(found, "Adres").drop("LandCode")


@breach("CD009", "301")
def permanent_address_with_a_period(message: Node) -> None:
    found = bare_contact(message)
    found.set("Soort", "02")
    found.set("Periode/Begindatum", "2024-01-01")


@breach("CD025", "301")
def dutch_address_without_house(message: Node) -> None:
    found = address(message, Postcode="6511AB", LandCode="NL")
    first(found, "Adres").drop("Huis")


@breach("CD034", "301")
def residence_without_postcode(message: Node) -> None:
    bare_contact(message).set("Soort", "03")


@breach("CS089", "301")
def dutch_postcode_of_another_form(message: Node) -> None:
    address(message, Postcode="0511AB", LandCode="NL", Huisnummer=1)


@breach("CS003", "301")
def address_that_ends_before_it_begins(message: Node) -> None:
    found = bare_contact(message)
    found.set("Periode/Begindatum", "2024-01-02")
    found.set("Periode/Einddatum", "2024-01-01")


@breach("TR061", "301")
def client_who_lives_nowhere(message: Node) -> None:
    found = message.find("Client/Contactgegevens")
    assert found
    bare = bare_contact(message)
    found.children = [bare]


@breach("TR101", "301", "305", "307", "317", code="X075")
def the_same_class_twice(message: Node) -> None:
    for name in ("ToegewezenProduct", "StartProduct", "StopProduct", "TeWijzigenProduct"):
        for found in message.below(name):
            holder = next(node for node in all_nodes(message) if found in node.children)
            holder.children.append(found)
            return


@breach("TR101", "323", code="TR101.323")
@breach("TR416", "323", code="TR416.323")
def the_same_line_twice(message: Node) -> None:
    lines = first(message, "Prestaties")
    line = lines.children[0]
    amount = int(line.get("IngediendBedrag/Bedrag"))
    reference = first(line, "ProductReferentie")
    is_credit = line.get("IngediendBedrag/DebetCredit") == "C"
    line.set("IngediendBedrag/DebetCredit", "D")
    reference.drop("VorigReferentieNummer")
    lines.children.append(line)
    shift_total(message, amount + (2 * amount if is_credit else 0))


def all_nodes(node: Node) -> list[Node]:
    return [node, *(found for child in node.children for found in all_nodes(child))]


@breach("TR383", "315")
@breach("TR101", "315", code="X075")
def the_same_reference_twice(message: Node) -> None:
    holder = next(node for node in all_nodes(message) if node.element.name == "AangevraagdeProducten")
    holder.children.append(holder.children[0])


@breach("TR134", "301")
def assigned_after_the_message(message: Node) -> None:
    product(message).set("Toewijzingsdatum", dagtekening(message) + DAY)


@breach("TR134", "305")
def start_after_the_message(message: Node) -> None:
    first(message, "StartProduct").set("Begindatum", dagtekening(message) + DAY)


@breach("TR134", "307")
def stop_after_the_message(message: Node) -> None:
    first(message, "StopProduct").set("Einddatum", dagtekening(message) + DAY)


@breach("TR018", "307")
def stop_before_its_start(message: Node) -> None:
    stop = first(message, "StopProduct")
    stop.set("Einddatum", date.fromisoformat(stop.get("Begindatum")) - DAY)


@breach("CS058", "305", "307")
def changed_delivery(message: Node) -> None:
    for name in ("StartProduct", "StopProduct"):
        for found in message.below(name):
            found.set("StatusAanlevering", "2")


@breach("TR302", "301")
@breach("TR386", "315")
@breach("TR410", "317")
def product_that_overlaps_itself(message: Node) -> None:
    soort = berichtsoort(message)
    products = [*message.below(PRODUCT_OF[soort])]
    holder = next(node for node in all_nodes(message) if products[0] in node.children)
    holder.children = products[:1]
    kept = products[0]
    omvang(kept)
    kept.drop("RedenWijziging")
    copy = holder.add(PRODUCT_OF[soort])
    omvang(copy)
    copy.drop("RedenWijziging")
    begin = dagtekening(message) + DAY
    for number, found in enumerate((kept, copy)):
        found.set("Product/Categorie", "45")
        found.set("Product/Code", "45A04")
        found.set(BEGIN_OF[soort], begin + number * DAY)
        found.set(END_OF[soort], begin + 9 * DAY)
        for name in ("ReferentieAanbieder", "ToewijzingNummer"):
            if found.find(name):
                found.set(name, number + 1)


@breach("TR380", "317")
def new_product_that_began(message: Node) -> None:
    first(message, "NieuwProduct").set("GewensteIngangsdatum", dagtekening(message))


@breach("CS003", "301", "315")
def product_that_ends_before_it_begins(message: Node) -> None:
    found, soort = product(message), berichtsoort(message)
    found.drop("RedenWijziging")
    found.set(END_OF[soort], date.fromisoformat(found.get(BEGIN_OF[soort])) - DAY)


@breach("CS003", "317", code="CS003.317")
def new_product_that_ends_before_it_begins(message: Node) -> None:
    product_that_ends_before_it_begins(message)


@breach("CS003", "317")
def change_that_ends_before_it_begins(message: Node) -> None:
    found = first(message, "TeWijzigenProduct")
    found.set("Einddatum", date.fromisoformat(found.get("GewensteIngangsdatum")) - DAY)


@breach("CD041", "301", "315", "317")
def code_without_omvang(message: Node) -> None:
    found = product(message)
    omvang(found)
    found.drop("Omvang")


@breach("CD075", "301", "315", "317")
def budget_without_end(message: Node) -> None:
    found = product(message)
    found.drop("Omvang", "Budget", END_OF[berichtsoort(message)], "RedenWijziging")
    found.set("Budget", 100)
    for inner in found.all("Product"):
        inner.drop("Code")


@breach("CD076", "301", "315", "317")
def week_without_end(message: Node) -> None:
    found = product(message)
    omvang(found, frequentie="2")
    found.drop(END_OF[berichtsoort(message)], "RedenWijziging")


@breach("CD077", "301", "315", "317")
@breach("CD078", "301", "315", "317")
def budget_and_omvang(message: Node) -> None:
    found = product(message)
    omvang(found)
    found.set("Budget", 100)


@breach("CD079", "301", "315", "317")
def neither_budget_nor_product(message: Node) -> None:
    product(message).drop("Budget", "Product", "Omvang")


@breach("CD080", "301")
@breach("CD095", "315")
@breach("CD096", "317")
def omvang_without_code(message: Node) -> None:
    found = product(message)
    omvang(found)
    first(found, "Product").drop("Code")


@breach("CS338", "301", "317")
@breach("CS343", "315")
def unit_without_its_period(message: Node) -> None:
    omvang(product(message), eenheid="14", frequentie="1")


@breach("CS335", "301")
def removal_with_a_length(message: Node) -> None:
    found = product(message)
    found.set("RedenWijziging", "13")
    found.set("Einddatum", date.fromisoformat(found.get("Ingangsdatum")) + DAY)


@breach("CS336", "301")
def reason_of_old(message: Node) -> None:
    product(message).set("RedenWijziging", "01")


@breach("CD043", "315")
def beschikking_without_number(message: Node) -> None:
    found = product(message)
    found.drop("BeschikkingNummer")
    found.set("BeschikkingIngangsdatum", "2024-01-01")
