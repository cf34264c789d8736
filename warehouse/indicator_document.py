"""Write docs/indicators.md: what each indicator counts, how it is read, and which choices can be changed where.

Reads   dbt_project/seeds/keuzes/{indicatoren,varianten}.csv, dbt_project/models/indicators/ind_*.yml and those in
        varianten/, vars of dbt_project.yml
Writes  docs/indicators.md (committed)
Run     python -m warehouse.indicator_document, after a definition or choice changes; a test compares
"""

import csv
import re
from pathlib import Path
from typing import Any

import yaml

from warehouse.indicator_texts import INTRODUCTION, READINGS, UNITS
from warehouse.settings import PROJECT

DOCUMENT = PROJECT / "docs" / "indicators.md"
SEEDS = PROJECT / "dbt_project" / "seeds" / "keuzes"
MODELS = PROJECT / "dbt_project" / "models" / "indicators"

CHOICES = {
    "retour_termijn_dagen": "Zo lang na zijn dagtekening is een bericht zonder retour voorlopig.",
    "instroom_terugkijk_dagen": "Instroom: op geen van deze dagen voor het begin liep zorg van dezelfde zorgsoort.",
    "uitstroom_vooruitkijk_dagen": "Uitstroom: binnen deze dagen na het einde is er geen zorg van die zorgsoort.",
    "uitstroom_declaratie_maanden": "Uitstroom zonder stop: in deze maanden na het einde is niets gedeclareerd.",
    "verdere_splitsingen": "Waarnaar naast gemeente, wet, zorgsoort en aanbieder apart wordt gesplitst.",
    "verdere_splitsingen_varianten": "Waarnaar daarvan ook de varianten apart worden gesplitst.",
    "instroom_terugkijk_varianten": "Andere terugkijk van instroom, in dagen, als variant gepubliceerd.",
    "uitstroom_vooruitkijk_variant": "Andere termijn van uitstroom, in dagen, als variant gepubliceerd.",
    "concentratie_productie_percentage": "Productieconcentratie als variant: de cliënten die zo veel procent kosten.",
    "herstart_maanden": "Geen nieuwe start: zo veel maanden na het einde begint er geen jeugdhulp.",
    "uitval_redenen": "Met deze reden beëindiging is een traject uitval.",
    "uitval_redenen_variant": "Redenen van uitval met een externe omstandigheid erbij, als variant gepubliceerd.",
    "breuk_redenen": "Met deze reden beëindiging eindigde pleegzorg ongepland.",
    "dagen_per_maand": "Zo veel dagen is een maand verblijf.",
    "samenhang_dagen": "Zorg die na hoogstens zo veel dagen zonder zorg verdergaat, is één traject of verblijf.",
    "voorlopige_maanden": "Gedeclareerde zorg: zo veel maanden tot en met die van de nieuwste gegevens zijn voorlopig.",
    "geen_verwijzing_redenen": "Versies van een toewijzing met deze reden wijziging zijn geen verwijzing.",
    "aansluiting_gemeente": "Gepubliceerde cijfers zonder vermeld gebied zijn gelezen als cijfers van deze gemeente.",
    "afbouw_basisjaar": "Afgebouwde plaatsen beschermd wonen: sinds het begin van dit jaar.",
    "boeking_tolerantie": "Declaraties sluiten aan op de boekhouding tot en met dit deel van het geboekte bedrag.",
    "aansluiting_vanaf": "Een gepubliceerd cijfer over een eerdere periode is niet na te rekenen.",
    "aansluiting_ongeveer": "Zo veel mag een berekening afwijken van een cijfer dat als ongeveer is gepubliceerd.",
    "aansluiting_iets": "Zo veel mag zij liggen boven iets meer dan, of onder iets minder dan.",
    "etmaal_zorgsoorten": "Volume van deze zorgsoorten is in etmalen, van de andere in uren.",
    "concentratie_percentage": "Productieconcentratie: zo veel procent van de cliënten, die met de hoogste kosten.",
    "intensief_jeugdwet": "Lengte van de lijst van intensieve casussen van de Jeugdwet, zonder verblijf.",
    "intensief_wmo": "Lengte van de lijst van intensieve casussen van de Wmo.",
    "tarief_basisjaar": "Tariefstijging: sinds de tarieven van dit jaar.",
    "tarief_gewichtsjaar": "Tariefstijging: gewogen met de volumes van dit jaar.",
    "nulmeting_jaar": "Nulmeting en besparing: de volumes van dit jaar.",
    "nulmeting_prijspeil": "Nulmeting: tegen de tarieven van dit jaar.",
    "eenheden_van_personen": "Aantallen in deze eenheden zijn van personen: kleine gaan niet naar buiten.",
    "eenheden_zonder_personen": "Aandelen in deze eenheden zijn niet van personen: hun noemer mag klein zijn.",
    "klein_aantal": "Aantallen van personen onder dit aantal gaan niet naar buiten.",
    "normering_drempels": "Van deze delen van een plafond, in procenten, wordt de eerste overschrijding vastgelegd.",
    "monitoringswaarde": "Bij zo veel procent van een plafond geldt de informatieplicht, als de norm zelf niets noemt.",
    "prognose_maanden": "Prognose: het gemiddelde van zo veel volledige maanden gaat door.",
    "prognose_minimaal_maanden": "Met minder volledige maanden is er geen prognose.",
    "prognose_minimaal_bekend": "Een maand telt mee als op die leeftijd gewoonlijk zo'n deel is gedeclareerd.",
    "prognose_terugblik_jaren": "Op zo veel vorige jaren wordt de prognose getoetst.",
    "stop_vooruitblik_maanden": "Een stop kan eraf als er binnen zo veel maanden geen nieuwe wordt verwacht.",
    "bevolking_oudste": "Bevolking: een regel tot en met deze leeftijd of hoger gaat over alle ouderen daarboven.",
    "maatwerk_categorieen": "Wmo-gebruik: de productcategorieën die als maatwerkvoorziening tellen.",
    "leefgroep_jonger_dan": "Plaatsingen op een leefgroep: van kinderen die bij het begin jonger zijn dan dit.",
    "intensiteit_productgroepen": "Van deze productgroepen worden uren per week per kind tegen een norm gehouden.",
    "vdb_instroom_leeftijd": "Instroomtarget van VDB: kinderen tot en met deze leeftijd.",
    "herbouw_vanaf_aandeel": "Raakt een nacht een groter deel van de cliënten, dan wordt alles opnieuw gemaakt.",
    "klassen_met_client": "Aan deze klassen van berichten is te zien welke cliënten een nacht raakt.",
    "buurtteam_norm_dagen": "Een Buurtteam heeft binnen zo veel kalenderdagen na de aanmelding het eerste gesprek.",
    "zonder_hulp_antwoorden": "Met deze antwoorden (lijst van het CBS) kan iemand zonder hulp verder.",
    "goed_passend_vragen": "Deze vragen van het onderzoek Wmo zeggen samen of hulp goed en passend is.",
    "ervaring_minimum": "Met minder antwoorden staat er geen cijfer in fct_ervaring_intervallen en geen verschil.",
    "ervaring_z": "Breedte van de intervallen van cliëntervaring: 1,96 is 95 procent.",
    "kalender_van": "Eerste dag van de kalender in dim_datum.",
    "kalender_tot": "Laatste dag van de kalender in dim_datum.",
}
"""Variable of dbt_project.yml -> what it decides, in Dutch."""


def write() -> str:
    """The text of docs/indicators.md."""
    # an indicator that is only split by what has no column has a model among the variants alone
    models = models_of(MODELS / "varianten") | models_of(MODELS)
    rows = _rows("indicatoren")
    texts = (_indicator(row, models[row["indicator_code"]]) for row in rows)
    readings = _readings(rows, models)
    return "\n".join([INTRODUCTION, _overview(rows), *texts, READINGS, *readings, _variants(), _choices()])


def main() -> None:
    DOCUMENT.write_text(write(), encoding="utf-8", newline="\n")


def _rows(seed: str) -> list[dict[str, str]]:
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def models_of(folder: Path) -> dict[str, dict[str, Any]]:
    """The described model that computes each indicator, by code."""
    found = {}
    for path in sorted(folder.glob("ind_*.yml")):
        model = yaml.safe_load(path.read_text(encoding="utf-8"))["models"][0]
        for code in re.findall(r"'(IND\d{3})'", path.with_suffix(".sql").read_text(encoding="utf-8")):
            found[code] = model
    return found


def _overview(rows: list[dict[str, str]]) -> str:
    names = (f"{row['indicator_code']} {row['indicator_naam']}" for row in rows)
    return "\n".join(["## Overzicht\n", *(f"* [{name}](#{_anchor(name)})" for name in names), ""])


def _anchor(heading: str) -> str:
    """The anchor that Markdown readers give a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _indicator(row: dict[str, str], model: dict[str, Any]) -> str:
    return (
        f"## {row['indicator_code']} {row['indicator_naam']}\n\n{row['indicator_definitie']}\n\n"
        f"Eenheid: {_unit(row['indicator_eenheid'])}. Eigenaar: {model['config']['meta']['owner']}. "
        f"Berekend in [`{model['name']}`](#{model['name']}).\n"
    )


def _unit(unit: str) -> str:
    return UNITS.get(unit, unit.replace("_", " "))


def _readings(rows: list[dict[str, str]], models: dict[str, dict[str, Any]]) -> list[str]:
    """How each model reads the indicators that it computes, in order of the first of them."""
    read = {models[row["indicator_code"]]["name"]: models[row["indicator_code"]] for row in rows}
    return [f"### {name}\n\n{model['description']}\n" for name, model in read.items()]


def _variants() -> str:
    units = {row["indicator_code"]: row["indicator_eenheid"] for row in _rows("indicatoren")}
    rows = [
        f"| {row['indicator_code']} | `{row['variant']}` | {row['variant_definitie']} "
        f"| {_unit(row['variant_eenheid'] or units[row['indicator_code']])} |"
        for row in _rows("varianten")
    ]
    return "\n".join(
        [
            "## Varianten\n",
            "In `indicator.indicator_varianten`, met dezelfde kolommen en daarbij `variant`: de naam van een andere",
            "lezing, of `dimensie=waarde` waar naar iets wordt gesplitst waarvoor geen kolom is. Een variant staat",
            "niet in `indicator_waarden`. De modellen staan in `dbt_project/models/indicators/varianten`.\n",
            "| indicator | variant | wat zij telt | eenheid |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _choices() -> str:
    values = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    rows = [f"| `{name}` | {_shown(value)} | {CHOICES[name]} |" for name, value in values.items()]
    return "\n".join(
        [
            "## Keuzes die een gemeente kan wijzigen\n",
            "In `dbt_project.yml` onder `vars`. Een andere keuze verandert gepubliceerde cijfers.\n",
            "| keuze | waarde | wat zij bepaalt |",
            "| --- | --- | --- |",
            *rows,
            "\nDe zorgsoort van een product staat in het productregister; wat daar niet in staat volgt uit",
            "`dbt_project/seeds/keuzes/zorgsoort_per_categorie.csv`.\n",
        ]
    )


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    main()
