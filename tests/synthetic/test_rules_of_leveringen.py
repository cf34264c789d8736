"""What the standard asks of 305 and 307, told in order over the whole city."""

from collections import defaultdict

from tests.recompute.deliveries import read_reports
from tests.synthetic.chains import chains, latest_versions


def told_in_order():
    """Every start and stop in the order in which it takes effect."""
    messages = sorted(chains().standing("305", "307"), key=lambda message: (message.dagtekening, message.identificatie))
    for message in messages:
        for report in sorted(read_reports(message).reports, key=lambda item: not item.is_withdrawal):
            yield message, report


def test_starts_and_stops_follow_each_other_as_they_may():
    standing = defaultdict(set)
    withdrawn = 0
    for message, report in told_in_order():
        begin, end, reden = report.row
        rows = standing[report.number]
        stops = {row for row in rows if row[0] == begin and row[1]}
        assert max(begin, end) <= message.dagtekening  # TR134
        if report.is_withdrawal:
            assert report.row in rows  # TR063
            assert end or not stops  # TR071
            rows.remove(report.row)
            withdrawn += 1
            continue
        assert report.row not in rows  # TR074
        if end:
            assert (begin, "", "") in rows  # TR382
            assert end >= begin  # TR018
            assert all(row[2] == "20" and row[1] <= end for row in stops)  # TR414, TR415
            assert not (reden == "20" and stops)  # TR413
        else:
            stopped = {row[0] for row in rows if row[1]}
            assert all(row[0] in stopped for row in rows)  # TR326
        rows.add(report.row)

    assert len(standing) > 500
    assert withdrawn > 20


def test_care_lies_within_a_toewijzing_that_was_given_and_not_removed():
    latest = latest_versions()
    standing = defaultdict(set)
    for _, report in told_in_order():
        if report.is_withdrawal:
            standing[report.number].discard(report.row)
        else:
            standing[report.number].add(report.row)

    for number, rows in standing.items():
        version = latest[number]  # TR019
        assert not (version.is_removal and rows)
        for begin, end, _ in rows:
            assert version.ingangsdatum <= begin <= (version.einddatum or "9999")
            assert end <= (version.einddatum or "9999")


def test_a_withdrawal_comes_alone_or_together_with_what_replaces_it():
    shapes = set()
    for message in chains().standing("305", "307"):
        shapes.add((message.soort, tuple(report.is_withdrawal for report in read_reports(message).reports)))

    assert {("305", (False,)), ("305", (True,)), ("307", (False,)), ("307", (True,))} <= shapes
    assert {(True, False), (False, True)} <= {shape for _, shape in shapes}


def test_a_temporary_stop_is_followed_by_a_start_or_by_the_end():
    stops = defaultdict(list)
    starts = defaultdict(list)
    for _, report in told_in_order():
        begin, end, reden = report.row
        if not report.is_withdrawal:
            (stops if end else starts)[report.number].append((begin, reden))

    paused = [number for number, found in stops.items() if any(reden == "20" for _, reden in found)]
    resumed = [number for number in paused if len(starts[number]) > 1]
    ended = [number for number in paused if any(reden != "20" for _, reden in stops[number])]
    assert len(paused) > 10
    assert resumed
    assert ended
