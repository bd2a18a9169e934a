"""Verbs for reading cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from fjidesk.cli.common import FILE, Setting, table, verb
from fjidesk.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.records import Answer

_TABLE_LIMIT = 16 * 1024 * 1024
_GROUND = ("note", "other", "source", "record", "dated", "place", "confidence")


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    verb(root)(read)
    verb(root)(answer)
    verb(root)(cases)


@click.argument("case")
@click.option(
    "--answers",
    "file",
    type=FILE,
    help="A table with the columns question,answer.",
)
@click.option("--fact", "facts", multiple=True, metavar="FACT=VALUE", help="Correct a case fact; may be repeated.")
@click.option("--finish", is_flag=True, help="Finish the reading, which makes it count.")
@click.option("--with-gaps", is_flag=True, help="Finish although answers are lacking.")
@click.option("--case-manager", type=click.Choice(["present", "absent"]), help="Whether the case manager was there.")
@click.option("--minutes", type=click.IntRange(0, 9999), help="Time used.")
@click.option("--reopen", "reason", metavar="REASON", help="Reopen a finished reading first.")
def read(setting: Setting, case: str, file: Path | None, facts: tuple[str, ...], **ending: Any) -> None:
    """Read CASE: take facts and a table of answers into your reading, and finish it."""
    from fjidesk.desk import answer_files
    from fjidesk.desk import reading as desk_reading
    from fjidesk.files import read_bounded

    with setting.opened() as desk:
        with desk.store.writing():  # all of it or none: a refused table leaves a finished reading finished
            if ending["reason"]:
                desk_reading.reopen(desk, case, ending["reason"])
            if facts:
                desk_reading.correct_facts(desk, case, dict(_pair(fact) for fact in facts))
            if file is not None:
                answer_files.take(desk, case, read_bounded(file, _TABLE_LIMIT), file.name)
            if ending["finish"]:
                desk_reading.finish(
                    desk,
                    case,
                    with_gaps=ending["with_gaps"],
                    case_manager=ending["case_manager"],
                    minutes=ending["minutes"],
                )
        _say_progress(setting, desk, case)


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise Refused("fact-form", f"{text} is not of the form FACT=VALUE.", "Write it so: --fact victim=yes")
    return name.strip(), value.strip()


def _say_progress(setting: Setting, desk: Desk, case: str) -> None:
    from fjidesk.desk import cases as desk_cases

    line = desk_cases.case_line(desk, case)
    setting.say(
        {"reference": line.reference, "state": line.state, "answered": line.answered, "applicable": line.applicable},
        lambda: [f"{line.reference}: {line.answered} of {line.applicable} answered, {line.state}."],
    )


@click.argument("case")
@click.argument("question")
@click.argument("value", type=click.Choice(["yes", "no", "na", "clear"], case_sensitive=False))
@click.option("--reason", "reasons", multiple=True, help="An id or its words; may be repeated, the main one first.")
@click.option("--note", help="What the answer rests on.")
@click.option("--other", help="A reason in own words, with --reason other.")
@click.option("--source", type=click.Choice(["record", "case_manager", "both"]))
@click.option("--record", help="The type of record.")
@click.option("--dated", help="The record's date.")
@click.option("--place", help="Where in the record.")
@click.option("--confidence", type=click.Choice(["sure", "fairly", "unsure"]))
@click.option("--discuss/--no-discuss", default=None, help="Discuss with the lead.")
def answer(setting: Setting, case: str, question: str, value: str, **parts: Any) -> None:
    """Answer QUESTION of CASE with yes, no or na, or clear the answer. What is not given stays as it was."""
    from fjidesk.desk import reading as desk_reading

    question = question.upper()
    with setting.opened() as desk:
        if value == "clear":
            desk_reading.clear(desk, case, question)
        else:
            desk_reading.answer(desk, case, question, _answer(desk, case, question, value, parts))
        _say_progress(setting, desk, case)


def _answer(desk: Desk, case: str, question: str, value: str, parts: dict[str, Any]) -> Answer:
    from fjidesk.desk import reading as desk_reading
    from fjidesk.model.records import Answer

    before = desk_reading.position(desk, case).answers.get(question)
    known = desk.framework.by_id.get(question)
    reasons = [
        desk_reading.reason_id(known, reason, value, desk.framework) if known else reason for reason in parts["reasons"]
    ]
    changes = {name: parts[name] for name in _GROUND if parts[name] is not None}
    if parts["discuss"] is not None:
        changes["discuss"] = parts["discuss"]
    if not reasons and before is not None and before.answer == value:
        reasons = before.reasons
    value_typed: Any = value
    start = before or Answer(answer=value_typed)
    return msgspec.structs.replace(start, answer=value_typed, reasons=reasons, **changes)


@click.argument("case", required=False)
def cases(setting: Setting, case: str | None) -> None:
    """List the cases of this desk with their progress, or show CASE with all its answers.

    A lead or deputy sees every reading of each case, first and second, and what was begun before it was taken back.
    """
    from fjidesk.desk import access
    from fjidesk.desk import cases as desk_cases
    from fjidesk.desk.concerns import leads_here

    with setting.opened() as desk:
        if case is not None:
            sheet = desk_cases.case_sheet(desk, case)
            access.viewed_case(desk, case, desk_cases.counting_here(desk, case))
            setting.say(
                sheet,
                lambda: [
                    f"Case {sheet.reference}",
                    *table([[name, value] for name, value in sheet.facts.items()] or [["", ""]]),
                    "",
                    *table(
                        [
                            [line.question, line.answer or "-", "; ".join(line.reasons), line.note]
                            for line in sheet.answers
                        ]
                    ),
                    *(
                        ["", "Answers that sit oddly together", *sheet.contradictions.values()]
                        * bool(sheet.contradictions)
                    ),
                ],
            )
            return
        lines = desk_cases.cases(desk, everyone=leads_here(desk))
        setting.say(
            {
                "cases": [
                    {
                        "reference": line.reference,
                        "state": line.state,
                        "answered": line.answered,
                        "applicable": line.applicable,
                        "reader": line.reader,
                        "turn": line.turn,
                    }
                    for line in lines
                ]
            },
            lambda: table(
                [
                    ["Case", "Turn", "State", "Answered", "Reader"],
                    *(
                        [
                            line.reference,
                            line.turn or "-",
                            line.state,
                            f"{line.answered} of {line.applicable}",
                            line.reader,
                        ]
                        for line in lines
                    ),
                ]
            ),
        )
