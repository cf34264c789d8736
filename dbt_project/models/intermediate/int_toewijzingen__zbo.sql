-- Grain: one row per toewijzing that the register of the toegang marks as zorg binnen onderwijs, with its school.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__toegang') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by wet, gemeente_code, toewijzing_nummer::bigint
            order by verwezen_op desc, {{ bytewise('verwijzing_nummer') }} desc
        ) as referral_rank
    from judged
    where is_geldig and is_zbo and toewijzing_nummer is not null

)

select
    wet,
    gemeente_code,
    -- the register keeps it as it was typed
    toewijzing_nummer::bigint as toewijzing_nummer,
    school
from ranked
where referral_rank = 1
