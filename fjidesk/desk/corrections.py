"""What a lead changes of an inspection that is under way: its framework's text, and the office that can open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle import seal
from fjidesk.desk.writing import Entry, write
from fjidesk.errors import Refused
from fjidesk.model import framework_file
from fjidesk.model.records import FrameworkText
from fjidesk.store import team

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Framework


def correct_framework(desk: Desk, data: bytes, file: str) -> Framework:
    """Put a corrected text of the same framework in the place of the one that the inspection carries.

    Which questions apply is ruled again in every reading, here and wherever the next pack is brought in. An answer to a
    question that is gone is kept in the history and counts no more. The text that the inspection names already is
    written where another one stands, which mends a store without it.

    Args:
        desk: a lead's or deputy's.
        data: the framework's file.
        file: its name, for a refusal.

    Raises:
        Refused: ``framework-other``, ``framework-same``, ``not-yours``.
        FrameworkRefused: it is faulty.
    """
    found, inspection = framework_file.parse(data, file), desk.inspection
    if found.id != inspection.framework:
        raise Refused(
            "framework-other",
            f"This is the framework {found.id}; the inspection uses {inspection.framework}.",
            "A correction keeps the id. Another framework needs another inspection.",
        )
    text, named = data.decode(), found.sha256 == inspection.framework_sha256
    if named and team.framework_text(desk.db, found.id) == text:
        raise Refused("framework-same", "The inspection carries this very text already.", "Nothing is needed.")
    entries: list[Entry] = [("framework", (found.id,), FrameworkText(toml=text))]
    if not named:
        changed = msgspec.structs.replace(inspection, framework_version=found.version, framework_sha256=found.sha256)
        entries.append(("inspection", (), changed))
    write(desk, entries)
    return found


def set_office(desk: Desk, recipient: str) -> str:
    """Name the office's recovery recipient, to which every later bundle is sealed too; empty names none.

    Raises:
        Refused: ``recovery-recipient-wrong``, ``not-yours``.
    """
    named = seal.checked_recipient(recipient) if recipient else ""
    write(desk, [("inspection", (), msgspec.structs.replace(desk.inspection, recovery=named))])
    return named
