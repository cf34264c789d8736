-- Grain: one row per indicator, period and split. IND138 to IND143 and IND145 to IND150, as others counted them.
{% set subjects = {
    'uitkeringsgerechtigden': 'IND138', 'uitstroom_werk': 'IND139', 'op_weg_naar_werk': 'IND140',
    'sw_medewerkers': 'IND141', 'tozo': 'IND142', 'financieel_expert_gezinnen': 'IND143',
    'psychosociaal_risico': 'IND145', 'mentale_druk': 'IND146', 'kinderen_laag_inkomen': 'IND147',
    'veilig_thuis_meldingen': 'IND148', 'voortijdig_schoolverlaters': 'IND149', 'thuiszitters': 'IND150',
} %}
with

subjects (onderwerp, indicator_code) as (

    values
    {% for subject, code in subjects.items() -%}
        ('{{ subject }}', '{{ code }}'){{ ',' if not loop.last }}
    {% endfor %}
),

signals as (

    select
        subjects.indicator_code,
        signalen.periode_start,
        signalen.periode_eind,
        signalen.gemeente_code,
        signalen.stadsdeel,
        signalen.leeftijdsgroep,
        -- the period is that of the sender: a day, or the whole that it fits
        case
            when signalen.periode_start = signalen.periode_eind then 'peildatum'
            when signalen.periode_eind < signalen.periode_start + interval '1 month' then 'maand'
            when signalen.periode_eind < signalen.periode_start + interval '3 months' then 'kwartaal'
            when signalen.periode_eind < signalen.periode_start + interval '6 months' then 'halfjaar'
            else 'jaar'
        end as periode_type,
        case
            when signalen.eenheid = 'procent' then trim_scale(round(signalen.waarde / 100, 6)) else signalen.waarde
        end as waarde,
        signalen.geleverd_op,
        signalen._source_file_id,
        signalen._rij
    from {{ ref('fct_signalen') }} as signalen
    inner join subjects on signalen.onderwerp = subjects.onderwerp
    where
        signalen.is_geldig
        -- another breakdown has no column, and two at once are no split
        and signalen.uitsplitsing is null
        and (signalen.stadsdeel is null or signalen.leeftijdsgroep is null)

),

-- two may tell the same: the newest, of one day the first file
ranked as (

    select
        *,
        row_number() over (
            partition by indicator_code, periode_type, periode_start, gemeente_code, stadsdeel, leeftijdsgroep
            order by geleverd_op desc, _source_file_id asc, _rij asc
        ) as plaats
    from signals

),

split as (

    select
        indicator_code,
        periode_type,
        periode_start,
        periode_eind,
        {{ row_split_by(['gemeente_code', 'stadsdeel', 'leeftijdsgroep']) }}
        {{ split_bits(['gemeente_code', 'stadsdeel', 'leeftijdsgroep']) }} as splitsing,
        waarde
    from ranked
    where plaats = 1

)

select
    split.indicator_code,
    {{ split_columns('split') }},
    split.waarde,
    null::numeric as teller,
    null::numeric as noemer,
    false as is_voorlopig
from split
