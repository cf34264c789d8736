"""`warehouse quarantine`: look at what was refused or held, and try it again."""

from typing import Annotated

import typer

from warehouse.terminal import REFUSED, WRONG_USE, HomeOption, broken_machine, new_run_id, prepare, use

app = typer.Typer(no_args_is_help=True, help="Look at what was refused or held, and try it again.")


@app.command("list")
def quarantine_list(home: HomeOption = None) -> None:
    """List what was refused or held, with who sent it and the reason."""
    from warehouse import quarantine_desk

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        quarantine_desk.print_list(settings)


@app.command("show")
def quarantine_show(
    kenmerk: Annotated[str, typer.Argument(help="The first signs of the kenmerk that `list` prints; four or more.")],
    home: HomeOption = None,
) -> None:
    """Print what is wrong with one file, as it can be sent to the sender."""
    from warehouse import quarantine_desk

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        is_done = quarantine_desk.print_letter(settings, kenmerk)
    raise typer.Exit(0 if is_done else WRONG_USE)


@app.command("release")
def quarantine_release(
    kenmerk: Annotated[str, typer.Argument(help="The first signs of the kenmerk that `list` prints; four or more.")],
    home: HomeOption = None,
) -> None:
    """Judge one file again, now: it loads, or it is refused or held again and the reason is told (exit 1)."""
    from warehouse import quarantine_desk

    settings = use(None, home)
    with broken_machine():
        prepare(settings)
        status = quarantine_desk.release(settings, kenmerk, new_run_id())
    raise typer.Exit({"": WRONG_USE, "refused": REFUSED, "held": REFUSED}.get(status, 0))
