"""Twenty questions that a dashboard asks most, as a BI tool sends them, and the scan that they are held against.

Reads   nothing; the questions read the views mart.* and indicator.*
"""

SCAN = "select sum(bedrag_eurocent), count(distinct client_id) from mart.fct_declaratieregels"
"""All claim lines once: what a question costs that no mart answers."""

_ALONE = {
    "gemeente_code": "is null",
    "wet": "is null",
    "zorgsoort": "is null",
    "productgroep": "is null",
    "product_code": "is null",
    "aanbieder_agb": "is null",
    "verwijzer": "is null",
    "stadsdeel": "is null",
    "leeftijdsgroep": "is null",
    "geslacht": "is null",
}


def _values(code: str, period_type: str, shown: str = "periode_start", *, periode: str = "", **split: str) -> str:
    cell = " and ".join(f"{column} {split.get(column, alone)}" for column, alone in _ALONE.items())
    period = f" and periode_start = date '{periode}'" if periode else ""
    return (
        f"select {shown}, waarde, is_voorlopig from indicator.indicator_waarden"
        f" where indicator_code = '{code}' and periode_type = '{period_type}' and {cell}{period} order by 1"
    )


_EACH = "is not null"
_JEUGD = "= 'begeleiding_jeugd'"

QUESTIONS = {
    "clients in care, by month": _values("IND001", "maand"),
    "the same in one zorgsoort": _values("IND001", "maand", zorgsoort=_JEUGD),
    "the same in one gemeente": _values("IND001", "maand", gemeente_code="= '0268'"),
    "clients of a month, by zorgsoort": _values("IND001", "maand", "zorgsoort", periode="2025-03-01", zorgsoort=_EACH),
    "clients of a month, by aanbieder": _values(
        "IND001", "maand", "aanbieder_agb", periode="2025-03-01", aanbieder_agb=_EACH
    ),
    "clients of a month, by stadsdeel": _values("IND001", "maand", "stadsdeel", periode="2025-03-01", stadsdeel=_EACH),
    "clients of a month, by age": _values(
        "IND001", "maand", "leeftijdsgroep", periode="2025-03-01", leeftijdsgroep=_EACH
    ),
    "unique clients, by year": _values("IND002", "jaar"),
    "unique clients by year in a gemeente, by zorgsoort": _values(
        "IND002", "jaar", "zorgsoort, periode_start", gemeente_code="= '0268'", zorgsoort=_EACH
    ),
    "inflow by quarter": _values("IND004", "kwartaal"),
    "inflow by quarter in one zorgsoort": _values("IND004", "kwartaal", zorgsoort=_JEUGD),
    "outflow by quarter": _values("IND006", "kwartaal"),
    "referred by quarter": _values("IND005", "kwartaal"),
    "costs by month": _values("IND009", "maand"),
    "costs by year, by zorgsoort": _values("IND009", "jaar", "zorgsoort, periode_start", zorgsoort=_EACH),
    "costs of a year, by aanbieder": _values(
        "IND009", "jaar", "aanbieder_agb", periode="2024-01-01", aanbieder_agb=_EACH
    ),
    "costs per client by year": _values("IND010", "jaar"),
    "hours of a zorgsoort by quarter": _values("IND008", "kwartaal", zorgsoort=_JEUGD),
    "through which date the data go": "select * from mart.gegevens_tot_en_met order by bron",
    "names of aanbieders": "select aanbieder_agb, aanbieder_naam from mart.dim_aanbieder order by 2",
}
