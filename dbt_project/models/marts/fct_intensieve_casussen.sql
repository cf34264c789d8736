-- Grain: one row per end of a half year, wet and rank: the clients with the highest costs of the twelve months before.
with

peildata as (

    select (halves.begin_at::date - 1) as peildatum
    from {{ ref('int_gegevens__tot_en_met') }} as data_until
    cross join
        generate_series(
            {{ calendar_start() }}::timestamp,
            data_until.gegevens_tot_en_met::timestamp + interval '1 day',
            interval '6 months'
        ) as halves (begin_at)
    where data_until.bron = 'ijw_iwmo'

),

summed as (

    select
        peildata.peildatum,
        measured.wet,
        measured.client_id,
        sum(measured.bedrag_eurocent) as bedrag_eurocent
    from {{ ref('int_zorggebruik__measured') }} as measured
    inner join peildata
        on
            measured.maand <= peildata.peildatum
            and measured.maand > (peildata.peildatum - interval '12 months')::date
    -- the list of the Jeugdwet leaves out care with stay
    where measured.wet = 'wmo' or not measured.is_verblijf
    group by peildata.peildatum, measured.wet, measured.client_id
    having sum(measured.bedrag_eurocent) > 0

),

ranked as (

    select
        *,
        row_number() over (
            partition by peildatum, wet
            order by bedrag_eurocent desc, {{ bytewise('client_id') }} asc
        ) as rang
    from summed

)

select
    peildatum,
    wet,
    rang,
    client_id,
    (bedrag_eurocent / 100.0)::numeric(14, 2) as bedrag_euro
from ranked
where rang <= case wet when 'jeugdwet' then {{ var('intensief_jeugdwet') }} else {{ var('intensief_wmo') }} end
