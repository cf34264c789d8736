-- Grain: one row per published figure, beside what the warehouse computes, and why where they differ.
with

cijfers as (

    select * from {{ ref('gepubliceerde_cijfers') }}

),

computed as (

    select * from {{ ref('ind_aansluiting_berekend') }}

),

verklaringen as (

    select * from {{ ref('aansluiting_verklaringen') }}

),

-- what a register itself gives can be compared whatever its kind and period
registers as (

    select * from {{ ref('aansluiting_registers') }}

),

compared as (

    select
        cijfers.*,
        computed.berekend,
        round(computed.berekend / cijfers.nauwkeurigheid) * cijfers.nauwkeurigheid as afgerond,
        verklaringen.verklaring_soort,
        verklaringen.verklaring,
        case
            when cijfers.soort_cijfer != 'realisatie' and registers.indicator_code is null then 'geen_realisatie'
            when cijfers.waarde is null then 'ontbreekt_in_bron'
            when
                registers.indicator_code is null
                and coalesce(cijfers.periode_start, cijfers.periode_eind) < date '{{ var("aansluiting_vanaf") }}'
                then 'buiten_gegevens'
            when cijfers.indicator_code is null then 'geen_indicator'
            when computed.cijfer_id is null then 'niet_af_te_bakenen'
            when not computed.is_gebouwd then 'nog_niet_gebouwd'
            when not computed.is_in_gegevens then 'buiten_gegevens'
        end as reden
    from cijfers
    left join computed on cijfers.cijfer_id = computed.cijfer_id
    left join verklaringen on cijfers.cijfer_id = verklaringen.cijfer_id
    left join registers
        on
            cijfers.indicator_code = registers.indicator_code
            and cijfers.soort_cijfer = registers.soort_cijfer

),

judged as (

    select
        *,
        coalesce(case kwalificatie
            when 'precies' then afgerond = waarde
            when 'ongeveer' then abs(berekend - waarde) <= {{ var('aansluiting_ongeveer') }} * abs(waarde)
            when 'bandbreedte'
                then berekend between least(waarde, waarde_tot) and greatest(waarde, waarde_tot)
            when 'iets_meer'
                then berekend >= waarde and berekend <= waarde + {{ var('aansluiting_iets') }} * abs(waarde)
            when 'iets_minder'
                then berekend <= waarde and berekend >= waarde - {{ var('aansluiting_iets') }} * abs(waarde)
            when 'ten_minste' then abs(berekend) >= abs(waarde)
            when 'meer_dan' then berekend > waarde
            when 'ten_hoogste' then berekend <= waarde
            when 'minder_dan' then berekend < waarde
        end, false) as is_gelijk
    from compared

)

select
    cijfer_id,
    indicator_code,
    cijfer_naam,
    onderwerp,
    gebied,
    periode_start,
    periode_eind,
    vergeleken_start,
    soort_cijfer,
    rekenvorm,
    waarde as gepubliceerd,
    waarde_tot,
    kwalificatie,
    nauwkeurigheid,
    eenheid,
    case when reden is null then berekend end as berekend,
    case when reden is null then afgerond end as afgerond,
    case when reden is null then afgerond - waarde end as verschil,
    case
        when reden is not null then 'niet_vergeleken'
        when is_gelijk then 'gelijk'
        when verklaring_soort = 'verschil' then 'verklaard'
        else 'onverklaard'
    end as uitkomst,
    reden,
    verklaring,
    tegenspraak,
    opmerking,
    bron_document
from judged
