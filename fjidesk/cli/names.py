"""The verb for what looks like a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import Setting, table, verb

if TYPE_CHECKING:
    from typing import Any

    from fjidesk.model.names import Found


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    verb(root)(names)


@click.argument("case")
@click.option("--text", help="Look at this text in place of your answers.")
@click.option("--pass", "word", metavar="WORD", help="Keep that WORD is not a name in this case.")
@click.option("--look-again", "again", metavar="WORD", help="Take that back.")
def names(setting: Setting, case: str, text: str | None, word: str | None, again: str | None) -> None:
    """Name what looks like a name, or identifies in another way, in your answers to CASE. Nothing is changed."""
    from fjidesk.desk import names as desk_names

    with setting.opened() as desk:
        if word is not None:
            desk_names.let_pass(desk, case, word)
        if again is not None:
            desk_names.look_again(desk, case, again)
        if text is None:
            marks = [(entry.question, entry.field, entry.found) for entry in desk_names.in_answers(desk, case)]
        else:
            marks = [("", "text", found) for found in desk_names.find(desk, case, text)]
    setting.say(
        {"case": case, "found": [_document(*mark) for mark in marks]},
        lambda: (
            table([[question, field, found.kind, found.text, _way_out(found)] for question, field, found in marks])
            or ["Nothing looks like a name."]
        ),
    )


def _document(question: str, field: str, found: Found) -> dict[str, Any]:
    return {"question": question, "field": field, **found._asdict()}


def _way_out(found: Found) -> str:
    return f"write {found.suggested}" if found.suggested else "leave it out: the role says enough"
