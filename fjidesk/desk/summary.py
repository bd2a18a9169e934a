"""The printed interim summary of a lead's desk."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fjidesk.desk import access, blind, checks, outputs, scores, second_readings
from fjidesk.desk.concerns import leads_here
from fjidesk.errors import Refused
from fjidesk.files import write_whole
from fjidesk.report import content as report
from fjidesk.report.material import Flag, Held, Material
from fjidesk.store import counting, readings, revisions, team

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.report.parts import SummaryContent


def content(desk: Desk) -> SummaryContent:
    """Return the interim summary as data: counts, and no reference of a case.

    Two desks that hold the same revisions give the same, but for what is kept from a reader of the same case.

    Raises:
        Refused: ``not-a-lead``, ``no-inspection``.
    """
    inspection = desk.inspection
    if not leads_here(desk):
        raise Refused(
            "not-a-lead",
            "Only the lead or deputy prints the summary: this desk holds a part of the cases.",
            "Hand your readings over; the lead's desk has them all.",
        )
    db, double, kept = desk.db, second_readings.doubles(desk), blind.hidden(desk)
    return report.summary(
        Material(
            inspection=inspection,
            framework=desk.framework,
            scores=scores.scores(desk),
            author=_author(desk),
            references=frozenset(team.cases(db)) | frozenset(counting.counted(db)),
            differences=list(scores.open_differences(desk).values()),
            doubles=double.cases,
            settled=double.settled,
            reasons=counting.reasons(db, blind.left_out(desk)),
            flags=[
                Flag(theme, None if decision is None else decision.limits)
                for (case, member, theme), (_, decision) in readings.limiting(db).items()
                if not kept(case, member)
            ],
            alerts=[not alert.outcome for alert in readings.alerts(db).values()],
            evidence=list(readings.evidence(db).values()),
            held=_held(desk),
            left_out=blind.told_left_out(desk),
        )
    )


def _author(desk: Desk) -> str:
    """Return the organisation of the lead; no person is named in the file."""
    leads = [member.organisation for _, member in sorted(desk.roster.items()) if member.role == "lead"]
    return next((organisation for organisation in leads if organisation), "")


def _held(desk: Desk) -> Held:
    extent = revisions.extent(desk.db)
    return Held(
        state=checks.state(desk),
        revisions=extent.revisions,
        quarantined=extent.quarantined,
        members=extent.authors,
        latest=extent.latest,
        conflicts=Counter(kind for kind, _ in revisions.conflicts(desk.db)),
    )


def write_pdf(desk: Desk, path: Path) -> None:
    """Write the interim summary as a PDF, whole or not at all.

    Raises:
        Refused: ``not-a-lead``, ``no-inspection``, and what the drive refuses.
    """
    from fjidesk.report.pdf import pdf

    target, data = outputs.outside(path), pdf(content(desk))
    access.note(desk, access.PRINTED, "summary", path.name)
    write_whole(target, data)
