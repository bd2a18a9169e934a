"""Verbs for second readings: what differs, what is agreed, how far two readers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import Setting, table, verb
from fjidesk.desk.wording import ANSWERS
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fjidesk.desk.agreeing import Agreeing
    from fjidesk.desk.second_readings import Difference, Doubles, Said
    from fjidesk.desk.wording import Words
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes
    from fjidesk.scoring.agreement import Agreement, Estimate

_STATES = {
    "settled": "counts",
    "again": "to look at again: an answer changed since, so the first reading counts",
    "needless": "no longer needed: both say the same by now",
}


@click.group()
def agree() -> None:
    """Settle what two readers of a case answered differently."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(agree)
    verb(root)(agreement)


@verb(agree, "list")
@click.argument("case", required=False)
@click.option("--open", "only_open", is_flag=True, help="Only what is not settled.")
def listed(setting: Setting, case: str | None, only_open: bool) -> None:
    """List what two readers answered differently, in CASE or everywhere, and what is agreed."""
    from fjidesk.desk import access, second_readings
    from fjidesk.desk.wording import Words

    with setting.opened() as desk:
        found = second_readings.differences(desk, case)
        if found:
            access.viewed(desk, "differences", *sorted({one.case for one in found}))
        if only_open:
            found = [one for one in found if one.state in {"open", "again"}]
        words, double = Words(desk.framework, desk.roster), second_readings.doubles(desk)
        titles = {question.id: question.short.en for question in desk.framework.questions}
        setting.say(
            {"cases": double.cases, "settled": double.settled, "open": double.open, "differences": found},
            lambda: [
                *(line for one in found for line in _difference(one, titles[one.question], words)),
                f"{count(double.cases, 'case')} read twice; {_settled(double)}.",
            ],
        )


def _settled(double: Doubles) -> str:
    return f"{count(double.settled, 'difference')} settled, {double.open} open"


def _difference(found: Difference, title: str, words: Words) -> Iterator[str]:
    yield f"{found.case} {found.question}  {title}"
    for turn, said in (("first", found.first), ("second", found.second)):
        if said is not None:
            yield f"  {turn}, {said.reader}: {_said(said, found.question, words)}"
    if found.agreed is not None:
        reasons = [words.reason(found.question, one, found.agreed.answer) for one in found.agreed.reasons]
        answer = "; ".join([ANSWERS[found.agreed.answer], *reasons])
        yield f"  agreed: {answer}, because “{found.agreed.ground}” ({_STATES[found.state]})"


def _said(said: Said, question: str, words: Words) -> str:
    by_rule = " by rule" if said.by_rule else ""
    reasons = [words.reason(question, one, said.answer) for one in said.reasons]
    note = [f"“{said.note}”"] if said.note else []
    return "; ".join([f"{ANSWERS[said.answer]}{by_rule}", *reasons, *note])


@verb(agree, "set")
@click.argument("case")
@click.argument("question")
@click.argument("answer", type=click.Choice(["yes", "no", "na"]))
@click.option("--reason", "reasons", multiple=True, help="An id or words of a reason; may be repeated, main one first.")
@click.option("--ground", default="", help="Why this was agreed, in a few words.")
def put(setting: Setting, case: str, question: str, answer: str, reasons: tuple[str, ...], ground: str) -> None:
    """Settle QUESTION of CASE by an ANSWER."""
    import msgspec

    from fjidesk.desk import second_readings
    from fjidesk.desk.reading import reason_id
    from fjidesk.model.records import Answer

    def act(desk: Desk, name: str) -> Changes:
        asked = desk.framework.by_id.get(name)
        ids = [reason_id(asked, one, answer, desk.framework) for one in reasons] if asked else []
        given = msgspec.convert({"answer": answer, "reasons": ids}, Answer)
        return second_readings.agree(desk, case, name, given, ground)

    _act(setting, case, question, act)


@verb(agree)
@click.argument("case")
@click.argument("question")
@click.argument("turn", type=click.Choice(["first", "second"]))
@click.option("--ground", default="", help="Why this was agreed, in a few words.")
def take(setting: Setting, case: str, question: str, turn: str, ground: str) -> None:
    """Settle QUESTION of CASE by what the first or the second reader says."""
    from fjidesk.desk import second_readings

    chosen: second_readings.Turn = "first" if turn == "first" else "second"
    _act(setting, case, question, lambda desk, name: second_readings.take(desk, case, name, chosen, ground))


@verb(agree)
@click.argument("case")
@click.argument("question")
def clear(setting: Setting, case: str, question: str) -> None:
    """Take what was agreed on QUESTION of CASE back."""
    from fjidesk.desk import second_readings

    _act(setting, case, question, lambda desk, name: second_readings.clear(desk, case, name))


def _act(setting: Setting, case: str, question: str, act: Callable[[Desk, str], Changes]) -> None:
    from fjidesk.desk import second_readings
    from fjidesk.store import readings

    name = question.upper()
    with setting.opened() as desk:
        act(desk, name)
        agreed, double = readings.agreed(desk.db).get((case, name)), second_readings.doubles(desk)
        done = f"agreed {agreed.answer}" if agreed else "nothing is agreed"
        setting.say(
            {"case": case, "question": name, "agreed": agreed, "settled": double.settled, "open": double.open},
            lambda: [f"{case} {name}: {done}. {_settled(double)}."],
        )


@click.option(
    "--by",
    type=click.Choice(["theme", "section", "question", "readers"]),
    default="theme",
    show_default=True,
    help="What is listed below the whole.",
)
def agreement(setting: Setting, by: str) -> None:
    """Say how far two readers agree: percent, Gwet's AC1, Cohen's kappa, each with its 95 % interval."""
    from fjidesk.desk import agreeing

    with setting.opened() as desk:
        found = agreeing.agreeing(desk)
    setting.say(found, lambda: _agreement(found, by))


def _agreement(found: Agreeing, by: str) -> list[str]:
    parts = {"theme": found.themes, "section": found.sections, "question": found.questions}
    if by == "readers":
        named = [(f"{one.one} and {one.other}", one.agreement) for one in found.readers]
    else:
        titles = parts[by]
        named = [(f"{one.id} {one.title}" if by == "question" else one.title, one.agreement) for one in titles]
    rows = [("All questions", found.overall), *named]
    head = ["", "Alike", "Percent (95%)", "AC1 (95%)", "Kappa (95%)"]
    lines = table([head, *([name, *_cells(one)] for name, one in rows)], right=(1, 2, 3, 4))
    return [*lines, "", *_footnotes(rows), *([found.hint] if found.hint else [])]


def _cells(found: Agreement) -> list[str]:
    return [
        f"{found.agreed:,} of {found.units:,}",
        _estimate(found.percent, 100, 0, "%"),
        _estimate(found.ac1, 1, 2, ""),
        _estimate(found.kappa, 1, 2, ""),
    ]


def _estimate(found: Estimate, times: int, digits: int, unit: str) -> str:
    if found.value is None:
        return "not defined"
    value = f"{found.value * times:.{digits}f}{unit}"
    if found.low is None or found.high is None:
        return f"{value} (no interval)"
    return f"{value} ({found.low * times:.{digits}f} to {found.high * times:.{digits}f})"


def _footnotes(rows: Sequence[tuple[str, Agreement]]) -> list[str]:
    """Say once why something is not defined, with how often."""
    whys: dict[str, int] = {}
    for _, one in rows:
        for why in {one.percent.why, one.ac1.why, one.kappa.why} - {""}:
            whys[why] = whys.get(why, 0) + 1
    lines = [f"Not defined in {number} of {count(len(rows), 'line')}: {why}." for why, number in sorted(whys.items())]
    return [*lines, "Answers of one case are taken as independent of each other, so the intervals are a little narrow."]
