"""A file made to exhaust the machine is decided within ten seconds of CPU and half a gigabyte."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable

import pytest

from ingestion.guard import LARGEST_MB, MEGABYTE
from tests.ingestion.messages import make_message

CPU_SECONDS = 10
MEMORY = 640 * MEGABYTE  # of addresses: numpy reserves 125 MB of them without using them
RETURNED = make_message("jeugdwet", "302", 3, fill=1)
HEAD = RETURNED[: RETURNED.index(b"<b:RetourCode>")]
TAIL = RETURNED[len(HEAD) :]
CODE = b"<b:RetourCode>0001</b:RetourCode>"
WRONG = b"<b:RetourCode>x</b:RetourCode>"
LIMIT = LARGEST_MB * MEGABYTE
EXAMINE = """
import json, sys
from ingestion.sources.ijw_iwmo.structure import examine
with open(sys.argv[1], "rb") as file:
    print(json.dumps([fault.code for fault in examine(file.read()).faults][:3]))
"""


def in_latin(text: bytes) -> bytes:
    return text.replace(b"UTF-8", b"ISO-8859-1").decode().encode("latin1", "xmlcharrefreplace")


FILES: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "references that expand": (
        lambda: b"<!DOCTYPE a [<!ENTITY a '%s'>]><a>%s</a>" % (b"a" * 50_000, b"&a;" * 20_000),
        ["X001"],
    ),
    "a value of two million references": (lambda: HEAD + b"<b:RetourCode>" + b"&#65;" * 1_900_000 + TAIL, ["X016"]),
    "a whole value of two million references": (
        lambda: HEAD + b"<b:RetourCode>" + b"&lt;" * 2_400_000 + b"</b:RetourCode>" + TAIL,
        ["X027"],
    ),
    "a value in nine hundred thousand parts": (
        lambda: HEAD + b"<b:RetourCode>" + b"a<!---->" * 900_000 + b"</b:RetourCode>" + TAIL,
        ["X027", "X003", "X003"],
    ),
    "a value of ten million bytes that are no ASCII": (
        lambda: HEAD + b"<b:RetourCode>" + "é".encode() * 4_900_000 + b"</b:RetourCode>" + TAIL,
        ["X027"],
    ),
    "a million elements that nobody knows": (lambda: HEAD + b"<b:x/>" * 990_000 + TAIL, ["X002"]),
    "a million wrong values": (lambda: HEAD + WRONG * 990_000 + TAIL, ["X027"] * 3),
    "many faults, then a million sound values": (
        lambda: HEAD + WRONG * 99 + CODE * 990_000 + WRONG + TAIL,
        ["X027"] * 3,
    ),
    "half a million levels": (lambda: HEAD + b"<b:x>" * 500_000, ["X006"]),
    "twenty thousand elements of 64 attributes": (
        lambda: HEAD + CODE.replace(b">", b" " + b" ".join(b"a%d=''" % n for n in range(64)) + b">", 1) * 20_000 + TAIL,
        ["X028"] * 3,
    ),
    "twenty million openings": (lambda: b"<" * 20_000_000, ["X008"]),
    "comments without end": (lambda: b"<a>" + b"<!--" * 900_000, ["X020"]),
    "quotes without end": (lambda: b"<a " + b"b='" * 20_000_000, ["X005"]),
    "200 MB of white space": (lambda: b" " * LIMIT, ["X013"]),
    "200 MB of faulty values": (lambda: HEAD + (WRONG + b" " * 9_000_000) * 22 + TAIL, ["X027"] * 3),
    "100 MB of Latin-1": (
        lambda: in_latin(HEAD) + (CODE + b"\n" * 9_000_000) * 11 + in_latin(TAIL),
        ["X011"],
    ),
}


def limit_the_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_decided_within_its_limits(tmp_path, name):
    make, codes = FILES[name]
    path = tmp_path / "bericht.xml"
    path.write_bytes(make())

    child = subprocess.run(
        [sys.executable, "-c", EXAMINE, str(path)], capture_output=True, check=False, preexec_fn=limit_the_process
    )

    assert child.returncode == 0, child.stderr[-500:]
    assert json.loads(child.stdout) == codes


def test_the_limits_are_felt(tmp_path):
    path = tmp_path / "bericht.xml"
    path.write_bytes(b"a")

    child = subprocess.run(
        [sys.executable, "-c", "bytes(700 << 20)", str(path)],
        capture_output=True,
        check=False,
        preexec_fn=limit_the_process,
    )

    assert b"MemoryError" in child.stderr
