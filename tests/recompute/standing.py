"""Which messages stand: those that no retour refused (choice 1)."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.recompute.reader import Identity, Message, all_codes, read_messages

NO_REMARK = "0200"


@dataclass
class Messages:
    """Every message that is no retour, by type, and which of them were refused."""

    by_type: dict[str, list[Message]] = field(default_factory=dict)
    refused: set[Identity] = field(default_factory=set)

    def standing(self, soort: str) -> list[Message]:
        return [message for message in self.by_type.get(soort, []) if message.identity not in self.refused]

    @property
    def last_day(self) -> date:
        """The latest Dagtekening of any message that is no retour."""
        days = (message.dagtekening for messages in self.by_type.values() for message in messages)
        return date.fromisoformat(max(days))


def sort_messages(inbox: Path) -> Messages:
    """Read an inbox and set the refused messages apart."""
    found = Messages()
    for message in read_messages(inbox):
        if not message.is_retour:
            found.by_type.setdefault(message.soort, []).append(message)
        elif all_codes(message.root) - {NO_REMARK}:
            found.refused.add(message.identity)
    return found
