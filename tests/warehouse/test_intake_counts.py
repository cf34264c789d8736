"""Each delivery of a night is counted once, under what became of it."""

from dataclasses import astuple

from warehouse.intake_counts import intake_counts

STATUSES = ("landed", "valid", "loaded", "refused", "held", "unpacked", "noted")
REACTIONS = ("unpacked", "skipped", "held", "refused")


def test_every_delivery_of_the_night_is_in_one_column(clean_home, connect):
    with connect("ingest_writer") as writer:
        for number, status in enumerate(STATUSES):
            writer.execute(
                "insert into meta.files (file_id, sha256, source, name, size_bytes, status)"
                " values (%s, %s, 'ijw_iwmo', 'a', 1, %s)",
                (number, str(number), status),
            )
            _deliver(writer, "now", "ijw_iwmo", "landed", number)
        for reaction in REACTIONS:
            _deliver(writer, "now", "ijw_iwmo", reaction)
        _deliver(writer, "now", "registers", "skipped")
        _deliver(writer, "earlier", "ijw_iwmo", "refused")

    with connect("publisher") as reader:
        found = intake_counts(reader, "now")
        assert intake_counts(reader, "never") == []

    messages, registers = found
    assert astuple(messages) == ("ijw_iwmo", 11, 2, 1, 1, 2, 2, 1, 2)
    assert messages.offered == sum(astuple(messages)[2:])
    assert (registers.source, registers.offered, registers.known) == ("registers", 1, 1)


def _deliver(writer, run_id, source, reaction, file_id=None):
    writer.execute(
        "insert into meta.deliveries (run_id, source, path, size_bytes, mtime_ns, file_id, reaction)"
        " values (%s, %s, 'a', 1, 1, %s, %s)",
        (run_id, source, file_id, reaction),
    )
