"""A night that stops says on which error, in words that hold no value of the data."""

from warehouse.night_log import last_error

STEP = "2026-11-25T00:07:17.138438Z [error    ] {} [dags.step] loc=task_log.py:35 night=N\n"
CALM = "2026-11-25T00:07:18.138438Z [info     ] run ended                      [dags.night] dag=d fate=broken\n"
OF_ANOTHER = "2026-11-25T00:07:19.000000Z [error    ] Task failed with 999990019 [task] loc=task_runner.py:1\n"


def test_the_last_error_of_a_step_is_told(tmp_path):
    assert (
        told_of(tmp_path, STEP.format("load_raw broke: OSError: disk full"), CALM)
        == "load_raw broke: OSError: disk full"
    )
    assert told_of(tmp_path, STEP.format("one"), STEP.format("two"), CALM) == "two"


def test_an_error_of_many_lines_is_told_in_full(tmp_path):
    refusal = "build_marts refused the data: 2 models failed\n  fct_a: x\n  fct_b: y"

    assert told_of(tmp_path, CALM, STEP.format(refusal), CALM) == refusal


def test_a_night_that_broke_outside_its_steps_tells_its_reason(tmp_path):
    line = "2026-11-25T00:07:17Z [error    ] night broke [dags.night] night=N reason='KeyError (a.py)'\n"

    assert told_of(tmp_path, line) == "night broke: 'KeyError (a.py)'"


def test_what_others_say_is_left_out_as_it_may_hold_values(tmp_path):
    assert told_of(tmp_path, OF_ANOTHER, CALM) is None
    assert told_of(tmp_path, OF_ANOTHER, STEP.format("gate_raw broke"), OF_ANOTHER) == "gate_raw broke"


def test_without_an_error_or_a_log_nothing_is_told(tmp_path):
    assert told_of(tmp_path, CALM) is None
    assert last_error(tmp_path / "none.log") is None


def told_of(folder, *lines):
    log = folder / "night.log"
    log.write_text("".join(lines), encoding="utf-8")
    return last_error(log)
