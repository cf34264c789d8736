"""The tables of the topics on waiting, Buurtteams, experience and interventions."""

from warehouse.report.listings import Column, Listing

COMPLETENESS = Listing(
    "volledigheid",
    "Wie leverde zijn wachtlijst",
    "Van welke aanbieder is er een lijst, en hoeveel dagen na de peildatum kwam die?",
    "mart.fct_wachtlijst, mart.dim_aanbieder",
    """
with lists as (select * from mart.fct_wachtlijst where lijst = 'jeugd_ggz'),
moments as (select distinct peildatum from lists),
senders as (select distinct aanbieder_agb from lists)
select
    moments.peildatum,
    senders.aanbieder_agb || coalesce(' ' || max(aanbieders.aanbieder_naam), '') as aanbieder,
    case
        when count(lists.peildatum) = 0 then 'niet geleverd'
        when bool_or(lists.is_geldig) then 'geldig' else 'niet geldig'
    end as stand,
    min(lists.geleverd_op) as eerste_levering,
    max(lists.geleverd_op) as laatste_levering,
    min(lists.geleverd_op) - moments.peildatum as dagen_na_peildatum,
    string_agg(distinct lists.methode, ', ' order by lists.methode) as methode
from moments
cross join senders
left join lists on moments.peildatum = lists.peildatum and senders.aanbieder_agb = lists.aanbieder_agb
left join mart.dim_aanbieder as aanbieders on senders.aanbieder_agb = aanbieders.aanbieder_agb
group by moments.peildatum, senders.aanbieder_agb
order by moments.peildatum desc, senders.aanbieder_agb
""",
    (
        Column("Peildatum", "date"),
        Column("Aanbieder"),
        Column("Stand"),
        Column("Eerste levering", "date"),
        Column("Laatste levering", "date"),
        Column("Dagen na peildatum", "number"),
        Column("Hoe gemeten"),
    ),
    "Er is nog geen wachtlijst geleverd.",
    "Wie anders meet (stand, retrospectief, actueel), is in wachttijd niet met een ander te vergelijken.",
)

TEAM_LISTS = Listing(
    "lijsten",
    "Wachtlijsten van de teams",
    "Wat gaven de teams zelf op, en wie wachtte langer dan 14 dagen?",
    "mart.fct_wachtlijst",
    """
select peildatum, team, eenheid, aantal_wachtenden, waarvan_langer_dan_norm, geleverd_op
from mart.fct_wachtlijst
where lijst = 'buurtteams' and is_geldig
order by peildatum desc, team, eenheid
""",
    (
        Column("Peildatum", "date"),
        Column("Team"),
        Column("Eenheid"),
        Column("Wachtenden", "persons"),
        Column("Langer dan de norm", "persons"),
        Column("Geleverd op", "date"),
    ),
    "Er is nog geen lijst van een Buurtteam.",
)

RESPONSE = Listing(
    "respons_per_golf",
    "Respons",
    "Hoeveel mensen zijn uitgenodigd, en welk deel antwoordde?",
    "mart.fct_ervaring_respons",
    """
select
    upper(left(onderzoek, 3)) || replace(substr(onderzoek, 4), '_', ' ') as onderzoek,
    golf, meetdatum, coalesce(informant, 'allen') as informant,
    sum(aantal_uitgenodigd) as uitgenodigd, sum(aantal_antwoorden) as antwoorden,
    sum(aantal_antwoorden)::numeric / nullif(sum(aantal_uitgenodigd), 0) as respons
from mart.fct_ervaring_respons
where is_geldig
group by fct_ervaring_respons.onderzoek, golf, meetdatum, informant
order by meetdatum desc, fct_ervaring_respons.onderzoek, golf, informant
""",
    (
        Column("Onderzoek"),
        Column("Golf"),
        Column("Gemeten op", "date"),
        Column("Wie"),
        Column("Uitgenodigd", "persons"),
        Column("Antwoorden", "persons"),
        Column("Respons", "percent"),
    ),
    "Er is nog geen onderzoek geleverd.",
)

INTERVALS = Listing(
    "uitkomsten",
    "Uitkomsten met hun interval",
    "Wat kwam eruit, en tussen welke grenzen ligt dat bij toeval?",
    "mart.fct_ervaring_intervallen, mart.dim_ervaring_vraag",
    """
with vragen as (
    select onderzoek, reeks, min(vraagtekst) as vraagtekst from mart.dim_ervaring_vraag group by onderzoek, reeks
)
select
    upper(left(intervallen.onderzoek, 3)) || replace(substr(intervallen.onderzoek, 4), '_', ' ') as onderzoek,
    intervallen.jaar::text as jaar,
    coalesce(vragen.vraagtekst, intervallen.vraag_code) as vraag,
    coalesce(intervallen.informant, 'allen') as informant,
    case
        when intervallen.maat like 'aandeel%' then 'aandeel' else replace(intervallen.maat, '_', ' ')
    end as maat,
    intervallen.aantal_antwoorden,
    case when not intervallen.is_te_klein then round(intervallen.waarde, 3) end as waarde,
    case when not intervallen.is_te_klein then round(intervallen.ondergrens, 3) end as ondergrens,
    case when not intervallen.is_te_klein then round(intervallen.bovengrens, 3) end as bovengrens,
    case
        when intervallen.is_te_klein then 'te weinig antwoorden'
        when intervallen.verschil is null then 'geen jaar om mee te vergelijken'
        when intervallen.is_meer_dan_toeval then 'meer dan toeval'
        else 'niet meer dan toeval'
    end as verschil
from mart.fct_ervaring_intervallen as intervallen
left join vragen on intervallen.onderzoek = vragen.onderzoek and intervallen.reeks = vragen.reeks
order by intervallen.jaar desc, intervallen.onderzoek, intervallen.vraag_code, intervallen.maat, informant
""",
    (
        Column("Onderzoek"),
        Column("Jaar"),
        Column("Vraag", "long"),
        Column("Wie"),
        Column("Maat"),
        Column("Antwoorden", "persons"),
        Column("Uitkomst", "measure"),
        Column("Ondergrens", "measure"),
        Column("Bovengrens", "measure"),
        Column("Verschil met eerder"),
    ),
    "Er is nog geen uitkomst.",
    "Een aandeel ligt tussen 0 en 1: 0,85 is 85 van de 100 antwoorden.",
)

INTERVENTIONS = Listing(
    "interventies",
    "Interventies",
    "Welke maatregelen zijn er, wat is het doel en hoe staan zij ervoor?",
    "mart.dim_interventie",
    """
select
    replace(plan, '_', ' ') as plan, interventie_id, titel, doel, streefwaarde,
    replace(replace(indicatoren, '|', ', '), ';', ', ') as indicatoren, budget, replace(status, '_', ' ') as status
from mart.dim_interventie order by dim_interventie.plan desc, interventie_id
""",
    (
        Column("Plan"),
        Column("Nummer"),
        Column("Interventie", "long"),
        Column("Doel", "long"),
        Column("Streefwaarde"),
        Column("Indicatoren"),
        Column("Budget"),
        Column("Stand"),
    ),
    "Er staat nog geen interventie in het register.",
)

MILESTONES = Listing(
    "mijlpalen",
    "Mijlpalen",
    "Wat zou wanneer klaar zijn, en is het dat?",
    "mart.fct_mijlpalen, mart.dim_interventie",
    """
select
    mijlpalen.interventie_id, interventies.titel, mijlpalen.resultaat, mijlpalen.gepland_op, mijlpalen.gereed_op,
    mijlpalen.status
from mart.fct_mijlpalen as mijlpalen
left join mart.dim_interventie as interventies on mijlpalen.interventie_id = interventies.interventie_id
order by mijlpalen.gepland_op desc nulls last, mijlpalen.interventie_id, mijlpalen.mijlpaal_id
""",
    (
        Column("Nummer"),
        Column("Interventie", "long"),
        Column("Resultaat", "long"),
        Column("Gepland", "date"),
        Column("Gereed", "date"),
        Column("Stand"),
    ),
    "Er staat nog geen mijlpaal in het register.",
)
