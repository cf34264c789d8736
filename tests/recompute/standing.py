"""Which messages stand: those that no retour refused (choice 1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.recompute.reader import Identity, Message, all_codes, read_messages

NO_REMARK = "0200"


@dataclass
class Messages:
    """What was read from every message that is no retour, by type, and which messages were refused."""

    by_type: dict[str, list[tuple[Identity, Any]]] = field(default_factory=dict)
    refused: set[Identity] = field(default_factory=set)
    last_day: date = date.min

    def standing(self, *types: str) -> list[Any]:
        """The contents of the messages of these types that were not refused."""
        found = (item for soort in types for item in self.by_type.get(soort, []))
        return [content for identity, content in found if identity not in self.refused]


def sort_messages(inbox: Path, contents: Mapping[str, Callable[[Message], Any]]) -> Messages:
    """Read an inbox, keep of each type what `contents` takes from it, and set the refused messages apart.

    `last_day` is the latest Dagtekening of any message that is no retour.
    """
    found = Messages()
    for message in read_messages(inbox):
        if message.is_retour:
            if all_codes(message.root) - {NO_REMARK}:
                found.refused.add(message.identity)
            continue
        found.last_day = max(found.last_day, date.fromisoformat(message.dagtekening))
        if message.soort in contents:
            found.by_type.setdefault(message.soort, []).append((message.identity, contents[message.soort](message)))
    return found
