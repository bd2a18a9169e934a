"""Ten bundles of four people on six devices that disagree in every way, and what a desk makes of them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk import bundles, checks, concerns, reading, scores, second_readings, summary
from fjidesk.desk import writing as desk_writing
from fjidesk.model.records import Alert, Answer, Case, Decision, Evidence, Limiting
from fjidesk.report.pdf import pdf
from tests.field import CASE, FIRST, SECOND, Field, Master, answered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fjidesk.desk.workspace import Desk


class Seen(NamedTuple):
    """What two desks that hold the same must have in common."""

    state: str
    scores: object
    differences: dict[str, int]
    pdf: bytes


def seen(desk: Desk) -> Seen:
    """Return what a lead's or deputy's desk shows, after its store was found whole."""
    assert checks.check(desk).difference == ""
    return Seen(checks.state(desk), scores.scores(desk), scores.open_differences(desk), pdf(summary.content(desk)))


def ten(desks: Field) -> list[Path]:
    """Return ten bundles, in the order in which they were written; the leads' desks hold them all."""
    written = []

    def out(name: str) -> None:
        written.append(desks.out(name))
        bundles.bring_in(desks["lead"], written[-1:])
        bundles.bring_in(desks["deputy"], written[-1:])

    one = desks["one"]
    desks.read("one", CASE, FIRST, finish=False)
    out("one")
    again = desks.copy("one", "one again")
    one = desks["one"]
    for desk, said in ((one, "no"), (again, "na")):
        reading.answer(desk, CASE, "R01", Answer(answer=said, note=f"on {desk.device}"))  # type: ignore[arg-type]
    reading.clear(one, CASE, "R08")
    reading.answer(again, CASE, "R08", Answer(answer="no", note="edited where the other took it back"))
    concerns.flag_limiting(one, CASE, "public", Limiting(at_risk="other", text="made up"))
    reading.finish(one, CASE, with_gaps=True)
    out("one")
    concerns.add_evidence(again, Evidence(kind="meeting", theme="governance", topic="G01", text="made up"))
    out("one again")
    desks.read("other", CASE, SECOND)
    concerns.raise_alert(desks["other"], Alert(case=CASE, at_risk="child", what="made up", told="duty", told_at="now"))
    out("other")
    desks.read("other", "HB-03", {"R01": "yes", "R02": "no"})
    out("other")
    lead, deputy = desks["lead"], desks["deputy"]
    for desk, limits in ((lead, True), (deputy, False)):
        concerns.decide_limiting(desk, CASE, one.me, "public", Decision(limits=limits, reason="made up"))
        desk_writing.write(desk, [("case", ("HB-02",), Case(facts={"order": "yro" if limits else "dto"}))])
    second_readings.take(lead, CASE, "R02", "second", "by the lead")
    second_readings.take(deputy, CASE, "R02", "first", "by the deputy")
    out("lead")
    out("deputy")
    second_readings.take(lead, CASE, "R03", "second", "by the lead")
    out("lead")
    reading.reopen(desks["other"], CASE, "once more")
    reading.answer_all(desks["other"], CASE, answered({"R03": "na"}))
    reading.finish(desks["other"], CASE, with_gaps=True)
    out("other")
    desks.read("one again", "HB-02", {"R01": "no", "P01": "yes"})
    out("one again")
    assert len(written) == 10
    return written


class Played(NamedTuple):
    """Copies of the desks after the ten bundles, the paths of these, and the desks as they were before."""

    desks: Field
    written: list[Path]
    before: Master


def play(before: Master, root: Path) -> tuple[Master, list[Path]]:
    """Return the folders of the desks after the ten bundles, closed, and the bundles."""
    made = Field(before, root)
    with made.stack:
        written = ten(made)
        identities = {name: desk.identity for name, desk in made.desks.items()}
    return Master(root, identities), written


def fresh(played: Played, name: str, place: Path) -> Desk:
    """Return a desk as the team was made, in a folder of its own."""
    place.mkdir()
    return Field(played.before, place, clock=played.desks.clock, stack=played.desks.stack)[name]


def after(played: Played, name: str, place: Path, order: Iterable[Path]) -> Seen:
    """Return what a desk shows that was new and brought bundles in, in some order."""
    desk = fresh(played, name, place)
    for path in order:
        (outcome,) = bundles.bring_in(desk, [path])
        assert outcome.status == "merged", outcome
    found = seen(desk)
    desk.close()
    shutil.rmtree(place)
    return found
