"""The verb for what looks like a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import Setting, table, verb

if TYPE_CHECKING:
    from typing import Any

    from fjidesk.desk.disclosing import Named
    from fjidesk.model.names import Found


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    verb(root)(names)


@click.argument("case")
@click.option("--text", help="Look at this text in place of your answers.")
@click.option("--pass", "word", metavar="WORD", help="Keep that WORD is not a name in this case.")
@click.option("--look-again", "again", metavar="WORD", help="Take that back.")
def names(setting: Setting, case: str, text: str | None, word: str | None, again: str | None) -> None:
    """Name what looks like a name, or identifies in another way, in what you wrote on CASE. Nothing is changed."""
    from fjidesk.desk import access, disclosing
    from fjidesk.desk import names as desk_names

    with setting.opened() as desk:
        if word is not None:
            desk_names.let_pass(desk, case, word)
        if again is not None:
            desk_names.look_again(desk, case, again)
        if text is None:
            places = disclosing.written(desk, case)
            access.viewed_case(desk, case)
        else:
            marks = tuple(("text", found) for found in desk_names.find(desk, case, text))
            places = [disclosing.Named("", "", "", "", earlier=False, marks=marks)]
    now = [(place, *mark) for place in places if not place.earlier for mark in place.marks]
    before = [place for place in places if place.earlier]
    setting.say(
        {
            "case": case,
            "found": [_document(*mark) for mark in now],
            "earlier": [{"kind": place.kind, "question": place.question} for place in before],
        },
        lambda: (
            [
                *table(
                    [[_where(place), field, found.kind, found.text, _way_out(found)] for place, field, found in now]
                ),
                *disclosing.told(before),
            ]
            or ["Nothing looks like a name."]
        ),
    )


def _where(place: Named) -> str:
    return place.question if place.kind == "answer" else place.place


def _document(place: Named, field: str, found: Found) -> dict[str, Any]:
    return {"kind_of_record": place.kind, "question": place.question, "field": field, **found._asdict()}


def _way_out(found: Found) -> str:
    return f"write {found.suggested}" if found.suggested else "leave it out: the role says enough"
