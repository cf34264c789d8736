-- Grain: one row per indicator, period and combination of splits. IND104, 108, 111: volume of one kind of verblijf.
with

volumes as (

    select * from {{ ref('ind_volume') }}
    where product_code is null and stadsdeel is null and geslacht is null

),

-- of one zorgsoort, so not split by it is the same figure
vormen (indicator_code, zorgsoort, is_zorgsoort) as (

    values
    ('IND104', 'verblijf_residentieel', true),
    ('IND104', 'verblijf_residentieel', false),
    ('IND108', 'pleegzorg', true),
    ('IND108', 'pleegzorg', false),
    ('IND111', 'gezinshuis', true),
    ('IND111', 'gezinshuis', false)

)

select
    vormen.indicator_code,
    volumes.periode_type,
    volumes.periode_start,
    volumes.periode_eind,
    {% for dimension in split_dimensions() -%}
        {% if dimension == 'zorgsoort' -%}
            case when vormen.is_zorgsoort then volumes.zorgsoort end as zorgsoort,
        {% else -%}
            volumes.{{ dimension }},
        {% endif -%}
    {% endfor -%}
    volumes.splitsing - case when vormen.is_zorgsoort then 0 else {{ split_bit('zorgsoort') }} end as splitsing,
    volumes.waarde,
    volumes.teller,
    volumes.noemer,
    volumes.is_voorlopig
from volumes
inner join vormen on volumes.zorgsoort = vormen.zorgsoort
where volumes.periode_type = 'jaar' or (volumes.periode_type = 'kwartaal' and vormen.indicator_code = 'IND104')
