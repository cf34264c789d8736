-- Grain: one row per kind of use, year, gemeente and client with such care, of the ages that it is about.
with

doelgroepen (gebruik_soort, wet, doelgroep) as (

    values ('jeugdhulp', 'jeugdwet', '0-17'), ('maatwerk', 'wmo', '18+'), ('beschermd', 'wmo', '18+')

),

groepen as (

    select * from {{ ref('leeftijdsgroepen') }}

),

used as (

    select
        doelgroepen.gebruik_soort,
        doelgroepen.doelgroep,
        gebruik.wet,
        gebruik.gemeente_code,
        gebruik.client_id,
        {{ period_start("'jaar'", 'gebruik.maand') }} as jaar_start,
        min(gebruik.maand) as maand
    from {{ ref('int_zorggebruik__measured') }} as gebruik
    inner join doelgroepen
        on
            gebruik.wet = doelgroepen.wet
            and case doelgroepen.gebruik_soort
                when 'maatwerk' then gebruik.product_categorie in ({{ quoted(var('maatwerk_categorieen')) }})
                when 'beschermd' then gebruik.zorgsoort in ('beschermd_wonen', 'beschermd_thuis')
                else true
            end
    where gebruik.geleverde_regels > 0
    group by
        doelgroepen.gebruik_soort, doelgroepen.doelgroep, gebruik.wet, gebruik.gemeente_code, gebruik.client_id,
        {{ period_start("'jaar'", 'gebruik.maand') }}

),

-- the first care of a year tells age and area, wherever it was
dated as (

    select
        *,
        {{ month_end('min(maand) over (partition by gebruik_soort, jaar_start, client_id)') }} as peildatum
    from used

),

persons as (

    select
        dated.*,
        clienten.stadsdeel,
        clienten.geslacht,
        {{ age_on('dated.peildatum', 'clienten') }} as leeftijd
    from dated
    inner join {{ ref('int_clienten__periods') }} as clienten
        on
            dated.client_id = clienten.client_id
            and dated.peildatum between clienten.geldig_van and clienten.geldig_tot

)

select
    persons.gebruik_soort,
    persons.doelgroep,
    persons.wet,
    persons.gemeente_code,
    persons.jaar_start,
    persons.client_id,
    persons.stadsdeel,
    persons.geslacht,
    persons.leeftijd
from persons
inner join groepen
    on
        persons.doelgroep = groepen.leeftijdsgroep
        and persons.leeftijd between groepen.leeftijd_van and coalesce(groepen.leeftijd_tot, 999)
