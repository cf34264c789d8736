-- Grain: one row per request for a change (317) in which a product overlaps itself.
with

verzoeken as (

    select
        verzoeken._source_file_id,
        verzoeken._rij,
        berichten.wet
    from {{ ref('stg_ijw_iwmo__verzoeken') }} as verzoeken
    inner join {{ ref('int_berichten__judged') }} as berichten
        on verzoeken._source_file_id = berichten._source_file_id
    where berichten.berichtsoort = '317'

),

toewijzingen as (

    select * from {{ ref('int_afkeuringen__verzoek_toewijzingen') }}

),

wished as (

    select
        toewijzingen._source_file_id,
        'O' || ongewijzigd._rij as naam,
        toewijzingen.product_categorie,
        toewijzingen.product_code,
        toewijzingen.ingangsdatum as begindatum,
        toewijzingen.einddatum
    from {{ ref('stg_ijw_iwmo__ongewijzigde_producten') }} as ongewijzigd
    inner join toewijzingen
        on
            ongewijzigd._source_file_id = toewijzingen._source_file_id
            and ongewijzigd.toewijzing_nummer = toewijzingen.toewijzing_nummer

    union all

    select
        toewijzingen._source_file_id,
        'T' || te_wijzigen._rij as naam,
        toewijzingen.product_categorie,
        toewijzingen.product_code,
        te_wijzigen.gewenste_ingangsdatum as begindatum,
        te_wijzigen.einddatum
    from {{ ref('stg_ijw_iwmo__te_wijzigen_producten') }} as te_wijzigen
    inner join toewijzingen
        on
            te_wijzigen._source_file_id = toewijzingen._source_file_id
            and te_wijzigen.toewijzing_nummer = toewijzingen.toewijzing_nummer

    union all

    select
        _source_file_id,
        'N' || _rij as naam,
        product_categorie,
        product_code,
        gewenste_ingangsdatum as begindatum,
        einddatum
    from {{ ref('stg_ijw_iwmo__nieuwe_producten') }}

),

periods as (

    select
        wished.*,
        verzoeken._rij,
        coalesce(wished.einddatum, date '9999-12-31') as laatste_dag
    from wished
    inner join verzoeken on wished._source_file_id = verzoeken._source_file_id
    -- aids and adaptations may run beside each other
    where verzoeken.wet != 'wmo' or coalesce(wished.product_categorie not in ('11', '12', '13', '14'), true)

)

select
    een._source_file_id,
    'Verzoek' as klasse,
    een._rij,
    'TR361' as regel
from periods as een
inner join periods as ander on een._source_file_id = ander._source_file_id
where
    een.naam < ander.naam
    -- as TR302: without a code the category counts, without a product every other
    and coalesce(een.product_categorie = ander.product_categorie, true)
    and coalesce(een.product_code = ander.product_code, true)
    and een.begindatum <= ander.laatste_dag
    and ander.begindatum <= een.laatste_dag
group by een._source_file_id, een._rij
