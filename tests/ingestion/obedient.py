"""Makes the content of a random message obey the rules of level 2: what depends on something else is set to fit.

The names of the functions are those of the classes they put right; the rules are in catalogue/rules.csv.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ingestion.outcomes import is_bsn
from ingestion.sources.ijw_iwmo.catalogue import Element

DAY = timedelta(days=1)
FIRST = date(2022, 1, 1)
CODES_PER_PERIOD = {"14", "16", "83", "84"}
EVERY_TEST_BSN = tuple(number for number in map(str, range(999900000, 1000000000)) if is_bsn(number))


@dataclass
class Node:
    """An element with its text, or with what is in it. `make` gives a child that is absent, by name."""

    element: Element
    make: Callable[[Element, str], Node]
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, path: str) -> Iterator[Node]:
        first, _, rest = path.partition("/")
        for child in self.children:
            if child.element.name == first:
                yield from child.all(rest) if rest else (child,)

    def find(self, path: str) -> Node | None:
        return next(self.all(path), None)

    def get(self, path: str) -> str:
        found = self.find(path)
        return found.text if found else ""

    def set(self, path: str, text: object) -> None:
        """Set the text at this path; what is absent on the way is made."""
        first, _, rest = path.partition("/")
        child = self.find(first) or self.add(first)
        if rest:
            child.set(rest, text)
        else:
            child.text = str(text)

    def add(self, name: str) -> Node:
        made = self.make(self.element, name)
        self.children.append(made)
        return made

    def drop(self, *names: str) -> None:
        self.children = [child for child in self.children if child.element.name not in names]

    def below(self, name: str) -> Iterator[Node]:
        for child in self.children:
            if child.element.name == name:
                yield child
            yield from child.below(name)


@dataclass
class Obedience:
    """One message to put right; its dagtekening is so many `days` after FIRST."""

    random: random.Random
    wet: str
    bsns: tuple[str, ...]
    days: tuple[int, int] = (400, 1600)
    dagtekening: date = FIRST

    def put_right(self, berichtsoort: str, message: Node) -> None:
        repair = getattr(self, f"message_{berichtsoort}", None)
        if repair:
            self.dagtekening = FIRST + self.random.randint(*self.days) * DAY
            message.set("Header/BerichtIdentificatie/Dagtekening", self.dagtekening)
            for node in (message, *message.below("Relatie"), *message.below("Client")):
                self.birth_date(node)
            repair(message)

    def message_301(self, message: Node) -> None:
        client = message.find("Client")
        assert client
        self.name(client, "1")
        self.communication(client)
        for number, relatie in enumerate(client.all("Relaties/Relatie")):
            relatie.set("Nummer", f"R{number}")
            self.name(relatie, self.random.choice("16"))
            self.contact(relatie.find("Contact"))
        contacts = client.find("Contactgegevens")
        assert contacts
        soorten = ["01", "04", "02", "03"]  # the second has the Periode that only a temporary address may have
        contacts.children = contacts.children[: len(soorten)]
        for soort, contact in zip(soorten, contacts.children, strict=False):
            contact.set("Soort", soort)
            self.contact(contact)
        self.assigned([*client.all("ToegewezenProducten/ToegewezenProduct")])

    def assigned(self, products: list[Node]) -> None:
        for number, (product, begin) in enumerate(self.one_after_the_other(products, "Ingangsdatum", "Einddatum")):
            product.set("ToewijzingNummer", 1000 + number)
            product.set("Toewijzingsdatum", self.dagtekening - self.random.randint(0, 400) * DAY)
            self.product(product, "Einddatum", begin)
            if product.get("RedenWijziging") == "01":
                product.set("RedenWijziging", "10")
            if product.get("RedenWijziging") == "13":
                product.set("Einddatum", begin)

    def message_305(self, message: Node) -> None:
        for number, start in enumerate(message.below("StartProduct")):
            start.set("Begindatum", self.dagtekening - number * DAY)
            start.set("StatusAanlevering", self.random.choice("13"))

    def message_307(self, message: Node) -> None:
        for number, stop in enumerate(message.below("StopProduct")):
            begin = self.dagtekening - (number + 1) * DAY
            stop.set("Begindatum", begin)
            stop.set("Einddatum", begin + self.random.randint(0, 1) * DAY)
            stop.set("StatusAanlevering", self.random.choice("13"))

    def message_315(self, message: Node) -> None:
        products = [*message.below("AangevraagdProduct")]
        periods = self.one_after_the_other(products, "ToewijzingIngangsdatum", "ToewijzingEinddatum")
        for number, (product, begin) in enumerate(periods):
            product.set("ReferentieAanbieder", f"REF{number}")
            self.product(product, "ToewijzingEinddatum", begin)
            if bool(product.get("BeschikkingNummer")) != bool(product.get("BeschikkingIngangsdatum")):
                product.drop("BeschikkingNummer", "BeschikkingIngangsdatum")
            self.referrer(product.find("Verwijzer"))

    def message_317(self, message: Node) -> None:
        verzoek = next(message.below("Verzoek"))
        if not verzoek.find("TeWijzigenProducten"):
            verzoek.add("TeWijzigenProducten")
        for number, product in enumerate(message.below("OngewijzigdProduct")):
            product.set("ToewijzingNummer", 10_000 + number)
        for number, product in enumerate(message.below("TeWijzigenProduct")):
            product.set("ToewijzingNummer", number)
            product.set("GewensteIngangsdatum", self.dagtekening)
            product.set("Einddatum", self.dagtekening + self.random.randint(0, 300) * DAY)
            self.one_of_budget_and_omvang(product)
        products = [*message.below("NieuwProduct")]
        for product, begin in self.one_after_the_other(products, "GewensteIngangsdatum", "Einddatum"):
            self.product(product, "Einddatum", begin)

    def message_319(self, message: Node) -> None:
        answer = message.find("Antwoord")
        assert answer
        if answer.find("Woonplaatsbeginsel"):
            answer.set("VerzoekAntwoord", "1")
            answer.set("RedenAfwijzingVerzoek", "8")
        elif answer.get("VerzoekAntwoord") == "1":
            answer.set("RedenAfwijzingVerzoek", self.random.choice("12345679"))
        else:
            answer.drop("RedenAfwijzingVerzoek")

    def message_323(self, message: Node) -> None:
        declaratie = message.find("Declaratie")
        assert declaratie
        month = self.dagtekening.replace(day=1)
        declaratie.set("DeclaratieDagtekening", self.dagtekening)
        declaratie.set("DeclaratiePeriode/Begindatum", (month - DAY).replace(day=1))
        declaratie.set("DeclaratiePeriode/Einddatum", month - DAY)
        self.total(declaratie, "TotaalIngediendBedrag", self.claimed(declaratie))

    def message_325(self, message: Node) -> None:
        answer = message.find("DeclaratieAntwoord")
        if not answer:
            return
        codes = {code.text for code in answer.all("RetourCodes/RetourCode")}
        granted = self.random.randint(0, 99_999) if codes <= {"0200", "8001"} else 0
        self.total(answer, "TotaalToegekendBedrag", granted)
        self.total(answer, "TotaalIngediendBedrag", granted + self.claimed(answer))

    def claimed(self, declaratie: Node) -> int:
        """Put the lines right; gives their sum."""
        clients = declaratie.find("Clienten")
        persons = [*self.bsns] if len(self.bsns) < 100 else [*EVERY_TEST_BSN]
        self.random.shuffle(persons)
        if clients:
            clients.children = clients.children[: len(persons)]
        sum_of_lines = number = 0
        for client, bsn in zip(clients.children if clients else [], persons, strict=False):
            client.set("Bsn", bsn)
            for line in client.all("Prestaties/Prestatie"):
                number += 1
                sum_of_lines += self.line(line, number)
        return sum_of_lines

    def line(self, line: Node, number: int) -> int:
        month = (self.dagtekening.replace(day=1) - self.random.randint(1, 300) * DAY).replace(day=1)
        line.set("ProductPeriode/Begindatum", month)
        line.set("ProductPeriode/Einddatum", month + self.random.randint(0, 27) * DAY)
        line.set("ToewijzingNummer", number)
        line.set("ProductReferentie/ReferentieNummer", f"R{number}")
        if line.get("Eenheid") == "83":
            line.drop("ProductTarief")
            line.set("IngediendBedrag/Bedrag", line.get("GeleverdVolume"))
        elif not line.find("ProductTarief"):
            line.add("ProductTarief")
        if line.get("IngediendBedrag/Bedrag") == "0":
            line.set("IngediendBedrag/DebetCredit", "D")
        is_credit = line.get("IngediendBedrag/DebetCredit") == "C"
        reference = line.find("ProductReferentie")
        assert reference
        reference.drop("VorigReferentieNummer")
        if is_credit:
            reference.set("VorigReferentieNummer", f"V{number}")
        amount = int(line.get("IngediendBedrag/Bedrag"))
        return -amount if is_credit else amount

    def total(self, node: Node, name: str, cents: int) -> None:
        node.set(f"{name}/TotaalBedrag", abs(cents))
        node.set(f"{name}/DebetCredit", "C" if cents < 0 else "D")

    def birth_date(self, node: Node) -> None:
        found = node.find("Geboortedatum")
        if not found:
            return
        born = date(self.random.randint(1950, 2021), self.random.randint(1, 12), self.random.randint(1, 28))
        fitting = {
            "1": born.replace(day=1), "2": born.replace(month=1, day=1), "3": date(1900, 1, 1),
        }  # fmt: skip
        found.set("Datum", fitting.get(found.get("DatumGebruik"), born))

    def name(self, node: Node, without_partner: str) -> None:
        has_partner = node.find("Naam/Partnernaam")
        node.set("Naam/NaamGebruik", self.random.choice("1234") if has_partner else without_partner)

    def communication(self, client: Node) -> None:
        found = client.find("Communicatie")
        if found and found.get("Vorm") != "1":
            found.drop("Taal")
        elif found and not found.find("Taal"):
            found.add("Taal")

    def contact(self, contact: Node | None) -> None:
        assert contact
        if contact.get("Soort") != "04":
            contact.drop("Periode")
        for periode in contact.all("Periode"):
            dates = sorted(child.text for child in periode.children)
            for child, day in zip(periode.children, dates, strict=True):
                child.text = day
        has_postcode = contact.get("Adres/Postcode") or contact.get("Adres/LandCode")
        if has_postcode or contact.get("Soort") in {"01", "03"}:
            is_dutch = self.random.random() < 0.5
            contact.set("Adres/LandCode", "NL" if is_dutch else "BE")
            contact.set("Adres/Postcode", self.random.choice(["6511AB", "6525 XZ"] if is_dutch else ["1000", "B-1000"]))
            if is_dutch:
                contact.set("Adres/Huis/Huisnummer", self.random.randint(1, 99999))
        if not contact.find("Telefoon") and not (
            contact.get("Adres/Huis/Huisnummer") and contact.get("Adres/Postcode")
        ):
            contact.add("Telefoon")

    def one_after_the_other(self, products: list[Node], begin: str, end: str) -> Iterator[tuple[Node, date]]:
        """Give each product a period of its own after the Dagtekening; only the last may be open."""
        day = self.dagtekening
        for product in products:
            day += self.random.randint(1, 3) * DAY
            product.set(begin, day)
            if product.find(end) or product is not products[-1]:
                product.set(end, day)
            yield product, day

    def product(self, product: Node, end: str, begin: date) -> None:
        self.one_of_budget_and_omvang(product)
        if product.find("Budget"):
            product.set(end, begin)
            for found in product.all("Product"):
                found.drop("Code")
        elif product.find("Omvang"):
            (product.find("Product") or product.add("Product")).set("Code", "45A04")
        else:
            (product.find("Product") or product.add("Product")).drop("Code")
        if product.get("Omvang/Frequentie") == "2":
            product.set(end, begin)

    def one_of_budget_and_omvang(self, product: Node) -> None:
        if product.find("Budget") and product.find("Omvang"):
            product.drop(self.random.choice(["Budget", "Omvang"]))
        if product.get("Omvang/Eenheid") in CODES_PER_PERIOD:
            product.set("Omvang/Frequentie", self.random.choice("246"))

    def referrer(self, referrer: Node | None) -> None:
        if not referrer:
            return
        if referrer.get("Type") not in {"02", "03", "04", "05"}:
            referrer.drop("ZorgverlenerCode")
        elif referrer.find("ZorgverlenerCode"):
            referrer.drop("Naam")
        elif not referrer.find("Naam"):
            referrer.add("Naam")
