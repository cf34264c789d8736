"""One at a time: a night and a running Airflow would do the same tasks twice.

Writes  <home>/.night.lock, which falls away with the process that holds it, however that ends
"""

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock

from warehouse.settings import Settings


class Busy(Exception):
    """Another process already works on this home; the message says which, in Dutch."""


@contextmanager
def alone(settings: Settings, *, doing: str) -> Iterator[None]:
    """Hold the home's turn while `doing` something. Raises Busy at once when another holds it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / ".night.lock").open("a+", encoding="utf-8") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Busy(f"[L001] Hier loopt al: {file.read().strip()}. Deze start stopt zonder iets te doen.") from None
        file.truncate(0)
        file.write(doing)
        file.flush()
        yield
