"""Where claim lines of all clients come together and leave as 323 and 325, provider by provider and month by month.

Lines wait in one file per declaratieperiode, so that memory holds one month of the city and no more.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TextIO

from synthetic.berichten.declaratie import Prestatie, answer_block, claim_block
from synthetic.fates import declaratie_for
from synthetic.inbox import Inbox
from synthetic.markup import (
    XSLT_VERSIE,
    codes_block,
    header_block,
    identification_block,
    message_text,
    tags_for,
    version_block,
)
from synthetic.parameters import Parameters
from synthetic.places import AANBIEDERS, CONVENTIONAL, PLANTED
from synthetic.story import Declaratie, Parties, RegelFeit

CLIENT_CODE = "8187"
BY_AGB = {aanbieder.agb: aanbieder for aanbieder in (*AANBIEDERS, PLANTED)}


class ClaimsOffice:
    """Takes lines in while clients are told, and sends the declaraties afterwards."""

    def __init__(self, waiting_room: Path, parameters: Parameters) -> None:
        self._waiting_room = waiting_room
        self._parameters = parameters
        self._files: dict[date, TextIO] = {}

    def take_in(self, bsn: str, facts: list[RegelFeit]) -> None:
        for fact in facts:
            declaratie = fact.declaratie
            if declaratie.periode not in self._files:
                path = self._waiting_room / f"{declaratie.periode}.tsv"
                self._files[declaratie.periode] = path.open("w", encoding="utf-8", newline="")
            self._files[declaratie.periode].write("\t".join(_fields(bsn, fact)) + "\n")

    def send_all(self, inbox: Inbox) -> None:
        """Write every 323 and 325, one period at a time."""
        for file in self._files.values():
            file.close()
        for periode in sorted(self._files):
            path = self._waiting_room / f"{periode}.tsv"
            with path.open(encoding="utf-8", newline="") as lines:
                rows = sorted(line.rstrip("\n").split("\t") for line in lines)
            for key, group in groupby(rows, key=lambda row: tuple(row[:4])):
                wet, gemeente, agb, volgnummer = key
                declaratie = declaratie_for(
                    self._parameters.seed, Parties(wet, gemeente, BY_AGB[agb]), periode, int(volgnummer)
                )
                _send(inbox, declaratie, list(_prestaties(group)))
            inbox.flush(f"declaraties-{periode:%Y%m}")
            path.unlink()


def _fields(bsn: str, fact: RegelFeit) -> tuple[str, ...]:
    """The sort order of these fields is the order in the message: per client, credits before debits (OP366)."""
    regel, declaratie = fact.regel, fact.declaratie
    toewijzing = regel.toewijzing
    number = f"{toewijzing.nummer:09d}" if toewijzing.aanbieder.pads_numbers else str(toewijzing.nummer)
    return (
        declaratie.parties.wet,
        declaratie.parties.gemeente,
        declaratie.parties.aanbieder.agb,
        str(declaratie.volgnummer),
        bsn,
        "0" if regel.is_credit else "1",
        regel.referentie,
        regel.vorige,
        number,
        regel.product.categorie,
        regel.product.code,
        regel.begin.isoformat(),
        regel.end.isoformat(),
        str(regel.volume),
        regel.eenheid,
        str(regel.tarief),
        str(regel.bedrag),
        " ".join(fact.codes),
        CLIENT_CODE if fact.is_client_refused else "",
    )


def _prestaties(rows: Iterator[list[str]]) -> Iterator[Prestatie]:
    for row in rows:
        bsn, _, referentie, vorige, nummer, categorie, code, begin, end = row[4:13]
        volume, eenheid, tarief, bedrag, codes, client_code = row[13:]
        yield Prestatie(
            bsn=bsn,
            referentie=referentie,
            vorige=vorige,
            nummer=nummer,
            categorie=categorie,
            code=code,
            begin=begin,
            end=end,
            volume=int(volume),
            eenheid=eenheid,
            tarief=int(tarief),
            bedrag=int(bedrag),
            codes=tuple(codes.split()),
            client_codes=(client_code,) if client_code else (),
        )


def _send(inbox: Inbox, declaratie: Declaratie, lines: list[Prestatie]) -> None:
    wet, aanbieder, gemeente = declaratie.parties.wet, declaratie.parties.aanbieder, declaratie.parties.gemeente
    law = "JW" if wet == "jeugdwet" else "WMO"
    tags = tags_for(wet, "323", aanbieder.prefixes)
    header = header_block(tags, aanbieder.agb, gemeente, declaratie.identificatie, declaratie.day)
    name = f"{law}323_{aanbieder.agb}_{gemeente}_{declaratie.identificatie}"
    inbox.add(declaratie.day, name, message_text(tags, header, claim_block(tags, declaratie, lines)))
    if declaratie.answered is None:
        return
    tags = tags_for(wet, "325", CONVENTIONAL)
    identificatie = f"A{declaratie.periode:%y%m}{aanbieder.agb[-3:]}{declaratie.volgnummer}"
    codes = ("0001",) if declaratie.fate == "header" else ("0200",)
    m = tags.m
    xslt = f"<{m}XsltVersie>{XSLT_VERSIE}</{m}XsltVersie>\n" if declaratie.fate == "header" else ""
    header = (
        f"{header_block(tags, gemeente, aanbieder.agb, identificatie, declaratie.answered)}"
        f"{identification_block(tags, 'DeclaratieIdentificatie', declaratie.identificatie, declaratie.day)}"
        f"{xslt}{version_block(tags, 'XsdVersieDeclaratie')}{codes_block(tags, codes)}"
    )
    name = f"{law}325_{gemeente}_{aanbieder.agb}_{identificatie}"
    inbox.add(declaratie.answered, name, message_text(tags, header, answer_block(tags, declaratie, lines)))
