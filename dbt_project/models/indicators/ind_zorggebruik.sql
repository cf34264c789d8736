-- Grain: one row per indicator, year and combination of splits. IND015, IND016, IND017: users of care per inhabitant.
with

indicatoren (gebruik_soort, indicator_code) as (

    values ('jeugdhulp', 'IND015'), ('maatwerk', 'IND016'), ('beschermd', 'IND017')

),

belonging as (

    select
        *,
        coalesce(stadsdeel, '') || '|' || coalesce(geslacht, '') || '|' || coalesce(leeftijdsgroep, doelgroep) as deel
    from {{ ref('int_zorggebruik__groups') }}

),

inwoners as (

    select
        *,
        coalesce(stadsdeel, '') || '|' || coalesce(geslacht, '') || '|' || leeftijdsgroep as deel
    from {{ ref('int_bevolking__groups') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

-- only where the number of inhabitants is known
tellers as (

    select
        indicatoren.indicator_code,
        belonging.wet,
        belonging.jaar_start,
        belonging.gemeente_code,
        belonging.stadsdeel,
        belonging.leeftijdsgroep,
        belonging.geslacht,
        belonging.deel,
        count(distinct belonging.client_id)::numeric as clienten
    from belonging
    inner join indicatoren on belonging.gebruik_soort = indicatoren.gebruik_soort
    inner join inwoners
        on
            belonging.jaar_start = inwoners.peildatum
            and belonging.gemeente_code = inwoners.gemeente_code
            and belonging.deel = inwoners.deel
    group by
        indicatoren.indicator_code, belonging.wet, belonging.jaar_start, belonging.stadsdeel,
        belonging.leeftijdsgroep, belonging.geslacht, belonging.deel, cube (belonging.gemeente_code)

),

noemers as (

    select
        peildatum,
        gemeente_code,
        deel,
        sum(inwoners) as inwoners
    from inwoners
    group by peildatum, deel, cube (gemeente_code)

),

-- each is about one wet, so not split by it is the same figure
rates as (

    select
        tellers.indicator_code,
        'jaar' as periode_type,
        tellers.jaar_start as periode_start,
        {{ period_end("'jaar'", 'tellers.jaar_start') }} as periode_eind,
        tellers.gemeente_code,
        case when wetten.is_wet then tellers.wet end as wet,
        tellers.stadsdeel,
        tellers.leeftijdsgroep,
        tellers.geslacht,
        tellers.clienten as teller,
        noemers.inwoners as noemer
    from tellers
    inner join noemers
        on
            tellers.jaar_start = noemers.peildatum
            and tellers.deel = noemers.deel
            and coalesce(tellers.gemeente_code, '') = coalesce(noemers.gemeente_code, '')
    cross join (values (true), (false)) as wetten (is_wet)
    where noemers.inwoners > 0

)
{% set dimensions = ['gemeente_code', 'wet', 'stadsdeel', 'leeftijdsgroep', 'geslacht'] %}
select
    rates.indicator_code,
    rates.periode_type,
    rates.periode_start,
    rates.periode_eind,
    {{ row_split_by(dimensions, 'rates') }}
    {{ split_bits(dimensions, 'rates') }} as splitsing,
    round(rates.teller / rates.noemer, 6) as waarde,
    rates.teller,
    rates.noemer,
    {{ is_provisional_by_declarations('rates.periode_eind') }} as is_voorlopig
from rates
cross join data_until
