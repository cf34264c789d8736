"""Breaches in requests, answers and claims, added to those of persons and products: here BREACHES holds them all."""

from tests.ingestion.obedient import Node
from tests.ingestion.sources.ijw_iwmo.rules.breaches import (
    BEGIN_OF,
    BREACHES,
    DAY,
    berichtsoort,
    breach,
    dagtekening,
    first,
    product,
    shift_total,
)

__all__ = ["BREACHES"]


def referrer(message: Node, kind: str) -> Node:
    found = product(message)
    found.set("Verwijzer/Type", kind)
    inner = first(found, "Verwijzer")
    inner.drop("Naam", "ZorgverlenerCode")
    return inner


@breach("CD066", "315")
def care_giver_with_code_and_name(message: Node) -> None:
    found = referrer(message, "02")
    found.set("ZorgverlenerCode", "01234567")
    found.set("Naam", "t")


@breach("CD067", "315")
def care_giver_without_code_and_name(message: Node) -> None:
    referrer(message, "05")


@breach("CD068", "315")
def gemeente_with_a_code(message: Node) -> None:
    referrer(message, "01").set("ZorgverlenerCode", "01234567")


@breach("TR352", "317")
def only_new_products(message: Node) -> None:
    verzoek = first(message, "Verzoek")
    verzoek.drop("TeWijzigenProducten", "OngewijzigdeProducten")


@breach("TR353", "317")
def only_what_stays_as_it_is(message: Node) -> None:
    verzoek = first(message, "Verzoek")
    verzoek.drop("TeWijzigenProducten", "NieuweProducten", "OngewijzigdeProducten")
    verzoek.add("OngewijzigdeProducten")


def answer(message: Node, kind: str, reden: str = "") -> Node:
    found = first(message, "Antwoord")
    found.drop("RedenAfwijzingVerzoek", "Woonplaatsbeginsel")
    found.set("VerzoekAntwoord", kind)
    if reden:
        found.set("RedenAfwijzingVerzoek", reden)
    return found


@breach("CD085", "319")
def refusal_without_reason(message: Node) -> None:
    answer(message, "1")


@breach("CD086", "319")
def inquiry_with_reason(message: Node) -> None:
    answer(message, "2", "2")


@breach("TR377", "319")
def elsewhere_without_saying_where(message: Node) -> None:
    answer(message, "1", "8")


@breach("TR409", "319")
def gemeente_for_another_reason(message: Node) -> None:
    answer(message, "1", "2").set("Woonplaatsbeginsel/Gemeente", "0268")


def line(message: Node) -> Node:
    return first(message, "Prestatie")


@breach("TR134", "323", "325")
def period_after_the_message(message: Node) -> None:
    begin = dagtekening(message) + DAY
    line(message).set("ProductPeriode/Begindatum", begin)
    line(message).set("ProductPeriode/Einddatum", begin)


@breach("TR137", "323", "325")
def period_that_ends_before_it_begins(message: Node) -> None:
    line(message).set("ProductPeriode/Begindatum", "2023-01-02")
    line(message).set("ProductPeriode/Einddatum", "2023-01-01")


@breach("TR335", "323")
@breach("CS100", "323")
def period_of_long_ago(message: Node) -> None:
    line(message).set("ProductPeriode/Begindatum", "2017-01-01")
    line(message).set("ProductPeriode/Einddatum", "2017-01-31")


@breach("CS337", "323", code="X069")
def period_of_two_months(message: Node) -> None:
    line(message).set("ProductPeriode/Begindatum", "2022-12-31")
    line(message).set("ProductPeriode/Einddatum", "2023-01-01")


@breach("CS340", "323")
def claim_of_part_of_a_month(message: Node) -> None:
    first(message, "Declaratie").set("DeclaratiePeriode/Begindatum", "2023-01-01")
    first(message, "Declaratie").set("DeclaratiePeriode/Einddatum", "2023-01-30")


@breach("CD087", "323")
def hours_without_tariff(message: Node) -> None:
    line(message).set("Eenheid", "04")
    line(message).drop("ProductTarief")


@breach("CS339", "323")
def euros_that_are_no_volume(message: Node) -> None:
    found = line(message)
    found.set("Eenheid", "83")
    found.drop("ProductTarief")
    found.set("GeleverdVolume", int(found.get("IngediendBedrag/Bedrag")) + 1)


@breach("CD060", "323", "325")
def debit_with_an_earlier_reference(message: Node) -> None:
    found = line(message)
    is_credit = found.get("IngediendBedrag/DebetCredit") == "C"
    if is_credit:
        first(found, "ProductReferentie").drop("VorigReferentieNummer")
    else:
        found.set("ProductReferentie/VorigReferentieNummer", "V")


@breach("CS325", "323", "325")
def nothing_as_credit(message: Node) -> None:
    found = line(message)
    found.set("IngediendBedrag/Bedrag", 0)
    found.set("IngediendBedrag/DebetCredit", "C")


@breach("TR358", "323", code="X064")
def total_that_is_a_cent_off(message: Node) -> None:
    shift_total(message, 1)


@breach("TR342", "325")
def refused_lines_that_do_not_explain_the_total(message: Node) -> None:
    found = first(message, "DeclaratieAntwoord")
    found.set("TotaalToegekendBedrag/TotaalBedrag", int(found.get("TotaalToegekendBedrag/TotaalBedrag")) + 1)


def credit(found: Node, vorig: str) -> None:
    found.set("IngediendBedrag/DebetCredit", "C")
    found.set("ProductReferentie/VorigReferentieNummer", vorig)


@breach("TR315", "323")
def debit_that_is_credited_twice(message: Node) -> None:
    lines = first(message, "Prestaties")
    credit(lines.children[0], "V")
    copy = lines.add("Prestatie")
    copy.set("ProductReferentie/ReferentieNummer", "ANDER")
    credit(copy, "V")


@breach("TR316", "323")
def debit_that_is_credited_at_once(message: Node) -> None:
    credit(line(message), line(message).get("ProductReferentie/ReferentieNummer"))


@breach("TR135", "301", "305", "307", "315", "317", "319", "323", "325", code="X033")
def dated_after_it_came_in(message: Node) -> None:
    message.set("Header/BerichtIdentificatie/Dagtekening", "2026-12-31")


@breach("X033", "301", "315", "317", code="X033")
def begins_in_two_years(message: Node) -> None:
    product(message).set(BEGIN_OF[berichtsoort(message)], dagtekening(message) + 731 * DAY)


@breach("X033", "305", code="X033")
def started_in_two_years(message: Node) -> None:
    first(message, "StartProduct").set("Begindatum", dagtekening(message) + 731 * DAY)


@breach("X022", "301", "302", "323", "325")
def made_with_a_schema_that_never_was(message: Node) -> None:
    message.set("Header/XsdVersie/BerichtXsdVersie", "7.0.0")
