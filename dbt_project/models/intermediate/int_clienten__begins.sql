-- Grain: one row per client and day on which care begins, whatever care, after more than a small gap.
with

periods as (

    select * from {{ ref('int_zorgperioden__dated') }}

),

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}

),

with_previous as (

    select
        *,
        max(einde) over (
            partition by client_id
            order by begindatum, einde, _source_file_id, _rij
            rows between unbounded preceding and 1 preceding
        ) as vorig_einde
    from periods

)

select
    with_previous.client_id,
    with_previous.begindatum,
    -- the address is in the 301 that allows the care, which may come after its begin
    max(greatest(with_previous.begindatum, toewijzingen.eerste_bericht_datum)) as adres_datum
from with_previous
left join toewijzingen
    on
        with_previous.wet = toewijzingen.wet
        and with_previous.gemeente_code = toewijzingen.gemeente_code
        and with_previous.toewijzing_nummer = toewijzingen.toewijzing_nummer
where
    with_previous.vorig_einde is null
    or with_previous.begindatum > with_previous.vorig_einde + {{ var('samenhang_dagen') }} + 1
group by with_previous.client_id, with_previous.begindatum
