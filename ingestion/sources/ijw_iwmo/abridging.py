"""Write a message again with its longest texts cut and its comments left out, for the structure check.

Reads   the text of one message (UTF-8)
Gives   abridged(); it builds the document, so it is for the few messages that need it
"""

from lxml import etree

from ingestion.guard import safe_parser

LONGEST_KEPT = 500
"""Characters kept of a text: more than any element may hold, except a comment, which may hold anything."""
SPACES = " \t\r\n"


def abridged(text: bytes) -> bytes:
    """A message that the schema judges as it judges this one, without long texts.

    The schema validator appends to a value at each reference, comment or few hundred bytes, and copies it each
    time: a value of megabytes takes it minutes. Raises XMLSyntaxError where the text is no XML.
    """
    root = etree.fromstring(text, safe_parser())
    for element in root.iter():
        if element.text and len(element.text) > LONGEST_KEPT:
            element.text = _cut(element.text)
        if element.tail and len(element.tail) > LONGEST_KEPT:
            element.tail = _cut(element.tail)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _cut(text: str) -> str:
    """The text with each of its parts cut: spaces before, what lies between, spaces behind; its lines stay."""
    core = text.strip(SPACES)
    before = text[: len(text) - len(text.lstrip(SPACES))] if core else ""
    behind = text[len(text.rstrip(SPACES)) :]
    kept = "x" * LONGEST_KEPT if len(core) > LONGEST_KEPT else core
    short = before[:LONGEST_KEPT] + kept + behind[:LONGEST_KEPT]
    return short + "\n" * (text.count("\n") - short.count("\n"))
