"""How a message is written: prefixes, the header, and the small blocks that many messages share.

Messages are strings put together from templates: a tree would cost ten times as much, and the city writes many
thousands. Every value that can hold a special character goes through `escape` once, where it is made.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from ingestion.sources.ijw_iwmo.catalogue import WETTEN, load_catalogue
from synthetic.places import CONVENTIONAL, DEFAULT_BASE, DEFAULT_MESSAGE, NUMBERED

XSD_VERSIE = "1.0.0"
XSLT_VERSIE = "1.1.1"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""Templates end lines with LF; the post office turns them into CR/LF."""


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True)
class Tags:
    """The prefixes of one message: `m` for its own namespace, `b` for the base namespace (colon included)."""

    m: str
    b: str
    begin: str
    end: str
    bericht_code: str


@cache
def tags_for(wet: str, soort: str, style: int) -> Tags:
    """Prefixes and root element of a message type, in one of the styles of `synthetic.places`."""
    message = load_catalogue().messages[wet, soort]
    standard, short = WETTEN[wet]
    m, b = {
        CONVENTIONAL: (f"{short}{soort}", standard),
        NUMBERED: ("ns2", "ns1"),
        DEFAULT_MESSAGE: ("", "basis"),
        DEFAULT_BASE: ("bericht", ""),
    }[style]
    names = {m: message.namespace, b: message.base_namespace}
    declared = "".join(f' xmlns{":" if prefix else ""}{prefix}="{uri}"' for prefix, uri in sorted(names.items()))
    code = next(element.fixed_value for element in message.elements if element.path.endswith("/Header/BerichtCode"))
    prefix = f"{m}:" if m else ""
    return Tags(
        m=prefix,
        b=f"{b}:" if b else "",
        begin=f"{DECLARATION}<{prefix}Bericht{declared}>\n",
        end=f"</{prefix}Bericht>\n",
        bericht_code=code,
    )


def message_text(tags: Tags, header: str, body: str) -> str:
    return f"{tags.begin}<{tags.m}Header>\n{header}</{tags.m}Header>\n{body}{tags.end}"


def header_block(tags: Tags, afzender: str, ontvanger: str, identificatie: str, dagtekening: date) -> str:
    """The seven header elements that every message begins with."""
    m = tags.m
    return (
        f"<{m}BerichtCode>{tags.bericht_code}</{m}BerichtCode>\n<{m}BerichtVersie>3</{m}BerichtVersie>\n"
        f"<{m}BerichtSubversie>2</{m}BerichtSubversie>\n<{m}Afzender>{afzender}</{m}Afzender>\n"
        f"<{m}Ontvanger>{ontvanger}</{m}Ontvanger>\n"
        f"{identification_block(tags, 'BerichtIdentificatie', identificatie, dagtekening)}"
        f"{version_block(tags, 'XsdVersie')}"
    )


def identification_block(tags: Tags, name: str, identificatie: str, dagtekening: date) -> str:
    m, b = tags.m, tags.b
    return (
        f"<{m}{name}>\n<{b}Identificatie>{identificatie}</{b}Identificatie>\n"
        f"<{b}Dagtekening>{dagtekening}</{b}Dagtekening>\n</{m}{name}>\n"
    )


def version_block(tags: Tags, name: str) -> str:
    m, b = tags.m, tags.b
    return (
        f"<{m}{name}>\n<{b}BasisschemaXsdVersie>{XSD_VERSIE}</{b}BasisschemaXsdVersie>\n"
        f"<{b}BerichtXsdVersie>{XSD_VERSIE}</{b}BerichtXsdVersie>\n</{m}{name}>\n"
    )


def codes_block(tags: Tags, codes: tuple[str, ...]) -> str:
    """RetourCodes with its codes; nothing for no codes."""
    if not codes:
        return ""
    m = tags.m
    inner = "".join(f"<{m}RetourCode>{code}</{m}RetourCode>\n" for code in codes)
    return f"<{m}RetourCodes>\n{inner}</{m}RetourCodes>\n"


def product_block(tags: Tags, categorie: str, code: str) -> str:
    """Product; nothing for a toewijzing without product."""
    if not categorie:
        return ""
    m, b = tags.m, tags.b
    return f"<{m}Product>\n<{b}Categorie>{categorie}</{b}Categorie>\n{leaf(b, 'Code', code)}</{m}Product>\n"


def extent_block(tags: Tags, volume: int, eenheid: str, frequentie: str) -> str:
    """Omvang; nothing for volume 0, which stands for none."""
    if not volume:
        return ""
    m, b = tags.m, tags.b
    return (
        f"<{m}Omvang>\n<{b}Volume>{volume}</{b}Volume>\n<{b}Eenheid>{eenheid}</{b}Eenheid>\n"
        f"<{b}Frequentie>{frequentie}</{b}Frequentie>\n</{m}Omvang>\n"
    )


def leaf(prefix: str, name: str, value: object) -> str:
    """One element; nothing for an empty value, because a message has no empty elements (RS033)."""
    return f"<{prefix}{name}>{value}</{prefix}{name}>\n" if value else ""
