"""The server's settings, decided from the machine."""

from pathlib import Path

import pytest

from warehouse.database.configuration import (
    GIBIBYTE,
    MEBIBYTE,
    access_text,
    first_port,
    memory_settings,
    server_settings,
    settings_text,
)


@pytest.mark.parametrize(
    ("total_bytes", "shared_buffers"),
    [(512 * MEBIBYTE, "64MB"), (8 * GIBIBYTE, "128MB"), (24 * GIBIBYTE, "384MB"), (256 * GIBIBYTE, "512MB")],
)
def test_shared_buffers_stay_modest_on_every_machine(total_bytes, shared_buffers):
    assert memory_settings(total_bytes)["shared_buffers"] == shared_buffers


def test_the_most_memory_that_all_readers_can_sort_in_fits_a_small_machine():
    small = memory_settings(4 * GIBIBYTE)

    assert 60 * int(small["work_mem"].removesuffix("MB")) * MEBIBYTE < 2 * GIBIBYTE


def test_errors_stay_out_of_the_log():
    settings = server_settings(port=1, socket=None, logs=Path("/x"), total_bytes=GIBIBYTE)

    assert (settings["log_min_messages"], settings["log_min_error_statement"]) == ("log", "panic")
    assert settings["log_parameter_max_length"] == settings["log_parameter_max_length_on_error"] == "0"


def test_a_quote_in_a_value_is_doubled():
    assert "a = 'b''c'" in settings_text({"a": "b'c"})


@pytest.mark.parametrize("has_socket", [True, False])
def test_nobody_enters_without_a_password(has_socket):
    lines = [line for line in access_text(has_socket=has_socket).splitlines() if not line.startswith("#")]

    assert len(lines) >= 3
    assert all(line.endswith((" scram-sha-256", " reject")) for line in lines)
    assert any(line.endswith("reject") for line in lines) == has_socket


def test_homes_begin_their_search_for_a_port_apart_and_below_the_ports_of_the_system():
    ports = {first_port(Path(f"/srv/{number}")) for number in range(100)}

    assert len(ports) > 90
    assert all(20000 <= port < 30000 for port in ports)
