"""The client as the messages name him: birth date, sex, name, addresses, relations."""

from synthetic.berichten.verdict import Verdict, verdict_block
from synthetic.markup import Tags, leaf
from synthetic.people import Adres, Persoon


def person_block(tags: Tags, persoon: Persoon, *, is_full: bool) -> str:
    """Bsn, Geboortedatum, Geslacht, Naam; a full name (301) also says which name the person uses."""
    m, b = tags.m, tags.b
    return (
        f"<{m}Bsn>{persoon.bsn}</{m}Bsn>\n"
        f"<{m}Geboortedatum>\n<{b}Datum>{persoon.geboortedatum}</{b}Datum>\n"
        f"{leaf(b, 'DatumGebruik', persoon.datum_gebruik)}</{m}Geboortedatum>\n"
        f"<{m}Geslacht>{persoon.geslacht}</{m}Geslacht>\n{name_block(tags, persoon, is_full=is_full)}"
    )


def name_block(tags: Tags, persoon: Persoon, *, is_full: bool) -> str:
    m, b = tags.m, tags.b
    partner = usage = ""
    if is_full:
        usage = f"<{b}NaamGebruik>{'3' if persoon.partnernaam else '1'}</{b}NaamGebruik>\n"
        if persoon.partnernaam:
            partner = f"<{b}Partnernaam>\n{leaf(b, 'Achternaam', persoon.partnernaam)}</{b}Partnernaam>\n"
    return (
        f"<{m}Naam>\n<{b}Geslachtsnaam>\n<{b}Achternaam>{persoon.achternaam}</{b}Achternaam>\n"
        f"{leaf(b, 'Voorvoegsel', persoon.voorvoegsel)}</{b}Geslachtsnaam>\n{partner}"
        f"<{b}Voornamen>{persoon.voornaam}</{b}Voornamen>\n<{b}Voorletters>{persoon.voorletters}</{b}Voorletters>\n"
        f"{usage}</{m}Naam>\n"
    )


def address_block(tags: Tags, adres: Adres, verdict: Verdict | None) -> str:
    """A Contact of kind 01 (BRP address)."""
    m, b = tags.m, tags.b
    return (
        f"<{m}Contact>\n<{m}Soort>01</{m}Soort>\n<{m}Adres>\n<{b}Huis>\n"
        f"<{b}Huisnummer>{adres.huisnummer}</{b}Huisnummer>\n{leaf(b, 'Huisletter', adres.huisletter)}</{b}Huis>\n"
        f"<{b}Postcode>{adres.postcode}</{b}Postcode>\n<{b}Straatnaam>{adres.straat}</{b}Straatnaam>\n"
        f"<{b}Plaatsnaam>{adres.plaats}</{b}Plaatsnaam>\n<{b}LandCode>NL</{b}LandCode>\n</{m}Adres>\n"
        f"{verdict_block(tags, verdict, 'Contact')}</{m}Contact>\n"
    )


def relation_block(tags: Tags, relatie: Persoon, soort: str, verdict: Verdict | None) -> str:
    """Relaties with one person who can be reached by telephone (kind 02 needs no address)."""
    m, b = tags.m, tags.b
    return (
        f"<{m}Relaties>\n<{m}Relatie>\n<{m}Nummer>1</{m}Nummer>\n<{m}Volgorde>1</{m}Volgorde>\n"
        f"<{m}Soort>{soort}</{m}Soort>\n<{m}Geslacht>{relatie.geslacht}</{m}Geslacht>\n"
        f"{name_block(tags, relatie, is_full=True)}"
        f"<{m}Contact>\n<{m}Soort>02</{m}Soort>\n<{m}Telefoon>\n<{b}Telefoon01>\n"
        f"<{b}Telefoonnummer>0240000000</{b}Telefoonnummer>\n<{b}Landnummer>0031</{b}Landnummer>\n"
        f"</{b}Telefoon01>\n</{m}Telefoon>\n{verdict_block(tags, verdict, 'Contact', 1)}</{m}Contact>\n"
        f"{verdict_block(tags, verdict, 'Relatie')}</{m}Relatie>\n</{m}Relaties>\n"
    )
