"""What of a reading is worth a look before it is finished, beside its answers. Nothing of it blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk import alerts, disclosing, reading
from fjidesk.model import applicability

if TYPE_CHECKING:
    from fjidesk.desk.disclosing import Named
    from fjidesk.desk.workspace import Desk


class Worth(NamedTuple):
    """What is worth a look.

    Attributes:
        facts: ids of facts that are not known and on which it depends what applies.
        alerts: own ids of the owner's alerts that are open.
        incomplete: those of them that do not say what it is, who was told, or what will be done.
        discuss: ids of questions that are marked for the lead, in screen order.
        named: what looks like a name, as it stands.
    """

    facts: list[str]
    alerts: list[str]
    incomplete: list[str]
    discuss: list[str]
    named: list[Named]


def worth(desk: Desk, case: str) -> Worth:
    """Return what of the owner's reading of a case is worth a look.

    Raises:
        Refused: ``case-unknown``.
    """
    found = reading.position(desk, case)
    own = [one for one in alerts.listed(desk, case, only_open=True) if one.member == desk.me]
    bare = [
        one.id for one in own if not (one.alert.what.strip() and one.alert.told.strip() and one.alert.will_do.strip())
    ]
    asked = desk.framework.on_screen
    return Worth(
        applicability.undecided(desk.framework, found.rulings, found.reading.facts),
        [one.id for one in own],
        bare,
        [one.id for one in asked if one.id in found.answers and found.answers[one.id].discuss],
        disclosing.standing(desk, case),
    )
