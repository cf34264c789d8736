-- Grain: one row per declaratieregel and rule about the volume of its toewijzing that it breaks.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

berichten as (

    select
        _source_file_id,
        bericht_datum,
        {{ bytewise('bericht_identificatie') }} as bericht_identificatie
    from {{ ref('int_berichten__judged') }}

),

lines as (

    select
        declaratieregels.*,
        berichten.bericht_datum,
        berichten.bericht_identificatie,
        declaratieregels.toewijzing_eenheid in ('82', '83') as is_output,
        -- TR341: hours may be claimed in minutes, so both are counted in minutes
        case when declaratieregels.toewijzing_eenheid = '04' then 60 else 1 end
        * declaratieregels.toewijzing_volume as toegewezen_volume,
        case when declaratieregels.is_credit then -1 else 1 end
        * case when declaratieregels.eenheid = '04' then 60 else 1 end
        * declaratieregels.geleverd_volume as volume
    from {{ ref('int_afkeuringen__declaratie_bij_toewijzing') }} as declaratieregels
    inner join berichten on declaratieregels._source_file_id = berichten._source_file_id
    where
        declaratieregels.toewijzing_volume is not null
        and {{ on_toewijzingen_of_touched_clients('declaratieregels') }}
        and (
            declaratieregels.eenheid = declaratieregels.toewijzing_eenheid
            or (declaratieregels.eenheid = '01' and declaratieregels.toewijzing_eenheid = '04')
        )

),

counted as (

    select
        lines.*,
        {{ calendar_weeks('lines.productperiode_begindatum', 'lines.productperiode_einddatum') }} as weken,
        {{ sundays('lines.productperiode_begindatum', 'lines.productperiode_einddatum') }}
        + case
            when
                {{ last_sunday('lines.toewijzing_ingangsdatum', 'lines.toewijzing_einddatum') }}
                between lines.productperiode_begindatum and lines.productperiode_einddatum
                and extract(isodow from lines.toewijzing_einddatum) != 7
                then 1
            else 0
        end as zondagen,
        {{ calendar_weeks('lines.toewijzing_ingangsdatum', 'lines.toewijzing_einddatum') }} as weken_van_toewijzing,
        {{ calendar_months('lines.toewijzing_ingangsdatum', 'lines.toewijzing_einddatum') }} as maanden_van_toewijzing,
        lines.productperiode_einddatum - lines.productperiode_begindatum + 1 as dagen,
        lines.toewijzing_einddatum - lines.toewijzing_ingangsdatum + 1 as dagen_van_toewijzing,
        coalesce(sum(lines.volume) filter (where lines.regel_status != 'afgewezen') over (
            partition by lines.wet, lines.gemeente_code, lines.toewijzing_nummer {{ in_order_of_sending() }}
        ), 0) as volume_before
    from lines

),

judged as (

    select
        *,
        -- IV077: by week effort counts the calendar weeks it touches, output the Sundays
        -- IV078: a part of a month is a month
        toegewezen_volume * case toewijzing_frequentie
            when '1' then dagen
            when '2'
                then case
                    when is_output then zondagen
                    -- TR321: of domestic help (Wmo 01) six weeks fit in any period
                    when wet = 'wmo' and product_categorie = '01' then 6
                    else weken
                end
            else 1
        end as volume_of_period,
        -- without an end there is no volume that can be passed, unless it is one for the whole
        toegewezen_volume * case toewijzing_frequentie
            when '1' then dagen_van_toewijzing
            when '2' then weken_van_toewijzing
            when '4' then maanden_van_toewijzing
            else 1
        end as volume_of_toewijzing
    from counted
    where not is_credit

)

select
    judged.client_id,
    judged._source_file_id,
    'Prestatie' as klasse,
    judged._rij,
    rules.regel
from judged
cross join
    lateral (
        values
        ('TR321', judged.volume > judged.volume_of_period),
        ('TR322', judged.volume_before + judged.volume > judged.volume_of_toewijzing)
    ) as rules (regel, is_broken)
where rules.is_broken and {{ of_touched_clients('judged.client_id') }}
