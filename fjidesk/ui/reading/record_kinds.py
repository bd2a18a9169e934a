"""The records that a question's answer rests on most often; others are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.below import shown
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from fjidesk.model.framework import Framework

# Those of youth offending work, for a framework that names none.
RECORD_KINDS = (
    "assessment",
    "contact_log",
    "pre_sentence",
    "plan",
    "review",
    "harm_plan",
    "vulnerability_plan",
    "panel",
    "supervision",
    "school",
    "health",
    "childrens_services",
    "police",
    "victim",
    "custody",
    "mappa",
)


def offered(framework: Framework) -> list[str]:
    """Return the words of the records that are offered: the framework's own, ours where it names none."""
    own = [shown(kind.label) for kind in framework.record_kinds]
    return own or [said(f"record_kinds.{kind}") for kind in RECORD_KINDS]
