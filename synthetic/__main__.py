"""Make a city from the command line.

Run     python -m synthetic --clients 2000 --seed 7 --out var/inbox
"""

import argparse
from datetime import date
from pathlib import Path

from synthetic.city import PROFILES, make_city


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m synthetic", description="Make a synthetic city of iJw/iWmo messages."
    )
    parser.add_argument("--clients", type=int, help="number of persons (50 to 40,000; default: of the profile)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes")
    parser.add_argument("--out", type=Path, required=True, help="inbox folder to write")
    parser.add_argument("--truth", type=Path, help="folder for the ledger (default: waarheid, beside the inbox)")
    parser.add_argument("--last-day", type=date.fromisoformat, help="last day of the story (default: of the profile)")
    parser.add_argument("--since", type=date.fromisoformat, help="deliver only messages dated after this day")
    parser.add_argument("--until", type=date.fromisoformat, help="deliver only messages dated up to this day")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="", help="a city whose figures are known")
    parser.add_argument("--without-faulty", action="store_true", help="leave out the faulty files")
    options = parser.parse_args()
    make_city(
        options.out,
        clients=options.clients,
        seed=options.seed,
        last_day=options.last_day,
        since=options.since,
        until=options.until,
        truth=options.truth,
        with_faulty=not options.without_faulty,
        profile=options.profile,
    )


if __name__ == "__main__":
    main()
