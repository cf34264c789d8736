-- Grain: one row per way of writing a name in the newest delivery of the register, folded to small letters and digits.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__aanbieders') }}

),

written as (

    select
        judged.aanbieder_agb,
        trim(spellings.schrijfwijze) as schrijfwijze
    from judged
    cross join
        lateral (
            select judged.naam as schrijfwijze
            union all
            select alias_text.schrijfwijze
            from unnest(string_to_array(judged.aliassen, '|')) as alias_text (schrijfwijze)
        ) as spellings
    where judged.is_geldig

),

folded as (

    select
        aanbieder_agb,
        schrijfwijze,
        -- 's Heerenloo, s-Heeren Loo and S HEERENLOO are one name
        regexp_replace(lower(schrijfwijze), '[^[:alnum:]]', '', 'g') as naam_sleutel
    from written

)

select
    naam_sleutel,
    min({{ bytewise('schrijfwijze') }}) as schrijfwijze,
    min({{ bytewise('aanbieder_agb') }}) as aanbieder_agb,
    -- a name that two aanbieders bear tells neither
    count(distinct aanbieder_agb) > 1 as is_dubbelzinnig
from folded
where naam_sleutel != ''
group by naam_sleutel
