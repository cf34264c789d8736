"""Every bad CSV or survey input that is known: the right reaction, code and place.

The numbers are those of the list of bad inputs that the product was designed against.
"""

import pytest

from tests.ingestion.tabular import hostile
from tests.ingestion.tabular.deliveries import assert_verdict, csv_of, examine, repacked, rows_of

PRODUCTEN = "registers/producten"
GGZ = "wachtlijsten/jeugd_ggz"
KLACHTEN = "registers/klachten"
TOEGANG = "registers/toegang"
ANTWOORDEN = "clientervaring/ervaring_antwoorden"
RESPONS = "clientervaring/ervaring_respons"
VRAGEN = "clientervaring/ervaring_vragen"
BSN = "999990019"


def products(**changes):
    return csv_of(rows_of(PRODUCTEN, **changes))


def waiting(**changes):
    return csv_of(rows_of(GGZ, **changes))


def with_line(data, number, line):
    lines = data.split(b"\r\n")
    lines[number - 1] = line
    return b"\r\n".join(lines)


def header_renamed(old, new):
    data = products()
    return data.replace(old.encode(), new.encode(), 1)


def totals(total):
    rows = rows_of(GGZ, 3)
    last = dict.fromkeys(rows[0], "") | {"peildatum": "Totaal", "aantal_wachtenden": str(total)}
    return csv_of([*rows, last])


def with_column(label, name, cells):
    rows = rows_of(label, len(cells))
    for row, cell in zip(rows, cells, strict=True):
        row[name] = cell
    return csv_of(rows)


CASES = {
    "C-001 byte order mark": (PRODUCTEN, b"\xef\xbb\xbf" + products(), None, ""),
    "C-002 Windows-1252": (PRODUCTEN, csv_of(rows_of(PRODUCTEN, product_naam="€ café"), encoding="cp1252"), "C001", ""),
    "C-002 UTF-16": (PRODUCTEN, csv_of(rows_of(PRODUCTEN), encoding="utf-16"), "C001", ""),
    "C-003 two character sets in one file": (
        PRODUCTEN,
        csv_of(rows_of(PRODUCTEN, 2, product_naam="café")) + "é".encode("cp1252"),
        "C002",
        "regel 4",
    ),
    "C-004 NUL byte": (PRODUCTEN, products(product_naam="a\0b"), "C003", "regel 2"),
    "C-005 quote that is not closed": (
        PRODUCTEN,
        products().replace(b"Begeleiding", b'"Begeleiding', 1),
        "C004",
        "regel 2",
    ),
    "C-005 quote that closes too late": (
        PRODUCTEN,
        products().replace(b"Begeleiding", b'"Begeleiding', 2),
        "C004",
        "regel 2",
    ),
    "C-006 column missing": (PRODUCTEN, header_renamed("zorgsoort;", "soort;"), "C005", "regel 1"),
    "C-006 column unknown": (PRODUCTEN, with_column(PRODUCTEN, "kleur", ["a", "b"]), "C005", "regel 1, kolom Q"),
    "C-007 column twice": (PRODUCTEN, header_renamed("wet;", "wet;wet;"), "C006", "regel 1, kolom C"),
    "C-008 row too short": (PRODUCTEN, with_line(products(), 3, b"0268;jeugdwet;45"), "C007", "regel 3"),
    "C-008 row too long": (PRODUCTEN, products().replace(b";1;1;1\r\n", b";1;1;1;x\r\n", 1), "C007", "regel 2"),
    "C-009 comma as delimiter": (PRODUCTEN, csv_of(rows_of(PRODUCTEN), delimiter=","), "C027", ""),
    "C-009 tab as delimiter": (PRODUCTEN, csv_of(rows_of(PRODUCTEN), delimiter="\t"), "C027", ""),
    "C-009 delimiter declared": (PRODUCTEN, b"sep=;\r\n" + products(), None, ""),
    "C-010 decimal comma": (GGZ, waiting(gemiddelde_wachttijd_weken="12,5"), None, ""),
    "C-010 thousands the Dutch way": (GGZ, waiting(gemiddelde_wachttijd_weken="1.234,56"), "C009", "regel 2, kolom K"),
    "C-010 thousands the English way": (
        GGZ,
        waiting(gemiddelde_wachttijd_weken="1,234.56"),
        "C009",
        "regel 2, kolom K",
    ),
    "C-010 point that may be either": (GGZ, waiting(gemiddelde_wachttijd_weken="1.234"), "C009", "regel 2, kolom K"),
    "C-011 underscore": (GGZ, waiting(aantal_wachtenden="1_000"), "C010", "regel 2, kolom H (aantal_wachtenden)"),
    "C-011 Arabic digits": (GGZ, waiting(aantal_wachtenden="١٢٣"), "C010", "regel 2, kolom H (aantal_wachtenden)"),
    "C-011 wide digits": (GGZ, waiting(aantal_wachtenden="１２"), "C010", "regel 2, kolom H (aantal_wachtenden)"),
    "C-011 exponent": (GGZ, waiting(aantal_wachtenden="1e5"), "C010", "regel 2, kolom H (aantal_wachtenden)"),
    "C-011 NaN": (GGZ, waiting(gemiddelde_wachttijd_weken="NaN"), "C010", "regel 2, kolom K"),
    "C-011 Infinity": (GGZ, waiting(gemiddelde_wachttijd_weken="Infinity"), "C010", "regel 2, kolom K"),
    "C-011 spaces around a number": (GGZ, waiting(aantal_wachtenden=" 12 "), "C010", "regel 2, kolom H"),
    "C-012 date with slashes": (PRODUCTEN, products(geldig_van="01/02/2026"), "C011", "regel 2, kolom E (geldig_van)"),
    "C-012 day that does not exist": (PRODUCTEN, products(geldig_van="2026-02-30"), "C011", "regel 2, kolom E"),
    "C-012 date without signs": (PRODUCTEN, products(geldig_van="20260101"), "C011", "regel 2, kolom E"),
    "C-012 week date": (PRODUCTEN, products(geldig_van="2026-W01-1"), "C011", "regel 2, kolom E"),
    "C-012 word for a date": (PRODUCTEN, products(geldig_van="today"), "C011", "regel 2, kolom E"),
    "C-012 Dutch date": (PRODUCTEN, products(geldig_van="1-2-2026"), None, ""),
    "C-013 year of two digits": (PRODUCTEN, products(geldig_van="01-02-26"), "C012", "regel 2, kolom E (geldig_van)"),
    "C-013 year 0026": (PRODUCTEN, products(geldig_van="0026-01-01"), "C012", "regel 2, kolom E (geldig_van)"),
    "C-013 year 2206": (PRODUCTEN, products(geldig_van="2206-01-01"), "C012", "regel 2, kolom E (geldig_van)"),
    "C-013 open end as 9999": (PRODUCTEN, products(geldig_tot="9999-12-31"), "C012", "regel 2, kolom F (geldig_tot)"),
    "C-014 hyperlink": (PRODUCTEN, products(product_naam='=HYPERLINK("http://x")'), "C013", "regel 2, kolom G"),
    "C-014 plus": (PRODUCTEN, products(product_naam="+cmd"), "C013", "regel 2, kolom G (product_naam)"),
    "C-014 minus": (PRODUCTEN, products(product_naam="-2+3"), "C013", "regel 2, kolom G (product_naam)"),
    "C-014 at": (PRODUCTEN, products(product_naam="@SUM(A1)"), "C013", "regel 2, kolom G (product_naam)"),
    "C-014 tab": (PRODUCTEN, products(product_naam="\t=1"), "C013", "regel 2, kolom G (product_naam)"),
    "C-015 code that the list does not have": (PRODUCTEN, products(zorgsoort="jeugdzorg"), "C014", "regel 2, kolom H"),
    "C-016 newline between quotes": (KLACHTEN, csv_of(rows_of(KLACHTEN, toelichting="een\ntwee")), None, ""),
    "C-017 total row that is right": (GGZ, totals(72), "C015", "regel 5"),
    "C-017 total row that is wrong": (GGZ, totals(99), "C022", "regel 5, kolom H (aantal_wachtenden)"),
    "C-018 key that stands twice": (PRODUCTEN, csv_of(rows_of(PRODUCTEN, 1) * 2), "C016", "regel 3"),
    "C-019 peildatum missing": (GGZ, waiting(peildatum=""), "C030", "regel 2, kolom A (peildatum)"),
    "C-019 peildatum in the future": (GGZ, waiting(peildatum="2099-01-01"), "C033", "regel 2, kolom A (peildatum)"),
    "C-021 negative count": (GGZ, waiting(aantal_wachtenden="-1"), "C019", "regel 2, kolom H (aantal_wachtenden)"),
    "C-023 column with names": (
        GGZ,
        with_column(GGZ, "naam_client", ["A", "B"]).replace(b"naam_client", b"naam"),
        "C021",
        "regel 1",
    ),
    "C-023 column with BSNs": (GGZ, with_column(GGZ, "bsn", [BSN, BSN]), "C021", "regel 1, kolom R"),
    "C-023 BSN in another column": (
        TOEGANG,
        with_column(TOEGANG, "verwijzing_nummer", ["999990019", "999990020", "999990032"]),
        "C021",
        "kolom A",
    ),
    "C-024 BSN that fails the 11-proef": (
        TOEGANG,
        csv_of(rows_of(TOEGANG, bsn="999990018")),
        "C024",
        "regel 2, kolom C (bsn)",
    ),
    "C-024 BSN of zeros": (TOEGANG, csv_of(rows_of(TOEGANG, bsn="000000000")), "C024", "regel 2, kolom C (bsn)"),
    "C-026 days in the wrong order": (PRODUCTEN, products(geldig_van="2025-01-01"), None, ""),
    "C-027 header only": (PRODUCTEN, products().split(b"\r\n")[0] + b"\r\n", "C037", ""),
    "F-001 empty": (PRODUCTEN, b"", "F001", ""),
    "F-011 zip": (PRODUCTEN, repacked(hostile.good(), lambda parts: parts.pop("xl/workbook.xml")), "F011", ""),
    "F-011 gzip": (PRODUCTEN, b"\x1f\x8b\x08\x00" + bytes(20), "F011", ""),
    "F-011 tar": (PRODUCTEN, b"producten.csv".ljust(257, b"\0") + b"ustar\x0000".ljust(255, b"\0"), "F011", ""),
    "F-012 another kind of file": (PRODUCTEN, b"%PDF-1.7 ...", "C034", ""),
    "F-012 web page named csv": (PRODUCTEN, b"<!DOCTYPE html><html>", "C034", ""),
    "S-001 fewer than ten answers": (
        RESPONS,
        csv_of(rows_of(RESPONS, 1, aantal_antwoorden="7")),
        "S001",
        "regel 2, kolom H",
    ),
    "S-001 fewer than ten respondents in a group": (
        ANTWOORDEN,
        csv_of(rows_of(ANTWOORDEN, 7)),
        "S001",
        "regel 2, kolom D",
    ),
    "S-004 question changed within its series": (
        VRAGEN,
        with_column(VRAGEN, "vraagtekst", ["Nieuwe tekst", "Oude tekst"]),
        "S004",
        "regel 3, kolom F (vraagtekst)",
    ),
    "S-005 open answer with a telephone number": (
        ANTWOORDEN,
        csv_of(rows_of(ANTWOORDEN, 10, open_antwoord="Bel mij op 06-12345678")),
        "S005",
        "regel 2, kolom P",
    ),
    "S-005 open answer with a name": (
        ANTWOORDEN,
        csv_of(rows_of(ANTWOORDEN, 10, open_antwoord="Mijn naam is Verzonnen")),
        "S005",
        "regel 2, kolom P",
    ),
    "S-005 open answer with an address for mail": (
        ANTWOORDEN,
        csv_of(rows_of(ANTWOORDEN, 10, open_antwoord="iemand@voorbeeld.nl")),
        "S005",
        "regel 2, kolom P",
    ),
    "S-005 open answer with a BSN": (
        ANTWOORDEN,
        csv_of(rows_of(ANTWOORDEN, 10, open_antwoord=f"nummer {BSN}")),
        "S005",
        "regel 2, kolom P",
    ),
    "S-007 text with every sign": (
        ANTWOORDEN,
        csv_of(rows_of(ANTWOORDEN, 10, open_antwoord='a;b "c"\n d\r\n😀 é')),
        None,
        "",
    ),
    "S-008 more answers than invitations": (
        RESPONS,
        csv_of(rows_of(RESPONS, 1, aantal_antwoorden="401")),
        "S007",
        "regel 2, kolom H (aantal_antwoorden)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_csv_or_survey_gets_its_code_and_place(name):
    label, data, code, place = CASES[name]
    assert_verdict(examine(label, data), code, place)


def test_every_known_bad_csv_and_survey_has_a_case():
    known = {name.split(" ")[0] for name in CASES}
    listed = {f"C-{number:03}" for number in (1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 23)}
    listed |= {f"S-{number:03}" for number in (1, 4, 5, 7, 8)}
    assert sorted(listed - known) == []
