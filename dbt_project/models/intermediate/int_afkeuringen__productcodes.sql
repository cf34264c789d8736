-- Grain: one row per class that names a product code which the product register does not know, or not on its day.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

register as (

    select * from {{ ref('int_producten__register') }}

),

used as (

    {% for model, klasse, soort, day in [
        ('toewijzingen', 'ToegewezenProduct', '301', 'ingangsdatum'),
        ('startproducten', 'StartProduct', '305', 'begindatum'),
        ('stopproducten', 'StopProduct', '307', 'begindatum'),
        ('aangevraagde_producten', 'AangevraagdProduct', '315', 'toewijzing_ingangsdatum'),
        ('nieuwe_producten', 'NieuwProduct', '317', 'gewenste_ingangsdatum'),
        ('prestaties', 'Prestatie', '323', 'productperiode_begindatum'),
    ] %}
        select
            berichten.wet,
            berichten.gemeente_code,
            producten.product_categorie,
            producten.product_code,
            producten._source_file_id,
            producten._rij,
            '{{ klasse }}' as klasse,
            coalesce(producten.{{ day }}, berichten.bericht_datum) as peildatum
        from {{ ref('stg_ijw_iwmo__' ~ model) }} as producten
        inner join berichten on producten._source_file_id = berichten._source_file_id
        where berichten.berichtsoort = '{{ soort }}' and producten.product_code is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

products as (

    select
        wet,
        gemeente_code,
        product_categorie,
        product_code,
        peildatum
    from used
    group by wet, gemeente_code, product_categorie, product_code, peildatum

),

registered as (

    -- a gemeente without a register has no list to hold a code against
    select
        wet,
        gemeente_code
    from register
    group by wet, gemeente_code

),

judged as (

    select
        products.wet,
        products.gemeente_code,
        products.product_categorie,
        products.product_code,
        products.peildatum,
        count(register._rij) = 0 as is_unknown,
        coalesce(bool_or(
            products.peildatum between register.geldig_van and coalesce(register.geldig_tot, date '9999-12-31')
        ), false) as is_valid
    from products
    inner join registered
        on products.wet = registered.wet and registered.gemeente_code in (products.gemeente_code, '*')
    left join register
        on
            products.wet = register.wet
            and register.gemeente_code in (products.gemeente_code, '*')
            and products.product_categorie = register.product_categorie
            and products.product_code = register.product_code
    group by
        products.wet, products.gemeente_code, products.product_categorie, products.product_code, products.peildatum

)

select
    used._source_file_id,
    used.klasse,
    used._rij,
    case when judged.is_unknown then 'TR381' else 'X051' end as regel
from used
inner join judged
    on
        used.wet = judged.wet
        and used.gemeente_code = judged.gemeente_code
        and used.product_categorie = judged.product_categorie
        and used.product_code = judged.product_code
        and used.peildatum = judged.peildatum
where judged.is_unknown or not judged.is_valid
