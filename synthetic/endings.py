"""Why care ends, in the codes of both messages and both wetten.

The codes differ per wet (31 is "volgens plan" in the Jeugdwet and "verhuizing" in the Wmo); the pairs of
RedenBeeindiging and RedenWijziging are those of the standard.
"""

_SHARED = {"overlijden": "02", "overstap": "38", "domein": "39", "gemeente": "36", "bekostiging": "36"}

REASON_OF_STOP = {
    "jeugdwet": _SHARED
    | {
        "volgens_plan": "31",
        "client": "32",
        "aanbieder": "33",
        "overeenstemming": "34",
        "extern": "35",
        "verhuizing": "35",
    },
    "wmo": _SHARED
    | {
        "volgens_plan": "19",
        "client": "21",
        "aanbieder": "22",
        "overeenstemming": "23",
        "extern": "23",
        "verhuizing": "31",
    },
}
"""wet -> cause -> RedenBeeindiging (JZ588, WMO588)."""

REASON_OF_TOEWIJZING = {
    "volgens_plan": "05",
    "client": "05",
    "aanbieder": "05",
    "overeenstemming": "05",
    "extern": "05",
    "gemeente": "03",
    "overlijden": "02",
    "overstap": "09",
    "domein": "06",
    "bekostiging": "10",
    "verhuizing": "07",
}
"""cause -> RedenWijziging (JZ002, WMO002)."""

TEMPORARY = "20"
"""RedenBeeindiging of a stop after which care may go on."""
