-- Grain: one row per class of a loaded message and rule of the standard (level 3 or 4) that it breaks.
with

broken as (

    {% for model in [
        'int_afkeuringen__nummers',
        'int_afkeuringen__toewijzingen',
        'int_afkeuringen__levering_status',
        'int_afkeuringen__starts',
        'int_afkeuringen__stops',
        'int_afkeuringen__verzoeken',
        'int_afkeuringen__antwoorden',
        'int_afkeuringen__declaratie_toewijzing',
        'int_afkeuringen__declaratie_historie',
        'int_afkeuringen__declaratie_omvang',
        'int_afkeuringen__declaratie_antwoorden',
    ] %}
        select
            _source_file_id,
            klasse,
            _rij,
            regel
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

regels as (

    select * from {{ ref('regels') }}

),

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

declaratieregels as (

    select * from {{ ref('int_declaratieregels__judged') }}

)

select
    broken._source_file_id,
    broken.klasse,
    broken._rij,
    broken.regel,
    regels.retour_code,
    berichten.wet,
    berichten.berichtsoort,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    berichten.bericht_identificatie,
    berichten.bericht_datum,
    -- the receiver saw it as well: the message was refused, or the 325 lists the line
    berichten.is_geweigerd or coalesce(declaratieregels.regel_status = 'afgewezen', false) as is_afgewezen
from broken
inner join regels on broken.regel = regels.regel
inner join berichten on broken._source_file_id = berichten._source_file_id
left join declaratieregels
    on
        broken._source_file_id = declaratieregels._source_file_id
        and broken._rij = declaratieregels._rij
        and broken.klasse = 'Prestatie'
-- a rule does not hold for messages older than itself
where berichten.bericht_datum >= regels.geldig_vanaf
