-- Grain: one row per norm on inflow, client and begin of care there that does not go on from earlier care there.
with

norms as (

    select * from {{ ref('int_normering__standing') }}
    where instrument = 'instroomtarget' and limiet_eenheid = 'jeugdigen' and limiet > 0

),

zorgsoorten as (

    select * from {{ ref('int_normering__zorgsoorten') }}

),

clients as (

    select * from {{ ref('int_clienten__newest') }}

),

periods as (

    select
        norms.normering_id,
        norms.geldig_van,
        norms.geldig_tot,
        classified.client_id,
        classified.aanbieder_agb,
        classified.wet,
        classified.zorgsoort,
        classified.begindatum,
        max(classified.einde) over (
            partition by norms.normering_id, classified.client_id, classified.aanbieder_agb
            order by classified.begindatum
            range between unbounded preceding and interval '1 day' preceding
        ) as vorig_einde
    from norms
    inner join zorgsoorten on norms.normering_id = zorgsoorten.normering_id
    inner join {{ ref('int_zorgperioden__classified') }} as classified
        on
            zorgsoorten.wet = classified.wet
            and zorgsoorten.zorgsoort = classified.zorgsoort
            and coalesce(norms.aanbieder_agb, classified.aanbieder_agb) = classified.aanbieder_agb
            and coalesce(norms.productgroep, classified.productgroep) = classified.productgroep
            and coalesce(norms.gemeente_code, classified.gemeente_code) = classified.gemeente_code
    left join clients on classified.client_id = clients.client_id
    where
        -- R-NORM-09: the base of the target are children of 0 to 3 years
        coalesce(norms.productgroep, '') != 'vdb'
        or {{ age_on(month_end('classified.begindatum'), 'clients') }} <= {{ var('vdb_instroom_leeftijd') }}

)

select
    normering_id,
    client_id,
    aanbieder_agb,
    wet,
    zorgsoort,
    begindatum
from periods
where
    begindatum between geldig_van and geldig_tot
    and (vorig_einde is null or vorig_einde < begindatum - {{ var('samenhang_dagen') }} - 1)
group by normering_id, client_id, aanbieder_agb, wet, zorgsoort, begindatum
