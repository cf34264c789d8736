"""Published figures beside computed ones: what counts as reconciled, what the command prints and exits with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from warehouse import reconcile
from warehouse.reconcile import (
    Compared,
    NothingToReconcile,
    is_reconciled,
    lines_of,
    outcomes_of,
    read_figures,
    reasons_of,
)

EQUAL = Compared(
    cijfer_id="F003-041",
    indicator_code="IND001",
    cijfer_naam="Stand cliënten",
    onderwerp="Begeleiding jeugd",
    gebied="Nijmegen",
    periode_start=date(2024, 12, 1),
    periode_eind=date(2024, 12, 31),
    vergeleken_start=None,
    rekenvorm="niveau",
    gepubliceerd=Decimal(617),
    waarde_tot=None,
    kwalificatie="precies",
    nauwkeurigheid=Decimal(1),
    eenheid="clienten",
    berekend=Decimal("617"),
    afgerond=Decimal(617),
    verschil=Decimal(0),
    uitkomst="gelijk",
    reden=None,
    verklaring=None,
    tegenspraak=None,
    opmerking=None,
    bron_document="Uitvoeringsagenda",
)
OFF_BY_ONE = replace(EQUAL, cijfer_id="F003-042", afgerond=Decimal(616), verschil=Decimal(-1), uitkomst="onverklaard")
EXPLAINED = replace(OFF_BY_ONE, uitkomst="verklaard", verklaring="De bron spreekt zich tegen.")
TARGET = replace(EQUAL, cijfer_id="F003-092", afgerond=None, uitkomst="niet_vergeleken", reden="geen_realisatie")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([EQUAL, TARGET], True),
        ([EQUAL, EXPLAINED], True),
        ([EQUAL, OFF_BY_ONE], False),
        ([TARGET], False),
        ([], False),
    ],
    ids=["equal", "explained", "off by one", "nothing compared", "nothing at all"],
)
def test_all_is_well_only_if_something_was_compared_and_every_difference_has_a_reason(figures, expected):
    assert is_reconciled(figures) is expected


def test_figures_are_counted_by_outcome_and_reason():
    figures = [EQUAL, OFF_BY_ONE, EXPLAINED, TARGET, TARGET]

    assert outcomes_of(figures) == {
        "vergeleken": 3,
        "gelijk": 1,
        "verklaard": 1,
        "onverklaard": 1,
        "niet_vergeleken": 2,
    }
    assert reasons_of(figures) == {"geen_realisatie": 2}


def test_what_is_printed_names_the_figure_both_values_and_the_counts():
    lines = lines_of([EQUAL, OFF_BY_ONE, TARGET])

    assert [line.split()[:5] for line in lines[1:3]] == [
        ["F003-041", "gelijk", "617", "617", "0"],
        ["F003-042", "onverklaard", "617", "616", "-1"],
    ]
    assert lines[3] == "vergeleken 2, gelijk 1, verklaard 0, onverklaard 1, niet_vergeleken 1"
    assert lines[4] == "niet vergeleken: geen_realisatie 1"


def test_a_load_without_published_figures_is_said_so(clean_home, connect):
    with pytest.raises(NothingToReconcile, match="no published figures"):
        read_figures(connect("bi_reader"))
    assert reconcile.show(clean_home) is False
