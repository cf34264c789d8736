"""Valid messages of every type, made from the catalogue and a seed: every element occurs, in every legal spelling.

Persons are invented: the BSN is one of the test range (9999xxxxx) and names come from the pool below.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from ingestion.outcomes import is_bsn
from ingestion.sources.ijw_iwmo.catalogue import RELEASE, Datatype, Element, Message, load_catalogue
from tests.ingestion.obedient import DAY, FIRST, Node, Obedience

TEST_BSNS = tuple(number for number in map(str, range(999900000, 999902000)) if is_bsn(number))
TEXTS = (
    "Appel", "Müller & Zn", "O'Hara", 'zegt "nee"', "a < b > c", "  twee  ", "]]>", "Ünïcødé", "naïve €", "Ĳssel 𝔸",
    "x\ty", "1 & 2",
)  # fmt: skip
LETTERS = "ABCÉü"
REPEATS = 3
DAYS = {"3.0": (-30, 90), "3.1": (100, 440), RELEASE: (400, 1600)}
"""Release -> first and last day of its messages, counted from the first of 2022."""


@dataclass(frozen=True)
class Spelling:
    """How a message is written down; all say the same to a reader of XML."""

    prefix: str = "b"
    line_end: str = "\r\n"
    is_playful: bool = False
    encoding: str = "UTF-8"
    has_bom: bool = False


PLAIN = Spelling()
SPELLINGS = (
    PLAIN,
    Spelling(prefix="ns2", line_end="\n", is_playful=True),
    Spelling(prefix="", line_end="\r", is_playful=True),
    Spelling(prefix="x.y-z", is_playful=True, has_bom=True),
    Spelling(prefix="q", is_playful=True, encoding="ISO-8859-1"),
    Spelling(prefix="w", encoding="windows-1252"),
)


def all_types() -> list[tuple[str, str]]:
    """Every (wet, berichtsoort) of the catalogue."""
    return sorted(load_catalogue().messages)


def make_message(wet: str, berichtsoort: str, seed: int, **options: object) -> bytes:
    """One valid message; `options` are the fields of Writer below."""
    return Writer(wet, berichtsoort, seed, **options).message()  # type: ignore[arg-type]


@dataclass
class Writer:
    """`fill` is the chance of an optional element, `lines` the number of each repeating class (None: one to three).

    `obeys`: the content follows the rules of level 2, so that the intake takes it.
    """

    wet: str
    berichtsoort: str
    seed: int
    spelling: Spelling = PLAIN
    fill: float = 0.6
    lines: int | None = None
    bsns: tuple[str, ...] = TEST_BSNS
    obeys: bool = True
    release: str = RELEASE

    def __post_init__(self) -> None:
        self.type: Message = load_catalogue().messages[self.wet, self.berichtsoort].in_release(self.release)
        self.random = random.Random(f"{self.wet}{self.berichtsoort}{self.seed}")  # noqa: S311 - a seed, not a secret

    def message(self, change: Callable[[Node], object] | None = None) -> bytes:
        """The message as bytes; `change` may alter its content first, whatever the rules say."""
        spelling = self.spelling
        before, after = ("<!-- vooraf -->\n", "\n<!-- achteraf -->\n") if spelling.is_playful else ("", "\n")
        root = self._name("Bericht", "bericht")
        own = f"xmlns:{spelling.prefix}" if spelling.prefix else "xmlns"
        namespaces = f'{own}="{self.type.namespace}" xmlns:basis="{self.type.base_namespace}"'
        body = "\n".join(line for node in self.content(change).children for line in self._lines(node, 1))
        head = f'<?xml version="1.0" encoding="{spelling.encoding}"?>\n{before}'
        text = f"{head}<{root} {namespaces}>\n{body}\n</{root}>{after}"
        data = text.replace("\n", spelling.line_end).encode(spelling.encoding, "xmlcharrefreplace")
        return (b"\xef\xbb\xbf" if spelling.has_bom else b"") + data

    def content(self, change: Callable[[Node], object] | None = None) -> Node:
        """The message as a tree; it obeys the rules of level 2 unless that was not asked for."""
        root = Node(Element("/Bericht", "class", "bericht", "Bericht", 1, 1, "", False), self._absent)
        root.children = list(self._children("/Bericht"))
        obedience = Obedience(self.random, self.wet, self.bsns, DAYS[self.release])
        if self.release != RELEASE:
            root.set("Header/BerichtIdentificatie/Dagtekening", FIRST + DAYS[self.release][0] * DAY)
        if self.obeys:
            obedience.put_right(self.berichtsoort, root)
        if change:
            change(root)
        return self._in_order(root)

    def _children(self, path: str) -> Iterator[Node]:
        for element in self.type.children_of(path):
            for _ in range(self._times(element)):
                node = self._node(element)
                if node.element.kind == "leaf" or node.children:
                    yield node

    def _node(self, element: Element) -> Node:
        if element.kind == "leaf":
            return Node(element, self._absent, self._value(element))
        return Node(element, self._absent, children=list(self._children(element.path)))

    def _absent(self, parent: Element, name: str) -> Node:
        return self._node(next(child for child in self.type.children_of(parent.path) if child.name == name))

    def _in_order(self, node: Node) -> Node:
        """Children in the order of the schema, and without those that nothing is left of."""
        order = {child.path: place for place, child in enumerate(self.type.children_of(node.element.path))}
        kept = [self._in_order(child) for child in node.children]
        kept = [child for child in kept if child.element.kind == "leaf" or child.children]
        node.children = sorted(kept, key=lambda child: order[child.element.path])
        return node

    def _times(self, element: Element) -> int:
        if element.min_occurs == 0 and self.random.random() > self.fill:
            return 0
        if element.repeats:
            return self.lines or self.random.randint(1, REPEATS)
        return 1

    def _lines(self, node: Node, depth: int) -> Iterator[str]:
        element = node.element
        name, indent = self._name(element.name, element.namespace), "\t" * depth
        if element.kind == "leaf":
            yield f"{indent}<{name}>{self._written(element, node.text)}</{name}>"
            return
        note = "<!-- hierin -->" if self.spelling.is_playful and self.random.random() < 0.1 else ""
        yield f"{indent}<{name}>{note}"
        for child in node.children:
            yield from self._lines(child, depth + 1)
        yield f"{indent}</{name}>"

    def _name(self, name: str, namespace: str) -> str:
        prefix = self.spelling.prefix if namespace == "bericht" else "basis"
        return f"{prefix}:{name}" if prefix else name

    def _value(self, element: Element) -> str:
        codes = sorted(load_catalogue().codes_of(element.datatype, self.type.wet))
        if element.fixed_value.isalnum():
            return element.fixed_value
        if element.name == "Bsn":
            return self.random.choice(self.bsns)
        return self.random.choice(codes) if codes else self._free_value(load_catalogue().datatypes[element.datatype])

    def _free_value(self, datatype: Datatype) -> str:
        pick = self.random
        if datatype.base == "integer":
            return str(pick.randint(datatype.min_inclusive or 0, min(datatype.max_inclusive or 0, 999999)))
        if datatype.base == "date":
            return f"{pick.randint(1950, 2026)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
        if datatype.base == "time":
            clock = f"{pick.randint(0, 23):02}:{pick.randint(0, 59):02}:{pick.randint(0, 59):02}"
            return clock + pick.choice(["", ".5", ".123456"])
        return self._text(datatype.name, datatype.pattern or "", datatype.max_length or 40)

    def _text(self, datatype: str, pattern: str, longest: int) -> str:
        pick = self.random
        if datatype == "LDT_Versie":
            return f"1.{pick.randint(0, 3)}.{pick.randint(0, 3)}"
        if datatype == "LDT_Voorletters":
            return "".join(pick.choices(LETTERS, k=2))
        if datatype == "LDT_Postcode":
            return pick.choice(["6511 AB", "6525XZ", "B-1000", "65110"])
        if pattern.startswith("[0-9]"):
            return "".join(pick.choices("0123456789", k=longest if datatype != "LDT_Gemeente" else 4))
        if datatype == "LDT_IdentificatieDeclaratie":
            return f"DN{pick.randint(0, 99999)}"
        text = pick.choice(TEXTS)[:longest]
        return text if text.strip() else "t"

    def _written(self, element: Element, value: str) -> str:
        base = load_catalogue().datatypes[element.datatype].base
        if not self.spelling.is_playful:
            return escape(value)
        if base in {"integer", "date", "time"} and self.random.random() < 0.3:
            value = f" {value}\n"
        middle = len(value) // 2
        ways = [
            escape(value),
            escape(value, {'"': "&quot;", "'": "&apos;"}),
            "".join(f"&#x{ord(sign):x};" for sign in value),
            f"{escape(value[:middle])}<!-- 1 -->{escape(value[middle:])}",
            f"{escape(value)}<?let op?>",
        ]
        if "]]>" not in value and self._is_writable(value):
            ways.append(f"<![CDATA[{value}]]>")
        return self.random.choice(ways)

    def _is_writable(self, value: str) -> bool:
        """Inside CDATA a character that the encoding lacks cannot be written as a reference."""
        return value.encode(self.spelling.encoding, "ignore").decode(self.spelling.encoding) == value
