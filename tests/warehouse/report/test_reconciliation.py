"""The page with published figures: how a period, a change and a margin are written for a policy officer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.warehouse.test_reconcile import EQUAL, EXPLAINED, OFF_BY_ONE, TARGET
from warehouse.report import site
from warehouse.report.reconciliation import REASONS, csv_of, page_of, period_text


@pytest.mark.parametrize(
    ("begin", "end", "since", "text"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), None, "2024"),
        (date(2024, 1, 1), date(2024, 12, 31), date(2022, 1, 1), "2024 t.o.v. 2022"),
        (date(2024, 12, 1), date(2024, 12, 31), date(2022, 12, 1), "2024-12 t.o.v. 2022-12"),
        (date(2025, 1, 1), date(2025, 6, 30), date(2022, 1, 1), "2025-01 t/m 2025-06 t.o.v. 2022-01"),
        (date(2023, 4, 1), date(2023, 12, 31), None, "2023-04 t/m 2023-12"),
        (None, None, None, "niet vermeld"),
    ],
)
def test_a_period_is_written_in_words(begin, end, since, text):
    assert period_text(replace(EQUAL, periode_start=begin, periode_eind=end, vergeleken_start=since)) == text


def test_numbers_carry_their_unit_and_a_change_its_sign():
    change = replace(
        EQUAL, rekenvorm="verandering_procent", eenheid="procent", gepubliceerd=Decimal(28), afgerond=Decimal(28)
    )
    margin = replace(
        EQUAL, kwalificatie="bandbreedte", gepubliceerd=Decimal(24), waarde_tot=Decimal(28), eenheid="procent"
    )
    (_, rows), *_ = page_of([change, margin, replace(EQUAL, gepubliceerd=Decimal(2227))])["subjects"]

    assert [row["published"] for row in rows] == ["+28 %", "24 % tot 28 %", "2.227 cliënten"]


def test_the_page_shows_differences_first_and_says_why_others_were_not_compared():
    figures = [EQUAL, EXPLAINED, replace(OFF_BY_ONE, tegenspraak="F000-010"), TARGET]
    context = page_of(figures)
    html = site._environment().get_template("aansluiting.html").render(context | {"menu": [], "root": "", "here": ""})

    assert [row["outcome"] for row in context["differing"]] == ["onverklaard", "verklaard"]
    assert "De bron spreekt zich tegen." in html
    assert REASONS["geen_realisatie"] in html
    assert "F000-010" in html
    assert "wijken af zonder" in html


def test_the_csv_holds_every_figure():
    lines = csv_of([EQUAL, TARGET]).splitlines()

    assert lines[0].startswith("cijfer_id;indicator_code;")
    assert len(lines) == 3
