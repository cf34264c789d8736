"""What the measurements say: each ratio beside its bar, and whether it was reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table

from tests.bench.intake import Measured

MICRO = 1e6
BOTH = ("client", "server")
LARGEST_PEAK_MB = 150.0
NAMES = {
    "ours": "ours: structure, rules, pseudonyms, keys, ledger",
    "lxml_copy": "lxml + COPY (checks nothing)",
    "xmltable": "XMLTABLE in SQL",
    "dlt_arrow": "dlt, Arrow tables",
    "pandas_to_sql": "pandas.read_xml, to_sql (12 of 20 columns)",
    "dlt_dicts": "dlt, dicts",
    "c_expat": "floor: C expat (pyexpat without callbacks)",
    "libxml2_sax": "floor: libxml2 SAX (lxml, target without callbacks)",
    "lxml_values": "floor: lxml tree and one pass",
}


@dataclass(frozen=True)
class Verdict:
    """One measure; `value` is None where it could not be taken, and `note` says why."""

    measure: str
    value: float | None
    bar: float
    is_at_least: bool
    unit: str = "x"
    note: str = ""

    @property
    def text(self) -> str:
        return "-" if self.value is None else f"{self.value:.2f} {self.unit}"

    @property
    def bar_text(self) -> str:
        return f"{'>=' if self.is_at_least else '<='} {self.bar:g} {self.unit}"

    @property
    def answer(self) -> str:
        if self.value is None:
            return "not measured"
        is_reached = self.value >= self.bar if self.is_at_least else self.value <= self.bar
        return "reached" if is_reached else "NOT REACHED"


def verdicts(found: Measured) -> list[Verdict]:
    """Every measure of the parts that were taken."""
    made = {"ours": (_claims, _load), "statements": (_statements,), "memory": (_memory,), "small": (_small, _again)}
    told = [verdict for way, parts in made.items() if found.has(way) for part in parts for verdict in part(found)]
    return [*told, *(_claims_again(found) if found.has("again_claims") else ()), *_processes(found)]


def _claims(found: Measured) -> Iterator[Verdict]:
    yield Verdict(
        "a message that breaks a rule of level 2 is refused", found.median("rules", 1, "refused"), 1, True, ""
    )
    ours = found.marginal("ours", *BOTH)
    bars = {"dlt_dicts": 10.0, "dlt_arrow": 2.0, "pandas_to_sql": 10.0, "xmltable": 4.0}
    for way, bar in bars.items():
        name = f"claims per CPU second, marginal: ours / {way}"
        if found.has(way):
            yield Verdict(name, found.marginal(way, *BOTH) / ours, bar, True)
        else:
            yield Verdict(name, None, bar, True, note="no PostgreSQL with libxml is installed here")


def _load(found: Measured) -> Iterator[Verdict]:
    most = found.amounts("ours")[-1]
    ours = found.median("ours", most, "load_server")
    for form in ("binary", "csv"):
        floor = found.median(f"copy_{form}", most, "server")
        yield Verdict(f"load, server CPU: ours / raw COPY ({form}) of the same rows", ours / floor, 1.1, False)


def _statements(found: Measured) -> Iterator[Verdict]:
    few, many = found.amounts("statements")
    more = found.median("statements", many, "statements") - found.median("statements", few, "statements")
    yield Verdict(f"statements that {many - few:,} rows more take", more, 0, False, "")


def _memory(found: Measured) -> Iterator[Verdict]:
    sizes = found.amounts("memory")
    for size in sizes:
        is_loaded = bool(found.median("memory", size, "is_loaded"))
        note = "" if is_loaded else f"refused: {', '.join(_codes(found, size))}"
        peak = found.median("memory", size, "peak_mb")
        yield Verdict(f"peak memory, a message of {size} MB", peak, LARGEST_PEAK_MB, False, "MB", note)
    taken = [size for size in sizes if found.median("memory", size, "is_loaded")]
    for size in taken[1:]:
        ratio = found.median("memory", size, "peak_mb") / found.median("memory", taken[0], "peak_mb")
        yield Verdict(f"peak memory, {size} MB / {taken[0]} MB", ratio, 1.1, False)
    for size in sizes:
        if size not in taken:
            yield Verdict(f"peak memory, {size} MB / {taken[0]} MB", None, 1.1, False, note="it was refused")


def _codes(found: Measured, size: int) -> list[str]:
    return [name.removeprefix("is_") for name in found.rounds["memory", size][0] if name.startswith("is_")]


def _small(found: Measured) -> Iterator[Verdict]:
    parse = found.marginal("small_parse", "client")
    most = found.amounts("small")[-1]
    whole = found.marginal("small", *BOTH)
    yield Verdict(f"{most:,} small messages: CPU of client and server / parsing alone", whole / parse, 2, False)
    client = found.marginal("small", "client")
    yield Verdict(f"{most:,} small messages: CPU of the client / parsing alone", client / parse, 2, False)


def _claims_again(found: Measured) -> Iterator[Verdict]:
    lines = found.amounts("ours")[-1]
    files = found.amounts("again_claims")[-1]
    parse = found.median("lxml_values", lines, "client")
    again = found.median("again_claims", files, "land_client", "land_server")
    yield Verdict(f"claims delivered again, {files} files: CPU / parsing alone", 100 * again / parse, 25, False, "%")


def _again(found: Measured) -> Iterator[Verdict]:
    parse = found.marginal("small_parse", "client")
    again = found.marginal("again_small", "land_client", "land_server")
    yield Verdict("a small message delivered again: CPU / parsing alone", 100 * again / parse, 25, False, "%")
    unchanged = found.marginal("unchanged", "land_client", "land_server")
    yield Verdict("a small message that still lies there: CPU / parsing alone", 100 * unchanged / parse, 25, False, "%")
    whole = found.marginal("small", *BOTH)
    yield Verdict("a small message delivered again: CPU / taking it in", 100 * again / whole, 25, False, "%")


def _processes(found: Measured) -> Iterator[Verdict]:
    name = "two processes against one, wall clock"
    if not found.has("processes"):
        yield Verdict(name, None, 1.7, True, note="cores were busy, or not asked for")
        return
    yield Verdict(name, found.median("processes", 1, "wall") / found.median("processes", 2, "wall"), 1.7, True)


def costs_table(found: Measured) -> Table:
    """CPU per claim line of every way, on both sides."""
    table = Table("way", title="Claims to committed rows, CPU per line (marginal, medians)")
    for name in ("lines", "client us", "server us", "us", "lines per CPU s", "start-up s", "peak MB"):
        table.add_column(name, justify="right")
    for way, name in NAMES.items():
        if not found.has(way):
            table.add_row(name, "SKIPPED")
            continue
        few, many = found.amounts(way)[0], found.amounts(way)[-1]
        client, server = (MICRO * found.marginal(way, side) for side in BOTH)
        both = client + server
        start_up = found.median(way, few, "start_up")
        table.add_row(
            name, f"{few:,} - {many:,}", f"{client:.1f}", f"{server:.1f}", f"{both:.1f}",
            f"{MICRO / both:,.0f}" if both > 0 else "-", f"{start_up:.1f}", f"{found.peak(way):.0f}",
        )  # fmt: skip
    table.add_section()
    for step in ("validate", "load"):
        client, server = (MICRO * found.marginal("ours", f"{step}_{side}") for side in BOTH)
        table.add_row(f"  of ours: {step}", "", f"{client:.1f}", f"{server:.1f}", f"{client + server:.1f}", "", "", "")
    return table


def small_table(found: Measured) -> Table:
    """CPU per small message, step by step."""
    table = Table("step", title="Small messages, CPU per message (marginal, medians)")
    for name in ("messages", "client us", "server us", "us"):
        table.add_column(name, justify="right")
    rows = [
        ("parsing alone: lxml tree and one pass", "small_parse", "client", ""),
        ("land", "small_land", "land_client", "land_server"),
        ("validate", "small", "validate_client", "validate_server"),
        ("load", "small", "load_client", "load_server"),
        ("land again, unchanged in the inbox", "unchanged", "land_client", "land_server"),
        ("land again, under another name", "again_small", "land_client", "land_server"),
    ]
    for name, way, on_client, on_server in rows:
        client = MICRO * found.marginal(way, on_client)
        server = MICRO * found.marginal(way, on_server)
        amounts = found.amounts(way)
        span = f"{amounts[0]:,} - {amounts[-1]:,}"
        table.add_row(name, span, f"{client:.0f}", f"{server:.0f}", f"{client + server:.0f}")
    return table


def verdict_table(found: Measured) -> Table:
    table = Table("measure", title="Against the bars")
    table.add_column("measured", justify="right")
    table.add_column("bar", justify="right")
    table.add_column("")
    for verdict in verdicts(found):
        note = f" ({verdict.note})" if verdict.note else ""
        table.add_row(verdict.measure, verdict.text, verdict.bar_text, verdict.answer + note)
    return table
