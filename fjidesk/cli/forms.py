"""Verbs for forms on paper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import FILE, Setting, verb
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT = 1024 * 1024


@click.group()
def form() -> None:
    """Print the blank form of a case, and type a filled one in."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(form)


@verb(form, "print")
@click.argument("cases", nargs=-1)
@click.option("--all", "every", is_flag=True, help="A form for each of your cases.")
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE.pdf", help="Where the PDF goes.")
def print_form(setting: Setting, cases: tuple[str, ...], every: bool, output: Path) -> None:
    """Write the blank forms of CASES as one PDF, to be filled in by hand."""
    from fjidesk.desk import blank_form

    if every == bool(cases):
        raise Refused("form-of-what", "It is not said of which case the form is.", "Name the cases, or give --all.")
    with setting.opened() as desk:
        chosen = blank_form.own_cases(desk) if every else list(cases)
        blank_form.write(desk, chosen, output)
    setting.say(
        {"file": str(output), "cases": chosen},
        lambda: [f"{output.name}: {len(chosen)} {'form' if len(chosen) == 1 else 'forms'}. Shred them when typed in."],
    )


@verb(form)
@click.argument("case")
@click.argument("file", type=FILE, required=False)
@click.option("--replace", is_flag=True, help="Take it in although answers that are there go.")
def key(setting: Setting, case: str, file: Path | None, replace: bool) -> None:
    """Type a filled form of CASE in, from FILE or standard input; all or nothing.

    A line a question: R01 y; R02 n 1 3 The note; R03 a 2; R05 n 0 [own words] place=[page 4] The note. Reasons are the
    digits on the form, the main one first; a colon ends them where the note begins with a digit. A fact: victim=yes.
    """
    from fjidesk.desk import keying
    from fjidesk.files import read_bounded
    from fjidesk.model.counts import count

    data = read_bounded(file, _LIMIT) if file is not None else sys.stdin.buffer.read(_LIMIT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not-text", "The form is not text in UTF-8.", "Save it as UTF-8 and try again.") from error
    with setting.opened() as desk:
        done = keying.key(desk, case, text, replace=replace)
    parts = [count(number, noun) for number, noun in ((done.answers, "answer"), (done.facts, "fact")) if number]
    replaced = [str(one) for one in done.replaced]
    setting.say(
        {"case": case, "answers": done.answers, "facts": done.facts, "replaced": replaced},
        lambda: [f"{case}: {' and '.join(parts)} taken.", *(f"Replaced: {one}." for one in replaced)],
    )
