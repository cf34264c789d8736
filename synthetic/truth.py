"""The ledger of what truly happened, written from the story and not from the messages.

Writes  personen.csv, adressen.csv, toewijzingen.csv, toewijzing_versies.csv, starts.csv, stops.csv,
        declaratieregels.csv, verwijzingen.csv, foute_leveringen.csv and stad.json, all beside the inbox
Every row is what somebody can know who has read all messages up to the last day of the data: a message that is refused
later than that still counts, a declaratie without an answer is still pending.
"""

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from synthetic.dossier import Dossier
from synthetic.parameters import Parameters
from synthetic.places import BY_CODE
from synthetic.story import LeveringFeit, Melding, RegelFeit, Toewijzing, VersieFeit

TOEWIJZING = ("wet", "gemeente_code", "toewijzing_nummer")
TABLES = {
    "personen": ("bsn", "geboortedatum", "datum_gebruik", "geslacht"),
    "adressen": ("bsn", "gemeente_code", "stadsdeel"),
    "toewijzingen": (
        *TOEWIJZING,
        "aanbieder_agb",
        "bsn",
        "categorie",
        "code",
        "ingangsdatum",
        "einddatum",
        "is_verwijderd",
        "zorgsoort_bij_ingang",
        "productgroep_bij_ingang",
        "referentie",
        "verwijzer_type",
    ),
    "toewijzing_versies": (
        *TOEWIJZING,
        "toewijzingsdatum",
        "toewijzingstijd",
        "einddatum",
        "reden_wijziging",
        "volume",
        "budget",
    ),
    "starts": (*TOEWIJZING, "bsn", "begindatum", "zorgsoort", "productgroep"),
    "stops": (*TOEWIJZING, "bsn", "begindatum", "einddatum", "reden"),
    "declaratieregels": (
        *TOEWIJZING,
        "aanbieder_agb",
        "bsn",
        "referentie",
        "vorige_referentie",
        "declaratie_nummer",
        "declaratie_periode",
        "categorie",
        "code",
        "zorgsoort",
        "productgroep",
        "periode_begin",
        "periode_eind",
        "volume",
        "eenheid",
        "bedrag_cent",
        "debet_credit",
        "stand",
    ),
    "verwijzingen": (
        "wet",
        "gemeente_code",
        "aanbieder_agb",
        "bsn",
        "referentie",
        "verwijzer_type",
        "categorie",
        "code",
    ),
    "foute_leveringen": ("bestand", "code"),
}


class Truth:
    """Appends the rows of one client after another."""

    def __init__(self, folder: Path, parameters: Parameters) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._parameters = parameters
        self._files = {name: (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in TABLES}
        self._writers = {
            name: csv.writer(file, delimiter=";", lineterminator="\n") for name, file in self._files.items()
        }
        for name, columns in TABLES.items():
            self._writers[name].writerow(columns)

    def add(self, dossier: Dossier) -> None:
        until = self._parameters.data_until
        bsn = dossier.persoon.bsn
        versies = [fact for fact in dossier.versies if fact.bericht.stands(until)]
        removed = self._add_toewijzingen(dossier, versies)
        starts, stops = standing_deliveries([fact for fact in dossier.leveringen if fact.bericht.stands(until)])
        self._add_person(dossier)
        self._write(
            "starts",
            (
                (
                    *_key(start.toewijzing),
                    bsn,
                    start.begindatum,
                    start.toewijzing.zorgsoort_on(start.begindatum),
                    start.toewijzing.productgroep_on(start.begindatum),
                )
                for start in starts
                if _key(start.toewijzing) not in removed
            ),
        )
        self._write(
            "stops",
            ((*_key(stop.toewijzing), bsn, stop.begindatum, stop.einddatum, stop.reden) for stop in stops),
        )
        self._write("declaratieregels", (self._line(bsn, fact) for fact in dossier.regels))
        self._write(
            "verwijzingen",
            (
                (
                    fact.bericht.parties.wet,
                    fact.bericht.parties.gemeente,
                    fact.bericht.parties.aanbieder.agb,
                    bsn,
                    fact.referentie,
                    fact.verwijzer,
                    fact.product.categorie if fact.product else "",
                    fact.product.code if fact.product else "",
                )
                for fact in dossier.verzoeken
                if fact.bericht.stands(until) and fact.verwijzer
            ),
        )

    def add_faulty(self, files: list[tuple[str, str]]) -> None:
        """The faulty files in the inbox and the code that each must get."""
        self._write("foute_leveringen", files)

    def close(self, counts: dict[str, Any], last_dagtekening: date) -> None:
        """Close the ledger with the parameters of the city, what was delivered, and the day up to which data go."""
        for file in self._files.values():
            file.close()
        content = {
            "parameters": asdict(self._parameters),
            "geleverd": counts,
            "data_tot_en_met": last_dagtekening,
        }
        text = json.dumps(content, indent=2, default=str, sort_keys=True)
        (self._folder / "stad.json").write_text(text + "\n", encoding="utf-8")

    def _add_person(self, dossier: Dossier) -> None:
        persoon = dossier.persoon
        self._write("personen", [(persoon.bsn, persoon.geboortedatum, persoon.datum_gebruik, persoon.geslacht)])
        self._write(
            "adressen",
            (
                (persoon.bsn, code, BY_CODE[code].stadsdeel_of(int(adres.postcode[:4])))
                for code, adres in sorted(dossier.adressen.items())
            ),
        )

    def _add_toewijzingen(self, dossier: Dossier, facts: list[VersieFeit]) -> set[tuple[str, str, int]]:
        until = self._parameters.data_until
        by_toewijzing: dict[int, list[VersieFeit]] = {}
        for fact in facts:
            by_toewijzing.setdefault(id(fact.toewijzing), []).append(fact)
        referrers = {
            (fact.bericht.parties.wet, fact.bericht.parties.aanbieder.agb, fact.referentie): fact.verwijzer
            for fact in dossier.verzoeken
            if fact.bericht.stands(until) and fact.verwijzer
        }
        removed: set[tuple[str, str, int]] = set()
        for own in by_toewijzing.values():
            toewijzing = own[0].toewijzing
            versies = {(fact.versie.toewijzingsdatum, fact.versie.tijd): fact.versie for fact in own}
            last = versies[max(versies)]
            is_removed = last.reden == "13" and last.einddatum == toewijzing.ingangsdatum
            if is_removed:
                removed.add(_key(toewijzing))
            referentie = next((fact.versie.referentie for fact in own if fact.versie.referentie), "")
            self._write(
                "toewijzingen",
                [
                    (
                        *_key(toewijzing),
                        toewijzing.aanbieder.agb,
                        dossier.persoon.bsn,
                        toewijzing.categorie,
                        toewijzing.code,
                        toewijzing.ingangsdatum,
                        last.einddatum,
                        int(is_removed),
                        toewijzing.zorgsoort_on(toewijzing.ingangsdatum),
                        toewijzing.productgroep_on(toewijzing.ingangsdatum),
                        referentie,
                        referrers.get((toewijzing.wet, toewijzing.aanbieder.agb, referentie), ""),
                    )
                ],
            )
            self._write(
                "toewijzing_versies",
                (
                    (*_key(toewijzing), *stamp, versie.einddatum, versie.reden, versie.volume, versie.budget)
                    for stamp, versie in sorted(versies.items())
                ),
            )
        return removed

    def _line(self, bsn: str, fact: RegelFeit) -> tuple[object, ...]:
        regel, declaratie = fact.regel, fact.declaratie
        return (
            *_key(regel.toewijzing),
            regel.toewijzing.aanbieder.agb,
            bsn,
            regel.referentie,
            regel.vorige,
            declaratie.nummer,
            declaratie.periode,
            regel.product.categorie,
            regel.product.code,
            regel.product.zorgsoort_on(regel.begin, regel.toewijzing.gemeente),
            regel.product.productgroep_on(regel.begin),
            regel.begin,
            regel.end,
            regel.volume,
            regel.eenheid,
            regel.bedrag,
            "C" if regel.is_credit else "D",
            fact.stand(self._parameters.data_until),
        )

    def _write(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._writers[table].writerows(rows)


def standing_deliveries(facts: list[LeveringFeit]) -> tuple[list[Melding], list[Melding]]:
    """Starts and stops that stand after every withdrawal; in one message withdrawals come first."""
    standing: dict[tuple[object, ...], Melding] = {}
    order = {id(fact.bericht): number for number, fact in enumerate(reversed(facts))}
    for fact in sorted(facts, key=lambda item: (-order[id(item.bericht)], item.melding.status != "3")):
        melding = fact.melding
        key = (*_key(melding.toewijzing), melding.begindatum, melding.einddatum, melding.reden)
        if melding.status == "3":
            standing.pop(key, None)
        else:
            standing[key] = melding
    left = standing.values()
    return [melding for melding in left if not melding.is_stop], [melding for melding in left if melding.is_stop]


def _key(toewijzing: Toewijzing) -> tuple[str, str, int]:
    return (toewijzing.wet, toewijzing.gemeente, toewijzing.nummer)
