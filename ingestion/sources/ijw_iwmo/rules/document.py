"""The pages that follow from the rules: what is checked where, and the text of each refusal.

Reads   catalogue/rules.csv, catalogue/own_checks.csv, the rules that are registered here
Writes  docs/rules.md, rules/meldingen.csv, dbt_project/seeds/codelijsten/regels.csv
Run     python -m ingestion.sources.ijw_iwmo.rules.document
"""

import csv
import io
from collections import Counter
from pathlib import Path

from ingestion.sources.ijw_iwmo.rules.catalogue import PLACES, Rule, load_rules
from ingestion.sources.ijw_iwmo.rules.evaluation import every_rule

MELDINGEN = Path(__file__).parent / "meldingen.csv"
PROJECT = Path(__file__).parents[4]
DOCUMENT = PROJECT / "docs" / "rules.md"
SEED = PROJECT / "dbt_project" / "seeds" / "codelijsten" / "regels.csv"
IN_USE_FROM = {"": "2015-01-01", "3.1": "2022-04-01", "3.2": "2023-04-01"}
"""First day on which messages of a release can be dated; a rule of every release holds from the first message."""
REFUSE = "Doe: verbeter het bericht en lever het opnieuw aan; er is niets van geladen."
WARN = "Het bericht is wel geladen. Doe: controleer het en lever zo nodig een verbeterd bericht aan."
OWN_WORDS = {
    "X022": "De XSD-versie valt buiten de bekende (IV034). Verwacht: een versie die met 1. begint.",
    "X033": "De datum ligt ver in de toekomst. Verwacht: een Dagtekening tot en met de dag van ontvangst (TR135), en "
    "hulp die binnen een jaar begint.",
    "X034": "De geboortedatum past niet bij het bericht (TR002, TR134). Verwacht: een datum uiterlijk op de "
    "Dagtekening, en niet meer dan 120 jaar ervoor.",
    "X040": "Het BSN voldoet niet aan de 11-proef (CS002). Verwacht: een bestaand BSN. Het nummer staat niet in deze "
    "melding.",
    "X041": "Het BSN bestaat uit nullen (CS002). Verwacht: een bestaand BSN.",
    "X064": "Het totaal is niet de som van de regels (TR358). Verwacht: debet min credit van alle regels, in centen.",
    "X069": "De productperiode gaat over meer dan een kalendermaand (CS337). Verwacht: een periode binnen één maand.",
    "X075": "Een sleutel komt in dit bericht meer dan één keer voor (TR101). Verwacht: elke sleutel één keer.",
}
HEAD = """# Regels van de standaard

Gemaakt met `python -m ingestion.sources.ijw_iwmo.rules.document` uit `ingestion/sources/ijw_iwmo/catalogue/rules.csv`;
wijzig dat bestand, niet deze pagina.

Elke regel van iJw en iWmo staat hier één keer, met waar hij wordt gecontroleerd. Een fout van niveau 1 of 2 weigert
het bericht; een fout van niveau 3 of 4 laat het bericht toe en staat als rij in `mart.fct_afkeuringen`. Regels die
jonger zijn dan een bericht gelden er niet voor (kolom Vanaf: de eerste release met de regel). Een nieuwe regel is een
rij in dat bestand en een kleine functie in `ingestion/sources/ijw_iwmo/rules/` of een tak in een model
`int_afkeuringen__*`.
"""
OWN = """## Eigen controles

In geen standaard staat dit; het helpt om een vergissing te zien. Het bericht is geladen en een opmerking of een rij in
`mart.fct_afkeuringen` zegt het. De rijen staan in `ingestion/sources/ijw_iwmo/catalogue/own_checks.csv`.
"""


def main() -> None:
    MELDINGEN.write_text(write_meldingen(), encoding="utf-8")
    DOCUMENT.write_text(write_document(), encoding="utf-8")
    SEED.write_text(write_seed(), encoding="utf-8")


def write_meldingen() -> str:
    """The codes of level 2 with reaction and text, in the form of ingestion/outcomes.py."""
    told = {rule.melding: rule.code for rule in every_rule()}
    lines = ["code;reaction;text"]
    for melding, code in sorted(told.items()):
        is_remark = "." in melding or load_rules()[code].reactie == "warn"
        what = OWN_WORDS.get(melding) or f"Regel {code} is niet gevolgd. Verwacht: {load_rules()[code].omschrijving}"
        lines.append(f"{melding};{'warn' if is_remark else 'refuse'};{what} {WARN if is_remark else REFUSE}")
    return "\n".join(lines) + "\n"


def write_document() -> str:
    """The coverage page."""
    rules = [rule for rule in load_rules().values() if not rule.is_own]
    counted = Counter(rule.waar for rule in rules)
    parts = [HEAD, "| Waar | Regels |\n| --- | ---: |"]
    parts[-1] += "".join(f"\n| {meaning} | {counted[place]} |" for place, meaning in PLACES.items())
    parts[-1] += f"\n| samen | {len(rules)} |\n"
    for place, meaning in PLACES.items():
        chosen = [rule for rule in rules if rule.waar == place]
        if chosen:
            parts.append(f"## {meaning[0].upper()}{meaning[1:]}\n\n{_table(chosen)}\n")
    parts.append(f"{OWN}\n{_table([rule for rule in load_rules().values() if rule.is_own])}\n")
    return "\n".join(parts)


def write_seed() -> str:
    """The rules that dbt checks and those that refuse a message, for fct_afkeuringen."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["regel", "niveau", "retour_code", "geldig_vanaf", "afkeuring_code", "omschrijving"])
    for rule in load_rules().values():
        if rule.waar in {"bericht", "historie", "extern"}:
            told = rule.melding or rule.regel
            lines.writerow([rule.regel, rule.niveau, rule.retourcode, IN_USE_FROM[rule.vanaf], told, rule.omschrijving])
    return text.getvalue()


def _table(rules: list[Rule]) -> str:
    lines = ["| Regel | Berichten | Wat | Retourcode | Vanaf | Reactie | Toelichting |", "|" + " --- |" * 7]
    lines += [
        f"| {rule.regel} | {_messages(rule)} | {rule.omschrijving} | {rule.retourcode} | {rule.vanaf} | {rule.reactie} "
        f"| {rule.reden} |"
        for rule in rules
    ]
    return "\n".join(lines)


def _messages(rule: Rule) -> str:
    """Numbers that hold for both laws; a message of one law by its name."""
    if rule.berichten == "all":
        return "alle"
    names = rule.berichten.split()
    laws: dict[str, set[str]] = {}
    for name in names:
        laws.setdefault(name[-3:], set()).add(name[:-3])
    return " ".join(
        number if prefixes == {"JW", "WMO"} else f"{prefixes.pop()}{number}" for number, prefixes in laws.items()
    )


if __name__ == "__main__":
    main()
