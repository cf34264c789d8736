-- Every row that a step takes in comes out of it again: a join on the product register may never drop one.
with

counts (step, rows_in, rows_out) as (

    select
        'int_declaratieregels__settled' as step,
        (select count(*) from {{ ref('int_declaratieregels__judged') }}) as rows_in,
        (select count(*) from {{ ref('int_declaratieregels__settled') }}) as rows_out

    union all

    select
        'fct_declaratieregels' as step,
        (
            select count(*)
            from {{ ref('stg_ijw_iwmo__prestaties') }} as prestaties
            inner join {{ ref('int_berichten__unique') }} as berichten
                on prestaties._source_file_id = berichten._source_file_id
            where berichten.berichtsoort = '323'
        ) as rows_in,
        (select count(*) from {{ ref('fct_declaratieregels') }}) as rows_out

    union all

    select
        'int_zorgperioden__classified' as step,
        (select count(*) from {{ ref('int_zorgperioden__dated') }}) as rows_in,
        (select count(*) from {{ ref('int_zorgperioden__classified') }}) as rows_out

    union all

    select
        'fct_leveringen' as step,
        (select count(*) from {{ ref('int_leveringen__paired') }}) as rows_in,
        (select count(*) from {{ ref('fct_leveringen') }}) as rows_out

    union all

    select
        'fct_toewijzingen' as step,
        (
            select count(*)
            from {{ ref('int_toewijzingen__latest_version') }}
            where not is_verwijderd
        ) as rows_in,
        (select count(*) from {{ ref('fct_toewijzingen') }}) as rows_out

    union all

    select
        'fct_berichten' as step,
        (select count(*) from {{ ref('int_berichten__unique') }}) as rows_in,
        (select count(*) from {{ ref('fct_berichten') }}) as rows_out

)

select
    step,
    rows_in,
    rows_out
from counts
where rows_in != rows_out
