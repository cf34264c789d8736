-- Grain: one row per stop and toewijzing of a new client at the stopped aanbieder: on which ground, or on none.
with

inflow as (

    select * from {{ ref('int_toeleidingsstops__inflow') }}

),

referrers as (

    select * from {{ ref('int_toewijzingen__referrer') }}

),

granted as (

    select
        inflow.stop_id,
        inflow.gemeente_code,
        inflow.toewijzing_nummer,
        min({{ bytewise('cpv.aanvraag_nummer') }}) as aanvraag_nummer
    from inflow
    inner join {{ ref('fct_cpv') }} as cpv
        on
            inflow.client_id = cpv.client_id
            and inflow.aanbieder_agb = cpv.aanbieder_agb
            and inflow.wet = cpv.wet
            and inflow.zorgsoort = cpv.zorgsoort
            and cpv.besloten_op between inflow.stop_van and inflow.eerste_toewijzingsdatum
    where cpv.uitkomst in ('toegekend', 'toegekend_met_aanpassing') and cpv.norm = 'toeleidingsstop'
    group by inflow.stop_id, inflow.gemeente_code, inflow.toewijzing_nummer

),

toegang as (

    select
        wet,
        gemeente_code,
        nullif(toewijzing_nummer, '')::bigint as toewijzing_nummer,
        bool_or(verwijzer = 'zbo_commissie') as has_zbo_commissie,
        bool_or(verwijzer = 'ret') as has_ret
    from {{ ref('fct_toegang') }}
    where nullif(toewijzing_nummer, '') is not null
    group by wet, gemeente_code, nullif(toewijzing_nummer, '')::bigint

),

judged as (

    select
        inflow.*,
        granted.aanvraag_nummer,
        referrers.verwijzer,
        case
            when granted.aanvraag_nummer is not null then 'cpv'
            when referrers.verwijzer = 'regieteam' then 'regieteam'
            when referrers.is_ret_advies or toegang.has_ret then 'ret'
            when toegang.has_zbo_commissie or inflow.is_zbo then 'zbo'
            else 'geen'
        end as grond
    from inflow
    left join granted
        on
            inflow.stop_id = granted.stop_id
            and inflow.gemeente_code = granted.gemeente_code
            and inflow.toewijzing_nummer = granted.toewijzing_nummer
    left join referrers
        on
            inflow.wet = referrers.wet
            and inflow.gemeente_code = referrers.gemeente_code
            and inflow.toewijzing_nummer = referrers.toewijzing_nummer
    left join toegang
        on
            inflow.wet = toegang.wet
            and inflow.gemeente_code = toegang.gemeente_code
            and inflow.toewijzing_nummer = toegang.toewijzing_nummer

)

select
    stop_id,
    stop_nummer,
    wet,
    gemeente_code,
    toewijzing_nummer,
    client_id,
    aanbieder_agb,
    zorgsoort,
    productgroep,
    eerste_toewijzingsdatum as toewijzingsdatum,
    ingangsdatum,
    verwijzer,
    grond,
    aanvraag_nummer,
    grond != 'geen' as is_toegestaan,
    is_voorlopig
from judged
