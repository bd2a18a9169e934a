"""What every verb shares: where the desk is, how it is unlocked, and how results and refusals are said."""

from __future__ import annotations

import functools
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from platformdirs import user_data_path

from fjidesk import clock
from fjidesk.desk.passphrase_file import read as read_passphrase
from fjidesk.errors import Refused
from fjidesk.model.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fjidesk.desk.workspace import Desk


# Whether a file can be read is told by the verb that reads it, with a remedy.
FILE = click.Path(path_type=Path, readable=False)


@dataclass(frozen=True)
class Doors:
    """What only the composer of the window can open; the verbs themselves know no Qt.

    Attributes:
        window: opens the window on a desk: folder, passphrase file, page to start on; returns the exit code.
        probe: builds the window unseen; raises where it cannot be drawn.
        pictures: writes pictures of its pages: folder, part of the names that are wanted, look; returns the files.
    """

    window: Callable[[Path, Path | None, str], int]
    probe: Callable[[], None]
    pictures: Callable[[Path, str, str], list[Path]]


@dataclass(frozen=True)
class Setting:
    """What the command line says of the desk and of the form of results.

    Attributes:
        doors: None where there is no window.
        allow_synchronised: the person takes the risk of a synchronised folder.
    """

    desk: Path | None = None
    passphrase_file: Path | None = None
    as_json: bool = False
    doors: Doors | None = field(default=None, compare=False)
    allow_synchronised: bool = False

    @property
    def folder(self) -> Path:
        """Return the desk's folder: as given, or the usual one of this person."""
        return self.desk or user_data_path("fjidesk", appauthor=False) / "desk"

    def passphrase(self, *, new: bool = False) -> str:
        """Return the passphrase from its file, or ask for it where somebody sits at the keyboard.

        Raises:
            Refused: ``passphrase-missing``, ``passphrase-file-empty``.
        """
        if self.passphrase_file is not None:
            return read_passphrase(self.passphrase_file)
        if not sys.stdin.isatty():
            raise Refused(
                "passphrase-missing",
                "There is nobody to ask for the passphrase.",
                "Give --passphrase-file FILE or set FJIDESK_PASSPHRASE_FILE.",
            )
        return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))

    @contextmanager
    def opened(self) -> Iterator[Desk]:
        """Open the desk for one verb, make the backup that is due, and close it again; tell what is worth telling.

        Raises:
            Refused: what opening refuses.
        """
        with self.opened_by() as (desk, _):
            yield desk

    @contextmanager
    def opened_by(self) -> Iterator[tuple[Desk, str]]:
        """Open the desk for one verb that needs the passphrase too, and close it again.

        Raises:
            Refused: what opening refuses.
        """
        from fjidesk.desk import backups, workspace

        passphrase = self.asked()
        desk = workspace.open_desk(
            self.folder,
            passphrase,
            clock=clock.now,
            ids=clock.new_id,
            allow_synchronised=self.allow_synchronised,
        )
        try:
            yield desk, passphrase
            backups.due(desk)
        finally:
            desk.close()
            for line in desk.told:
                click.echo(line, err=True)

    def asked(self) -> str:
        """Return the passphrase of the desk that is there.

        Raises:
            Refused: ``no-desk``, before anybody is asked for a passphrase; ``passphrase-missing``.
        """
        from fjidesk.desk import workspace

        if not workspace.exists(self.folder):
            workspace.unlock(self.folder, "")
        return self.passphrase()

    def say(self, document: Any, lines: Callable[[], Sequence[str]]) -> None:
        """Print a result: one JSON document, or lines for people."""
        if self.as_json:
            click.echo(msgspec.json.encode(document).decode())
        else:
            for line in lines():
                click.echo(shown(line))


def verb(group: click.Group, name: str | None = None) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function a verb of a group; its first argument is the ``Setting``, whose options it takes too."""

    def make(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def called(desk: Path | None, passphrase_file: Path | None, *, as_json: bool, **arguments: Any) -> None:
            setting: Setting = click.get_current_context().obj
            setting = replace(
                setting,
                desk=desk or setting.desk,
                as_json=as_json or setting.as_json,
                passphrase_file=passphrase_file or setting.passphrase_file,
            )
            function(setting, **arguments)

        command: Any = called
        for option in reversed(setting_options()):
            command = option(command)
        return group.command(name=name or function.__name__.replace("_", "-"))(command)

    return make


def setting_options() -> list[Callable[[Any], Any]]:
    """Return the three options that stand before or after any verb."""
    return [
        click.option(
            "--desk",
            type=FILE,
            metavar="DIR",
            help="The desk's folder (FJIDESK_DESK).",
        ),
        click.option(
            "--passphrase-file",
            type=FILE,
            metavar="FILE",
            help="A file with the passphrase on its first line (FJIDESK_PASSPHRASE_FILE).",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."),
    ]


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Return rows as lines with aligned columns; the columns named in ``right`` end at the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
