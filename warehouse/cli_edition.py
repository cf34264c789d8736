"""`warehouse edition`: figures that go out, frozen for good with small counts hidden."""

from typing import Annotated

import typer

from warehouse.settings import Settings
from warehouse.terminal import REFUSED, WRONG_USE, HomeOption, broken_machine, console, prepare, use

app = typer.Typer(no_args_is_help=True, help="Figures that go out, frozen for good with small counts hidden.")


@app.command("freeze")
def edition_freeze(
    code: Annotated[str, typer.Argument(help="2025-H1, 2025-H2, or 2025 for a year.")],
    gemeente: Annotated[str, typer.Option(help="CBS code. Default: the first of SDW_GEMEENTEN.")] = "",
    home: HomeOption = None,
) -> None:
    """Freeze what readers see now as an edition; exit 1 where a small count could be found out."""
    from warehouse.edition.freeze import EditionRefused, freeze

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        try:
            frozen = freeze(settings, code, gemeente_of(settings, gemeente))
        except EditionRefused as error:
            console.print(str(error), markup=False)
            raise typer.Exit(REFUSED) from None
    console.print(
        f"Edition {code} of {frozen.edition.gemeente_code}: {frozen.figures} figures; hidden per population:"
        f" {frozen.small} small counts and {frozen.hidden_besides} that would give these away."
    )


@app.command("list")
def edition_list(home: HomeOption = None) -> None:
    """List the editions that went out."""
    from warehouse.database.connection import connect
    from warehouse.edition import shelf

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        with connect(settings, "bi_reader") as connection:
            for edition in shelf.editions(connection):
                typer.echo(
                    f"{edition.gemeente_code} {edition.uitgave_code}: load {edition.load_id},"
                    f" data through {edition.gegevens_tot_en_met}, made {edition.gemaakt_op:%Y-%m-%d %H:%M}"
                )


def gemeente_of(settings: Settings, gemeente: str) -> str:
    if not gemeente and not settings.gemeenten:
        console.print("Say which municipality: --gemeente 0268, or set SDW_GEMEENTEN.")
        raise typer.Exit(WRONG_USE)
    return gemeente or settings.gemeenten[0]
