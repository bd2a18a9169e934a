"""Verbs for what was: history, changes, undo, redo, and the whole section that does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from fjidesk.cli.common import Setting, table, verb
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fjidesk.desk.history import Entry
    from fjidesk.desk.reading import Position
    from fjidesk.desk.undo import Moved


_SHOWN = 10  # changes of a case that are said one by one among those of the whole desk


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    for function in (history, changes, undo, redo):
        verb(root)(function)
    verb(root, "section-na")(section_na)


@click.argument("case")
@click.argument("question", required=False)
@click.option("--at", "moment", metavar="MOMENT", help="Show it as it was then: 2014-02-07, or 2014-02-07T16:30 (UTC).")
@click.option("--member", metavar="NAME", help="Whose reading, with --at; by default your own, or the first.")
def history(setting: Setting, case: str, question: str | None, moment: str | None, member: str | None) -> None:
    """Say who changed what in CASE and when, or in one QUESTION of it; or show it as it was at a moment."""
    from fjidesk.desk import access, inspection
    from fjidesk.desk import cases as desk_cases
    from fjidesk.desk import history as desk_history

    asked = (question or "").upper()
    with setting.opened() as desk:
        if moment is None:
            found = desk_history.history(desk, case, asked)
            access.viewed_history(desk, case, question=asked)
            setting.say({"case": case, "history": found}, lambda: entry_lines(found) or ["Nothing was changed yet."])
            return
        whose = inspection.find_member(desk, member) if member else None
        was = desk_history.as_it_was(desk, case, desk_history.moment_of(moment), whose)
        if asked and asked not in was.rulings:
            raise Refused(
                "question-unknown", f"There is no question {asked}.", "Run fjidesk framework show to see them."
            )
        access.viewed_case(desk, case, whose or desk_cases.counting_here(desk, case))
        _say_position(setting, was, asked)


def _say_position(setting: Setting, was: Position, asked: str) -> None:
    answers = {name: given for name, given in was.answers.items() if asked in {"", name}}
    document = {
        "case": was.case,
        "state": was.reading.state if was.opened else "not started",
        "facts": was.reading.facts,
        "answers": {name: msgspec.to_builtins(given) for name, given in answers.items()},
        "does_not_apply": [name for name, ruling in was.rulings.items() if ruling is False and asked in {"", name}],
    }
    setting.say(
        document,
        lambda: [
            f"Case {was.case}, {document['state']}",
            *table([[name, value] for name, value in sorted(was.reading.facts.items())]),
            "",
            *(
                table([[name, given.answer, "; ".join(given.reasons), given.note] for name, given in answers.items()])
                or ["No answers."]
            ),
        ],
    )


@click.argument("case", required=False)
@click.option("--seen", is_flag=True, help="Keep that you have looked: the next time only what is newer is said.")
@click.option("--own", is_flag=True, help="With what you changed here yourself.")
def changes(setting: Setting, case: str | None, seen: bool, own: bool) -> None:
    """Say what changed since you last looked, in CASE or on the whole desk.

    On the whole desk, a case with more than ten changes is said in one line, but with --seen all are.
    """
    from fjidesk.desk import access
    from fjidesk.desk import history as desk_history

    with setting.opened() as desk:
        look = desk_history.changes(desk, case, own=own)
        if look.cases:
            access.viewed_history(desk, *(changed.case for changed in look.cases))
        lines = []
        for changed in look.cases:
            lines += [f"{changed.case or 'Team and inspection'}: {changed.headline}"]
            if case is not None or seen or len(changed.entries) <= _SHOWN:
                lines += [f"  {line}" for line in entry_lines(changed.entries)]
        setting.say({"changes": look.cases}, lambda: lines or ["Nothing changed since you last looked."])
        if seen:
            desk_history.seen(desk, case, look.upto)


def entry_lines(entries: Sequence[Entry]) -> list[str]:
    """Return changes as lines: when, who, where, what."""
    from fjidesk.desk.wording import sentence
    from fjidesk.report.words import moment

    return [
        f"{moment(entry.at)}, {entry.who}: {sentence(entry.case, entry.question, entry.words)}"
        f"{' (another value stands beside it)' if entry.beside else ''}."
        for entry in entries
    ]


def undo(setting: Setting) -> None:
    """Take your last change on this desk back; what was there before is written again."""
    from fjidesk.desk import undo as desk_undo

    with setting.opened() as desk:
        _say_moved(setting, "undone", desk_undo.undo(desk))


def redo(setting: Setting) -> None:
    """Make the change again that you undid last."""
    from fjidesk.desk import undo as desk_undo

    with setting.opened() as desk:
        _say_moved(setting, "redone", desk_undo.redo(desk))


def _say_moved(setting: Setting, done: str, moved: Moved) -> None:
    setting.say(
        {done: moved.words, "cases": sorted(moved.changes.cases)},
        lambda: [f"{done.capitalize()}. {line}." for line in moved.words],
    )


@click.argument("case")
@click.argument("theme")
@click.argument("section")
@click.argument("reason")
def section_na(setting: Setting, case: str, theme: str, section: str, reason: str) -> None:
    """Answer N/A, with one REASON, to all that is unanswered in SECTION of THEME; one step for undo."""
    from fjidesk.desk import reading as desk_reading

    with setting.opened() as desk:
        done = desk_reading.section_na(desk, case, theme, section, reason)
        names = sorted(key[2] for kind, key in done.records if kind == "answer")
        setting.say({"case": case, "na": names}, lambda: [f"N/A in {case}: {', '.join(names)}."])
