"""The messages of an inbox, read with lxml and nothing of the warehouse: the second opinion starts here.

Reads   <inbox>/ijw_iwmo/**.xml and the .xml inside **.zip; not the folder of faulty deliveries
Gives   each message once, also when it was delivered twice; a message is gone from memory when the next is asked for
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from synthetic.faulty import FOLDER as FAULTY_FOLDER

NAMESPACE = re.compile(r"/(ijw|iwmo)/3_2/(?:jw|wmo)(\d{3})/schema$")
WETTEN = {"ijw": "jeugdwet", "iwmo": "wmo"}
RETOUR_OF = {"302": "301", "306": "305", "308": "307", "316": "315", "318": "317", "320": "319"}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

Identity = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Message:
    """A message as it lies in the inbox: who sent it, and the element below which everything is found."""

    wet: str
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: str
    root: etree._Element

    @property
    def identity(self) -> Identity:
        """What makes two messages the same, whatever their bytes (choice 4); of a retour, the message it answers."""
        soort = RETOUR_OF.get(self.soort, self.soort)
        return (self.wet, soort, self.afzender, self.ontvanger, self.identificatie, self.dagtekening)

    @property
    def is_retour(self) -> bool:
        return self.soort in RETOUR_OF

    def text(self, path: str) -> str:
        return text_of(self.root, path)


def read_messages(inbox: Path) -> Iterator[Message]:
    """Every message once. Raises on an inbox without messages: a check that sees nothing proves nothing."""
    seen: set[tuple[bool, Identity]] = set()
    for data in _deliveries(inbox / "ijw_iwmo"):
        message = _message(etree.fromstring(data, PARSER))
        key = (message.is_retour, message.identity)
        if key not in seen:
            seen.add(key)
            yield message
    if not seen:
        raise FileNotFoundError(f"no messages below {inbox}")


def find(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of local names, whatever the prefixes."""
    return element.find("/".join(f"{{*}}{name}" for name in path.split("/")))


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))


def text_of(element: etree._Element, path: str) -> str:
    """The text at a path, empty where the element is absent."""
    found = find(element, path)
    return (found.text or "") if found is not None else ""


def all_codes(element: etree._Element) -> set[str]:
    """Every RetourCode at or below an element."""
    return {code.text or "" for code in element.iter("{*}RetourCode")}


def _deliveries(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if FAULTY_FOLDER in path.parts:
            continue
        if path.suffix == ".xml":
            yield path.read_bytes()
        elif path.suffix == ".zip":
            with ZipFile(path) as archive:
                for name in archive.namelist():
                    yield archive.read(name)


def _message(root: etree._Element) -> Message:
    found = NAMESPACE.search(etree.QName(root).namespace or "")
    if found is None:
        raise ValueError(f"not a message of release 3.2: {root.tag!r}")
    return Message(
        wet=WETTEN[found[1]],
        soort=found[2],
        afzender=text_of(root, "Header/Afzender"),
        ontvanger=text_of(root, "Header/Ontvanger"),
        identificatie=text_of(root, "Header/BerichtIdentificatie/Identificatie"),
        dagtekening=text_of(root, "Header/BerichtIdentificatie/Dagtekening"),
        root=root,
    )
