-- Published figures agree where one follows from others, or a remark says why they do not.
select
    verband_id,
    gepubliceerd,
    berekend
from {{ ref('fct_gepubliceerde_verbanden') }}
where
    berekend is null
    or (is_gelijk and not is_verwacht)
    or (not is_gelijk and opmerking is null)
