"""Messages with one thing wrong, and sound ones in an unusual form, each under a name that says what it is.

BAD   name -> bytes, code, a part of the text that the sender reads
GOOD  name -> bytes
The names start with the number in the catalogue of bad inputs (X-001 and so on) where it has the case.
"""

from tests.ingestion.messages import make_message

CLAIM = make_message("jeugdwet", "323", 1, fill=1, lines=3)
START = make_message("wmo", "305", 1, fill=1, lines=2)
XSI = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def changed(data: bytes, old: bytes, new: bytes, *, after: bytes = b"", count: int = 1) -> bytes:
    """The message with `old` replaced, from the first `after` on; it must be there."""
    start = data.index(after)
    assert old in data[start:], old
    return data[:start] + data[start:].replace(old, new, count)


def value_of(data: bytes, element: bytes, value: bytes, *, after: bytes = b"") -> bytes:
    """The message with another value in the first such element after `after`."""
    start = data.index(element + b">", data.index(after)) + len(element) + 1
    return data[:start] + value + data[data.index(b"</", start) :]


def without(data: bytes, element: bytes, *, after: bytes = b"") -> bytes:
    """The message without the first such element after `after`."""
    start = data.index(b"<" + element + b">", data.index(after))
    close = b"</" + element + b">"
    return data[:start] + data[data.index(close, start) + len(close) :]


def line_of(data: bytes, part: bytes, number: int = 1) -> int:
    position = -1
    for _ in range(number):
        position = data.index(part, position + 1)
    return data.count(b"\n", 0, position) + 1


XINCLUDE = b'xmlns:xi="http://www.w3.org/2001/XInclude"'
DOCTYPE = b"<!DOCTYPE b:Bericht [%s]>\n<b:Bericht "
LAUGHS = b'<!ENTITY a "lol">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
BSN = b"b:Bsn"
SECOND_CLIENT = b"</b:Client>"


def with_doctype(inside: bytes) -> bytes:
    return changed(CLAIM, b"<b:Bericht ", DOCTYPE % inside)


BAD = {
    "F-001 empty": (b"", "F001", "leeg"),
    "F-011 a zip in a zip": (b"PK\x03\x04" + bytes(40), "F011", "archief"),
    "X-001 billion laughs": (value_of(with_doctype(LAUGHS), b"b:DeclaratieNummer", b"&j;"), "X001", "DOCTYPE"),
    "X-002 quadratic blow-up": (
        value_of(with_doctype(b'<!ENTITY a "%s">' % (b"a" * 50_000)), b"b:DeclaratieNummer", b"&a;" * 20_000),
        "X001", "DOCTYPE",
    ),
    "external entity from a file": (
        value_of(with_doctype(b'<!ENTITY a SYSTEM "file:///etc/passwd">'), b"b:DeclaratieNummer", b"&a;"),
        "X001", "DOCTYPE",
    ),
    "X-004 external DTD": (
        changed(CLAIM, b"<b:Bericht ", b'<!DOCTYPE b SYSTEM "http://localhost:9/a.dtd"><b:Bericht '), "X001", "DOCTYPE",
    ),
    "X-004 parameter entity": (with_doctype(b'<!ENTITY % a SYSTEM "http://localhost:9/a">%a;'), "X001", "DOCTYPE"),
    "X-005 default attribute": (with_doctype(b'<!ATTLIST b:Bsn a CDATA "b">'), "X001", "DOCTYPE"),
    "entity that nobody declared": (value_of(CLAIM, b"b:DeclaratieNummer", b"&a;"), "X016", "DeclaratieNummer"),
    "X-007 XInclude": (
        changed(CLAIM, b"<b:Prestaties>", b"<xi:include " + XINCLUDE + b" href='/a'/><b:Prestaties>"),
        "X002", "Onbekend element xi:include",
    ),
    "an element of another namespace": (
        changed(CLAIM, b"<b:Prestaties>", b'<Bsn xmlns="urn:a"/><b:Prestaties>'),
        "X002", "element Bsn",
    ),
    "an element of the message in the base namespace": (
        CLAIM.replace(b"b:ProductCode>", b"basis:ProductCode>"), "X002", "Onbekend element basis:ProductCode",
    ),
    "X-010 text of 11 million characters": (value_of(CLAIM, BSN, b"1" * 11_000_000), "X005", "langer dan 10000000"),
    "X-011 comment of 11 million characters": (
        changed(CLAIM, b"<b:Header>", b"<!--" + b"<" * 5_000_000 + b"-" * 1_000 + b"a" * 6_000_000 + b"--><b:Header>"),
        "X008", "te veel elementen",
    ),
    "text that is too long in pieces": (
        value_of(CLAIM, BSN, (b"1" * 9_000_000 + b"<!-- -->") * 2), "X005", "langer dan 10000000",
    ),
    "X-013 many attributes": (changed(CLAIM, b"<b:Bsn>", b"<b:Bsn " + b"a='1' " * 200 + b">"), "X007", "hoogstens 64"),
    "X-014 many elements": (changed(CLAIM, b"<b:Clienten>", b"<b:Clienten>" + b"<a/>" * 1_000_000), "X008", "1000000"),
    "nested too deep": (changed(CLAIM, b"<b:Clienten>", b"<b:Clienten>" + b"<a>" * 5_000), "X006", "dan 32 niveaus"),
    "X-017 null byte": (value_of(CLAIM, b"b:DeclaratieNummer", b"DN\0"), "X009", "code 0"),
    "control character": (value_of(CLAIM, b"b:DeclaratieNummer", b"DN\x01"), "X016", "geen goede XML"),
    "reference to a null byte": (value_of(CLAIM, b"b:DeclaratieNummer", b"DN&#0;"), "X016", "geen goede XML"),
    "X-019 Latin-1 under the name UTF-8": (value_of(START, b"basis:Achternaam", b"caf\xe9"), "X010", "na Achternaam"),
    "X-023 UTF-7": (changed(CLAIM, b"UTF-8", b"UTF-7"), "X012", "UTF-7"),
    "UTF-16": (CLAIM.decode().encode("utf-16"), "X012", "UTF-16"),
    "no XML at all": (b"Beste gemeente, hierbij de declaratie.", "X013", "geen XML-bericht"),
    "X-025 cut off": (CLAIM[: CLAIM.index(SECOND_CLIENT) - 40], "X014", "afgebroken"),
    "cut off behind the declaration": (b'<?xml version="1.0"?>\n', "X014", "afgebroken"),
    "cut off in the declaration": (b'<?xml version="1.0" enc', "X014", "(laatste element de XML-declaratie)"),
    "X-026 a second root element": (CLAIM + CLAIM[CLAIM.index(b"<b:Bericht") :], "X015", "nog inhoud"),
    "text behind the message": (CLAIM + b"klaar", "X015", "nog inhoud"),
    "an instruction with a colon in its name": (value_of(CLAIM, BSN, b"<?a:b?>999900006"), "X016", "geen goede XML"),
    "a prefix without namespace": (changed(CLAIM, b"<b:Bsn>", b"<b:Bsn xmlns:a=''>"), "X016", "geen goede XML"),
    "a tag that does not close": (changed(CLAIM, b"</b:Bsn>", b""), "X016", "geen goede XML"),
    "X-028 no namespace": (
        CLAIM.replace(b"http://www.istandaarden.nl/ijw/3_2/jw323/schema", b""),
        "X016", "geen goede XML",
    ),
    "no namespace and no prefix": (b"<Bericht><Header/></Bericht>", "X020", "geen namespace"),
    "X-028 another namespace": (CLAIM.replace(b"istandaarden", b"example"), "X020", "niet die van een bericht"),
    "X-028 an older release after its time": (
        value_of(CLAIM.replace(b"3_2", b"3_0"), b"basis:Dagtekening", b"2026-06-01"),
        "X020", "release 3.0 (van 01-01-2021 tot 04-04-2022); op de dagtekening, 01-06-2026, geldt 3.2",
    ),
    "X-028 a release before its time": (
        value_of(CLAIM.replace(b"3_2", b"3_1"), b"basis:Dagtekening", b"2021-06-01"),
        "X020", "op de dagtekening, 01-06-2021, geldt 3.0",
    ),
    "X-028 release 2": (
        b'<B xmlns="http://www.istandaarden.nl/ijw/2_4/basisschema/schema/2_4"/>',
        "X020", "release 2.4; vanaf 01-04-2023 geldt 3.2",
    ),
    "X-028 a release that never was": (CLAIM.replace(b"3_2", b"3_3"), "X020", "3.3, die wij niet kennen"),
    "X-028 a release to come": (CLAIM.replace(b"3_2", b"4_0"), "X020", "4.0, die wij niet kennen"),
    "X-032 unknown message type": (CLAIM.replace(b"jw323", b"jw999"), "X023", "Berichtsoort 999"),
    "a message of the other law": (
        CLAIM.replace(b"ijw/3_2/jw323", b"ijw/3_2/wmo323"),
        "X020", "niet die van een bericht",
    ),
    "another root element": (CLAIM.replace(b"b:Bericht", b"b:Berichten"), "X017", "begint met element Berichten"),
    "code of another message": (value_of(CLAIM, b"b:BerichtCode", b"436"), "X021", "Verwacht: 490"),
    "another subversion than the namespace": (value_of(CLAIM, b"b:BerichtSubversie", b"1"), "X021", "Verwacht: 2"),
    "X-034 client without Bsn": (without(CLAIM, BSN, after=SECOND_CLIENT), "X025", "Verplicht element Bsn ontbreekt"),
    "client without anything": (
        changed(CLAIM, b"<b:Clienten>", b"<b:Clienten><b:Client></b:Client>"),
        "X025", "Verplicht element Bsn ontbreekt",
    ),
    "elements in another order": (
        changed(without(CLAIM, BSN), b"</b:Prestaties>", b"</b:Prestaties><b:Bsn>999900006</b:Bsn>"),
        "X025", "element Bsn",
    ),
    "an element twice": (
        changed(CLAIM, b"<b:Prestaties>", b"<b:Bsn>999900006</b:Bsn><b:Prestaties>"),
        "X024", "te vaak",
    ),
    "X-035 empty element": (value_of(START, b"basis:Achternaam", b""), "X026", "Achternaam is leeg"),
    "X-035 element of spaces": (value_of(START, b"basis:Achternaam", b" \n "), "X026", "Achternaam is leeg"),
    "letters in a number": (value_of(CLAIM, BSN, b"99990000a"), "X027", "Verwacht: 9 cijfers"),
    "a name of 201 characters": (value_of(START, b"basis:Achternaam", b"a" * 201), "X027", "hoogstens 200 tekens"),
    "a code outside its list": (value_of(CLAIM, b"b:Eenheid", b"99"), "X027", "een code uit lijst WJ756: 01, 04"),
    "a code with a space": (value_of(CLAIM, b"b:Eenheid", b"01 "), "X027", "een code uit lijst WJ756"),
    "half a volume": (
        value_of(CLAIM, b"b:GeleverdVolume", b"1,5"),
        "X027", "een geheel getal van 0 tot en met 99999999",
    ),
    "an attribute": (changed(CLAIM, b"<b:Bsn>", b"<b:Bsn a='1'>"), "X028", "attribuut"),
    "xsi:nil": (changed(CLAIM, b"<b:Bsn>", b"<b:Bsn " + XSI + b" xsi:nil='true'>"), "X028", "attribuut"),
    "text among the elements": (changed(CLAIM, b"<b:Clienten>", b"<b:Clienten>let op"), "X029", "Clienten"),
    "an element in a value": (value_of(CLAIM, BSN, b"9999<a/>00006"), "X029", "In element Bsn staat"),
    "X-037 date with Z": (value_of(CLAIM, b"basis:Begindatum", b"2026-01-01Z"), "X030", "tijdzone"),
    "X-037 date with +01:00": (value_of(CLAIM, b"basis:Begindatum", b"2026-01-01+01:00"), "X030", "tijdzone"),
    "X-038 30 February": (value_of(CLAIM, b"basis:Begindatum", b"2026-02-30"), "X031", "Begindatum"),
    "X-038 all zeros": (value_of(CLAIM, b"basis:Begindatum", b"0000-00-00"), "X031", "Begindatum"),
    "Dutch date": (value_of(CLAIM, b"basis:Begindatum", b"01-02-2026"), "X031", "2026-01-31"),
    "a year of five digits": (value_of(CLAIM, b"basis:Begindatum", b"20260-01-01"), "X031", "Begindatum"),
    "a year before 1": (value_of(CLAIM, b"basis:Begindatum", b"-0044-03-15"), "X031", "Begindatum"),
    "X-052 negative amount": (value_of(CLAIM, b"basis:Bedrag", b"-100"), "X060", "DebetCredit = C"),
    "X-053 amount of 13 digits": (
        value_of(CLAIM, b"basis:TotaalBedrag", b"9999999999999"), "X061", "groter dan 999999999999 cent",
    ),
    "a line of 9 digits": (value_of(CLAIM, b"basis:Bedrag", b"100000000"), "X061", "groter dan 99999999 cent"),
}  # fmt: skip

GOOD = {
    "as made": CLAIM,
    "X-022 byte order mark": b"\xef\xbb\xbf" + CLAIM,
    "X-029 another prefix": CLAIM.replace(b"b:", b"ns2:").replace(b":b=", b":ns2="),
    "LF line ends": CLAIM.replace(b"\r\n", b"\n"),
    "one line": CLAIM.replace(b"\r\n", b"").replace(b"\t", b""),
    "CDATA": value_of(CLAIM, b"b:DeclaratieNummer", b"<![CDATA[DN1]]>"),
    "style sheet": changed(CLAIM, b"<b:Bericht", b"<?xml-stylesheet href='http://localhost:9/a.xsl'?><b:Bericht"),
    "schema location": changed(CLAIM, b"<b:Bericht", b"<b:Bericht " + XSI + b" xsi:schemaLocation='urn:a /etc/passwd'"),
    "padded number": value_of(CLAIM, b"b:GeleverdVolume", b" 5\n"),
    "signed number": value_of(CLAIM, b"b:GeleverdVolume", b"+5"),
    "leading zeros": value_of(CLAIM, b"b:ToewijzingNummer", b"007"),
    "minus zero": value_of(CLAIM, b"basis:Bedrag", b"-0"),
    "padded date": value_of(CLAIM, b"basis:Begindatum", b"\t2026-01-01 "),
    "a date as open end": value_of(CLAIM, b"basis:Einddatum", b"9999-12-31"),
    "a long comment": value_of(START, b"basis:Achternaam", b"<!--" + b"a" * 5_000_000 + b"-->Jansen"),
}
