"""Bodies of 323 (declaratie) and 325 (declaratie-antwoord, which lists only what it refuses)."""

from collections.abc import Iterable
from dataclasses import dataclass

from synthetic.berichten.verdict import NO_REMARK
from synthetic.markup import Tags, codes_block, leaf
from synthetic.months import last_of_month
from synthetic.story import Declaratie

FULLY_GRANTED = "8001"


@dataclass(frozen=True, slots=True)
class Prestatie:
    """A claim line as it is written; amounts in cents, `codes` what the 325 says of it."""

    bsn: str
    referentie: str
    vorige: str
    nummer: str
    categorie: str
    code: str
    begin: str
    end: str
    volume: int
    eenheid: str
    tarief: int
    bedrag: int
    codes: tuple[str, ...] = ()
    client_codes: tuple[str, ...] = ()

    @property
    def signed(self) -> int:
        return -self.bedrag if self.vorige else self.bedrag


def claim_block(tags: Tags, declaratie: Declaratie, lines: list[Prestatie]) -> str:
    """Body of a 323; `lines` come grouped by bsn."""
    m = tags.m
    total = sum(line.signed for line in lines)
    clients = "".join(
        f"<{m}Client>\n<{m}Bsn>{bsn}</{m}Bsn>\n<{m}Prestaties>\n"
        f"{''.join(_line(tags, line) for line in own)}</{m}Prestaties>\n</{m}Client>\n"
        for bsn, own in _by_client(lines)
    )
    b = tags.b
    return (
        f"<{m}Declaratie>\n<{m}DeclaratieNummer>{declaratie.nummer}</{m}DeclaratieNummer>\n"
        f"<{m}DeclaratiePeriode>\n<{b}Begindatum>{declaratie.periode}</{b}Begindatum>\n"
        f"<{b}Einddatum>{last_of_month(declaratie.periode)}</{b}Einddatum>\n</{m}DeclaratiePeriode>\n"
        f"<{m}DeclaratieDagtekening>{declaratie.day}</{m}DeclaratieDagtekening>\n"
        f"{_total(tags, 'TotaalIngediendBedrag', total)}<{m}Clienten>\n{clients}</{m}Clienten>\n</{m}Declaratie>\n"
    )


def answer_block(tags: Tags, declaratie: Declaratie, lines: list[Prestatie]) -> str:
    """DeclaratieAntwoord of a 325; empty where the header refuses the message."""
    if declaratie.fate == "header":
        return ""
    m = tags.m
    total = sum(line.signed for line in lines)
    refused = [line for line in lines if line.codes]
    granted = 0 if declaratie.fate == "geheel" else total - sum(line.signed for line in refused)
    clients = ""
    codes: tuple[str, ...] = (FULLY_GRANTED,)
    if declaratie.fate == "geheel":
        codes = ("9333",)
    elif refused:
        codes = (NO_REMARK,)
        inner = "".join(_refused_client(tags, bsn, own) for bsn, own in _by_client(refused))
        clients = f"<{m}Clienten>\n{inner}</{m}Clienten>\n"
    return (
        f"<{m}DeclaratieAntwoord>\n<{m}DeclaratieNummer>{declaratie.nummer}</{m}DeclaratieNummer>\n"
        f"{_total(tags, 'TotaalIngediendBedrag', total)}{_total(tags, 'TotaalToegekendBedrag', granted)}"
        f"{clients}{codes_block(tags, codes)}</{m}DeclaratieAntwoord>\n"
    )


def _refused_client(tags: Tags, bsn: str, lines: list[Prestatie]) -> str:
    m = tags.m
    return (
        f"<{m}Client>\n<{m}Bsn>{bsn}</{m}Bsn>\n<{m}Prestaties>\n"
        f"{''.join(_line(tags, line, line.codes) for line in lines)}</{m}Prestaties>\n"
        f"{codes_block(tags, lines[0].client_codes or (NO_REMARK,))}</{m}Client>\n"
    )


def _line(tags: Tags, line: Prestatie, codes: tuple[str, ...] = ()) -> str:
    m, b = tags.m, tags.b
    return (
        f"<{m}Prestatie>\n<{m}ProductReferentie>\n<{b}ReferentieNummer>{line.referentie}</{b}ReferentieNummer>\n"
        f"{leaf(b, 'VorigReferentieNummer', line.vorige)}</{m}ProductReferentie>\n"
        f"<{m}ToewijzingNummer>{line.nummer}</{m}ToewijzingNummer>\n"
        f"<{m}ProductCategorie>{line.categorie}</{m}ProductCategorie>\n<{m}ProductCode>{line.code}</{m}ProductCode>\n"
        f"<{m}ProductPeriode>\n<{b}Begindatum>{line.begin}</{b}Begindatum>\n<{b}Einddatum>{line.end}</{b}Einddatum>\n"
        f"</{m}ProductPeriode>\n<{m}GeleverdVolume>{line.volume}</{m}GeleverdVolume>\n"
        f"<{m}Eenheid>{line.eenheid}</{m}Eenheid>\n{leaf(m, 'ProductTarief', line.tarief)}"
        f"<{m}IngediendBedrag>\n<{b}Bedrag>{line.bedrag}</{b}Bedrag>\n"
        f"<{b}DebetCredit>{'C' if line.vorige else 'D'}</{b}DebetCredit>\n</{m}IngediendBedrag>\n"
        f"{codes_block(tags, codes)}</{m}Prestatie>\n"
    )


def _total(tags: Tags, name: str, cents: int) -> str:
    m, b = tags.m, tags.b
    return (
        f"<{m}{name}>\n<{b}TotaalBedrag>{abs(cents)}</{b}TotaalBedrag>\n"
        f"<{b}DebetCredit>{'C' if cents < 0 else 'D'}</{b}DebetCredit>\n</{m}{name}>\n"
    )


def _by_client(lines: Iterable[Prestatie]) -> list[tuple[str, list[Prestatie]]]:
    grouped: dict[str, list[Prestatie]] = {}
    for line in lines:
        grouped.setdefault(line.bsn, []).append(line)
    return list(grouped.items())
