-- Grain: one row per question and first day of its validity, in the newest question register.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_clientervaring__ervaring_vragen') }}

)

select
    onderzoek,
    vraag_code,
    geldig_van,
    geldig_tot,
    -- of two lines that overlap, the later one counts from its first day
    lead(geldig_van) over (partition by onderzoek, vraag_code order by geldig_van) - 1 as laatste_dag,
    reeks,
    schaal,
    positieve_antwoorden,
    thema,
    vergelijkbaar_sinds
from judged
where is_geldig
