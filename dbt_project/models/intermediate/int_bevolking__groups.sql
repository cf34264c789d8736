-- Grain: one row per 1 January, gemeente, stadsdeel, sex and leeftijdsgroep that the register covers in full.
with

bevolking as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__bevolking') }}

),

groepen as (

    select
        leeftijdsgroep,
        int4range(leeftijd_van, leeftijd_tot + 1) as leeftijden
    from {{ ref('leeftijdsgroepen') }}

),

lines as (

    select
        peildatum,
        gemeente_code,
        case when gebied_soort = 'stadsdeel' then gebied end as stadsdeel,
        case geslacht when 'm' then 'man' when 'v' then 'vrouw' when 'o' then 'onbekend' end as geslacht,
        int4range(
            leeftijd_van::integer,
            case when leeftijd_tot < {{ var('bevolking_oudste') }} then leeftijd_tot::integer + 1 end
        ) as leeftijden,
        aantal
    from bevolking
    where
        is_geldig
        and gebied_soort in ('gemeente', 'stadsdeel')
        and peildatum = {{ period_start("'jaar'", 'peildatum') }}

),

within_groups as (

    select
        lines.*,
        groepen.leeftijdsgroep,
        groepen.leeftijden as gevraagd,
        -- a line about more ages comes before the lines about some of them
        range_agg(lines.leeftijden) over (
            partition by
                lines.peildatum, lines.gemeente_code, lines.stadsdeel, lines.geslacht, groepen.leeftijdsgroep
            order by lower(lines.leeftijden), upper(lines.leeftijden) desc
            rows between unbounded preceding and 1 preceding
        ) as eerder
    from lines
    inner join groepen on lines.leeftijden <@ groepen.leeftijden

)

select
    peildatum,
    gemeente_code,
    stadsdeel,
    geslacht,
    leeftijdsgroep,
    sum(aantal)::bigint as inwoners
from within_groups
where eerder is null or not leeftijden && eerder
group by peildatum, gemeente_code, stadsdeel, geslacht, leeftijdsgroep, gevraagd
having range_agg(leeftijden) = gevraagd::int4multirange
