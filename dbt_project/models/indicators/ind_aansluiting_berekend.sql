-- Grain: one row per published figure that has values of indicators, with what follows from them.
with

valued as (

    select * from {{ ref('ind_aansluiting_waarden') }}

),

cijfers as (

    select * from {{ ref('gepubliceerde_cijfers') }}

),

definities as (

    select * from {{ ref('indicator_definities') }}

),

-- what was published may be told in a larger unit than the indicator has
eenheden (eenheid, indicator_eenheid, per_eenheid) as (

    values
    ('jaren', 'dagen', 365.25),
    ('maanden', 'dagen', 30.4375),
    ('jaren', 'maanden', 12),
    ('duizend_euro', 'euro', 1000)

),

per_cijfer as (

    select
        cijfer_id,
        bool_and(is_gebouwd) as is_gebouwd,
        bool_and(is_in_gegevens) as is_in_gegevens,
        max(stappen) as stappen,
        sum(waarde) filter (where onderdeel = 'nu') as waarde_nu,
        sum(waarde) filter (where onderdeel = 'toen') as waarde_toen,
        sum(waarde) filter (where onderdeel = 'noemer') as waarde_noemer,
        sum(waarde) filter (where onderdeel = 'verandering') as waarde_verandering,
        sum(teller) filter (where onderdeel = 'nu') as teller,
        sum(noemer) filter (where onderdeel = 'nu') as noemer
    from valued
    group by cijfer_id

)

select
    per_cijfer.cijfer_id,
    per_cijfer.is_gebouwd,
    per_cijfer.is_in_gegevens,
    per_cijfer.waarde_nu,
    per_cijfer.waarde_toen,
    per_cijfer.waarde_noemer,
    trim_scale(round(case cijfers.rekenvorm
        when 'niveau' then per_cijfer.waarde_nu / coalesce(eenheden.per_eenheid, 1)
        when 'verandering'
            then coalesce(per_cijfer.waarde_verandering, per_cijfer.waarde_nu - per_cijfer.waarde_toen)
        when 'verandering_procent'
            then case
                when per_cijfer.waarde_verandering is not null then 100 * per_cijfer.waarde_verandering
                when per_cijfer.stappen = 1
                    then 100 * (per_cijfer.waarde_nu - per_cijfer.waarde_toen) / nullif(per_cijfer.waarde_toen, 0)
                else
                    100 * (
                        power(per_cijfer.waarde_nu / nullif(per_cijfer.waarde_toen, 0), 1.0 / per_cijfer.stappen) - 1
                    )
            end
        when 'aandeel'
            then 100 * coalesce(
                per_cijfer.waarde_nu / nullif(per_cijfer.waarde_noemer, 0),
                per_cijfer.teller / nullif(per_cijfer.noemer, 0),
                -- others counted it, and gave the share only
                per_cijfer.waarde_nu
            )
        when 'verhouding' then per_cijfer.noemer / nullif(per_cijfer.teller, 0)
    end, 6)) as berekend
from per_cijfer
inner join cijfers on per_cijfer.cijfer_id = cijfers.cijfer_id
left join definities on cijfers.indicator_code = definities.indicator_code
left join eenheden
    on
        cijfers.eenheid = eenheden.eenheid
        and definities.eenheid = eenheden.indicator_eenheid
