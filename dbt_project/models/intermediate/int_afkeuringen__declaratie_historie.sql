-- Grain: one row per declaratieregel and rule that it breaks, held against the lines that were sent before.
with

berichten as (

    select
        _source_file_id,
        bericht_datum,
        {{ bytewise('bericht_identificatie') }} as bericht_identificatie
    from {{ ref('int_berichten__judged') }}

),

lines as (

    select
        declaratieregels.*,
        berichten.bericht_datum,
        berichten.bericht_identificatie,
        declaratieregels.regel_status != 'afgewezen' as stands
    from {{ ref('int_declaratieregels__judged') }} as declaratieregels
    inner join berichten on declaratieregels._source_file_id = berichten._source_file_id

),

clienten as (

    select
        wet,
        gemeente_code,
        client_id
    from {{ ref('int_toewijzingen__versions') }}
    group by wet, gemeente_code, client_id

),

debits as (

    select
        wet,
        aanbieder_agb,
        referentie_nummer
    from lines
    where not is_credit and regel_status = 'goedgekeurd'
    group by wet, aanbieder_agb, referentie_nummer

),

ordered as (

    select
        lines.*,
        -- what was refused counts as not sent
        count(*) filter (where lines.stands) over (
            partition by lines.wet, lines.aanbieder_agb, lines.referentie_nummer {{ in_order_of_sending() }}
        ) as same_reference_before,
        count(*) filter (where lines.stands) over (
            partition by
                lines.wet, lines.aanbieder_agb, lines.is_credit, lines.vorig_referentie_nummer
            {{ in_order_of_sending() }}
        ) as same_credit_before,
        coalesce(sum(case when lines.is_credit then -1 else 1 end) filter (where lines.stands) over (
            partition by
                lines.wet, lines.gemeente_code, lines.aanbieder_agb, lines.toewijzing_nummer, lines.product_categorie,
                lines.product_code, lines.productperiode_begindatum, lines.productperiode_einddatum
            {{ in_order_of_sending() }}
        ), 0) as open_before,
        clienten.client_id is not null as is_known,
        debits.referentie_nummer is not null as has_debit
    from lines
    left join clienten
        on
            lines.wet = clienten.wet
            and lines.gemeente_code = clienten.gemeente_code
            and lines.client_id = clienten.client_id
    left join debits
        on
            lines.wet = debits.wet
            and lines.aanbieder_agb = debits.aanbieder_agb
            and lines.vorig_referentie_nummer = debits.referentie_nummer

)

select
    ordered._source_file_id,
    'Prestatie' as klasse,
    ordered._rij,
    rules.regel
from ordered
cross join
    lateral (
        values
        ('TR304', not ordered.is_known),
        ('TR314', ordered.same_reference_before > 0),
        ('TR323', ordered.is_credit and not ordered.has_debit),
        ('TR389', not ordered.is_credit and ordered.open_before > 0),
        ('TR390', ordered.is_credit and ordered.same_credit_before > 0)
    ) as rules (regel, is_broken)
where rules.is_broken
