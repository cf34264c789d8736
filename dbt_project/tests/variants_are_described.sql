-- Every variant that readers find has a definition in docs/indicators.md.
select
    waarden.indicator_code,
    waarden.variant
from {{ ref('indicator_varianten') }} as waarden
left join {{ ref('varianten') }} as varianten
    on waarden.indicator_code = varianten.indicator_code and split_part(waarden.variant, '=', 1) = varianten.variant
where varianten.variant is null
