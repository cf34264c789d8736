"""The least that reading costs, with what a Python package offers: no compiler is needed.

Run     python floors.py <floor> <file> ...
Gives   one line of JSON: what it cost, and what it saw
"""

import hashlib
import sys
from pathlib import Path
from xml.parsers import expat

from lines import _texts
from lxml import etree
from measured import tell

BLOCK = 1 << 18


def digest(file: Path) -> int:
    """Read and hash."""
    return len(hashlib.sha256(file.read_bytes()).hexdigest()) and file.stat().st_size


def c_expat(file: Path) -> int:
    """Expat of Python itself, with namespaces and without a callback."""
    parser = expat.ParserCreate(namespace_separator="}")
    with file.open("rb") as content:
        parser.ParseFile(content)
    return parser.CurrentByteIndex


class _Nothing:
    def close(self) -> None:
        return None


def libxml2_sax(file: Path) -> int:
    """The parser of lxml with a target that has no callbacks: no tree, no Python per element."""
    parser = etree.XMLParser(target=_Nothing())  # type: ignore[arg-type]
    data = file.read_bytes()
    for start in range(0, len(data), BLOCK):
        parser.feed(data[start : start + BLOCK])
    parser.close()
    return len(data)


def lxml_values(file: Path) -> int:
    """Parsing alone, as one would write it: the tree, and one pass for the text of each element."""
    texts = _texts(etree.fromstring(file.read_bytes()))
    if not texts:
        raise ValueError(f"{file} holds nothing")
    return file.stat().st_size


FLOORS = {floor.__name__: floor for floor in (digest, c_expat, libxml2_sax, lxml_values)}


def main() -> None:
    floor, files = FLOORS[sys.argv[1]], [Path(name) for name in sys.argv[2:]]
    if len(files) == 1 and files[0].is_dir():
        files = sorted(files[0].iterdir())
    tell(lambda: {"bytes": sum(floor(file) for file in files), "files": len(files)})


if __name__ == "__main__":
    main()
