"""An envelope is opened without trusting it; what is wrong with it is said, and nothing of it is loaded."""

import base64
from datetime import UTC, datetime

import pytest
from lxml import etree

from ingestion.outcomes import outcomes_for, reaction_to
from ingestion.sources.ijw_iwmo.envelope import HEAD, LARGEST_MB, open_envelope
from ingestion.sources.ijw_iwmo.structure import examine
from tests.ingestion.envelopes import REFERENCE, envelope, fault
from tests.ingestion.messages import make_message

MESSAGE = make_message("jeugdwet", "305", 1)
CLAIM = make_message("wmo", "323", 1)
SOUND = envelope(MESSAGE, "JW305")
BASE64 = base64.b64encode(MESSAGE)
HELD = f"<GGK:xmlBestand>{BASE64.decode()}</GGK:xmlBestand>"


def with_content(inside: str) -> bytes:
    return envelope(b"", "JW305", content=inside)


def without(element: str) -> bytes:
    start = SOUND.index(f"<StUF:{element}>".encode())
    end = SOUND.index(f"</StUF:{element}>".encode()) + len(f"</StUF:{element}>")
    return SOUND[:start] + SOUND[end:]


BAD = {
    "no base64": (SOUND.replace(BASE64, BASE64[:9] + b"!" + BASE64[10:]), "X101", "geen base64"),
    "base64 that stops in a letter": (SOUND.replace(BASE64, BASE64[:33]), "X101", "geen base64"),
    "nothing in it": (SOUND.replace(BASE64, b" \r\n "), "X100", "er zit geen bericht in"),
    "no place for a message": (with_content("<GGK:anders/>"), "X100", "niet precies één bericht"),
    "two messages": (
        with_content(f"{HELD}<GGK:xmlBestand>QQ==</GGK:xmlBestand>"),
        "X100", "niet precies één bericht",
    ),
    "a message in a comment and another behind it": (
        with_content(f"<!-- <GGK:xmlBestand>QQ==</GGK:xmlBestand> -->{HELD}"),
        "X100", "niet precies één bericht",
    ),
    "a message in CDATA": (with_content("<GGK:xmlBestand><![CDATA[QQ==]]></GGK:xmlBestand>"), "X100", "als base64"),
    "an element in the message": (with_content("<GGK:xmlBestand>QQ==<a/></GGK:xmlBestand>"), "X100", "als base64"),
    "a message in another place": (
        SOUND.replace(b"GGK:bericht>", b"GGK:iets>"), "X100", "niet in parameters/bericht",
    ),
    "a text": (
        with_content('<GGK:tekstBestand bestandsnaam="Q1.csv">QQ==</GGK:tekstBestand>'),
        "X102", "tekstbestand (Q1.csv)",
    ),
    "a text named after a person": (
        with_content('<GGK:tekstBestand bestandsnaam="999900006.csv">QQ==</GGK:tekstBestand>'), "X102", "*********.csv",
    ),
    "another message than it says": (envelope(CLAIM, "JW305"), "X103", "zegt JW305 maar bevat WMO323"),
    "a functie that is no message": (envelope(MESSAGE, "Dummy"), "X103", "zegt Dummy"),
    "an envelope in it": (envelope(SOUND, "JW305"), "X104", "bevat een envelop"),
    "a fault of the exchange in it": (envelope(fault("IB001"), "JW305"), "X104", "bevat een envelop"),
    "no functie": (without("functie"), "X100", "functie ontbreekt"),
    "no time": (without("tijdstipBericht"), "X100", "tijdstipBericht ontbreekt"),
    "a time of 30 February": (envelope(MESSAGE, "JW305", moment="20260230120000"), "X100", "bestaat niet"),
    "a day without time": (envelope(MESSAGE, "JW305", moment="20260201"), "X100", "geen tijdstip"),
    "no reference": (without("referentienummer"), "X100", "referentienummer ontbreekt"),
    "a reference that is none": (envelope(MESSAGE, "JW305", reference="Jan Jansen"), "X100", "andere vorm"),
    "another version": (SOUND.replace(b"ggk0210", b"ggk0310"), "X100", "andere soort of versie"),
    "a reply without content": (
        b'<Bv03Bericht xmlns="http://www.egem.nl/StUF/StUF0301"/>', "X100", "begint met element Bv03Bericht",
    ),
    "cut off": (SOUND[: SOUND.index(b"</GGK:parameters>")], "X014", "afgebroken"),
    "cut off in the message": (SOUND[: SOUND.index(BASE64) + 40], "X014", "afgebroken"),
    "a doctype": (SOUND.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "X001", "DOCTYPE"),
    "a null byte": (SOUND.replace(b"Proef", b"Pr\0ef"), "X009", "code 0"),
    "two envelopes": (SOUND + SOUND[SOUND.index(b"<GGK:") :], "X015", "nog inhoud"),
    "a megabyte beside the message": (SOUND.replace(b"Proef", b"a" * (1 << 20)), "X100", "meer dan 1 MB"),
    "over 25 MB": (envelope(b"<" + bytes(19 << 20), "JW305"), "F010", f"hoogstens {LARGEST_MB} MB"),
    "a fault without code": (fault("").replace(b"<StUF:code></StUF:code>", b""), "X100", "code ontbreekt"),
    "a fault with a sentence for a code": (fault("Jan"), "X100", "foutcode"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_faulty_envelope_is_refused_or_held_in_words(name):
    data, code, fragment = BAD[name]

    outcomes = outcomes_for(examine(data).faults, file_name="envelop.xml", step="validate")

    assert [outcome.code for outcome in outcomes] == [code]
    assert outcomes[0].reaction == ("hold" if code == "X102" else "refuse")
    assert fragment in outcomes[0].message
    assert " Verwacht" in outcomes[0].message
    assert " Doe: " in outcomes[0].message


WRITTEN = {
    "as made": SOUND,
    "LF line ends": envelope(MESSAGE, "JW305", line_end="\n"),
    "byte order mark": b"\xef\xbb\xbf" + SOUND,
    "base64 in lines": SOUND.replace(BASE64, b"\r\n".join(BASE64[at : at + 76] for at in range(0, len(BASE64), 76))),
    "base64 in lines as another tool writes them": SOUND.replace(
        BASE64, b"&#13;\n".join(BASE64[at : at + 76] for at in range(0, len(BASE64), 76))
    ),
    "other prefixes": SOUND.replace(b"GGK:", b"a:").replace(b":GGK", b":a").replace(b"StUF:", b"b-1:").replace(
        b"xmlns:StUF", b"xmlns:b-1"
    ),
    "default namespace": SOUND.replace(b"GGK:", b"").replace(b"xmlns:GGK", b"xmlns"),
    "Latin-1": SOUND.replace(b"UTF-8", b"ISO-8859-1").replace(b"Proef", b"Pr\xf3ef"),
    "a reply": envelope(MESSAGE, "JW305", berichtcode="Du01"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_sound_envelope_gives_its_message_unchanged_and_what_it_says(name):
    examined = examine(WRITTEN[name])

    assert examined.faults == ()
    assert examined.berichtsoort == ("Du01" if name == "a reply" else "Di01")
    assert examined.envelope is not None
    assert (examined.envelope.name, examined.envelope.payload) == ("JW305.xml", MESSAGE)
    assert (examined.envelope.reference, examined.envelope.functie) == (REFERENCE, "JW305")
    assert examined.envelope.received_at == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)


def test_a_message_of_more_than_ten_megabytes_comes_out_whole():
    message = make_message("jeugdwet", "323", 1).replace(b"\r\n", b"\r\n" * 100_000, 80)

    examined = examine(envelope(message, "JW323"))

    assert len(message) > 12 << 20
    assert examined.envelope is not None
    assert examined.envelope.payload == message


def test_what_is_no_message_comes_out_too_and_is_judged_as_a_file_of_its_own():
    examined = examine(envelope(b"Beste collega", "JW305"))

    assert examined.faults == ()
    assert examined.envelope is not None
    assert [found.code for found in examine(examined.envelope.payload).faults] == ["X013"]


def test_a_fault_of_the_exchange_is_noted_with_its_code_and_without_its_free_text():
    examined = examine(fault("IB014", description="Cliënt Jan Jansen, 999900006"))

    (told,) = outcomes_for(examined.faults, file_name="fout.xml", step="validate")

    assert (told.code, told.reaction, told.place) == ("X105", "accept", "foutcode IB014")
    assert "Payload voldoet niet aan de XSD" in told.message
    assert "JW315-00010004" in told.message
    assert REFERENCE in told.message
    assert "Jansen" not in told.message
    assert "999900006" not in told.message


def test_a_fault_with_an_unknown_code_or_free_details_is_noted_all_the_same():
    (told,) = outcomes_for(examine(fault("IB210", details="Jan Jansen")).faults, file_name="fout.xml", step="validate")

    assert "IB210 over een bericht (niet in de lijst van foutcodes)" in told.message
    assert "Jansen" not in told.message


def test_a_message_that_only_speaks_of_envelopes_is_a_message():
    comment = b"<!-- http://www.stufstandaarden.nl/koppelvlak/ggk0210 <xmlBestand>QQ==</xmlBestand> -->"
    data = MESSAGE.replace(b"<b:Bericht ", comment + b"<b:Bericht ")

    assert open_envelope(data) is None
    assert examine(data).berichtsoort == "305"
    assert len(comment) < HEAD


@pytest.mark.shared
def test_the_official_samples_are_recognised(shared_standard):
    folder = shared_standard / "samples" / "stuf-ggk-2.1"
    found = {path.name: open_envelope(path.read_bytes()) for path in sorted(folder.glob("*.xml"))}

    assert {
        name: opened and (opened.berichtcode, [f.code for f in opened.faults]) for name, opened in found.items()
    } == {
        "Fo01.xml": ("Fo01", ["X105"]),
        "envelopHeenbericht-ggk_Di01_v21-tekst.xml": ("Di01", ["X102"]),
        "envelopHeenbericht-ggk_Di01_v21-xml.xml": ("Di01", []),
        "envelopRetourbericht-ggk_Du01-v21.xml": ("Du01", []),
    }


@pytest.mark.shared
@pytest.mark.parametrize("berichtcode", ["Di01", "Du01"])
def test_our_envelopes_are_those_of_the_official_schema(shared_standard, berichtcode, tmp_path):
    folder = shared_standard / "xsd" / "stuf-ggk-2.1"
    for path in folder.glob("*.xsd"):
        text = path.read_text("utf-8").replace("../../0301/stuf0301.xsd", "stuf0301.xsd")
        (tmp_path / path.name).write_text(text.replace("../0301/stuf0301.xsd", "stuf0301.xsd"), "utf-8")
    schema = etree.XMLSchema(etree.parse(str(tmp_path / "ggk0210_msg_ggkberichten.xsd")))

    schema.assertValid(etree.fromstring(envelope(MESSAGE, "JW305", berichtcode=berichtcode)))
    assert {reaction_to(found.code) for found in examine(fault("IB001")).faults} == {"accept"}
