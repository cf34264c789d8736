"""Who sent a file is read from its header, whatever else is wrong; a number of a person never is."""

import pytest

from ingestion.sources.ijw_iwmo.sender import sender_of
from tests.ingestion.envelopes import envelope
from tests.ingestion.messages import make_message

HEADER = b"<a:Afzender>%s</a:Afzender><a:Ontvanger>%s</a:Ontvanger>"


@pytest.mark.parametrize(("berichtsoort", "sender"), [("301", "0268"), ("302", "12345678"), (None, "0268")])
def test_a_retour_is_sent_by_who_received_the_message(berichtsoort, sender):
    assert sender_of(HEADER % (b"0268", b"12345678"), berichtsoort) == sender


def test_an_envelope_is_sent_by_its_zender():
    assert sender_of(envelope(make_message("wmo", "301", 1), "WMO301"), "Di01") == "0268"


@pytest.mark.parametrize("code", [b"999900006", b"1234567", b"Jansen", b"1234567&#56;", b""])
def test_what_is_no_code_of_an_organisation_is_not_taken(code):
    assert sender_of(HEADER % (code, b"0268"), "305") is None


def test_a_file_that_is_no_message_has_no_sender():
    assert sender_of(b"%PDF-1.7 Afzender 12345678", None) is None
