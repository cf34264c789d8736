"""What the files in soda/ say must be checked, read apart from Soda: so that a check that did not run is noticed.

Reads   soda/**.yml
Gives   the definition of every check, and every fault in how they are written

Only plain forms are allowed: a section `checks` or `checks for <table>`, each check with a name of its own, and either
one of the metrics in METRICS or a number that a query gives.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

METRICS = frozenset({"row_count", "missing_count", "missing_percent", "invalid_count", "invalid_percent"})
"""Metrics of Soda that stand here without a query; it has more: add the one you need."""

_SECTION = re.compile(r"checks( for [a-z_]+\.[a-z_0-9]+)?")
_METRIC = re.compile(r"[a-z_0-9]+")


@dataclass(frozen=True)
class Definition:
    """One check as it is written: its name, and `rule`, the comparison that must hold (`row_count > 0`)."""

    name: str
    rule: str
    place: str


@dataclass(frozen=True)
class DefinitionFault:
    """A check or section that is not written as it must be."""

    place: str
    what: str


def read_definitions(texts: Mapping[str, str]) -> tuple[tuple[Definition, ...], tuple[DefinitionFault, ...]]:
    """All checks in these texts (file name -> YAML) and all faults in them. Pure."""
    definitions: list[Definition] = []
    faults: list[DefinitionFault] = []
    for file, text in texts.items():
        for found in _in_file(file, text):
            (definitions if isinstance(found, Definition) else faults).append(found)  # type: ignore[arg-type]
    names = [definition.name for definition in definitions]
    faults += [
        DefinitionFault(definition.place, f"de naam '{definition.name}' komt vaker voor")
        for definition in definitions
        if names.count(definition.name) > 1
    ]
    return tuple(definitions), tuple(faults)


def _in_file(file: str, text: str) -> Iterator[Definition | DefinitionFault]:
    try:
        # nodes instead of objects: a dict would hide a section that stands there twice
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        yield DefinitionFault(f"{file}:{mark.line + 1}" if mark else file, "dit is geen geldige YAML")
        return
    if not isinstance(root, yaml.MappingNode):
        yield DefinitionFault(file, "dit bestand bevat geen controles")
        return
    seen = set()
    for header, content in root.value:
        place = _place(file, header)
        if not _SECTION.fullmatch(header.value):
            yield DefinitionFault(place, f"onbekend kopje '{header.value}'")
        elif header.value in seen:
            yield DefinitionFault(place, f"het kopje '{header.value}' staat er twee keer")
        elif not isinstance(content, yaml.SequenceNode) or not content.value:
            yield DefinitionFault(place, f"onder '{header.value}' staat geen lijst van controles")
        else:
            yield from (_check(file, node) for node in content.value)
        seen.add(header.value)


def _check(file: str, node: yaml.Node) -> Definition | DefinitionFault:
    place = _place(file, node)
    if not (isinstance(node, yaml.MappingNode) and len(node.value) == 1):
        return DefinitionFault(place, "deze controle heeft geen naam")
    rule, settings = node.value[0]
    if not isinstance(settings, yaml.MappingNode):
        return DefinitionFault(place, "deze controle heeft geen naam")
    values = {key.value: value.value for key, value in settings.value}
    match = _METRIC.match(str(rule.value))
    metric = match.group() if match else ""
    if not str(values.get("name", "")).strip():
        return DefinitionFault(place, "deze controle heeft geen naam")
    if metric not in METRICS and f"{metric} query" not in values:
        return DefinitionFault(place, f"onbekende meting '{metric}', en er is geen '{metric} query'")
    for word in ("warn", "fail", "failed rows query", "samples columns"):
        if word in values:
            return DefinitionFault(place, f"'{word}' mag niet: een controle houdt tegen, en toont geen rijen")
    return Definition(str(values["name"]), str(rule.value), place)


def _place(file: str, node: yaml.Node) -> str:
    return f"{file}:{node.start_mark.line + 1}"
