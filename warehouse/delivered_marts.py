"""In which mart the rows of each contract are found, and what of a mart a new delivery replaces.

Gives   the choices from which delivered_models.py writes the plain marts

A contract that is in neither MARTS nor ELSEWHERE is an error: new data must not stay out of sight.
"""

from ingestion.tabular.contract import Contract

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
        "duiding": "fct_duiding",
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
        "ervaring_gepubliceerd": "fct_ervaring_gepubliceerd",
        "ervaring_respons": "fct_ervaring_respons",
        "ervaring_vragen": "dim_ervaring_vraag",
    },
}
"""Source -> contract -> its plain mart."""

ELSEWHERE = {
    "clientervaring/ervaring_antwoorden": "fct_ervaring_antwoorden",
    "registers/aanbieders": "dim_aanbieder",
    "registers/interventies": "dim_interventie",
    "registers/mijlpalen": "fct_mijlpalen",
    "registers/producten": "dim_product",
    "wachtlijsten/buurtteams": "fct_wachtlijst",
    "wachtlijsten/jeugd_ggz": "fct_wachtlijst",
}
"""Contract -> the mart, written by hand, in which its rows are found."""

JOINED = ("clientervaring/ervaring_antwoorden",)
"""Of those elsewhere: a mart that holds the rows of one contract too, with what it joins beside them."""

SUBJECTS = {
    # the last day of a wave may be corrected; the wave is what is delivered anew
    "clientervaring/ervaring_antwoorden": ("onderzoek", "golf"),
    "clientervaring/ervaring_respons": ("onderzoek", "golf"),
}
"""Contract -> what a delivery replaces, where that is not the period and deliverer of the contract."""


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
    period = contract.period if contract.history == "period" else ""
    return tuple(filter(None, (period, contract.deliverer)))


def keeps_history(contract: Contract) -> bool:
    """True where the mart shows what was replaced too, with is_geldig; else only what counts."""
    return contract.history == "period"
