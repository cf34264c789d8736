-- Each row that counts is in its mart, once. Generated: `python -m warehouse.delivered_models`.
{% set history = {
    "stg_registers__bevolking": ["fct_bevolking", ["peildatum", "gemeente_code"]],
    "stg_registers__buurtteams": ["fct_buurtteam_dossiers", ["peildatum", "team_soort"]],
    "stg_registers__collectief_aanbod": ["fct_collectief_aanbod", ["periode_start", "aangeleverd_door"]],
    "stg_registers__financien": ["fct_financien", ["periode_start", "gemeente_code"]],
    "stg_registers__formatie": ["fct_formatie", ["peildatum", "organisatie"]],
    "stg_registers__onderaannemers": ["fct_onderaannemers", ["periode_start", "hoofdaannemer_agb"]],
    "stg_registers__signalen": ["fct_signalen", ["periode_start", "aangeleverd_door"]],
    "stg_registers__uitkomsten": ["fct_uitkomsten", ["periode_start", "aanbieder_agb"]],
    "stg_registers__verblijf": ["fct_verblijf", ["periode_start", "aangeleverd_door"]],
    "stg_wachtlijsten__jeugd_ggz_kinderen": ["fct_wachtlijst_kinderen", ["peildatum", "aanbieder_agb"]],
    "stg_wachtlijsten__wijkteams": ["fct_wachttijd_wijkteams", ["periode_start"]],
    "stg_clientervaring__ervaring_respons": ["fct_ervaring_respons", ["onderzoek", "golf"]],
    "stg_clientervaring__ervaring_antwoorden": ["fct_ervaring_antwoorden", ["onderzoek", "golf"]]
} %}
{% set newest = {
    "stg_registers__bezwaren": ["fct_bezwaren", ["gemeente_code"]],
    "stg_registers__buurtteam_groepen": ["fct_buurtteam_groepen", ["team_soort"]],
    "stg_registers__cpv": ["fct_cpv", []],
    "stg_registers__doorbraak": ["fct_doorbraak", []],
    "stg_registers__doorbraak_baten": ["fct_doorbraak_baten", []],
    "stg_registers__duiding": ["fct_duiding", ["gemeente_code"]],
    "stg_registers__gebied": ["dim_gebied", []],
    "stg_registers__jongerenwerk": ["fct_jongerenwerk", []],
    "stg_registers__klachten": ["fct_klachten", ["aangeleverd_door"]],
    "stg_registers__maatwerkovereenkomsten": ["fct_maatwerkovereenkomsten", []],
    "stg_registers__normering": ["fct_normering", ["gemeente_code"]],
    "stg_registers__rmz": ["fct_rmz", []],
    "stg_registers__tarieven": ["fct_tarieven", []],
    "stg_registers__toegang": ["fct_toegang", ["aangeleverd_door"]],
    "stg_registers__toeleidingsstops": ["fct_toeleidingsstops", ["gemeente_code"]],
    "stg_clientervaring__ervaring_gepubliceerd": ["fct_ervaring_gepubliceerd", []],
    "stg_clientervaring__ervaring_vragen": ["dim_ervaring_vraag", []]
} %}
{{ rows_not_once_in_their_mart(history, newest) }}
