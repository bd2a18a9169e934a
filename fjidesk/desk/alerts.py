"""Act-now alerts: what is open, and what is written on as more is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk.desk import blind, concerns
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.store import readings

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes
    from fjidesk.model.records import Alert


class Raised(NamedTuple):
    """An alert: whose, its own id, what it says; open until it has an outcome."""

    member: str
    id: str
    alert: Alert

    @property
    def open(self) -> bool:
        """Tell whether nothing has come of it yet."""
        return not self.alert.outcome


def listed(desk: Desk, case: str = "", *, only_open: bool = False) -> list[Raised]:
    """Return the alerts on this desk, open ones first, then by the time when somebody was told."""
    found = [Raised(member, name, alert) for (member, name), alert in readings.alerts(desk.db).items()]
    wanted = [one for one in found if case in {"", one.alert.case} and (one.open or not only_open)]
    return sorted(wanted, key=lambda one: (not one.open, one.alert.told_at, one.id))


def write_on(desk: Desk, name: str, **fields: str) -> Changes:
    """Write fields of one's own open alert anew, such as ``told`` or ``will_do``; each field saves at once.

    Raises:
        Refused: ``alert-unknown``, ``alert-closed``.
    """
    found = readings.alerts(desk.db).get((desk.me, name))
    if found is None:
        raise Refused("alert-unknown", "There is no such alert of yours.", "Run fjidesk alert list to see them.")
    if found.outcome:
        raise Refused(
            "alert-closed", "That alert has its outcome and is closed.", "Raise another if there is a new risk."
        )
    return write(desk, [("alert", (desk.me, name), msgspec.structs.replace(found, **fields))])


def withdraw_flag(desk: Desk, case: str, theme: str) -> Changes:
    """Take back one's own limiting-factor flag; it stays in the history.

    Raises:
        Refused: ``flag-unknown``, ``theme-unknown``.
    """
    concerns.need_theme(desk, theme)
    if (case, desk.me, theme) not in readings.limiting(desk.db):
        raise Refused("flag-unknown", f"There is no such flag of yours on case {case}.", "See: fjidesk flag list")
    return write(desk, [("limiting", (case, desk.me, theme), None)])


class Flag(NamedTuple):
    """A limiting-factor flag: whose, what it says, and the decision: limits, does not, or not decided."""

    case: str
    member: str
    theme: str
    at_risk: str
    text: str
    decision: str
    reason: str


def flags(desk: Desk) -> list[Flag]:
    """Return the limiting-factor flags on this desk by case, but for those of a reading kept from the owner."""
    kept = blind.hidden(desk)
    said = {True: "limits", False: "does not limit"}
    return [
        Flag(case, member, theme, flag.at_risk, flag.text, said[decided.limits], decided.reason)
        if decided is not None
        else Flag(case, member, theme, flag.at_risk, flag.text, "not decided", "")
        for (case, member, theme), (flag, decided) in readings.limiting(desk.db).items()
        if not kept(case, member)
    ]
