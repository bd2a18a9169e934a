"""What differs where the framework's text on a desk is not the one that the inspection names, and who wrote each."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk.corrections import correct_framework
from fjidesk.errors import Refused
from fjidesk.model import framework_file
from fjidesk.store import history, team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Framework
    from fjidesk.model.revision import Record


class Written(NamedTuple):
    """A text of the framework: its version, empty where it cannot be read here; who wrote that it is so, and when."""

    version: str
    sha256: str
    who: str
    at: str


class Differs(NamedTuple):
    """What keeps the framework from being used.

    Attributes:
        why: what reading it refuses.
        named: the text that the inspection names.
        here: the text that stands on this desk; None where none has come.
    """

    why: Refused
    named: Written
    here: Written | None

    @property
    def can_keep(self) -> bool:
        """Tell whether the text that is here could be named by the inspection: it can be read, and is another one."""
        return self.here is not None and bool(self.here.version) and self.here.sha256 != self.named.sha256


def has_inspection(desk: Desk) -> bool:
    """Tell whether a desk is in an inspection."""
    return team.inspection(desk.db) is not None


def differs(desk: Desk) -> Differs | None:
    """Return what keeps the framework of a desk with an inspection from being used; None where nothing does."""
    try:
        _ = desk.framework
    except Refused as error:
        found = desk.inspection
        named = Written(found.framework_version, found.framework_sha256, *_by(desk, ("inspection", ())))
        return Differs(error, named, _here(desk))
    return None


def keep_here(desk: Desk) -> Framework:
    """Let the inspection name the text that stands on this desk.

    Raises:
        Refused: what ``correct_framework`` refuses.
    """
    name = desk.inspection.framework
    return correct_framework(desk, (team.framework_text(desk.db, name) or "").encode(), name)


def _here(desk: Desk) -> Written | None:
    name = desk.inspection.framework
    text = team.framework_text(desk.db, name)
    if text is None:
        return None
    try:
        version = framework_file.parse(text.encode(), name).version
    except Refused:
        version = ""
    return Written(version, hashlib.sha256(text.encode()).hexdigest(), *_by(desk, ("framework", (name,))))


def _by(desk: Desk, record: Record) -> tuple[str, str]:
    """Return who wrote the latest revision of a record, and when."""
    made = history.of_record(desk.db, record)[-1].sealed.revision
    return desk.member(made.author).name if made.author in desk.roster else made.author[:8], made.made_at
