"""A build that goes on from the last one gives what a build from nothing gives, row for row, night after night."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from synthetic import make_city
from tests.conftest import temporary_home
from tests.end_to_end.test_order import Message, drop, is_refusal, messages_of, take_in
from warehouse import last_build
from warehouse.build import build_on, run_dbt
from warehouse.content_hash import table_hashes
from warehouse.database.connection import connect, connect_as_administrator
from warehouse.database.prepare import prepare
from warehouse.settings import Settings, load_settings

CLIENTS, SEED = 60, 12
LAYERS = ("intermediate", "build_mart", "build_indicator")
SAMPLE = (
    "int_zorggebruik__measured",
    "int_zorggebruik__monthly",
    "int_afkeuringen__declaratie_volume",
    "ind_kosten",
    "ind_instroom",
    "ind_stand_toegewezen",
    "ind_zorg_op_peildatum",
)
"""Of each way in which a model is incremental one or two, to be made with all they rest on."""

ABOUT_THE_LAST_BUILD = ("int_berichten__changed", "__touched", "int_perioden__described")
"""The ends of names of models that say what differs from the build before: after a build from nothing, nothing."""

FEW = ["--exclude-resource-type", "unit_test", "test", "--select", *(f"+{model}" for model in SAMPLE)]
ALL = ["--exclude-resource-type", "unit_test", "test"]

WITHDRAWN = re.compile(rb"StatusAanlevering>3<")
CREDIT = re.compile(rb"DebetCredit>C<")
CLAIM = re.compile(rb"(?:jw|wmo)323/schema")
ALLOCATION = re.compile(rb"(?:jw|wmo)301/schema")


@dataclass(frozen=True)
class Night:
    """What a night brought, and what its build did with it."""

    name: str
    touched: int
    went_on: bool
    differing: list[str]
    tables: int


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    return messages_of(tmp_path_factory.mktemp("city"), CLIENTS)


@pytest.fixture
def nights(tmp_path, monkeypatch) -> Iterator[Callable[..., list[Night]]]:
    """Take in nights one after the other in one home; after each, go on, then build from nothing and compare."""
    with temporary_home("on") as settings:
        monkeypatch.setenv("SDW_HOME", str(settings.home))
        monkeypatch.setenv("SDW_INBOX", str(settings.inbox))
        load_settings.cache_clear()
        prepare(settings)
        make_city(settings.inbox, clients=1, seed=SEED, with_faulty=False)
        for source in ("ijw_iwmo", "clientervaring", "wachtlijsten"):
            shutil.rmtree(settings.inbox / source)
        take_in("registers", "registers")

        def run(selection: list[str], **brought: list[Message] | Callable[[Settings], None]) -> list[Night]:
            ended = []
            for name, what in brought.items():
                if callable(what):
                    what(settings)
                else:
                    drop(settings.inbox / "ijw_iwmo" / name, what)
                    take_in("ijw_iwmo", name)
                ended.append(_build_both_ways(settings, name, selection))
            return ended

        yield run
    load_settings.cache_clear()


def _build_both_ways(settings: Settings, name: str, selection: list[str]) -> Night:
    went_on = _goes_on(settings)
    build_on(settings, selection)
    with connect(settings, "transformer") as connection:
        once = table_hashes(connection, LAYERS)
        (touched,) = connection.execute("select count(*) from intermediate.int_clienten__touched").fetchone() or (0,)
    # what is not incremental is made from nothing anyway
    of_sample = ["--select", *(f"+{model},config.materialized:incremental" for model in SAMPLE)]
    run_dbt(settings, ["build", *ALL, *([] if selection is ALL else of_sample), "--full-refresh"])
    with connect(settings, "transformer") as connection:
        from_nothing = table_hashes(connection, LAYERS)
    names = once.keys() | from_nothing.keys()
    differing = sorted(
        table
        for table in names
        if once.get(table) != from_nothing.get(table) and not table.endswith(ABOUT_THE_LAST_BUILD)
    )
    return Night(name, touched, went_on, differing, len(names))


def _goes_on(settings: Settings) -> bool:
    with connect(settings, "transformer") as connection, connection.transaction(force_rollback=True):
        return last_build.goes_on(connection, last_build.basis(connection))


def sequence(messages: list[Message]) -> dict[str, list[Message]]:
    """A first night, small ones that each change something that was known, and one that touches nearly everybody."""
    late = [message for message in messages if ALLOCATION.search(message[1])][:3]
    refusals = [message for message in messages if is_refusal(*message)][:3]
    withdrawn = [message for message in messages if WITHDRAWN.search(message[1])][:2]
    credits = sorted(
        (message for message in messages if CLAIM.search(message[1]) and CREDIT.search(message[1])),
        key=lambda message: len(message[1]),
    )[:2]
    small = {"late": late + withdrawn, "refusals": refusals, "credits": credits}
    held = [message for of_night in small.values() for message in of_night]
    rest = [message for message in messages if message not in held]
    much = rest[::3]
    first = [message for message in rest if message not in much]
    # the same messages in other bytes: the copy with the smallest hash is the one that is read
    copies = [(f"kopie_{name}", data + b"\n") for name, data in first[:6]]
    assert late and refusals and withdrawn and credits
    return {"first": first, **small, "copies": copies, "much": much}


def _without_a_client(settings: Settings) -> None:
    with connect_as_administrator(settings) as connection:
        (client,) = connection.execute(
            "select client_pseudoniem from raw_ijw_iwmo.prestaties order by client_pseudoniem limit 1"
        ).fetchone() or ("",)
        connection.execute("delete from raw_ijw_iwmo.prestaties where client_pseudoniem = %s", (client,))
        connection.execute("select pg_stat_force_next_flush()")


def _judge(ended: list[Night]) -> None:
    assert {night.name: night.differing for night in ended if night.differing} == {}
    assert not ended[0].went_on
    few = [night for night in ended if night.went_on and 0 < night.touched <= 0.15 * CLIENTS]
    many = [night for night in ended if night.went_on and night.touched > 0.15 * CLIENTS]
    assert len(few) >= 3, ended
    assert many, ended


def test_going_on_from_the_last_build_gives_what_a_build_from_nothing_gives(nights, messages):
    ended = nights(FEW, **sequence(messages))

    assert all(night.tables > 30 for night in ended)
    _judge(ended)


@pytest.mark.faults
def test_every_table_is_the_same_also_when_rows_of_a_client_went(nights, messages):
    ended = nights(ALL, **sequence(messages), removed=_without_a_client, nothing=[])

    assert all(night.tables > 150 for night in ended)
    assert not ended[-2].went_on, "rows that went are no news that a build can go on with"
    assert ended[-1].touched == 0
    _judge(ended)
