"""Change a sound message in one place: some changes leave it sound, most do not. The schema says which.

mutate() picks a change by chance: of a value across the borders of its datatype, of an element, an attribute, a
namespace, or of the bytes. What to expect is not written here: two schemas judge the same mutant and must agree.
"""

import random
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ingestion.guard import safe_parser
from ingestion.sources.ijw_iwmo.catalogue import Element, Message
from tests.ingestion.sources.ijw_iwmo.border_values import values_near_the_border

XSI = "http://www.w3.org/2001/XMLSchema-instance"
DECLARATIONS = (
    b"xmlns:q=''", b"xmlns:q='u'", b"xmlns:xml='u'", b"xmlns:q='http://www.w3.org/XML/1998/namespace'", b"xmlns=''",
    b"xmlns:q=' '", b"xmlns:q='%'", b"xmlns:q='a b'", b"q:a='1'",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A changed message and what was done to it."""

    change: str
    data: bytes


Tree = Callable[[random.Random, etree._Element, Message], str]


def mutate(rng: random.Random, sound: bytes, message: Message) -> Mutant:
    """One mutant of a sound message of this type, in UTF-8; now and then with two changes."""
    if rng.random() < 0.05:
        how = rng.choice(BYTES)
        return Mutant(how.__name__, how(rng, sound))
    root = etree.fromstring(sound, safe_parser())
    change = rng.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
    said = f"{change.__name__}: {change(rng, root, message)}"
    if rng.random() < 0.1:
        said += f" + {set_value.__name__}: {set_value(rng, root, message)}"
    data = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
    if rng.random() < 0.08:
        how = rng.choice(BYTES)
        said += f" + {how.__name__}"
        data = how(rng, data)
    return Mutant(said, data)


def set_value(rng: random.Random, root: etree._Element, message: Message) -> str:
    """Give a leaf another value near a border of its datatype."""
    leaf = rng.choice(_leaves(root))
    element = _element_of(leaf, message)
    if element is None or element.kind != "leaf":
        return "no such leaf any more"
    leaf.text = rng.choice(values_near_the_border(rng, element, message.wet))
    return element.path


def empty_leaf(rng: random.Random, root: etree._Element, message: Message) -> str:
    leaf = rng.choice(_leaves(root))
    leaf.text = rng.choice((None, "", " ", "\n\t"))
    return leaf.tag


def drop(rng: random.Random, root: etree._Element, message: Message) -> str:
    victim = _inner(rng, root)
    _parent(victim).remove(victim)
    return victim.tag


def duplicate(rng: random.Random, root: etree._Element, message: Message) -> str:
    original = _inner(rng, root)
    original.addnext(deepcopy(original))
    return original.tag


def swap(rng: random.Random, root: etree._Element, message: Message) -> str:
    first = _inner(rng, root)
    second = first.getnext()
    if second is not None:
        second.addnext(first)
    return first.tag


def move(rng: random.Random, root: etree._Element, message: Message) -> str:
    moved, target = _inner(rng, root), rng.choice(list(root.iter(etree.Element)))
    if moved is not target and moved not in list(target.iterancestors()):
        target.insert(rng.randint(0, len(target)), moved)
    return moved.tag


def rename(rng: random.Random, root: etree._Element, message: Message) -> str:
    renamed = _inner(rng, root)
    namespace = etree.QName(renamed).namespace
    names = [element.name for element in message.elements]
    name = rng.choice([*rng.choices(names, k=4), "Onbekend", "bsn", "BSN", "Client_", "Élément"])
    renamed.tag = etree.QName(namespace, name).text
    return name


def other_namespace(rng: random.Random, root: etree._Element, message: Message) -> str:
    changed = _inner(rng, root)
    wrong = (message.namespace, message.base_namespace, "", "urn:x", message.namespace.replace("3_2", "3_1"))
    namespace = rng.choice(wrong)
    changed.tag = etree.QName(namespace or None, etree.QName(changed).localname).text
    return namespace


def complete(rng: random.Random, root: etree._Element, message: Message) -> str:
    """Put a child that the message does not have yet, where the standard has it or one place beside."""
    parents = [
        node for node in root.iter(etree.Element) if (found := _element_of(node, message)) and found.kind != "leaf"
    ]
    parent = rng.choice(parents)
    children = list(message.children_of(_path(parent)))
    child = rng.choice(children)
    namespace = message.namespace if child.namespace == "bericht" else message.base_namespace
    new = etree.Element(etree.QName(namespace, child.name))
    if child.kind == "leaf":
        new.text = rng.choice(values_near_the_border(rng, child, message.wet))
    before = {part.name for part in children[: children.index(child)]}
    place = sum(etree.QName(node).localname in before for node in parent)
    parent.insert(max(0, place + rng.choice((0, 0, 0, -1, 1))), new)
    return child.path


def attribute(rng: random.Random, root: etree._Element, message: Message) -> str:
    holder = rng.choice(list(root.iter(etree.Element)))
    names = {"nil": ("true", "false"), "schemaLocation": ("a b",), "noNamespaceSchemaLocation": ("a.xsd",)}
    name = rng.choice((*names, "type", "type", "type", "other"))
    if name == "type":
        found = _element_of(holder, message)
        known = [element.datatype for element in message.elements]
        own = found.datatype if found else "Root"
        prefix = rng.choice(("b", "basis", "b", "basis", "xs", ""))
        value = rng.choice((own, own, own, rng.choice(known), "string", "anyType", "LDT_Naam", "Root"))
        holder.set(etree.QName(XSI, "type"), f"{prefix}:{value}" if prefix else value)
        return f"type {prefix}:{value}"
    if name == "other":
        odd = rng.choice(("id", "{urn:x}a", "{http://www.w3.org/XML/1998/namespace}lang", f"{{{message.namespace}}}a"))
        holder.set(odd, rng.choice(("", "nl", "1")))
        return odd
    holder.set(etree.QName(XSI, name), rng.choice(names[name]))
    return name


def text_among_elements(rng: random.Random, root: etree._Element, message: Message) -> str:
    holder = rng.choice([node for node in root.iter(etree.Element) if len(node)])
    text = rng.choice(("x", " ", "\n", "&", "\u00a0", "5", "\r"))
    if rng.random() < 0.5:
        holder.text = text
    else:
        holder[rng.randrange(len(holder))].tail = text
    return repr(text)


def child_in_leaf(rng: random.Random, root: etree._Element, message: Message) -> str:
    leaf = rng.choice(_leaves(root))
    name = rng.choice((leaf.tag, "{urn:x}a", "a"))
    leaf.insert(0, etree.Element(name))
    return name


def not_a_value(rng: random.Random, root: etree._Element, message: Message) -> str:
    """A comment or instruction somewhere: the parser drops it."""
    holder = rng.choice(list(root.iter(etree.Element)))
    node = rng.choice((etree.Comment("opmerking"), etree.PI("doe", "iets")))
    text = holder.text or ""
    place = rng.randint(0, len(text))
    holder.insert(0, node)
    holder.text, node.tail = text[:place], text[place:]
    return str(node)


def other_root(rng: random.Random, root: etree._Element, message: Message) -> str:
    namespace, name = rng.choice(
        (
            (message.namespace, "bericht"),
            (message.base_namespace, "Bericht"),
            ("", "Bericht"),
            (message.namespace, "Client"),
        )
    )
    root.tag = etree.QName(namespace or None, name).text
    return f"{namespace} {name}"


def no_change(rng: random.Random, root: etree._Element, message: Message) -> str:
    return ""


def cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randint(1, len(data) - 1)]


def flip_byte(rng: random.Random, data: bytes) -> bytes:
    place = rng.randrange(60, len(data))
    return data[:place] + bytes([rng.choice(b"<>&\"'/ x0\n\x80\x01=:")]) + data[place + 1 :]


def add_behind(rng: random.Random, data: bytes) -> bytes:
    return data + rng.choice((b"\n", b"<!-- na -->", b"x", b"<a/>", b"<?na?>", b"</Bericht>", b" \t", b"&amp;"))


def drop_declaration(rng: random.Random, data: bytes) -> bytes:
    return data[data.index(b"?>") + 2 :].lstrip()


def odd_declaration(rng: random.Random, data: bytes) -> bytes:
    place = rng.choice([match.end() for match in re.finditer(rb"<[\w:.-]+(?=[\s>])", data)])
    return data[:place] + b" " + rng.choice(DECLARATIONS) + data[place:]


def windows_line_ends(rng: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


BYTES = (cut, flip_byte, flip_byte, flip_byte, add_behind, drop_declaration, odd_declaration, windows_line_ends)
WEIGHTS: dict[Tree, int] = {
    set_value: 40,
    empty_leaf: 4,
    drop: 8,
    duplicate: 6,
    swap: 6,
    move: 6,
    rename: 6,
    other_namespace: 6,
    complete: 10,
    attribute: 10,
    text_among_elements: 6,
    child_in_leaf: 3,
    not_a_value: 4,
    other_root: 1,
    no_change: 4,
}


def _leaves(root: etree._Element) -> list[etree._Element]:
    return [node for node in root.iter(etree.Element) if not len(node)]


def _inner(rng: random.Random, root: etree._Element) -> etree._Element:
    """Any element below the root; elements near the root as likely as the many below them."""
    inner = list(root.iter(etree.Element))[1:]
    high = [node for node in inner if _parent(node) is root or _parent(_parent(node)) is root]
    return rng.choice(high if rng.random() < 0.3 else inner)


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    assert parent is not None
    return parent


def _path(node: etree._Element) -> str:
    names = [etree.QName(above).localname for above in (node, *node.iterancestors())]
    return "/" + "/".join(reversed(names))


def _element_of(node: etree._Element, message: Message) -> Element | None:
    path = _path(node)
    return next((element for element in message.elements if element.path == path), None)
