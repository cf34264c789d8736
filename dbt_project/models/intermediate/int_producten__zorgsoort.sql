-- Grain: one row per product and day. The register on that day decides, then the category, then it is overig.
with

used as (

    select * from {{ ref('int_producten__used') }}

),

register as (

    select * from {{ ref('int_producten__register') }}

),

categories as (

    select * from {{ ref('zorgsoort_per_categorie') }}

),

ranked as (

    select
        used.*,
        register.gemeente_code as product_gemeente_code,
        register.geldig_van,
        register.zorgsoort as register_zorgsoort,
        register.productgroep,
        register.is_groep,
        register.is_verblijf,
        register.is_zbo,
        register.scope_uitvoeringsagenda,
        register.scope_prognosemodel,
        register.scope_begroting_jeugd,
        -- a municipality's own line goes before the line for all, then the line that began last
        row_number() over (
            partition by
                used.gemeente_code, used.wet, used.product_categorie, used.product_code, used.peildatum
            order by
                (register.gemeente_code = '*'), register.geldig_van desc,
                {{ bytewise('register.zorgsoort') }}, register._source_file_id, register._rij
        ) as line_rank
    from used
    left join register
        on
            used.wet = register.wet
            and used.product_categorie = register.product_categorie
            and used.product_code = register.product_code
            and register.gemeente_code in (used.gemeente_code, '*')
            and used.peildatum >= register.geldig_van
            and used.peildatum <= coalesce(register.geldig_tot, date '9999-12-31')

)

select
    ranked.gemeente_code,
    ranked.wet,
    ranked.product_categorie,
    ranked.product_code,
    ranked.peildatum,
    ranked.product_gemeente_code,
    ranked.geldig_van,
    coalesce(ranked.register_zorgsoort, categories.zorgsoort, 'overig') as zorgsoort,
    case
        when ranked.register_zorgsoort is not null then 'register'
        when categories.zorgsoort is not null then 'categorie'
        else 'onbekend'
    end as zorgsoort_herkomst,
    coalesce(ranked.productgroep, 'onbekend') as productgroep,
    coalesce(ranked.is_groep, false) as is_groep,
    -- what the register does not say, the zorgsoort does
    coalesce(
        ranked.is_verblijf,
        coalesce(ranked.register_zorgsoort, categories.zorgsoort) in (
            'pleegzorg', 'gezinshuis', 'verblijf_residentieel'
        ),
        false
    ) as is_verblijf,
    coalesce(ranked.is_zbo, false) as is_zbo,
    coalesce(ranked.scope_uitvoeringsagenda, false) as scope_uitvoeringsagenda,
    coalesce(ranked.scope_prognosemodel, false) as scope_prognosemodel,
    coalesce(ranked.scope_begroting_jeugd, false) as scope_begroting_jeugd,
    ranked.gemeente_code
    || '.' || ranked.wet
    || '.' || ranked.product_categorie
    || '.' || ranked.product_code
    || coalesce('.' || {{ date_text('ranked.geldig_van') }}, '') as product_id
from ranked
left join categories
    on ranked.wet = categories.wet and ranked.product_categorie = categories.product_categorie
where ranked.line_rank = 1
