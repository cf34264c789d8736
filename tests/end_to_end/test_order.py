"""Order does not matter: whatever the order, split, repetition or lateness of deliveries, the marts hold the same.

SDW_TEST_PERMUTATIONS says how many orders `make faults` tries; the default suite tries one.
"""

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ingestion.pseudonymise import read_or_make_key
from synthetic import make_city
from tests.conftest import temporary_home
from tests.end_to_end.taken_back import a_credited_line, a_withdrawn_start
from tests.ingestion.envelopes import envelope
from tests.synthetic.cities import delivered
from warehouse import night
from warehouse.build import run_dbt
from warehouse.content_hash import table_hashes
from warehouse.database.connection import connect
from warehouse.database.prepare import prepare
from warehouse.settings import Settings, load_settings

CLIENTS, MORE_CLIENTS, SEED = 25, 120, 11
PERMUTATIONS = int(os.environ.get("SDW_TEST_PERMUTATIONS", "10"))
BUILT = ("build_mart", "build_indicator")

Message = tuple[str, bytes]
Nights = list[list[Message]]

CREDITS = """
select
    credits.aanbieder_agb,
    credits.referentie_nummer,
    debits.is_geleverd,
    credits.bedrag_eurocent + debits.bedrag_eurocent
from build_mart.fct_declaratieregels as credits
left join build_mart.fct_declaratieregels as debits
    on credits.wet = debits.wet and credits.gemeente_code = debits.gemeente_code
    and credits.aanbieder_agb = debits.aanbieder_agb
    and credits.vorig_referentie_nummer = debits.referentie_nummer
where credits.is_credit and credits.regel_status = 'goedgekeurd'
"""

ABOUT_CLIENTS = {
    "toewijzingen": "select client_id, wet, gemeente_code, toewijzing_nummer::text, einddatum::text"
    " from build_mart.fct_toewijzingen",
    "regels": "select client_id, wet, aanbieder_agb, referentie_nummer, bedrag_eurocent::text"
    " from build_mart.fct_declaratieregels",
    "zorg": "select client_id, wet, zorgsoort, aanbieder_agb, maand::text from intermediate.int_zorggebruik__monthly",
}


ABOUT_MESSAGES = {"mart.fct_berichten", "mart.fct_afkeuringen"}
"""Tables that list messages and what was wrong with them, whatever came of them."""


@dataclass(frozen=True)
class Built:
    """What was built in a home: the hash of each table, and the rows of some questions."""

    hashes: dict[str, str]
    credits: list[tuple[Any, ...]]
    about_clients: dict[str, set[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def build_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Nights], Built]]:
    """Load nights of messages in a home of their own, always with the same key, and build once at the end."""
    key = tmp_path_factory.mktemp("key") / "pseudonym.key"
    read_or_make_key(key)

    def build(nights: Nights) -> Built:
        with temporary_home("order") as settings, pytest.MonkeyPatch.context() as environment:
            settings.secrets.mkdir(mode=0o700, parents=True)
            shutil.copy2(key, settings.pseudonym_key_file)
            environment.setenv("SDW_HOME", str(settings.home))
            environment.setenv("SDW_INBOX", str(settings.inbox))
            load_settings.cache_clear()
            prepare(settings)
            make_city(settings.inbox, clients=1, seed=SEED, with_faulty=False)
            shutil.rmtree(settings.inbox / "ijw_iwmo")
            for name in ("clientervaring", "wachtlijsten"):
                shutil.rmtree(settings.inbox / name)
            take_in("registers", "registers")
            for number, messages in enumerate(nights):
                drop(settings.inbox / "ijw_iwmo" / f"nacht-{number}", messages)
                take_in("ijw_iwmo", f"nacht-{number}")
            run_dbt(settings, ["build", "--exclude-resource-type", "unit_test", "test"])
            return _look(settings)

    yield build
    load_settings.cache_clear()


def take_in(source: str, run_id: str) -> None:
    for step in (night.land_files, night.validate_files, night.load_raw):
        step(source, run_id)


def drop(folder: Path, messages: list[Message]) -> None:
    """Half of a night in a zip, the other half loose."""
    folder.mkdir(parents=True)
    with ZipFile(folder / "berichten.zip", "w") as archive:
        for place, (name, data) in enumerate(messages):
            if place % 2:
                archive.writestr(name, data)
            else:
                (folder / name).write_bytes(data)


def _look(settings: Settings) -> Built:
    with connect(settings, "transformer") as connection:
        rows = {name: set(connection.execute(query.encode()).fetchall()) for name, query in ABOUT_CLIENTS.items()}
        return Built(table_hashes(connection, BUILT), connection.execute(CREDITS.encode()).fetchall(), rows)


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    return messages_of(tmp_path_factory.mktemp("city"), CLIENTS)


def messages_of(folder: Path, clients: int) -> list[Message]:
    """Every message of the city once, in order of name."""
    make_city(folder / "inbox", clients=clients, seed=SEED, with_faulty=False)
    return sorted(dict(delivered(folder / "inbox")).items())


@pytest.fixture(scope="module")
def in_order(build_of: Callable[[Nights], Built], messages: list[Message]) -> Built:
    """All messages in one night."""
    return build_of([messages])


def shuffled(messages: list[Message], seed: int, in_envelopes: float = 0) -> Nights:
    """The same messages in another order over two to five nights; some come twice, this share in an envelope."""
    rng = random.Random(seed)  # noqa: S311 (chance, not secrecy)
    everything = messages + [(f"nogmaals_{name}", data) for name, data in rng.sample(messages, len(messages) // 20)]
    rng.shuffle(everything)
    enveloped = set(rng.sample(range(len(everything)), int(len(everything) * in_envelopes)))
    everything = [
        in_envelope(name, data) if place in enveloped else (name, data) for place, (name, data) in enumerate(everything)
    ]
    nights: Nights = [[] for _ in range(rng.randint(2, 5))]
    for message in everything:
        rng.choice(nights).append(message)
    return nights


def in_envelope(name: str, data: bytes) -> Message:
    kind = re.search(r"(?:JW|WMO)\d{3}", name)
    assert kind
    return (f"envelop_{name}", envelope(data, kind[0]))


def differing(one: Built, other: Built) -> list[str]:
    assert len(one.hashes) > 30
    return [name for name in one.hashes | other.hashes if one.hashes.get(name) != other.hashes.get(name)]


def test_another_order_over_several_nights_with_repetitions_gives_the_same(build_of, messages, in_order):
    nights = shuffled(messages, SEED)
    assert len(messages) > 500
    assert sum(map(len, nights)) > len(messages)
    assert differing(in_order, build_of(nights)) == []


def test_an_approved_credit_and_its_debit_cancel(in_order):
    assert len(in_order.credits) > 5
    assert [row for row in in_order.credits if row[2] is not False or row[3] != 0] == []


def test_what_was_taken_back_never_was(build_of, messages, in_order):
    """A start that was withdrawn and a line that was credited: only the lists of messages and lines know of them."""
    built = build_of([[*messages, *a_withdrawn_start(messages), *a_credited_line(messages)]])

    assert "mart.fct_berichten" in differing(in_order, built)
    assert set(differing(in_order, built)) - ABOUT_MESSAGES == {"mart.fct_declaratieregels"}
    assert len(built.credits) == len(in_order.credits) + 1


@pytest.mark.faults
def test_in_an_envelope_or_not_only_the_way_in_differs(build_of, messages, in_order):
    """An envelope tells when and by which way a message came, which its own table shows."""
    assert differing(in_order, build_of(shuffled(messages, SEED, in_envelopes=0.1))) == ["mart.fct_berichten"]


@pytest.mark.faults
def test_a_client_whose_messages_never_came_is_the_only_one_who_is_gone(build_of, in_order, tmp_path):
    without = build_of([messages_of(tmp_path, CLIENTS - 1)])

    gone = {row[0] for row in in_order.about_clients["toewijzingen"] - without.about_clients["toewijzingen"]}
    assert len(gone) == 1
    for name, rows in in_order.about_clients.items():
        assert len(without.about_clients[name]) > 100 or name == "toewijzingen"
        assert without.about_clients[name] == {row for row in rows if row[0] not in gone}, name


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(PERMUTATIONS))
def test_any_order_gives_the_same(build_of, messages, in_order, seed):
    assert differing(in_order, build_of(shuffled(messages, seed))) == []


@pytest.mark.faults
def test_refused_messages_change_no_figure(build_of, tmp_path):
    """Without them and their retours every figure is the same; those of the last weeks say up to when the data go."""
    messages = messages_of(tmp_path, MORE_CLIENTS)
    refused = {identity(data) for name, data in messages if is_refusal(name, data) and day_of(data) < LAST_WEEKS}
    left = [(name, data) for name, data in messages if identity(data) not in refused]
    in_order, without = build_of([messages]), build_of([left])

    assert len(refused) > 10
    assert len(left) < len(messages)
    assert not {"indicator.indicator_waarden", "indicator.indicator_aansluiting"} & set(differing(in_order, without))
    assert without.about_clients == in_order.about_clients


LAST_WEEKS = "2026-06-01"

RETOUR = re.compile(r"^(?:kopie_van_)?(?:JW|WMO)(?:302|306|308|316|318|320)_")


def identity(data: bytes) -> tuple[str, ...]:
    """Who sent what to whom: a retour repeats it of the message that it answers."""
    text = data.decode()
    found = [re.search(rf"<[^<>/]*\b{name}>([^<]*)<", text) for name in ("Afzender", "Ontvanger", "Identificatie")]
    kind = re.search(r"(jw|wmo)(\d{3})/schema", text)
    assert kind and all(found)
    number = int(kind.group(2))
    return (kind.group(1), str(number - (number % 2 == 0 and number < 321)), *(part.group(1) for part in found if part))


def day_of(data: bytes) -> str:
    found = re.search(r"\bDagtekening>([^<]*)<", data.decode())
    assert found
    return found.group(1)


def is_refusal(name: str, data: bytes) -> bool:
    codes = set(re.findall(r"<(?:\w+:)?RetourCode>([^<]+)<", data.decode()))
    return bool(RETOUR.match(name)) and bool(codes - {"0200"})
