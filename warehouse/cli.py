"""The `warehouse` command: one word per thing an engineer does at night or the morning after.

Exit 0 done, 1 refused or a gate failed (nothing was published), 2 wrong use, 3 broken machine.
"""

import csv
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from warehouse import cli_edition, cli_feeds, cli_quarantine
from warehouse.settings import PROJECT, Settings, SettingsError, load_settings
from warehouse.terminal import (
    BROKEN,
    REFUSED,
    HomeOption,
    broken_machine,
    console,
    new_run_id,
    prepare,
    refusals,
    use,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(cli_quarantine.app, name="quarantine")
app.add_typer(cli_edition.app, name="edition")
app.command()(cli_feeds.feeds)

InboxOption = Annotated[Path | None, typer.Option(help="Where senders drop files. Default: SDW_INBOX.")]


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

    settings = use(inbox, home)
    with broken_machine():
        prepare(settings)
        _fill_empty_inbox(settings)
        run_id = new_run_id()
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
    from warehouse.bring import bring

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        bring(settings.inbox / source, paths)
        run_id = new_run_id()
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

    settings = use(None, home)
    with broken_machine(), refusals():
        prepare(settings)
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

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        closing.print_status(settings)


@app.command()
def reconcile(home: HomeOption = None) -> None:
    """Hold what was published before against what is computed now; exit 1 if anything differs without a reason."""
    from warehouse import reconcile as reconciliation

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        if not reconciliation.show(settings):
            raise typer.Exit(REFUSED)


@app.command()
def explain(
    indicator: Annotated[str, typer.Argument(help="As IND001.")],
    *,
    periode: Annotated[str, typer.Option(help="Values that begin in it: 2024, 2024-06 or 2024-06-30.")] = "",
    gemeente: Annotated[str, typer.Option(help="CBS code. Default: all together.")] = "",
    wet: Annotated[str, typer.Option(help="jeugdwet or wmo.")] = "",
    zorgsoort: Annotated[str, typer.Option(help="As begeleiding_jeugd.")] = "",
    aanbieder: Annotated[str, typer.Option(help="AGB code.")] = "",
    home: HomeOption = None,
) -> None:
    """Say what a figure counts, what it is, how it was published, and which deliveries it comes from."""
    from warehouse import explain as explaining

    settings = use(None, home)
    splits = dict(zip(explaining.SPLITS, (gemeente, wet, zorgsoort, aanbieder), strict=True))
    asked = {column: value for column, value in splits.items() if value}
    with broken_machine():
        prepare(settings)
        try:
            lines = explaining.explain(
                settings, indicator, periode, {name: text for name, text in asked.items() if text}
            )
        except explaining.NothingToExplain as nothing:
            console.print(str(nothing), markup=False)
            raise typer.Exit(REFUSED) from None
    for line in lines:
        typer.echo(line)


@app.command()
def replay(home: HomeOption = None) -> None:
    """Load everything in landing again, also into an empty database, then build, check and publish."""
    from ingestion import land, load
    from warehouse import night
    from warehouse.database.connection import connect

    settings = use(None, home)
    with broken_machine(), refusals():
        prepare(settings)
        run_id = new_run_id()
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

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
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
    with broken_machine():
        console.print(f"Written: {write_template(contract, out, load_settings().gemeenten)}", markup=False)


@app.command()
def doctor(home: HomeOption = None) -> None:
    """Examine the machine and the settings, and say what to mend."""
    from warehouse.database.doctor import examine

    findings = examine(use(None, home))
    for finding in findings:
        mark = "[green]ok[/]  " if finding.is_ok else "[red]mend[/]"
        console.print(f"{mark} {finding.name}: {finding.detail}" + ("" if finding.is_ok else f" {finding.advice}"))
    raise typer.Exit(0 if all(finding.is_ok for finding in findings) else BROKEN)


@app.command()
def stop(home: HomeOption = None) -> None:
    """Stop the embedded database."""
    from warehouse.database import embedded

    embedded.stop(use(None, home))


def _landed_sources(settings: Settings) -> list[str]:
    """The sources that landing holds; the registers first, as their codes say what the messages mean."""
    from ingestion.sources import NAMES

    landed = [name for name in NAMES if (settings.landing / name).is_dir()]
    return sorted(landed, key=lambda name: (name != "registers", name))


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


def _step(home: Path | None, *steps: "object") -> None:
    settings = use(None, home)
    with broken_machine(), refusals():
        prepare(settings)
        run_id = new_run_id()
        for step in steps:
            console.print(f"{step.__name__}: {_counts(step(run_id))}")  # type: ignore[attr-defined,operator]


def _counts(counts: dict[str, int | str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in counts.items())
