"""The command line's root: options before the verb, and the end of every verb."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, TextIO, cast

import click
import msgspec
from platformdirs import user_log_path

from fjidesk import __version__, clock
from fjidesk.cli import (
    access,
    backups,
    bundles,
    closing,
    concerns,
    conflict,
    forms,
    frameworks,
    history,
    import_log,
    keyring,
    looking,
    names,
    pictures,
    queries,
    reading,
    rebuilding,
    rehearsing,
    results,
    second,
    team,
    upkeep,
)
from fjidesk.cli.common import FILE, Setting
from fjidesk.desk import faults
from fjidesk.desk.places import ALLOW
from fjidesk.errors import Refused
from fjidesk.model.shown import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fjidesk.cli.common import Doors


FINE, BUG, REFUSED = 0, 1, 2


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fjidesk")
@click.option(
    "--desk",
    type=FILE,
    envvar="FJIDESK_DESK",
    metavar="DIR",
    help="The desk's folder.",
)
@click.option(
    "--passphrase-file",
    type=FILE,
    envvar="FJIDESK_PASSPHRASE_FILE",
    metavar="FILE",
    help="A file with the passphrase on its first line; otherwise it is asked for.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.option(
    "--allow-synchronised",
    is_flag=True,
    help="Take the risk of a desk in a folder that is kept in step with other computers.",
)
@click.pass_context
def root(
    context: click.Context, desk: Path | None, passphrase_file: Path | None, as_json: bool, allow_synchronised: bool
) -> None:
    """Read cases offline, hand them over signed and sealed, merge, score and print.

    Without a verb the window opens.
    """
    doors = cast("Doors | None", context.obj)
    setting = Setting(desk, passphrase_file, as_json, doors, allow_synchronised)
    context.obj = setting
    if context.invoked_subcommand is None:
        if doors is None:
            raise click.UsageError("There is no window here; name a verb.")
        if allow_synchronised:  # for this process and its window, as if it had been started so
            os.environ[ALLOW] = "1"
        context.exit(doors.window(setting.folder, passphrase_file, ""))


for part in (
    team,
    keyring,
    reading,
    names,
    looking,
    forms,
    concerns,
    queries,
    history,
    second,
    conflict,
    bundles,
    results,
    frameworks,
    backups,
    rebuilding,
    access,
    closing,
    rehearsing,
    upkeep,
    import_log,
    pictures,
):
    part.attach(root)


def run(arguments: Sequence[str], doors: Doors | None = None) -> int:
    """Run the command line and return the exit code: 0 fine, 2 refused, 1 a bug.

    Args:
        arguments: without the program's name.
        doors: to the window; None where there is none.
    """
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        _check_text(arguments)
        code = root.main(args=list(arguments), prog_name="fjidesk", standalone_mode=False, obj=doors)
    except (BrokenPipeError, SystemExit):  # whoever read the output has gone; click leaves in its own way
        return FINE
    except (Refused, click.ClickException, click.Abort) as error:
        return _refused(_as_refusal(error), as_json="--json" in arguments)
    except Exception as error:  # noqa: BLE001  (the last chance: a bug is logged without content and told)
        return _refused(_OUTPUT_FULL, as_json=False) if _is_full_output(error) else _bug(error)
    return code if isinstance(code, int) else FINE


_OUTPUT_FULL = Refused(
    "output-not-written", "The output could not be written: its place is full.", "Send it elsewhere."
)


def _is_full_output(error: Exception) -> bool:
    """Tell an output that cannot be written; files and stores have refusals of their own, and name their file."""
    return isinstance(error, OSError) and error.filename is None and error.errno in {errno.ENOSPC, errno.EIO}


def _check_text(arguments: Sequence[str]) -> None:
    """Refuse an argument that is not text: it could be neither kept in a record nor said in an answer."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise Refused(
                "not-text", "An argument is not text in UTF-8.", "Type it again, or rename the file."
            ) from error


def _bug(error: BaseException) -> int:
    name = faults.note(user_log_path("fjidesk", appauthor=False), type(error), error.__traceback__, clock.now)
    click.echo(f"fjidesk met a fault of its own ({name}). Nothing that was saved is lost.", err=True)
    return BUG


def _as_refusal(error: Refused | click.ClickException | click.Abort) -> Refused:
    if isinstance(error, Refused):
        return error
    if isinstance(error, click.Abort):
        return Refused("stopped", "Stopped.", "Nothing was left half done.")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "fjidesk"
    return Refused("usage", error.format_message(), f"Run: {path} --help")


def _refused(error: Refused, *, as_json: bool) -> int:
    click.echo(shown(f"Refused ({error.code}): {error.message}\n{error.remedy}"), err=True)
    if as_json:
        document = {"error": {"code": error.code, "message": error.message, "remedy": error.remedy}}
        click.echo(msgspec.json.encode(document).decode())
    return REFUSED


def _speak_utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the system's code page, so that a pipe on Windows does not break on a star."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
