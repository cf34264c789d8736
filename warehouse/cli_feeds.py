"""`warehouse feeds`: what others receive, with small counts hidden, each beside its description."""

from pathlib import Path
from typing import Annotated

import typer

from warehouse.cli_edition import gemeente_of
from warehouse.terminal import REFUSED, HomeOption, broken_machine, console, prepare, use


def feeds(
    gemeente: Annotated[str, typer.Option(help="CBS code. Default: the first of SDW_GEMEENTEN.")] = "",
    out: Annotated[Path | None, typer.Option(help="Folder to write to. Default: <home>/feeds/<gemeente>.")] = None,
    home: HomeOption = None,
) -> None:
    """Write the open data, the regional report and the deliveries to others, as of the newest edition."""
    from warehouse.feeds.write import FeedsRefused, write_feeds

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        try:
            written = write_feeds(settings, gemeente_of(settings, gemeente), out)
        except FeedsRefused as error:
            console.print(str(error), markup=False)
            raise typer.Exit(REFUSED) from None
    for each in written:
        typer.echo(f"{each.path}: {each.figures} figures, of which {each.hidden} hidden")
