"""An indicator made by period is told of every fact it reads: what it is not told of, it would not make anew."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"
FACTS = set(re.findall(r"'(int_\w+)': '", (PROJECT / "macros" / "touched_periods.sql").read_text("utf-8")))


def told_and_read() -> dict[str, tuple[set[str], set[str]]]:
    """Of every indicator that is made by period: the facts in its `touched_by`, and the models it reads."""
    found = {}
    for path in (PROJECT / "models" / "indicators").rglob("*.sql"):
        text = path.read_text("utf-8")
        named = re.search(r"'touched_by': \[(.*?)\]", text, flags=re.DOTALL)
        if named:
            found[path.stem] = (set(re.findall(r"'(\w+)'", named[1])), set(re.findall(r"ref\('(\w+)'\)", text)))
    return found


def test_an_indicator_made_by_period_names_every_dated_fact_that_it_or_what_it_divides_by_reads():
    models = told_and_read()
    assert len(models) > 20
    assert len(FACTS) > 5
    for name, (told, read) in models.items():
        through_others = {fact for other in read & models.keys() for fact in models[other][0]}
        assert told == (read & FACTS) | through_others, name
