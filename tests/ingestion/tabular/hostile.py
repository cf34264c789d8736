"""Workbooks made to harm or to confuse: each a small file that a careless reader chokes on."""

import io
import re
import struct
import zipfile

from tests.ingestion.tabular.deliveries import SHEET, repacked, rows_of, xlsx_of

PRODUCTEN = "registers/producten"
SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def good() -> bytes:
    return xlsx_of(PRODUCTEN, rows_of(PRODUCTEN))


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose sheet is this XML."""
    return repacked(good(), lambda parts: parts.update({SHEET: xml}))


def sheet_xml(rows: str) -> bytes:
    return f"<worksheet {SPREADSHEET}><sheetData>{rows}</sheetData></worksheet>".encode()


def zip_bomb() -> bytes:
    return with_sheet(
        sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * 20_000_000 + "</t></is></c></row>")
    )


def far_cell() -> bytes:
    return with_sheet(sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def million_rows() -> bytes:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 150_000))
    return with_sheet(sheet_xml(rows))


def many_cells() -> bytes:
    """Few cells, but spread over an area of more than two million."""
    rows = "".join(f'<row r="{n}"><c r="CL{n}"><v>{n * n}</v></c></row>' for n in range(1, 25_000))
    return with_sheet(sheet_xml(rows))


def rows_out_of_order() -> bytes:
    return with_sheet(sheet_xml('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'))


def long_shared_string() -> bytes:
    """One text of 30,000 characters that 5,000 cells refer to: 150 MB once every cell has its own."""
    strings = f"<sst {SPREADSHEET}><si><t>{'x' * 30_000}</t></si></sst>".encode()
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 5_000))
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"

    def change(parts: dict[str, bytes]) -> None:
        header = re.search(rb'<row r="1".*?</row>', parts[SHEET])
        assert header
        parts[SHEET] = sheet_xml(header[0].decode() + cells)
        parts["xl/sharedStrings.xml"] = strings
        relations = "xl/_rels/workbook.xml.rels"
        added = b'<Relationship Id="rId99" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
        parts[relations] = parts[relations].replace(b"</Relationships>", added)

    return repacked(good(), change)


def doctype() -> bytes:
    return repacked(
        good(),
        lambda parts: parts.update(
            {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')}
        ),
    )


def with_part(name: str, content: bytes = b"x") -> bytes:
    return repacked(good(), lambda parts: parts.update({name: content}))


def external_link() -> bytes:
    workbook = "xl/workbook.xml"
    link = b'<externalReferences><externalReference r:id="rId9" xmlns:r="r"/></externalReferences></workbook>'
    return repacked(good(), lambda parts: parts.update({workbook: parts[workbook].replace(b"</workbook>", link)}))


def twice_the_same_name() -> bytes:
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return out.getvalue()


def many_parts() -> bytes:
    return repacked(good(), lambda parts: parts.update({f"xl/media/{n}.xml": b"<a/>" for n in range(2_100)}))


def encrypted() -> bytes:
    """The flag of an encrypted part set in the central directory."""
    data = bytearray(good())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def lying_size() -> bytes:
    """A part that says it is ten bytes and unpacks to more."""
    data = bytearray(with_sheet(sheet_xml("<row r='1'/>" * 10_000)))
    at = data.index(SHEET.encode(), data.index(b"PK\x01\x02")) - 46
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that point at one place."""
    data = bytearray(good())
    directory = [at for at in range(len(data)) if data.startswith(b"PK\x01\x02", at)]
    data[directory[1] + 42 : directory[1] + 46] = data[directory[0] + 42 : directory[0] + 46]
    return bytes(data)


def truncated() -> bytes:
    return good()[:-200]
