"""What docs/indicators.md says to who reads it, in Dutch, besides the definitions themselves."""

UNITS = {
    "aandeel": "aandeel, een getal tussen 0 en 1 (0,25 is een kwart, of 25 procent)",
    "aandeel_mijlpalen": "aandeel van de mijlpalen, een getal tussen 0 en 1",
    "clienten": "cliënten",
    "euro_per_client": "euro per cliënt",
    "uren_per_client": "uren per cliënt",
}
"""Unit -> how it reads, where that is not its own name."""

INTRODUCTION = """# Indicatoren

Van elke indicator staat hier wat hij telt, in gewone woorden. Wie een cijfer wil narekenen vindt achteraan
[hoe elke indicator is berekend](#hoe-het-is-berekend), welke [andere lezingen](#varianten) er zijn en welke
[keuzes](#keuzes-die-een-gemeente-kan-wijzigen) een gemeente kan wijzigen. Hoe deze cijfers zich verhouden tot wat
eerder is gepubliceerd staat op de pagina `aansluiting.html` van de rapportage.

Drie dingen gelden overal:

* **Iedere persoon telt één keer.** Wie in een jaar twee soorten zorg had, telt bij beide, maar in het totaal één keer.
  Daarom is een totaal vaak kleiner dan de som van de delen. Leeftijdsgroepen overlappen elkaar ook.
* **Voorlopig is voorlopig.** Declaraties en meldingen komen later binnen dan de zorg zelf. Een cijfer dat daardoor nog
  kan veranderen is als voorlopig gemerkt.
* **Alleen wat via berichten of registers binnenkomt.** Persoonsgebonden budgetten, subsidies en hulp van de Buurtteams
  zonder toewijzing zitten niet in de cijfers over toewijzingen en declaraties.

## Woorden op deze pagina

| woord | wat het betekent |
| --- | --- |
| aanbieder | organisatie die de zorg levert |
| debet, credit | een regel die een bedrag vraagt, en een regel die een eerdere terugneemt (crediteert) |
| declaratie, declaratieregel | rekening van een aanbieder, en één regel ervan: zorg voor één cliënt in een maand |
| etmaal | een dag en nacht verblijf |
| gezinsvormen | pleegzorg en gezinshuizen |
| goedgekeurd | de gemeente heeft de regel beoordeeld en niet afgewezen; alleen dan telt hij mee |
| peildatum | de dag waarop is geteld |
| productgroep, product | de zorg zoals zij is ingekocht, fijner dan de zorgsoort |
| productperiode | de dagen waarin de zorg van een declaratieregel is geleverd |
| stand | wie op een dag of in een maand zorg heeft; anders dan wie er in een jaar in totaal zorg had |
| start, stop | de melding van de aanbieder dat de zorg is begonnen, of geëindigd met de reden erbij |
| toewijzing | het besluit van de gemeente dat iemand bepaalde zorg krijgt, van een aanbieder en voor een periode |
| traject | zorg van één soort die zonder lange onderbreking doorloopt |
| VDB, ZBO | voorschoolse dagbehandeling, en zorg binnen onderwijs |
| verwijzing, herindicatie | een nieuwe toewijzing, en een volgende toewijzing na afloop van een eerdere |
| zorgperiode | van de start (of de ingang van de toewijzing) tot de stop (of het einde van de toewijzing) |
| zorgsoort | soort zorg, zoals begeleiding jeugd, jeugd-ggz of huishoudelijke hulp |
"""

READINGS = """## Hoe het is berekend

Voor wie een cijfer narekent of het model onderhoudt. Deze pagina is gemaakt met
`python -m warehouse.indicator_document`; wijzig de bronnen, niet de pagina. De definities hierboven staan in
`dbt_project/seeds/keuzes/indicatoren.csv`, de lezingen hieronder bij de modellen in `dbt_project/models/indicators`,
en de regels daaronder (welk bericht geldt, wat een zorgperiode is) bij de modellen in
`dbt_project/models/intermediate`.

Alle waarden staan in `indicator.indicator_waarden`, voor elke combinatie van wel of niet gesplitst naar gemeente,
wet, zorgsoort en aanbieder, en naar één verdere dimensie tegelijk. Een lege kolom betekent: daar niet naar gesplitst.
Geen rij betekent dat er niets was. Andere lezingen van een indicator, en dimensies waarvoor geen kolom is, staan in
`indicator.indicator_varianten`.
"""
