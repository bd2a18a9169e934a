"""Type a filled form in: all of it or none, with every fault named by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk.reading import answer_all, correct_facts, judged, position
from fjidesk.errors import Refused
from fjidesk.model import applicability, form_lines
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.form_lines import Typed

_SHOWN = 12  # faults that are said one by one


class Keyed(NamedTuple):
    """How many answers and facts were taken."""

    answers: int
    facts: int


def key(desk: Desk, case: str, text: str) -> Keyed:
    """Take a filled form into the owner's reading: facts first, then answers, in one transaction.

    Raises:
        Refused: ``form-faulty`` with every line that is wrong, ``form-empty``, ``case-unknown``, ``case-not-yours``,
            ``reading-finished``.
    """
    typed = form_lines.read(text, desk.framework)
    faults = typed.faults or _not_applying(desk, case, typed)
    if faults:
        said = [f"line {line}: {fault}" for line, fault in faults[:_SHOWN]]
        more = [f"and {count(len(faults) - _SHOWN, 'line')} more"] if len(faults) > _SHOWN else []
        raise Refused("form-faulty", f"{'; '.join(said + more)}.", "Mend those lines and try again; nothing was taken.")
    if not typed.answers and not typed.facts:
        raise Refused("form-empty", "There is no line of a form.", "Type one for each question, such as: R01 y")
    with desk.store.writing():
        if typed.facts:
            correct_facts(desk, case, typed.facts)
        if typed.answers:
            answer_all(desk, case, typed.answers)
    return Keyed(len(typed.answers), len(typed.facts))


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
