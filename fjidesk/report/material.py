"""What a summary is made from, gathered from a desk. Nothing here depends on the laptop it was gathered on."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from fjidesk.model.framework import Framework
from fjidesk.model.records import Evidence, Inspection
from fjidesk.model.score import Scores


class Flag(msgspec.Struct, frozen=True):
    """A limiting-factor flag: its theme, and the decision on it; None where there is none yet."""

    theme: str
    limits: bool | None


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk holds.

    Attributes:
        state: state hash.
        revisions: how many revisions are applied.
        quarantined: how many are kept apart.
        members: how many members wrote them.
        latest: ``made_at`` of the newest of them; empty where there is none.
        conflicts: kind to number of records with several heads.
    """

    state: str
    revisions: int
    quarantined: int
    members: int
    latest: str
    conflicts: Mapping[str, int]


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a summary is made from.

    Attributes:
        author: organisation of the lead.
        references: references of all cases, so that none is printed.
        differences: for each case read twice with answers that differ and are not settled, how many do.
        doubles: how many cases two readings of which are finished.
        settled: how many answers that differ are settled by an agreed one.
        reasons: question, reason and whether it is the main one, for every No that counts.
        left_out: which readings are in no total, and why; empty where none.
        alerts: for each alert whether it is open.
    """

    inspection: Inspection
    framework: Framework
    scores: Scores
    author: str
    references: frozenset[str]
    differences: Sequence[int]
    reasons: Sequence[tuple[str, str, bool]]
    flags: Sequence[Flag]
    alerts: Sequence[bool]
    evidence: Sequence[Evidence]
    held: Held
    doubles: int = 0
    settled: int = 0
    left_out: str = ""

    def names_a_case(self, text: str) -> bool:
        """Tell whether a text holds the reference of a case, in any spelling of its letters."""
        known = {reference.casefold() for reference in self.references}
        return any(word.strip("._-") in known or word in known for word in _WORD.findall(text.casefold()))


_WORD = re.compile(r"[a-z0-9._-]+")
