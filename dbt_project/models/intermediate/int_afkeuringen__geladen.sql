-- Grain: one row per class of a loaded message and rule that it breaks: every model int_afkeuringen__ together.
{% for model in [
    'int_afkeuringen__nummers',
    'int_afkeuringen__afzenders',
    'int_afkeuringen__toewijzingen',
    'int_afkeuringen__referenties',
    'int_afkeuringen__levering_status',
    'int_afkeuringen__starts',
    'int_afkeuringen__stops',
    'int_afkeuringen__verzoeken',
    'int_afkeuringen__verzoek_volledig',
    'int_afkeuringen__verzoek_overlap',
    'int_afkeuringen__verzoek_openstaand',
    'int_afkeuringen__antwoorden',
    'int_afkeuringen__declaratie_toewijzing',
    'int_afkeuringen__declaratie_historie',
    'int_afkeuringen__declaratie_omvang',
    'int_afkeuringen__declaratie_volume',
    'int_afkeuringen__declaratie_antwoorden',
    'int_afkeuringen__productcodes',
    'int_afkeuringen__tarieven',
    'int_afkeuringen__personen',
    'int_afkeuringen__retouren',
    'int_afkeuringen__bedragen',
    'int_afkeuringen__omvang',
] %}
    select
        _source_file_id,
        klasse,
        _rij,
        regel
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
