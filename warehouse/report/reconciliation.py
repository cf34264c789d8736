"""The page that holds published figures against computed ones, for who must be able to answer for a difference.

Reads   indicator.indicator_aansluiting as bi_reader
Writes  aansluiting.html and aansluiting.csv in the site
"""

import csv
import io
from dataclasses import asdict, fields
from decimal import Decimal
from itertools import groupby

from babel.numbers import format_decimal

from warehouse.reconcile import Compared, outcomes_of, reasons_of

UNITS = {
    "procent": "%",
    "procent_per_maand": "% per maand",
    "clienten": "cliënten",
    "een_op": "(één op …)",
    "euro": "euro",
    "euro_per_uur": "euro per uur",
}
FORMS = {
    "niveau": "",
    "verandering": "verandering: ",
    "verandering_procent": "verandering: ",
    "aandeel": "aandeel: ",
    "verhouding": "",
}
QUALIFIERS = {
    "precies": "",
    "ongeveer": "ongeveer ",
    "iets_meer": "iets meer dan ",
    "iets_minder": "iets minder dan ",
    "ten_minste": "ten minste ",
    "ten_hoogste": "ten hoogste ",
    "meer_dan": "meer dan ",
    "minder_dan": "minder dan ",
}
OUTCOMES = {
    "gelijk": "Gelijk",
    "verklaard": "Anders, verklaard",
    "onverklaard": "Anders, niet verklaard",
    "niet_vergeleken": "Niet vergeleken",
}
REASONS = {
    "geen_realisatie": "Doel, norm, begroting of prognose: er is geen uitkomst om na te rekenen.",
    "ontbreekt_in_bron": "Het cijfer zelf ontbreekt in de bron.",
    "geen_indicator": "Het cijfer hoort bij geen indicator: het gaat over iets dat het warehouse niet meet.",
    "niet_af_te_bakenen": "De bron noemt geen periode, of een gebied of deel dat de gegevens niet apart kennen.",
    "buiten_gegevens": "De periode valt buiten de gegevens; van zorg beginnen die op 31 december 2020.",
    "nog_niet_gebouwd": "Het warehouse berekent deze indicator of deze splitsing nog niet.",
}


def page_of(figures: list[Compared]) -> dict[str, object]:
    """What the template needs: counts, the compared figures by subject, the others by reason, contradictions."""
    compared = [figure for figure in figures if figure.uitkomst != "niet_vergeleken"]
    compared.sort(
        key=lambda figure: (_subject(figure), figure.cijfer_naam, str(figure.periode_start), figure.cijfer_id)
    )
    others = sorted(
        (figure for figure in figures if figure.uitkomst == "niet_vergeleken"),
        key=lambda figure: (list(REASONS).index(figure.reden or ""), figure.cijfer_id),
    )
    return {
        "counts": outcomes_of(figures),
        "reasons": [(REASONS[reason], count) for reason, count in reasons_of(figures).items()],
        "differing": [
            _row(figure)
            for outcome in ("onverklaard", "verklaard")
            for figure in compared
            if figure.uitkomst == outcome
        ],
        "subjects": [(name, [_row(figure) for figure in group]) for name, group in groupby(compared, key=_subject)],
        "others": [
            (REASONS[reason or ""], [_row(figure) for figure in group])
            for reason, group in groupby(others, key=lambda figure: figure.reden)
        ],
        "contradictions": [_row(figure) for figure in figures if figure.tegenspraak],
    }


def csv_of(figures: list[Compared]) -> str:
    """Every figure with everything that is known of it."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, [field.name for field in fields(Compared)], delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(figure) for figure in figures)
    return lines.getvalue()


def _row(figure: Compared) -> dict[str, object]:
    return {
        "id": figure.cijfer_id,
        "name": figure.cijfer_naam,
        "subject": _subject(figure),
        "area": figure.gebied,
        "period": period_text(figure),
        "published": _published(figure),
        "computed": _text(figure, figure.afgerond),
        "difference": "0" if figure.uitkomst == "gelijk" else _text(figure, figure.verschil),
        "outcome": figure.uitkomst,
        "outcome_text": OUTCOMES[figure.uitkomst],
        "why": figure.verklaring or "",
        "contradicts": figure.tegenspraak or "",
        "remark": figure.opmerking or "",
        "source": figure.bron_document,
    }


def period_text(figure: Compared) -> str:
    """The period in words: a year, a month, or from when to when; and what it is compared with."""
    begin, end = figure.periode_start, figure.periode_eind
    if begin is None:
        return "niet vermeld"
    text = f"{begin:%Y}" if end and (begin.month, end.month) == (1, 12) and begin.year == end.year else f"{begin:%Y-%m}"
    if end and text == f"{begin:%Y-%m}" and f"{end:%Y-%m}" != text:
        text = f"{begin:%Y-%m} t/m {end:%Y-%m}"
    since = figure.vergeleken_start
    if since:
        text += f" t.o.v. {since:%Y}" if len(text) == len("2024") else f" t.o.v. {since:%Y-%m}"
    return text


def _subject(figure: Compared) -> str:
    return figure.onderwerp or "Overig"


def _published(figure: Compared) -> str:
    text = QUALIFIERS.get(figure.kwalificatie, "") + _text(figure, figure.gepubliceerd)
    return f"{text} tot {_text(figure, figure.waarde_tot)}" if figure.waarde_tot is not None else text


def _text(figure: Compared, value: Decimal | None) -> str:
    """A number as Dutch readers write it, with a sign where it is a change."""
    if value is None:
        return "–"
    text: str = format_decimal(value.normalize(), locale="nl_NL")
    is_change = figure.rekenvorm.startswith("verandering")
    return (
        f"{'+' if is_change and value > 0 else ''}{text} {UNITS.get(figure.eenheid, figure.eenheid.replace('_', ' '))}"
    )
