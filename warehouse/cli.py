"""The `warehouse` command: one word per thing an engineer does at night or the morning after.

Exit 0 done, 1 refused or a gate failed (nothing was published), 2 wrong use, 3 broken machine.
"""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from warehouse.settings import PROJECT, Settings, SettingsError, load_settings

REFUSED, WRONG_USE, BROKEN = 1, 2, 3

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
quarantine_app = typer.Typer(no_args_is_help=True, help="Look at what was refused or held, and try it again.")
app.add_typer(quarantine_app, name="quarantine")

edition_app = typer.Typer(no_args_is_help=True, help="Figures that go out, frozen for good with small counts hidden.")
app.add_typer(edition_app, name="edition")

console = Console(stderr=True, highlight=False)

InboxOption = Annotated[Path | None, typer.Option(help="Where senders drop files. Default: SDW_INBOX.")]
HomeOption = Annotated[Path | None, typer.Option(help="Folder with all state. Default: SDW_HOME.")]


def main() -> None:
    """Entry point: turns what went wrong into a sentence and an exit code."""
    try:
        app()
    except SettingsError as error:
        console.print(f"[red]Settings cannot be used:[/]\n{error}")
        sys.exit(2)


@app.command()
def nightly(inbox: InboxOption = None, home: HomeOption = None) -> None:
    """Run a whole night through Airflow: take in, build, check, publish, report."""
    from warehouse import closing

    settings = _use(inbox, home)
    with _broken_machine():
        _prepare(settings)
        _fill_empty_inbox(settings)
        run_id = _new_run_id()
        code = closing.follow(settings, run_id, _start_night(settings, run_id))
    raise typer.Exit(code)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to take in, besides the inbox.", exists=True)],
    source: Annotated[str, typer.Option(help="What they are.")] = "ijw_iwmo",
    home: HomeOption = None,
) -> None:
    """Take in files from anywhere: they are copied to the inbox of their source and loaded from there."""
    from warehouse import closing, night

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        _copy_to_inbox(settings, source, paths)
        run_id = _new_run_id()
        for step in (night.land_files, night.validate_files, night.load_raw):
            console.print(f"{step.__name__}: {_counts(step(source, run_id))}")
        closing.print_outcomes(settings, run_id)


@app.command()
def build(home: HomeOption = None) -> None:
    """Build the marts and indicators aside. Readers see nothing of it until `publish`."""
    from warehouse import night

    _step(home, night.build_again)


@app.command()
def gate(home: HomeOption = None) -> None:
    """Run the checks that guard the way out."""
    from warehouse import night

    _step(home, night.gate_build)


@app.command()
def publish(home: HomeOption = None) -> None:
    """Check the build, then point all readers at it."""
    from warehouse import night

    _step(home, night.gate_build, night.publish)


@app.command()
def rollback(home: HomeOption = None) -> None:
    """Point all readers at the load before this one."""
    from warehouse import publish as publishing

    settings = _use(None, home)
    with _broken_machine(), _refusals():
        _prepare(settings)
        console.print(f"Readers now see load {publishing.rollback(settings)}.")


@app.command()
def report(home: HomeOption = None) -> None:
    """Write the static site about the published load."""
    from warehouse import night

    _step(home, night.write_report)


@app.command()
def status(home: HomeOption = None) -> None:
    """Say what readers see, since when, and what the last night did."""
    from warehouse import closing

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        closing.print_status(settings)


@app.command()
def reconcile(home: HomeOption = None) -> None:
    """Hold what was published before against what is computed now; exit 1 if anything differs without a reason."""
    from warehouse import reconcile as reconciliation

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        if not reconciliation.show(settings):
            raise typer.Exit(REFUSED)


@app.command()
def replay(home: HomeOption = None) -> None:
    """Load everything in landing again, also into an empty database, then build, check and publish."""
    from ingestion import land, load
    from warehouse import night
    from warehouse.database.connection import connect

    settings = _use(None, home)
    with _broken_machine(), _refusals():
        _prepare(settings)
        run_id = _new_run_id()
        for source in _landed_sources(settings):
            with connect(settings, "ingest_writer") as connection:
                learnt = land.relearn_landing(connection, source=source, landing=settings.landing)
                forgotten = load.forget_loaded(connection, source=source)
            console.print(f"{source}: {learnt} files found in landing, {forgotten} loaded before")
            for step in (night.validate_files, night.load_raw, night.gate_raw):
                console.print(f"{step.__name__}: {_counts(step(source, run_id))}")
        for last in (night.build_marts, night.gate_build, night.publish, night.write_report):
            console.print(f"{last.__name__}: {_counts(last(run_id))}")


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One select statement, run as bi_reader.")], home: HomeOption = None
) -> None:
    """Run one query as a reader would and print CSV with a header line."""
    import psycopg

    from warehouse.database.connection import connect

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        with connect(settings, "bi_reader") as connection:
            try:
                cursor = connection.execute(query.encode())
            except psycopg.Error as error:
                console.print(f"[red]The database refused the query:[/] {error.diag.message_primary}")
                raise typer.Exit(REFUSED) from None
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow([column.name for column in cursor.description or ()])
            writer.writerows(cursor)


@app.command()
def demo(
    clients: Annotated[int, typer.Option(help="Size of an ordinary city. Default: the known city.")] = 0,
    seed: Annotated[int, typer.Option(help="Same seed, same city.")] = 268,
    out: Annotated[Path | None, typer.Option(help="Folder to fill. Default: the inbox.")] = None,
) -> None:
    """Make the deliveries of a synthetic city, with its true state beside them."""
    from synthetic import make_city

    folder = out or load_settings().inbox
    make_city(folder, clients=clients or None, seed=seed, profile="" if clients else "nijmegen")
    console.print(f"The deliveries of a city are in {folder}.")


@app.command()
def template(
    delivery: Annotated[str, typer.Argument(help="Source and delivery, as wachtlijsten/jeugd_ggz.")] = "",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The XLSX file to write.")] = None,
) -> None:
    """Write the workbook that a sender fills in; without a name: list the deliveries there are."""
    from ingestion.tabular.contract import ContractError, find_contract
    from warehouse.senders import known_deliveries, write_template

    if not delivery:
        for line in known_deliveries():
            typer.echo(line)
        return
    try:
        contract = find_contract(delivery)
    except ContractError as error:
        console.print(str(error), markup=False)
        raise typer.Exit(2) from None
    with _broken_machine():
        console.print(f"Written: {write_template(contract, out, load_settings().gemeenten)}", markup=False)


@app.command()
def doctor(home: HomeOption = None) -> None:
    """Examine the machine and the settings, and say what to mend."""
    from warehouse.database.doctor import examine

    findings = examine(_use(None, home))
    for finding in findings:
        mark = "[green]ok[/]  " if finding.is_ok else "[red]mend[/]"
        console.print(f"{mark} {finding.name}: {finding.detail}" + ("" if finding.is_ok else f" {finding.advice}"))
    raise typer.Exit(0 if all(finding.is_ok for finding in findings) else BROKEN)


@app.command()
def stop(home: HomeOption = None) -> None:
    """Stop the embedded database."""
    from warehouse.database import embedded

    embedded.stop(_use(None, home))


@quarantine_app.command("list")
def quarantine_list(home: HomeOption = None) -> None:
    """List what was refused or held, with who sent it and the reason."""
    from warehouse import quarantine_desk

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        quarantine_desk.print_list(settings)


@quarantine_app.command("show")
def quarantine_show(
    kenmerk: Annotated[str, typer.Argument(help="The first signs of the kenmerk that `list` prints; four or more.")],
    home: HomeOption = None,
) -> None:
    """Print what is wrong with one file, as it can be sent to the sender."""
    from warehouse import quarantine_desk

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        is_done = quarantine_desk.print_letter(settings, kenmerk)
    raise typer.Exit(0 if is_done else WRONG_USE)


@quarantine_app.command("release")
def quarantine_release(
    kenmerk: Annotated[str, typer.Argument(help="The first signs of the kenmerk that `list` prints; four or more.")],
    home: HomeOption = None,
) -> None:
    """Judge one file again, now: it loads, or it is refused or held again and the reason is told (exit 1)."""
    from warehouse import quarantine_desk

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        status = quarantine_desk.release(settings, kenmerk, _new_run_id())
    raise typer.Exit({"": WRONG_USE, "refused": REFUSED, "held": REFUSED}.get(status, 0))


@edition_app.command("freeze")
def edition_freeze(
    code: Annotated[str, typer.Argument(help="2025-H1, 2025-H2, or 2025 for a year.")],
    gemeente: Annotated[str, typer.Option(help="CBS code. Default: the first of SDW_GEMEENTEN.")] = "",
    home: HomeOption = None,
) -> None:
    """Freeze what readers see now as an edition; exit 1 where a small count could be found out."""
    from warehouse.edition.freeze import EditionRefused, freeze

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        try:
            frozen = freeze(settings, code, _gemeente(settings, gemeente))
        except EditionRefused as error:
            console.print(str(error), markup=False)
            raise typer.Exit(REFUSED) from None
    console.print(
        f"Edition {code} of {frozen.edition.gemeente_code}: {frozen.figures} figures; hidden per population:"
        f" {frozen.small} small counts and {frozen.hidden_besides} that would give these away."
    )


@edition_app.command("list")
def edition_list(
    gemeente: Annotated[str, typer.Option(help="CBS code. Default: the first of SDW_GEMEENTEN.")] = "",
    home: HomeOption = None,
) -> None:
    """List the editions that went out."""
    from warehouse.database.connection import connect
    from warehouse.edition import shelf

    settings = _use(None, home)
    with _broken_machine():
        _prepare(settings)
        with connect(settings, "bi_reader") as connection:
            for edition in shelf.editions(connection, _gemeente(settings, gemeente)):
                typer.echo(
                    f"{edition.uitgave_code}: load {edition.load_id}, data through {edition.gegevens_tot_en_met},"
                    f" made {edition.gemaakt_op:%Y-%m-%d %H:%M}"
                )


def _gemeente(settings: Settings, gemeente: str) -> str:
    if not gemeente and not settings.gemeenten:
        console.print("Say which municipality: --gemeente 0268, or set SDW_GEMEENTEN.")
        raise typer.Exit(WRONG_USE)
    return gemeente or settings.gemeenten[0]


def _use(inbox: Path | None, home: Path | None) -> Settings:
    for name, value in (("SDW_INBOX", inbox), ("SDW_HOME", home)):
        if value is not None:
            os.environ[name] = str(value.resolve())
    load_settings.cache_clear()
    return load_settings()


def _prepare(settings: Settings) -> None:
    from warehouse.database.prepare import prepare

    prepare(settings)


def _landed_sources(settings: Settings) -> list[str]:
    """The sources that landing holds; the registers first, as their codes say what the messages mean."""
    from ingestion.sources import NAMES

    landed = [name for name in NAMES if (settings.landing / name).is_dir()]
    return sorted(landed, key=lambda name: (name != "registers", name))


def _new_run_id() -> str:
    return datetime.now(UTC).strftime("night_%Y%m%dT%H%M%S_%f")


def _fill_empty_inbox(settings: Settings) -> None:
    if any(path.is_file() for path in settings.inbox.rglob("*")):
        return
    from synthetic import make_city

    clients = settings.synthetic_clients
    what = f"an ordinary synthetic city of {clients} clients" if clients else "the synthetic city with known figures"
    console.print(f"The inbox is empty: making {what} …")
    make_city(
        settings.inbox,
        clients=clients or None,
        seed=settings.synthetic_seed,
        profile="" if clients else "nijmegen",
    )


def _start_night(settings: Settings, run_id: str) -> subprocess.Popen[bytes]:
    settings.logs.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"SDW_HOME": str(settings.home), "SDW_INBOX": str(settings.inbox)}
    with (settings.logs / f"{run_id}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dags.common.night", run_id, str(os.getpid())],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _copy_to_inbox(settings: Settings, source: str, paths: list[Path]) -> None:
    import shutil

    folder = settings.inbox / source
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        if path.is_dir():
            shutil.copytree(path, folder / path.name, dirs_exist_ok=True)
        else:
            shutil.copy2(path, folder / path.name)


def _step(home: Path | None, *steps: "object") -> None:
    settings = _use(None, home)
    with _broken_machine(), _refusals():
        _prepare(settings)
        run_id = _new_run_id()
        for step in steps:
            console.print(f"{step.__name__}: {_counts(step(run_id))}")  # type: ignore[attr-defined,operator]


def _counts(counts: dict[str, int | str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in counts.items())


@contextmanager
def _broken_machine() -> Iterator[None]:
    import psycopg

    from ingestion.pseudonymise import KeyProblem
    from warehouse.breakage import words_for
    from warehouse.database.errors import DatabaseError

    try:
        yield
    except (OSError, psycopg.OperationalError, KeyProblem, DatabaseError) as error:
        console.print(f"[red]Broken machine:[/] {error}", words_for(error), sep="\n")
        console.print("Run `warehouse doctor` to see what to mend.")
        raise typer.Exit(BROKEN) from error


@contextmanager
def _refusals() -> Iterator[None]:
    from warehouse.build import BuildFailed
    from warehouse.gate import GateFailed
    from warehouse.publish import PublishRefused

    try:
        yield
    except (BuildFailed, GateFailed, PublishRefused) as error:
        console.print(f"[red]Nothing was published:[/] {error}")
        raise typer.Exit(REFUSED) from None
