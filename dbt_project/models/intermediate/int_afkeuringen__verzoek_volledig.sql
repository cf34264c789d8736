-- Grain: one row per request for a change (317) that leaves out a toewijzing that runs.
with

named as (

    select
        _source_file_id,
        toewijzing_nummer
    from {{ ref('stg_ijw_iwmo__ongewijzigde_producten') }}

    union all

    select
        _source_file_id,
        toewijzing_nummer
    from {{ ref('stg_ijw_iwmo__te_wijzigen_producten') }}

)

select
    toewijzingen._source_file_id,
    'Verzoek' as klasse,
    toewijzingen._rij,
    'TR349' as regel
from {{ ref('int_afkeuringen__verzoek_toewijzingen') }} as toewijzingen
left join named
    on
        toewijzingen._source_file_id = named._source_file_id
        and toewijzingen.toewijzing_nummer = named.toewijzing_nummer
where toewijzingen.is_lopend and named.toewijzing_nummer is null
group by toewijzingen._source_file_id, toewijzingen._rij
