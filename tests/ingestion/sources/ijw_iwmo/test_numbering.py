"""Row numbers count within their message; a parent's number is found from positions."""

import numpy as np

from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from ingestion.sources.ijw_iwmo.layout import row_sources
from ingestion.sources.ijw_iwmo.numbering import parent_numbers, row_numbers


def numbers(*values):
    return np.array(values, np.int64)


def test_rows_count_from_one_in_each_message():
    assert row_numbers(numbers(0, 0, 2, 2, 2, 3)).tolist() == [1, 2, 1, 2, 3, 1]
    assert row_numbers(numbers(0, 0), before=5).tolist() == [6, 7]
    assert row_numbers(numbers()).tolist() == []


def test_a_parent_that_occurs_once_is_the_first():
    assert parent_numbers(numbers(0, 0, 1), ()).tolist() == [1, 1, 1]


def test_a_parent_one_level_down_is_found_by_its_position():
    assert parent_numbers(numbers(0, 0, 1), (numbers(0, 4, 2),)).tolist() == [1, 5, 3]


def test_a_parent_two_levels_down_is_counted_over_the_message():
    message = numbers(0, 0, 0, 0, 1, 1)
    client = numbers(0, 0, 0, 1, 0, 1)
    line = numbers(0, 0, 1, 0, 0, 0)

    assert parent_numbers(message, (client, line)).tolist() == [1, 1, 2, 3, 1, 2]


def test_each_parent_two_levels_down_has_at_least_one_child():
    """Counting parents by their children needs that; see parent_numbers."""
    seen = []
    for wet, berichtsoort in load_catalogue().messages:
        elements = {element.path: element for element in load_catalogue().messages[wet, berichtsoort].elements}
        for source in row_sources(wet, berichtsoort):
            if len([level for level in source.levels if f"{source.parent_path}/".startswith(f"{level}/")]) < 2:
                continue
            path = source.path
            while path != source.parent_path:
                seen.append(path)
                assert elements[path].min_occurs >= 1, path
                path = path.rsplit("/", 1)[0]
    assert seen, "no message has a parent two levels down: is the rule still needed?"
