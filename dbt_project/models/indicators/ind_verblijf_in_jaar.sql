-- Grain: one row per indicator, period and combination of splits. IND102, of it pleegzorg IND109, gezinshuis IND112.
with

events as (

    select * from {{ ref('int_verblijf__quarters') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND102', ['kwartaal', 'jaar'], ['productgroep', 'verwijzer', 'leeftijdsgroep']) }},

-- of one zorgsoort, so not split by it is the same figure
gezinsvormen (indicator_code, zorgsoort, is_zorgsoort) as (

    values
    ('IND109', 'pleegzorg', true),
    ('IND109', 'pleegzorg', false),
    ('IND112', 'gezinshuis', true),
    ('IND112', 'gezinshuis', false)

),

of_one_form as (

    select
        gezinsvormen.indicator_code,
        counted.periode_type,
        counted.periode_start,
        counted.periode_eind,
        {% for dimension in split_dimensions() -%}
            {% if dimension == 'zorgsoort' -%}
                case when gezinsvormen.is_zorgsoort then counted.zorgsoort end as zorgsoort,
            {% else -%}
                counted.{{ dimension }},
            {% endif -%}
        {% endfor -%}
        counted.splitsing
        - case when gezinsvormen.is_zorgsoort then 0 else {{ split_bit('zorgsoort') }} end as splitsing,
        counted.waarde,
        counted.teller,
        counted.noemer,
        counted.is_voorlopig
    from counted
    inner join gezinsvormen on counted.zorgsoort = gezinsvormen.zorgsoort
    where counted.periode_type = 'jaar'

),

clienten as (

    select
        {{ indicator_columns('counted') }},
        counted.is_voorlopig
    from counted

    union all

    select * from of_one_form

)

select
    {{ indicator_columns('clienten') }},
    {{ is_provisional_by_period('clienten') }} as is_voorlopig
from clienten
cross join data_until
