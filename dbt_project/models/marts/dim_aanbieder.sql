-- Grain: one row per aanbieder that a message names or the register of aanbieders holds.
with

in_messages as (

    select
        aanbieder_agb,
        bool_or(wet = 'jeugdwet') as is_jeugdwet,
        bool_or(wet = 'wmo') as is_wmo,
        min(bericht_datum) as eerste_bericht_datum,
        max(bericht_datum) as laatste_bericht_datum
    from {{ ref('int_berichten__judged') }}
    group by aanbieder_agb

),

register as (

    select * from {{ ref('int_aanbieders__register') }}

)

select
    coalesce(in_messages.aanbieder_agb, register.aanbieder_agb) as aanbieder_agb,
    register.naam as aanbieder_naam,
    register.concern,
    coalesce(in_messages.is_jeugdwet, false) as is_jeugdwet,
    coalesce(in_messages.is_wmo, false) as is_wmo,
    register.aanbieder_agb is not null as is_in_register,
    register.is_gecontracteerd,
    register.is_hoogspecialistisch,
    register.levert_verblijf,
    in_messages.eerste_bericht_datum,
    in_messages.laatste_bericht_datum
from in_messages
full outer join register on in_messages.aanbieder_agb = register.aanbieder_agb
