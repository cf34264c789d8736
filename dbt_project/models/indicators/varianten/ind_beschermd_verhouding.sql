-- Grain: one row per last day of a quarter and split. IND132 as a ratio: Beschermd Thuis to beschermd wonen.
with

shares as (

    select * from {{ ref('ind_zorg_op_peildatum') }}
    where indicator_code = 'IND132'

)

select
    shares.indicator_code,
    'verhouding' as variant,
    {{ split_columns('shares') }},
    round(shares.teller / (shares.noemer - shares.teller), 6) as waarde,
    shares.teller,
    shares.noemer - shares.teller as noemer,
    shares.is_voorlopig
from shares
where shares.noemer > shares.teller
