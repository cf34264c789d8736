"""Write the staging models and the plain marts that follow from the contracts of registers, lists and surveys.

Reads   ingestion/sources/<source>/contracts/*.yml
Writes  dbt_project/models/staging/<source>/stg_*, dbt_project/models/marts/<source>/*,
        dbt_project/tests/delivered_rows_are_in_their_mart.sql (all committed)
Run     python -m warehouse.delivered_models, after a contract changes; a test compares

A plain mart holds the rows of one contract as its newest delivery gives them (see delivered_marts.py);
what joins or counts is written by hand beside it.
"""

from dataclasses import dataclass
from string import Template

import yaml

from ingestion.tabular.contract import Contract, find_contract, load_contracts
from ingestion.tabular.documentation import SOURCES
from ingestion.tabular.layout import LaidColumn, lay_out
from warehouse.delivered_marts import ELSEWHERE, JOINED, MARTS, keeps_history, mart_of, subject_of
from warehouse.settings import PROJECT

STAGING = "dbt_project/models/staging"
MARTS_FOLDER = "dbt_project/models/marts"
ROW_TEST = "dbt_project/tests/delivered_rows_are_in_their_mart.sql"

RENAMED = {"client_pseudoniem": "client_id", "index": "prijsindex"}
"""Raw column -> its name from staging on."""

LINEAGE = {
    "_delivered_on": ("date", "De dag van de levering: de datum in de bestandsnaam, anders de laatste wijziging."),
    "_source_file_id": ("bigint", "Het bestand waaruit de rij komt (meta.files.file_id)."),
    "_rij": ("integer", "De regel van het blad of bestand waarop de rij stond."),
    "_loaded_at": ("timestamptz", "Wanneer de rij is geladen, in UTC."),
}
VALID = ("is_geldig", "Komt de rij uit de nieuwste levering over haar periode; anders is zij vervangen en historie.")
DELIVERED = ("geleverd_op", LINEAGE["_delivered_on"][1])

STAGING_SQL = Template("""-- Grain: one row per line of $label per delivery. Renames only.
with

source as (

    select * from {{ source('raw_$source', '$name') }}

),

renamed as (

    select
$columns
    from source

)

select * from renamed
""")

MART_SQL = Template("""-- Grain: one row per line of $label, $grain.
with

judged as (

    select
        *,
        {{ is_newest_delivery($subject) }} as is_geldig
    from {{ ref('$staging') }}

)

select
$columns
from judged
""")

TEST_SQL = Template("""-- Each row that counts is in its mart, once. Generated: `python -m warehouse.delivered_models`.
{% set history = $history %}
{% set newest = $newest %}
{{ rows_not_once_in_their_mart(history, newest) }}
""")


@dataclass(frozen=True)
class Named:
    """One column of a model as its YAML describes it."""

    name: str
    sql_type: str
    description: str
    is_required: bool = False


def generate() -> dict[str, str]:
    """Every generated file: path from the project root -> content. Raises ValueError for a contract without a mart."""
    files: dict[str, str] = {}
    for source in SOURCES:
        for contract in load_contracts(source).values():
            place = f"{STAGING}/{source}/{staging_of(contract)}"
            files[f"{place}.sql"], files[f"{place}.yml"] = _staging_sql(contract), _staging_yaml(contract)
            mart = mart_of(contract)
            if contract.label not in ELSEWHERE:
                place = f"{MARTS_FOLDER}/{source}/{mart}"
                files[f"{place}.sql"], files[f"{place}.yml"] = _mart_sql(contract), _mart_yaml(contract)
    files[ROW_TEST] = _row_test()
    return files


def main() -> None:
    for name, content in generate().items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")


def staging_of(contract: Contract) -> str:
    return f"stg_{contract.source}__{contract.name}"


def _row_test() -> str:
    history: dict[str, str] = {}
    newest: dict[str, str] = {}
    labels = [f"{source}/{name}" for source, marts in MARTS.items() for name in marts]
    for contract in map(find_contract, [*labels, *JOINED]):
        shown = f'["{mart_of(contract)}", {_quoted(subject_of(contract))}]'
        (history if keeps_history(contract) else newest)[staging_of(contract)] = shown
    return TEST_SQL.substitute(history=_mapping(history), newest=_mapping(newest))


def _mapping(pairs: dict[str, str]) -> str:
    lines = ",\n".join(f'    "{key}": {value}' for key, value in pairs.items())
    return f"{{\n{lines}\n}}"


def _quoted(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _staging_sql(contract: Contract) -> str:
    own = [
        column.name if column.name not in RENAMED else f"{column.name} as {RENAMED[column.name]}"
        for column in _delivered(contract)
    ]
    lines = _indented(own, 8) + ",\n\n        -- lineage\n" + _indented(list(LINEAGE), 8)
    return STAGING_SQL.substitute(label=contract.label, source=contract.source, name=contract.name, columns=lines)


def _mart_sql(contract: Contract) -> str:
    names = [column.name for column in _named(contract)]
    subject, is_history = subject_of(contract), keeps_history(contract)
    aliased = [
        *names,
        "_delivered_on as geleverd_op",
        *(["is_geldig"] if is_history else []),
        "_source_file_id",
        "_rij",
    ]
    text = MART_SQL.substitute(
        label=contract.label,
        grain=_grain(contract),
        subject=list(subject) if subject else "",
        staging=staging_of(contract),
        columns=_indented(aliased, 4),
    )
    return text if is_history else f"{text}where is_geldig\n"


def _grain(contract: Contract) -> str:
    if keeps_history(contract):
        return "of every delivery; is_geldig marks the newest"
    return "of the newest delivery of each deliverer" if contract.deliverer else "of its newest delivery"


def _staging_yaml(contract: Contract) -> str:
    lineage = [Named(name, *facts) for name, facts in LINEAGE.items()]
    model: dict[str, object] = {
        "name": staging_of(contract),
        "description": f"One row per line of {contract.label} per delivery. {contract.title}.",
        "config": {"meta": {"grain": ["_source_file_id", "_rij"]}},
        "columns": [{"name": each.name, "description": each.description} for each in [*_named(contract), *lineage]],
    }
    return _dumped(model)


def _mart_yaml(contract: Contract) -> str:
    is_history = keeps_history(contract)
    columns = [*_named(contract), Named(DELIVERED[0], "date", DELIVERED[1], is_required=True)]
    if is_history:
        columns.append(Named(VALID[0], "boolean", VALID[1], is_required=True))
    columns += [Named(name, *LINEAGE[name], is_required=True) for name in ("_source_file_id", "_rij")]
    rows = "Een rij per regel van elke levering; alleen rijen met is_geldig tellen."
    if not is_history:
        whose = " van elke aanleveraar" if contract.deliverer else ""
        rows = f"Een rij per regel van de nieuwste levering{whose}."
    model: dict[str, object] = {
        "name": mart_of(contract),
        "description": f"{contract.title}. {contract.description} {rows}",
        "config": {"meta": {"grain": ["_source_file_id", "_rij"] if is_history else list(contract.key)}},
        "columns": [
            {
                "name": each.name,
                "data_type": each.sql_type,
                "description": each.description,
                **({"constraints": [{"type": "not_null"}]} if each.is_required else {}),
            }
            for each in columns
        ],
    }
    return _dumped(model)


def _dumped(model: dict[str, object]) -> str:
    head = "# Generated from its contract by `python -m warehouse.delivered_models`.\n"
    return head + yaml.safe_dump({"models": [model]}, allow_unicode=True, sort_keys=False, width=110)


def _named(contract: Contract) -> list[Named]:
    required = {column.name for column in contract.columns if column.required}
    return [
        Named(RENAMED.get(column.name, column.name), column.sql_type, column.comment, column.name in required)
        for column in _delivered(contract)
    ]


def _delivered(contract: Contract) -> list[LaidColumn]:
    return [column for column in lay_out(contract).raw_columns if column.name not in LINEAGE]


def _indented(lines: list[str], spaces: int) -> str:
    return ",\n".join(f"{' ' * spaces}{line}" for line in lines)


if __name__ == "__main__":
    main()
