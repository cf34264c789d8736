"""The inbox as senders fill it: old messages in zips by month, recent ones loose, some delivered twice.

Writes  ijw_iwmo/<year>/<month>_<label>.zip and ijw_iwmo/<year>/<month>/*.xml
Which message comes twice, or loose, follows from its name and the seed. Zips carry no clock: the same messages give
the same bytes.
"""

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

from synthetic.parameters import Parameters

LOOSE_DAYS = timedelta(days=31)
"""Messages of the last month still lie loose; what is older was sent in by the zip."""

MESSAGES_PER_ZIP = 300
COMPRESSION_LEVEL = 1


class Inbox:
    """Collects messages and writes them out on `flush`; holds no more than one batch of clients."""

    def __init__(self, folder: Path, parameters: Parameters) -> None:
        self._folder = folder / "ijw_iwmo"
        self._parameters = parameters
        self._zipped: dict[str, list[tuple[str, bytes]]] = {}
        self._loose_from = parameters.data_until - LOOSE_DAYS
        self.last_dagtekening = parameters.first_day
        self.messages = 0
        self.files = 0
        self.by_type: dict[str, int] = {}

    def add(self, day: date, name: str, text: str, *, is_retour: bool = False) -> None:
        """Deliver one message; `name` is its file name without extension, `text` has LF line ends."""
        if not is_retour and self._parameters.is_known(day):
            self.last_dagtekening = max(self.last_dagtekening, day)
        if not self._parameters.is_delivered(day):
            return
        self.messages += 1
        message_type = name.partition("_")[0]
        self.by_type[message_type] = self.by_type.get(message_type, 0) + 1
        chance = crc32(f"{self._parameters.seed}/{name}".encode()) % 1000
        data = text.replace("\n", "\r\n").encode()
        self._put(day, name, data, is_loose=day > self._loose_from or chance < 10)
        if 100 <= chance < 103:
            self._put(day, f"{name}_opnieuw", text.encode(), is_loose=chance == 100)
        elif 103 <= chance < 105:
            self._put(day, f"kopie_van_{name}", data, is_loose=chance == 103)

    def flush(self, label: str) -> None:
        """Write the collected zips; `label` must differ from that of every earlier flush."""
        for month in sorted(self._zipped):
            members = self._zipped[month]
            for part, start in enumerate(range(0, len(members), MESSAGES_PER_ZIP), start=1):
                self._write_zip(month, f"{label}-{part}", members[start : start + MESSAGES_PER_ZIP])
        self._zipped.clear()

    def _put(self, day: date, name: str, data: bytes, *, is_loose: bool) -> None:
        month = f"{day:%Y-%m}"
        if not is_loose:
            self._zipped.setdefault(month, []).append((f"{name}.xml", data))
            return
        folder = self._folder / month[:4] / month
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.xml").write_bytes(data)
        self.files += 1

    def _write_zip(self, month: str, label: str, members: list[tuple[str, bytes]]) -> None:
        folder = self._folder / month[:4]
        folder.mkdir(parents=True, exist_ok=True)
        moment = (int(month[:4]), int(month[5:]), 1, 0, 0, 0)
        with ZipFile(folder / f"{month}_{label}.zip", "w") as archive:
            for name, data in members:
                info = ZipInfo(name, moment)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, data, compresslevel=COMPRESSION_LEVEL)
        self.files += 1
