"""What stands beside the CSV of a feed: a dataset as DCAT-AP-NL 3.0 names its parts, and the columns as CSVW does.

Pure. Terms are those of DCAT and of the European value lists; what is not known is said, never filled in.
"""

from collections.abc import Mapping
from datetime import date

from warehouse.feeds.contract import Feed

AUTHORITY = "http://publications.europa.eu/resource/authority"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""CC BY 4.0: the figures derive from personal data, so users should be able to report back to the source."""

Texts = Mapping[str, tuple[str, str]]
"""indicator code -> (name, definition)."""


def metadata(
    feed: Feed, *, publishers: Mapping[str, str], until: date, modified: date, definitions: Texts, editions: list[str]
) -> dict[str, object]:
    """JSON-able. `publishers`: gemeente_code -> name; `until`: data through; `modified`: when it was frozen."""
    creators = [{"gemeente_code": code, "naam": name} for code, name in sorted(publishers.items())]
    return {
        "@type": "dcat:Dataset",
        "dct:identifier": f"{feed.name}-{'-'.join(sorted(publishers))}",
        "dct:title": feed.title,
        "dct:description": " ".join(feed.description.split()),
        "dct:publisher": creators,
        "dct:creator": creators,
        "dcat:contactPoint": [f"Gemeente {name}" for name in sorted(publishers.values())],
        "dcat:theme": [f"{AUTHORITY}/data-theme/{name}" for name in feed.theme],
        "dct:accessRights": f"{AUTHORITY}/access-right/{feed.access_rights}",
        "dct:accrualPeriodicity": f"{AUTHORITY}/frequency/{feed.frequency}",
        "dct:language": f"{AUTHORITY}/language/NLD",
        "dct:modified": modified.isoformat(),
        "dct:temporal": {"gegevens_tot_en_met": until.isoformat()},
        "dct:provenance": editions,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": f"{feed.name}.csv",
                "dct:license": LICENCE,
                "dcat:mediaType": "text/csv",
                "dct:format": f"{AUTHORITY}/file-type/CSV",
                "tableSchema": {
                    "columns": [
                        {"name": each.name, "datatype": each.type, "dct:description": each.description}
                        | ({"codes": each.codes} if each.codes else {})
                        for each in feed.columns
                    ]
                },
            }
        ],
        "definities": {
            code: {"naam": definitions[code][0], "definitie": definitions[code][1]} for code in feed.indicators
        },
        "niet_bekend": list(feed.not_known),
    }
