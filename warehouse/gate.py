"""The two gates: may this delivery come in, may this build go out? Closed unless every check ran and passed.

Reads   soda/**.yml, raw tables, meta, build_mart, build_indicator, what is published
Writes  meta.gate_checks, meta.loads (as role publisher)
Run     warehouse gate, or the tasks gate_raw and gate_build

A check that failed, crashed, was misspelt or did not run closes the gate, and so does a gate without checks.
What to do then: docs/runbooks/gate.md.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import psycopg

from warehouse import loads
from warehouse.check_files import Definition, DefinitionFault, read_definitions
from warehouse.database.connection import connect, parameters
from warehouse.gate_texts import build_texts, intake_texts, raw_texts
from warehouse.made_of import made_of
from warehouse.relations import BUILD, fingerprint, relations_in
from warehouse.settings import Settings
from warehouse.soda_scan import ScanCrashed, Verdict, scan

ROLE = "publisher"
"""Sees raw, ledger, build and what readers have; not the vault."""

PASS, FAIL, ERROR = "pass", "fail", "error"
SODA = "Soda heeft alle controles uitgevoerd"
STANDS = "De gepubliceerde lading is gemaakt van alles wat nu geladen is"
STILL = "De tabellen zijn tijdens de controle niet veranderd"


class GateFailed(Exception):
    """The gate is closed; the text names each check that closed it, in Dutch, without a value of a person."""


@dataclass(frozen=True)
class CheckResult:
    """What became of one check: outcome pass, fail or error."""

    name: str
    outcome: str
    detail: str = ""


@dataclass(frozen=True)
class GateResult:
    """What became of a gate."""

    gate: str
    checks: tuple[CheckResult, ...]

    @property
    def blocking(self) -> tuple[CheckResult, ...]:
        return tuple(check for check in self.checks if check.outcome != PASS)

    @property
    def is_open(self) -> bool:
        return bool(self.checks) and not self.blocking

    def raise_if_blocked(self) -> None:
        """Raise GateFailed unless every check ran and passed."""
        if self.is_open:
            return
        lines = [f"- [L008] {check.name}: {check.detail}" for check in self.blocking]
        head = f"Poort {self.gate} is dicht: {len(lines)} van {len(self.checks)} controles houden tegen."
        raise GateFailed("\n".join([head, *(lines or ["- [L008] Er is geen enkele controle uitgevoerd."])]))


def gate_raw(settings: Settings, source: str, run_id: str) -> GateResult:
    """Check what a source delivered. The outcome is a result, not an exception: see `raise_if_blocked`."""
    with connect(settings, ROLE) as connection:
        texts = raw_texts(connection, source, run_id)
        address = _address(connection)
    result = GateResult(f"raw {source}", run_checks(parameters(settings, ROLE) | address, texts))
    with connect(settings, ROLE) as connection:
        _record(connection, run_id, result)
    return result


def gate_build(settings: Settings, run_id: str) -> GateResult:
    """Check the build and write down whether it may be published, and which tables these are.

    A run that built nothing has nothing to let out: what then counts is the intake, and that the load still stands.
    """
    with connect(settings, ROLE) as connection:
        load = loads.load_of_run(connection, run_id)
        if load is not None and load.is_standing:
            return _gate_standing(settings, connection, load)
        audited = fingerprint(relations_in(connection, BUILD))
        texts = build_texts(connection) if audited else {}
        address = _address(connection)
    checks = run_checks(parameters(settings, ROLE) | address, texts) if audited else ()
    with connect(settings, ROLE) as connection:
        result = GateResult("build", (*checks, _still(audited, fingerprint(relations_in(connection, BUILD)))))
        _record(connection, run_id, result)
        loads.record_audit(connection, run_id, is_open=result.is_open, audited_tables=audited)
    return result


def _gate_standing(settings: Settings, connection: psycopg.Connection, load: loads.Load) -> GateResult:
    checks = run_checks(parameters(settings, ROLE) | _address(connection), intake_texts())
    stands = loads.standing_load(connection, made_of(connection)) is not None
    told = (
        CheckResult(STANDS, PASS)
        if stands
        else CheckResult(STANDS, FAIL, "er is intussen iets veranderd; bouw opnieuw")
    )
    result = GateResult("build", (*checks, told))
    _record(connection, load.run_id, result)
    if not result.is_open:
        loads.refuse(connection, load)
    return result


def _still(audited: str, now: str) -> CheckResult:
    if not audited:
        return CheckResult(
            STILL, ERROR, "er is niets gebouwd sinds de laatste publicatie; bouw eerst (warehouse build)"
        )
    if now != audited:
        return CheckResult(STILL, ERROR, "er is tijdens de controle opnieuw gebouwd; controleer nog eens")
    return CheckResult(STILL, PASS)


def _address(connection: psycopg.Connection) -> dict[str, str]:
    """Where the database turned out to be: Soda has no defaults for what a URL leaves out."""
    return {"host": connection.info.host, "port": str(connection.info.port)}


def run_checks(connection_parameters: Mapping[str, str], texts: Mapping[str, str]) -> tuple[CheckResult, ...]:
    """Run the checks in these texts and hold the outcome against what the texts say should have run."""
    definitions, faults = read_definitions(texts)
    if not definitions or faults:
        # Soda would stop at the first fault without saying where it is
        return judge(definitions, faults, (), "niet uitgevoerd: een andere controle is verkeerd geschreven")
    try:
        verdicts, exit_code = scan(connection_parameters, texts)
    except ScanCrashed as crash:
        return judge(definitions, faults, (), f"Soda is gestopt: {crash}")
    reached_the_end = exit_code in (0, 2) or any(verdict.outcome == ERROR for verdict in verdicts)
    return judge(definitions, faults, verdicts, "" if reached_the_end else f"Soda gaf code {exit_code}")


def judge(
    definitions: Sequence[Definition],
    faults: Sequence[DefinitionFault],
    verdicts: Sequence[Verdict],
    crash: str,
) -> tuple[CheckResult, ...]:
    """One result per check that should have run, one per fault, and one on whether all of them ran. Pure."""
    by_name = {verdict.name: verdict for verdict in verdicts}
    results = [_result(definition, by_name.get(definition.name), crash) for definition in definitions]
    results += [CheckResult(fault.place, ERROR, fault.what) for fault in faults]
    ran = Counter(verdict.name for verdict in verdicts)
    expected = Counter(definition.name for definition in definitions)
    if crash or ran != expected or not definitions:
        told = crash or f"{ran.total()} uitgevoerd, {expected.total()} gevraagd"
        return (*results, CheckResult(SODA, ERROR, told if definitions else "er is geen enkele controle"))
    return (*results, CheckResult(SODA, PASS, f"{ran.total()} uitgevoerd"))


def _result(definition: Definition, verdict: Verdict | None, crash: str) -> CheckResult:
    if verdict is None:
        return CheckResult(definition.name, ERROR, f"{definition.place}: {crash or 'niet uitgevoerd'}")
    if verdict.outcome == ERROR:
        return CheckResult(definition.name, ERROR, f"{definition.place}: {verdict.reason}")
    return CheckResult(definition.name, verdict.outcome, f"gemeten {verdict.value:.10g}; moet zijn: {definition.rule}")


def _record(connection: psycopg.Connection, run_id: str, result: GateResult) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into meta.gate_checks (run_id, gate, check_name, outcome, detail) values (%s, %s, %s, %s, %s)",
            list(_rows(run_id, result)),
        )


def _rows(run_id: str, result: GateResult) -> Iterator[tuple[str, str, str, str, str]]:
    for check in result.checks:
        yield run_id, result.gate, check.name, check.outcome, check.detail
