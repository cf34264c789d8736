-- Grain: one row per line of clientervaring/ervaring_antwoorden, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['onderzoek', 'golf']) }} as is_geldig
    from {{ ref('stg_clientervaring__ervaring_antwoorden') }}

),

vragen as (

    select * from {{ ref('int_ervaring_vragen__register') }}

)

select
    judged.onderzoek,
    judged.golf,
    judged.meetdatum,
    judged.respondent_nummer,
    judged.informant,
    judged.gemeente_code,
    judged.stadsdeel,
    judged.leeftijdsgroep,
    judged.wet,
    judged.zorgsoort,
    judged.heeft_basishulp,
    judged.vraag_code,
    vragen.reeks,
    vragen.thema,
    judged.schaal,
    judged.antwoord,
    -- 9 is no opinion or not applicable on every scale of words; of a mark it does not exist
    judged.antwoord is not null and (judged.schaal = 'rapportcijfer' or judged.antwoord != '9') as is_beantwoord,
    case
        when judged.antwoord is null or (judged.schaal != 'rapportcijfer' and judged.antwoord = '9') then null
        when vragen.positieve_antwoorden is null or vragen.schaal != judged.schaal then null
        else judged.antwoord = any(string_to_array(vragen.positieve_antwoorden, '|'))
    end as is_positief,
    judged.meetdatum >= vragen.vergelijkbaar_sinds as is_vergelijkbaar,
    coalesce(judged.gewicht, 1) as gewicht,
    judged._delivered_on as geleverd_op,
    judged.is_geldig,
    judged._source_file_id,
    judged._rij
from judged
left join vragen
    on
        judged.onderzoek = vragen.onderzoek
        and judged.vraag_code = vragen.vraag_code
        and judged.meetdatum >= vragen.geldig_van
        and judged.meetdatum <= least(vragen.geldig_tot, vragen.laatste_dag, 'infinity'::date)
