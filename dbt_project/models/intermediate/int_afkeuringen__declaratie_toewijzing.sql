-- Grain: one row per declaratieregel and rule that it breaks, held against its toewijzing and its declaratie.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

lines as (

    select
        *,
        date_trunc('month', productperiode_begindatum)::date as eerste_van_maand,
        (date_trunc('month', productperiode_einddatum) + interval '1 month')::date - 1 as laatste_van_maand
    from {{ ref('int_afkeuringen__declaratie_bij_toewijzing') }}
    where {{ of_touched_clients() }}

),

declaraties as (

    select
        _source_file_id,
        declaratieperiode_einddatum
    from {{ ref('stg_ijw_iwmo__declaraties') }}

),

judged as (

    select
        lines.client_id,
        lines._source_file_id,
        lines._rij,
        rules.regel,
        rules.is_broken
    from lines
    inner join declaraties on lines._source_file_id = declaraties._source_file_id
    cross join lateral (
        values
        (
            'TR338',
            not lines.has_toewijzing
            or lines.toewijzing_aanbieder_agb != lines.aanbieder_agb
            or lines.toewijzing_client_id != lines.client_id
        ),
        ('TR307', lines.productperiode_begindatum < lines.toewijzing_ingangsdatum),
        ('TR308', not lines.toewijzing_is_verwijderd and lines.productperiode_einddatum > lines.toewijzing_einddatum),
        ('TR319', lines.productperiode_einddatum > declaraties.declaratieperiode_einddatum),
        ('TR339', lines.product_categorie != lines.toewijzing_product_categorie),
        ('TR340', lines.product_code != lines.toewijzing_product_code),
        (
            'TR341',
            lines.eenheid != lines.toewijzing_eenheid and not (lines.toewijzing_eenheid = '04' and lines.eenheid = '01')
        ),
        ('TR384', lines.toewijzing_is_verwijderd),
        (
            'TR387',
            lines.productperiode_begindatum != greatest(lines.eerste_van_maand, lines.toewijzing_ingangsdatum)
            and lines.productperiode_begindatum >= lines.toewijzing_ingangsdatum
        ),
        (
            'TR388',
            not lines.toewijzing_is_verwijderd
            and lines.productperiode_einddatum != least(lines.laatste_van_maand, lines.toewijzing_einddatum)
            and lines.productperiode_einddatum <= coalesce(lines.toewijzing_einddatum, lines.laatste_van_maand)
        ),
        (
            'TR346',
            -- a tariff per minute can be a rounded tariff per hour, so minutes are left alone (IV081)
            lines.eenheid not in ('01', '83')
            and lines.ingediend_bedrag_eurocent != lines.geleverd_volume * lines.tarief_eurocent
        )
    ) as rules (regel, is_broken)

)

select
    client_id,
    _source_file_id,
    'Prestatie' as klasse,
    _rij,
    regel
from judged
where is_broken
