-- Grain: one row per standing toewijzing. The request (315) knows who referred, else the register of the toegang.
with

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

requests as (

    select * from {{ ref('int_toewijzingen__requested') }}

),

judged as (

    select
        *,
        -- a text in the register, with or without leading zeros
        nullif(toewijzing_nummer, '')::bigint as nummer,
        {{ is_newest_delivery(['aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__toegang') }}

),

ranked as (

    select
        *,
        -- the register may name a toewijzing twice: the last referral before it counts
        row_number() over (
            partition by wet, gemeente_code, nummer
            order by verwezen_op desc, {{ bytewise('verwijzing_nummer') }} desc, _source_file_id, _rij
        ) as referral_rank
    from judged
    where is_geldig and nummer is not null

),

toegang as (

    select * from ranked
    where referral_rank = 1

),

verwijzers as (

    select * from {{ ref('verwijzers') }}

)

select
    toewijzingen.wet,
    toewijzingen.gemeente_code,
    toewijzingen.toewijzing_nummer,
    requests.toewijzing_nummer is not null as has_verzoek,
    requests.verwijzer_type,
    requests.verwijzer_agb,
    case
        -- R-DEF-12: a request that names the gemeente says no more than no request does
        when coalesce(requests.verwijzer_type, '01') != '01' then coalesce(of_request.verwijzer, 'overig')
        when toegang.verwijzer is not null then coalesce(of_toegang.verwijzer, 'overig')
        else 'gemeente'
    end as verwijzer,
    case
        when coalesce(requests.verwijzer_type, '01') != '01' then 'verzoek'
        when toegang.verwijzer is not null then 'toegang'
        else 'geen'
    end as verwijzer_herkomst,
    coalesce(toegang.is_ret_advies, false) as is_ret_advies
from toewijzingen
left join requests
    on
        toewijzingen.wet = requests.wet
        and toewijzingen.gemeente_code = requests.gemeente_code
        and toewijzingen.toewijzing_nummer = requests.toewijzing_nummer
left join toegang
    on
        toewijzingen.wet = toegang.wet
        and toewijzingen.gemeente_code = toegang.gemeente_code
        and toewijzingen.toewijzing_nummer = toegang.nummer
left join verwijzers as of_request
    on of_request.verwijzer_bron = 'verzoek' and requests.verwijzer_type = of_request.verwijzer_code
left join verwijzers as of_toegang
    on of_toegang.verwijzer_bron = 'toegang' and toegang.verwijzer = of_toegang.verwijzer_code
