"""Write the staging models and the plain marts that follow from the contracts of registers, lists and surveys.

Reads   ingestion/sources/<source>/contracts/*.yml
Writes  dbt_project/models/staging/<source>/stg_*, dbt_project/models/marts/<source>/*,
        dbt_project/tests/delivered_rows_are_in_their_mart.sql (all committed)
Run     python -m warehouse.delivered_models, after a contract changes; a test compares

A plain mart holds the rows of one contract as its newest delivery gives them; what joins or counts is written by hand
beside it. A contract that is in neither MARTS nor ELSEWHERE is an error: new data must not stay out of sight.
"""

from dataclasses import dataclass
from string import Template

import yaml

from ingestion.tabular.contract import Contract, load_contracts
from ingestion.tabular.documentation import SOURCES
from ingestion.tabular.layout import LaidColumn, lay_out
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

MARTS = {
    "registers": {
        "bevolking": "fct_bevolking",
        "bezwaren": "fct_bezwaren",
        "buurtteam_groepen": "fct_buurtteam_groepen",
        "buurtteams": "fct_buurtteam_dossiers",
        "collectief_aanbod": "fct_collectief_aanbod",
        "cpv": "fct_cpv",
        "doorbraak": "fct_doorbraak",
        "doorbraak_baten": "fct_doorbraak_baten",
        "financien": "fct_financien",
        "formatie": "fct_formatie",
        "gebied": "dim_gebied",
        "jongerenwerk": "fct_jongerenwerk",
        "klachten": "fct_klachten",
        "maatwerkovereenkomsten": "fct_maatwerkovereenkomsten",
        "normering": "fct_normering",
        "onderaannemers": "fct_onderaannemers",
        "rmz": "fct_rmz",
        "signalen": "fct_signalen",
        "tarieven": "fct_tarieven",
        "toegang": "fct_toegang",
        "toeleidingsstops": "fct_toeleidingsstops",
        "uitkomsten": "fct_uitkomsten",
        "verblijf": "fct_verblijf",
    },
    "wachtlijsten": {
        "jeugd_ggz_kinderen": "fct_wachtlijst_kinderen",
        "wijkteams": "fct_wachttijd_wijkteams",
    },
    "clientervaring": {
        "ervaring_antwoorden": "fct_ervaring_antwoorden",
        "ervaring_gepubliceerd": "fct_ervaring_gepubliceerd",
        "ervaring_respons": "fct_ervaring_respons",
        "ervaring_vragen": "dim_ervaring_vraag",
    },
}
"""Source -> contract -> its plain mart."""

ELSEWHERE = {
    "registers/aanbieders": "dim_aanbieder",
    "registers/interventies": "dim_interventie",
    "registers/mijlpalen": "fct_mijlpalen",
    "registers/producten": "dim_product",
    "wachtlijsten/buurtteams": "fct_wachtlijst",
    "wachtlijsten/jeugd_ggz": "fct_wachtlijst",
}
"""Contract -> the mart, written by hand, in which its rows are found."""

SUBJECTS = {
    # the last day of a wave may be corrected; the wave is what is delivered anew
    "clientervaring/ervaring_antwoorden": ("onderzoek", "golf"),
    "clientervaring/ervaring_respons": ("onderzoek", "golf"),
}
"""Contract -> what a delivery replaces, where that is not the period and deliverer of the contract."""

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


def mart_of(contract: Contract) -> str:
    """The mart that holds the rows of a contract. Raises ValueError where none was chosen."""
    found = ELSEWHERE.get(contract.label) or MARTS[contract.source].get(contract.name)
    if found is None:
        raise ValueError(f"{contract.label} has no mart: name one in {__name__}")
    return found


def subject_of(contract: Contract) -> tuple[str, ...]:
    """The columns of which each combination is replaced by a newer delivery; none: all of it is."""
    if contract.label in SUBJECTS:
        return SUBJECTS[contract.label]
    return tuple(filter(None, (contract.period, contract.deliverer))) if contract.history == "period" else ()


def _row_test() -> str:
    history: dict[str, str] = {}
    newest: dict[str, str] = {}
    for source, marts in MARTS.items():
        for name, mart in marts.items():
            contract = load_contracts(source)[name]
            (history if subject_of(contract) else newest)[staging_of(contract)] = mart
    return TEST_SQL.substitute(history=_mapping(history), newest=_mapping(newest))


def _mapping(pairs: dict[str, str]) -> str:
    lines = ",\n".join(f'    "{key}": "{value}"' for key, value in pairs.items())
    return f"{{\n{lines}\n}}"


def _staging_sql(contract: Contract) -> str:
    own = [
        column.name if column.name not in RENAMED else f"{column.name} as {RENAMED[column.name]}"
        for column in _delivered(contract)
    ]
    lines = _indented(own, 8) + ",\n\n        -- lineage\n" + _indented(list(LINEAGE), 8)
    return STAGING_SQL.substitute(label=contract.label, source=contract.source, name=contract.name, columns=lines)


def _mart_sql(contract: Contract) -> str:
    names = [column.name for column in _named(contract)]
    subject = subject_of(contract)
    aliased = [*names, "_delivered_on as geleverd_op", *(["is_geldig"] if subject else []), "_source_file_id", "_rij"]
    text = MART_SQL.substitute(
        label=contract.label,
        grain="of every delivery; is_geldig marks the newest" if subject else "of its newest delivery",
        subject=list(subject) if subject else "",
        staging=staging_of(contract),
        columns=_indented(aliased, 4),
    )
    return text if subject else f"{text}where is_geldig\n"


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
    subject = subject_of(contract)
    columns = [*_named(contract), Named(DELIVERED[0], "date", DELIVERED[1], is_required=True)]
    if subject:
        columns.append(Named(VALID[0], "boolean", VALID[1], is_required=True))
    columns += [Named(name, *LINEAGE[name], is_required=True) for name in ("_source_file_id", "_rij")]
    rows = (
        "Een rij per regel van elke levering; alleen rijen met is_geldig tellen."
        if subject
        else "Een rij per regel van de nieuwste levering."
    )
    model: dict[str, object] = {
        "name": mart_of(contract),
        "description": f"{contract.title}. {contract.description} {rows}",
        "config": {"meta": {"grain": ["_source_file_id", "_rij"] if subject else list(contract.key)}},
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
