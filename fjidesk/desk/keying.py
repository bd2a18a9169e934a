"""Type a filled form in: all of it or none, with every fault named by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk.reading import answer_all, correct_facts, judged, position
from fjidesk.errors import Refused
from fjidesk.model import applicability, form_lines, replacing
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.form_lines import Typed
    from fjidesk.model.records import Answer
    from fjidesk.model.replacing import Replaced

_SHOWN = 12  # faults that are said one by one


class Keyed(NamedTuple):
    """How many answers and facts were taken, and what they replaced."""

    answers: int
    facts: int
    replaced: Sequence[Replaced] = ()


class Planned(NamedTuple):
    """What a filled form would write, and what that replaces, in the order of its lines."""

    facts: Mapping[str, str]
    answers: Mapping[str, Answer]
    replaced: Sequence[Replaced]


def plan(desk: Desk, case: str, text: str) -> Planned:
    """Read a filled form against what the reading holds; nothing is written.

    A line keeps the note and the ground that stand there and that it says nothing of.

    Raises:
        Refused: ``form-faulty`` with every line that is wrong, ``form-empty``, ``case-unknown``.
    """
    typed = form_lines.read(text, desk.framework)
    faults = typed.faults or _not_applying(desk, case, typed)
    if faults:
        said = [f"line {line}: {fault}" for line, fault in faults[:_SHOWN]]
        more = [f"and {count(len(faults) - _SHOWN, 'line')} more"] if len(faults) > _SHOWN else []
        raise Refused("form-faulty", f"{'; '.join(said + more)}.", "Mend those lines and try again; nothing was taken.")
    if not typed.answers and not typed.facts:
        raise Refused("form-empty", "There is no line of a form.", "Type one for each question, such as: R01 y")
    held = position(desk, case).answers
    wanted = {name: replacing.keep(held.get(name), one, typed.said[name]) for name, one in typed.answers.items()}
    gone = [replacing.replaced(name, held.get(name), one) for name, one in wanted.items()]
    return Planned(typed.facts, wanted, [one for one in gone if one is not None])


def key(desk: Desk, case: str, text: str, *, replace: bool = False) -> Keyed:
    """Take a filled form into the owner's reading: facts first, then answers, in one transaction.

    Args:
        desk: the reader's.
        case: its reference.
        text: a line a question.
        replace: take it although it replaces answers.

    Raises:
        Refused: ``form-replaces`` with every answer of which something would go, what ``plan`` refuses,
            ``case-not-yours``, ``reading-finished``.
    """
    wanted = plan(desk, case, text)
    if wanted.replaced and not replace:
        said = [str(one) for one in wanted.replaced[:_SHOWN]]
        over = len(wanted.replaced) - _SHOWN
        more = [f"and {count(over, 'answer')} more"] if over > 0 else []
        raise Refused("form-replaces", f"{'. '.join(said + more)}.", "Nothing was taken; give --replace to take it.")
    with desk.store.writing():
        if wanted.facts:
            correct_facts(desk, case, wanted.facts)
        if wanted.answers:
            answer_all(desk, case, wanted.answers)
    return Keyed(len(wanted.answers), len(wanted.facts), wanted.replaced)


def _not_applying(desk: Desk, case: str, typed: Typed) -> list[tuple[int, str]]:
    """Return the lines whose question does not apply, once the facts and answers of the form are in."""
    found = position(desk, case)
    facts = {name: value for name, value in (found.reading.facts | typed.facts).items() if value}
    rulings = applicability.rule(desk.framework, facts, judged({**found.answers, **typed.answers}))
    faults = []
    for name in typed.answers:
        if rulings[name] is False:
            otherwise = desk.framework.by_id[name].otherwise
            faults.append((typed.lines[name], f"{name} does not apply: {otherwise.en if otherwise else 'by rule'}"))
    return faults
