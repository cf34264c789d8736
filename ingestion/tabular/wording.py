"""A contract in Dutch words, for the template and the documentation."""

from ingestion.tabular.contract import Column, Contract, Rule
from ingestion.tabular.values import bounds_of

KINDS = {
    "text": "tekst",
    "integer": "geheel getal",
    "decimal": "getal, komma voor decimalen",
    "amount": "bedrag in euro, komma voor centen",
    "boolean": "0 (nee) of 1 (ja)",
    "date": "datum",
    "month": "maand, als 2026-01",
    "bsn": "BSN, negen cijfers",
    "birth_date": "datum",
    "postcode": "postcode, als 1234 AB",
    "free_text": "vrije tekst",
}
HISTORIES = {
    "replace": "Lever altijd de volledige stand: de nieuwste levering vervangt alle vorige.",
    "replace_own": (
        "Lever altijd uw volledige stand: uw nieuwste levering vervangt uw vorige. Wat anderen leverden blijft staan; "
        "van wie een regel is, zegt {deliverer}."
    ),
    "period": "Lever per {periode}: een nieuwe levering daarover vervangt de vorige, andere perioden blijven staan.",
}
ROWS = {
    False: "Is een regel fout, dan wordt het hele bestand teruggestuurd en niets geladen.",
    True: "Is een regel fout, dan wordt alleen die teruggestuurd; bij meer dan 5 procent fout het hele bestand.",
}
RULES = {
    "order": "{1} ligt op of na {0}.",
    "not_more": "{0} is hoogstens {1}.",
    "together": "{0} en {1} zijn allebei gevuld of allebei leeg.",
    "scale": "{0} is een antwoord dat de schaal in {1} kent.",
    "series": "Binnen een {0} zijn {1} en {2} steeds hetzelfde.",
    "response": "{0} is hoogstens {1}; anders volgt een vraag.",
    "few": "Zijn er minder dan 10 verschillende {0} per groep, dan wordt de uitkomst niet gepubliceerd.",
    "small": "Is {0} kleiner dan 10, dan wordt de uitkomst niet gepubliceerd.",
}


def kind_of(column: Column) -> str:
    """What may stand in the column."""
    unit = f", in {column.unit}" if column.unit and column.type not in {"amount"} else ""
    bounds = "" if column.minimum is None and column.maximum is None else f", {bounds_of(column)}"
    return KINDS[column.type] + unit + bounds


def allowed_in(column: Column) -> str:
    """The form or the list that a value must follow; empty where its kind says it all."""
    if column.codes:
        return "een code van de lijst (blad Codelijsten)"
    return column.shape


def sentence_of(rule: Rule) -> str:
    """A rule as a sentence."""
    return RULES[rule.kind].format(*rule.columns)


def sentences_of(contract: Contract) -> list[str]:
    """How to deliver, in order of importance."""
    told = [
        f"Wie levert: {contract.delivered_by}. Wanneer: {contract.schedule.text}.",
        _history(contract),
        ROWS[contract.rows_stand_alone],
        f"Een regel is uniek op: {', '.join(contract.key)}.",
    ]
    personal = [column.name for column in contract.columns if column.is_personal]
    if personal:
        told.append(f"Persoonsgegevens, alleen bewaard in de kluis: {', '.join(personal)}.")
    return told + [sentence_of(rule) for rule in contract.rules]


def _history(contract: Contract) -> str:
    """What a new delivery does to those before it."""
    kind = "replace_own" if contract.history == "replace" and contract.deliverer else contract.history
    return HISTORIES[kind].format(periode=_period(contract), deliverer=contract.deliverer)


def _period(contract: Contract) -> str:
    return contract.period + (f" en {contract.deliverer}" if contract.deliverer else "")
