"""Every topic with a page of its own, in the order of the menu: what each shows, as data."""

from dataclasses import replace

from warehouse.report.figures import Figure
from warehouse.report.quality_listings import QUALITY
from warehouse.report.topic_listings import COMPLETENESS, INTERVALS, INTERVENTIONS, MILESTONES, RESPONSE, TEAM_LISTS
from warehouse.report.topics import Topic

_WAITING = Figure(
    "wachtenden",
    "Wachtenden jeugd-ggz per aanbieder",
    "Hoeveel kinderen wachtten op de peildatum?",
    ("IND074",),
    "halfjaar",
    "aanbieder_agb",
    "bar",
    "kinderen",
    bron="wachtlijsten",
)
_WAIT = replace(
    _WAITING,
    anchor="wachttijd",
    title="Wachttijd jeugd-ggz per aanbieder",
    indicators=("IND075",),
    question="Hoeveel dagen wachtten zij gemiddeld?",
    unit="dagen",
    is_count=False,
)
_TEAM = Figure(
    "wachtlijst_buurtteams",
    "Wachtlijst Buurtteams",
    "Hoeveel gezinnen en personen wachtten aan het eind van de maand?",
    ("IND051",),
    "maand",
    "wet",
    "line",
    "gezinnen of personen",
    bron="registers",
)
_FIRST_TALK = Figure(
    "eerste_gesprek",
    "Eerste gesprek binnen 14 dagen",
    "Welk deel van de aanmeldingen had binnen 14 dagen een eerste gesprek?",
    ("IND049",),
    "halfjaar",
    "indicator",
    "line",
    "procent",
    is_count=False,
    is_share=True,
    bron="registers",
)
_EXPERIENCE = Figure(
    "passend",
    "Hulp goed en passend",
    "Welk deel van wie antwoordde vond de hulp goed en passend?",
    ("IND072",),
    "kwartaal",
    "wet",
    "line",
    "procent",
    is_count=False,
    is_share=True,
    bron="clientervaring",
)
_MONEY = Figure(
    "nulmeting",
    "Nulmeting",
    "Wat zou de zorg van 2023 kosten tegen de tarieven van begin 2024?",
    ("IND084",),
    "jaar",
    "zorgsoort",
    "bar",
    "euro",
    is_count=False,
)

WACHTLIJSTEN = Topic(
    "wachtlijsten",
    "Wachtlijsten",
    "Wie wacht, hoelang, en welke aanbieder leverde zijn lijst niet of te laat.",
    (
        "Een kind dat bij meer aanbieders wacht, telt bij elk: tel aanbieders niet op tot een aantal kinderen.",
        "Een aanbieder die niet leverde, ontbreekt in de aantallen. Lees daarom eerst wie leverde.",
    ),
    (COMPLETENESS,),
    (_WAITING, _WAIT),
)
BUURTTEAMS = Topic(
    "buurtteams",
    "Buurtteams",
    "Jeugd en Gezin, en Volwassenen: toegang, wachten, in- en uitstroom, werkvormen, formatie.",
    ("Hulp van de Buurtteams staat niet in het berichtenverkeer; deze cijfers komen uit hun eigen opgaven.",),
    (TEAM_LISTS,),
    (
        _FIRST_TALK,
        replace(
            _FIRST_TALK,
            anchor="wachttijd",
            title="Wachttijd Buurtteams",
            indicators=("IND050",),
            is_share=False,
            question="Hoeveel dagen lagen er tussen aanmelding en begin van de hulp?",
            unit="dagen",
        ),
        _TEAM,
        replace(
            _TEAM,
            anchor="instroom",
            title="Instroom en uitstroom",
            indicators=("IND052", "IND053"),
            split="indicator",
            periode_type="halfjaar",
            question="Hoeveel trajecten begonnen en eindigden per half jaar?",
            unit="trajecten",
        ),
        replace(
            _FIRST_TALK,
            anchor="zelf_begeleid",
            title="Zelf begeleid, zonder indicatie",
            indicators=("IND056",),
            split="indicator",
            periode_type="maand",
            question="Welk deel van wie begeleiding kreeg werd door het Buurtteam zelf begeleid?",
        ),
        replace(
            _TEAM,
            anchor="populatie",
            title="Mensen met begeleiding",
            indicators=("IND057",),
            split="indicator",
            question="Hoeveel mensen kregen begeleiding, van het Buurtteam of van een aanbieder?",
            unit="personen",
        ),
        replace(
            _FIRST_TALK,
            anchor="werkvormen",
            title="Collectieve en digitale trajecten",
            indicators=("IND065", "IND066"),
            periode_type="jaar",
            question="Welk deel van de trajecten was collectief, welk deel digitaal?",
        ),
        replace(
            _TEAM,
            anchor="formatie",
            title="Formatie",
            indicators=("IND059",),
            split="wet",
            periode_type="kwartaal",
            kind="bar",
            question="Hoeveel fte hadden de Buurtteams?",
            unit="fte",
            is_count=False,
        ),
    ),
)
CLIENTERVARING = Topic(
    "clientervaring",
    "Cliëntervaring",
    "Wat cliënten van de hulp vonden, hoeveel er antwoordden, en hoe zeker een uitkomst is.",
    (
        "Een uitkomst is van wie antwoordde. Het interval (95 %) zegt hoeveel daarin toeval kan zijn.",
        "Een verschil met het jaar ervoor heet meer dan toeval als het interval van dat verschil nul niet bevat.",
    ),
    (RESPONSE, INTERVALS),
    (
        _EXPERIENCE,
        replace(
            _EXPERIENCE,
            anchor="respons",
            title="Antwoorden per kwartaal",
            indicators=("IND073",),
            kind="bar",
            question="Hoeveel mensen antwoordden?",
            unit="antwoorden",
            is_count=True,
            is_share=False,
        ),
    ),
)
FINANCIEN = Topic(
    "financien",
    "Financiën",
    "Nulmeting, besparing en budgetten, tegen de taakstelling.",
    ("Besparing volgens de nulmeting is een verschil in prijs en volume, geen bewezen effect van een maatregel.",),
    (),
    (
        _MONEY,
        replace(
            _MONEY,
            anchor="besparing",
            title="Besparing t.o.v. nulmeting",
            indicators=("IND085",),
            split="wet",
            periode_type="halfjaar",
            question="Hoeveel minder of meer kostte de zorg dan in de nulmeting?",
        ),
        replace(
            _MONEY,
            anchor="taakstelling",
            title="Taakstelling en verwachte besparing",
            indicators=("IND086", "IND087"),
            split="indicator",
            question="Hoeveel moet er worden bespaard, en hoeveel wordt verwacht?",
        ),
        replace(
            _MONEY, anchor="budget", title="Budget", indicators=("IND090",), split="wet", question="Wat is begroot?"
        ),
        replace(
            _MONEY,
            anchor="afwijking",
            title="Realisatie min begroting",
            indicators=("IND091",),
            split="wet",
            question="Hoeveel week de realisatie af van de begroting?",
        ),
        replace(
            _MONEY,
            anchor="doorbraak",
            title="Doorbraakaanpak: baten en kosten",
            indicators=("IND097", "IND100"),
            split="indicator",
            question="Wat leverde de Doorbraakaanpak op, en wat kostte zij?",
        ),
    ),
)
INTERVENTIES = Topic(
    "interventies",
    "Interventies",
    "De maatregelen van de plannen: doel, stand en mijlpalen.",
    ("Cijfers die bij een interventie horen, staan er niet om haar effect te bewijzen.",),
    (INTERVENTIONS, MILESTONES),
)
GEGEVENSKWALITEIT = Topic(
    "gegevenskwaliteit",
    "Gegevenskwaliteit",
    "Wat is geleverd, door wie en wanneer; wat is geweigerd en waarom; welke controles zijn gedaan.",
    (),
    QUALITY,
)

TOPICS = (WACHTLIJSTEN, BUURTTEAMS, CLIENTERVARING, FINANCIEN, INTERVENTIES, GEGEVENSKWALITEIT)
