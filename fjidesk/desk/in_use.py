"""The framework that a desk uses: nothing is asked, ruled or scored by another text than the inspection names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.errors import Refused
from fjidesk.model import framework_file
from fjidesk.store import frameworks, team

if TYPE_CHECKING:
    from sqlite_utils import Database

    from fjidesk.model.framework import Framework
    from fjidesk.model.records import Inspection

_NOT_COME = (
    "no-framework",
    "The framework of this inspection has not arrived.",
    "Ask the lead for a new pack; where one came, it needs a newer version of fjidesk.",
)
_DIFFERS = (
    "framework-differs",
    "The framework's text on this desk is not the one that the inspection names.",
    "Bring in the lead's latest pack; a lead runs: fjidesk inspection correct-framework FILE",
)


def framework(db: Database, inspection: Inspection) -> Framework:
    """Return the framework that the inspection names.

    Raises:
        Refused: ``no-framework``, ``framework-differs``.
        FrameworkRefused: this version cannot read it.
    """
    text = frameworks.text(db, inspection)
    if text is None:
        raise Refused(*(_NOT_COME if team.framework_text(db, inspection.framework) is None else _DIFFERS))
    return framework_file.parse(text.encode(), inspection.framework)
