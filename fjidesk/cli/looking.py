"""Verbs for looking round in one's own cases: search, earlier answers, what a reading lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import Setting, table, verb
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    for function in (search, earlier, checklist):
        verb(root)(function)


@click.argument("words", nargs=-1, required=True)
@click.option("--questions", is_flag=True, help="Find questions by number or words in place of what you wrote.")
def search(setting: Setting, words: tuple[str, ...], questions: bool) -> None:
    """Find WORDS in what you wrote: notes, reasons in own words, facts, evidence, flags, alerts. All have to occur.

    A phrase in quotation marks is looked for as it stands. Case and accents do not matter.
    """
    from fjidesk.desk import access
    from fjidesk.desk import search as desk_search

    # The shell took the quotation marks of a phrase away: several words in one argument are one.
    sought = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with setting.opened() as desk:
        if questions:
            _say_questions(setting, desk, " ".join(words))
            return
        hits = desk_search.search(desk, sought)
        access.viewed(desk, "search", *sorted({hit.case for hit in hits}))
    document = [hit._asdict() | {"cut": hit.cut._asdict()} for hit in hits]
    setting.say(
        {"found": document},
        lambda: (
            table([[hit.case or "-", hit.question or hit.key, hit.where, hit.cut.text] for hit in hits])
            or ["Nothing was found."]
        ),
    )


def _say_questions(setting: Setting, desk: Desk, words: str) -> None:
    from fjidesk.desk import search as desk_search

    found = desk_search.questions(desk, words)
    setting.say(
        {"questions": [{"id": question.id, "text": question.text.en} for question in found]},
        lambda: table([[question.id, question.text.en] for question in found]) or ["Nothing was found."],
    )


@click.argument("case")
@click.argument("question")
def earlier(setting: Setting, case: str, question: str) -> None:
    """Show how you answered QUESTION in your cases other than CASE."""
    from fjidesk.desk import access
    from fjidesk.desk import search as desk_search

    with setting.opened() as desk:
        found = desk_search.earlier(desk, case, question.upper())
        if found:
            access.viewed(desk, "answer", *sorted({entry.case for entry in found}), detail=question.upper())
    setting.say(
        {"question": question.upper(), "earlier": [entry._asdict() for entry in found]},
        lambda: (
            table([[entry.case, entry.answer, "; ".join(entry.reasons), entry.note] for entry in found])
            or ["You have not answered it in another case."]
        ),
    )


@click.argument("case")
def checklist(setting: Setting, case: str) -> None:
    """Show what your reading of CASE lacks before it is finished, and what may be looked at again."""
    from fjidesk.desk import access, beside_answers, contradictions, disclosing, names
    from fjidesk.desk import reading as desk_reading

    with setting.opened() as desk:
        lacking = desk_reading.checklist(desk, case)
        odd = contradictions.arising(desk, case)
        marks = names.in_answers(desk, case)
        worth = beside_answers.worth(desk, case)
        access.viewed_case(desk, case)
    setting.say(
        {
            "case": case,
            "complete": lacking.complete,
            "unanswered": lacking.unanswered,
            "without_reason": lacking.without_reason,
            "contradictions": {found.id: found.ask.en for found in odd},
            "look_like_names": len(marks),
            "facts_unknown": worth.facts,
            "alerts_open": worth.alerts,
            "alerts_incomplete": worth.incomplete,
            "to_discuss": worth.discuss,
            "named_places": [one.place for one in worth.named],
        },
        lambda: [
            *[f"{len(lacking.unanswered)} to answer: {', '.join(lacking.unanswered)}"] * bool(lacking.unanswered),
            *[f"Without a reason: {', '.join(lacking.without_reason)}"] * bool(lacking.without_reason),
            *["Nothing is lacking."] * lacking.complete,
            *[f"Not known, and it depends on it what applies: {', '.join(worth.facts)}"] * bool(worth.facts),
            *[f"{count(len(worth.alerts), 'alert')} open: fjidesk alert list"] * bool(worth.alerts),
            *[f"{count(len(worth.incomplete), 'alert')} not complete"] * bool(worth.incomplete),
            *[f"To discuss with the lead: {', '.join(worth.discuss)}"] * bool(worth.discuss),
            *[f"Look again: {found.ask.en}" for found in odd],
            *[f"{count(len(marks), 'place looks like a name', 'places look like names')}: fjidesk names {case}"]
            * bool(marks),
            *disclosing.told([one for one in worth.named if one.kind != "answer"]),
        ],
    )
