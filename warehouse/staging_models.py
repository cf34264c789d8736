"""Write the dbt sources, staging models and code list seed that follow from the message catalogue.

Reads   the catalogue and raw layout of ingestion/sources/ijw_iwmo, warehouse/staging_names.py
Writes  dbt_project/models/staging/ijw_iwmo/*, dbt_project/seeds/codelijsten/codelijsten.csv (committed)
Run     python -m warehouse.staging_models, after the catalogue or a name changes; a test compares
"""

import csv
import io
import re
from string import Template

from ingestion.sources.ijw_iwmo.catalogue import WETTEN, load_catalogue
from ingestion.sources.ijw_iwmo.layout import LINEAGE, Column, RawTable, raw_tables
from warehouse.settings import PROJECT
from warehouse.staging_names import CODED, GRAINS, staging_name

MODELS = "dbt_project/models/staging/ijw_iwmo"
CODELISTS = "dbt_project/seeds/codelijsten/codelijsten.csv"
LOADED_AT = "_loaded_at"
STAGING = Template("""-- Grain: $grain.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', '$table') }}

),

renamed as (

    select
$columns

    from source

)

select * from renamed
""")
KEY_ENDINGS = ("_id", "_nummer", "_identificatie", "referentie_aanbieder")


def generate() -> dict[str, str]:
    """Every generated file: path from the project root -> content."""
    tables = raw_tables()
    files = {f"{MODELS}/_sources.yml": _sources(tables), CODELISTS: _codelists()}
    for table in tables.values():
        files[f"{MODELS}/{_model(table)}.sql"] = _sql(table)
        files[f"{MODELS}/{_model(table)}.yml"] = _yaml(table)
    return files


def main() -> None:
    for name, content in generate().items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")


def _model(table: RawTable) -> str:
    return f"stg_ijw_iwmo__{table.name}"


def _sources(tables: dict[str, RawTable]) -> str:
    lines = [
        "# Generated from the message catalogue by `python -m warehouse.staging_models`.",
        "sources:",
        "  - name: raw_ijw_iwmo",
        "    description: iJw/iWmo messages, element by element, without anything that names a person.",
        "    tables:",
    ]
    for table in tables.values():
        lines += [
            f"      - name: {table.name}",
            f"        description: {GRAINS[table.name].capitalize()}, as received.",
            "        columns:",
        ]
        lines += [
            line
            for raw, name in _all_columns(table)
            for line in (f"          - name: {raw}", f"            description: \"{{{{ doc('{name}') }}}}\"")
        ]
    return "\n".join(lines) + "\n"


def _sql(table: RawTable) -> str:
    groups: dict[str, list[str]] = {"keys": [], "what": [], "when": [], "lineage": []}
    for column in table.raw_columns:
        name = staging_name(table.name, column.name)
        groups[_group(column, name)].append(column.name if name == column.name else f"{column.name} as {name}")
    groups["lineage"] = [*LINEAGE, LOADED_AT]
    blocks = [
        f"        -- {title}\n" + ",\n".join(f"        {expression}" for expression in expressions)
        for title, expressions in groups.items()
        if expressions
    ]
    return STAGING.substitute(table=table.name, grain=GRAINS[table.name], columns=",\n\n".join(blocks))


def _yaml(table: RawTable) -> str:
    lines = [
        "models:",
        f"  - name: {_model(table)}",
        f"    description: {GRAINS[table.name].capitalize()}, with readable names.",
        "    config:",
        "      meta: {grain: [_source_file_id, _rij]}",
        "    columns:",
    ]
    for _, name in _all_columns(table):
        lines += [f"      - name: {name}", f"        description: \"{{{{ doc('{name}') }}}}\""]
    return "\n".join(lines) + "\n"


def _all_columns(table: RawTable) -> list[tuple[str, str]]:
    own = [(column.name, staging_name(table.name, column.name)) for column in table.raw_columns]
    return own + [(name, name) for name in (*LINEAGE, LOADED_AT)]


def _group(column: Column, name: str) -> str:
    if column.sql_type in {"date", "time"}:
        return "when"
    return "keys" if name.endswith(KEY_ENDINGS) else "what"


def _codelists() -> str:
    catalogue = load_catalogue()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["begrip", "wet", "code", "omschrijving", "codelijst"])
    for datatype in sorted(catalogue.datatypes.values(), key=lambda found: _concept(found.name)):
        if datatype.is_personal:
            continue
        for wet in WETTEN:
            codelist = datatype.codelists.get(wet, "")
            for code, meaning in catalogue.codes_of(datatype.name, wet).items():
                writer.writerow([_concept(datatype.name), wet, code, meaning, codelist])
    return text.getvalue()


def _concept(datatype: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", datatype.removeprefix("LDT_")).lower()
    return CODED.get(words, words)


if __name__ == "__main__":
    main()
