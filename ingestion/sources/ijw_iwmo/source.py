"""The source ijw_iwmo as the intake sees it: iJw and iWmo messages, bare, in a zip or in a StUF-GGK envelope."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingestion.outcomes import Fault, reaction_to
from ingestion.sources import Envelope, Examination, LandedFile, Reading
from ingestion.sources.ijw_iwmo import layout, parse, structure
from ingestion.sources.ijw_iwmo.oddities import oddities
from ingestion.sources.ijw_iwmo.rules.evaluation import judged
from ingestion.sources.ijw_iwmo.sender import sender_of

LARGEST_BYTES = 200 << 20
TEST_BSN = re.compile(rb"<(?:[\w.-]+:)?Bsn>\s*(9999[0-9]{5})\s*<")
"""The range of BSNs set apart for tests."""


@dataclass(frozen=True)
class Messages:
    """A Source (ingestion/sources/__init__.py)."""

    name: str = "ijw_iwmo"
    unpacks_archives: bool = True

    @property
    def money(self) -> Mapping[str, tuple[str, str]]:
        return parse.MONEY

    def largest_bytes(self, name: str) -> int:
        return LARGEST_BYTES

    def raw_tables(self) -> Mapping[str, layout.RawTable]:
        return layout.raw_tables()

    def examine(self, data: bytes, name: str, *, is_production: bool) -> structure.Examined:
        found = structure.examine(data)
        found = replace(found, afzender=sender_of(data, found.berichtsoort))
        if found.berichtsoort and all(reaction_to(fault.code) == "warn" for fault in found.faults):
            is_utf8 = not any(fault.code == "X011" for fault in found.faults)
            found = replace(found, faults=(*oddities(data, is_utf8=is_utf8), *found.faults))
        persons = len(set(TEST_BSN.findall(data))) if is_production else 0
        if not persons:
            return found
        fault = Fault("F014", fields={"aantal": persons})
        return replace(found, faults=(*found.faults, fault))

    def envelope_of(self, examined: Examination) -> Envelope | None:
        return examined.envelope if isinstance(examined, structure.Examined) else None

    def read(self, files: Sequence[LandedFile]) -> Iterator[Reading]:
        return judged(parse.read(files), {file.file_id: file.came_in_on for file in files})


SOURCE = Messages()
