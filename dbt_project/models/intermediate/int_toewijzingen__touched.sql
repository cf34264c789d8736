-- Grain: one row per toewijzing that a changed message names, or that has another referrer than in the last build.
{{ config(pre_hook='set local enable_nestloop = on') }} -- few messages changed: their rows are found by index
with

changed as (

    select * from {{ ref('int_berichten__changed') }}

),

berichten as (

    select * from {{ ref('stg_ijw_iwmo__berichten') }}

),

known as (

    {{ of_last_build(
        'built_verwijzers',
        {'wet': 'text', 'gemeente_code': 'text', 'toewijzing_nummer': 'bigint', 'verwijzer': 'text'},
    ) }}

),

referrers as (

    select
        coalesce(now.wet, known.wet) as wet,
        coalesce(now.gemeente_code, known.gemeente_code) as gemeente_code,
        coalesce(now.toewijzing_nummer, known.toewijzing_nummer) as toewijzing_nummer
    from {{ ref('int_toewijzingen__referrer') }} as now
    full outer join known
        on
            now.wet = known.wet
            and now.gemeente_code = known.gemeente_code
            and now.toewijzing_nummer = known.toewijzing_nummer
    where now.verwijzer is distinct from known.verwijzer

),

allocated as (

    select
        berichten.wet,
        berichten.afzender as gemeente_code,
        toewijzingen.toewijzing_nummer
    from {{ ref('stg_ijw_iwmo__toewijzingen') }} as toewijzingen
    inner join changed on toewijzingen._source_file_id = changed._source_file_id
    inner join berichten on toewijzingen._source_file_id = berichten._source_file_id

),

claimed as (

    select
        berichten.wet,
        berichten.ontvanger as gemeente_code,
        prestaties.toewijzing_nummer
    from {{ ref('stg_ijw_iwmo__prestaties') }} as prestaties
    inner join changed on prestaties._source_file_id = changed._source_file_id
    inner join berichten on prestaties._source_file_id = berichten._source_file_id

),

touched as (

    select * from allocated
    union all
    select * from claimed
    union all
    select * from referrers

)

select
    wet,
    gemeente_code,
    toewijzing_nummer
from touched
where toewijzing_nummer is not null
group by wet, gemeente_code, toewijzing_nummer
