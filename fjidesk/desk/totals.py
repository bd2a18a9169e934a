"""What a lead's desk may leave when it is closed: scores, summary and register, with no answer, note or reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.desk import access, blind, register, retention, scores, summary
from fjidesk.desk.concerns import leads_here
from fjidesk.errors import Refused
from fjidesk.files import private_folder, write_whole
from fjidesk.store import certificates as stored

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk

SCORES, SUMMARY, REGISTER = "scores.json", "summary.pdf", "register"


def certificates(desk: Desk) -> int:
    """Return how many certificates of others the register of this desk holds."""
    return len(stored.listed(desk.db))


def _document(desk: Desk) -> dict[str, object]:
    left = blind.told_left_out(desk)
    return {
        "marking": desk.inspection.marking,
        "scores": scores.scores(desk),
        **({"left_out": left} if left else {}),
    }


def keep(desk: Desk, folder: Path) -> list[Path]:
    """Write the totals into a folder that stays: scores as JSON, the summary as PDF, the register where it has any.

    Raises:
        Refused: ``not-a-lead``, ``totals-past``, ``no-inspection``, and what the drive refuses.
    """
    if not leads_here(desk):
        raise Refused(
            "not-a-lead", "Only a lead's desk holds totals.", "Close without them; the lead's desk keeps the totals."
        )
    past = [one for one in retention.show(desk).dates if one.of == "totals" and one.state == "past"]
    if past:
        raise Refused(
            "totals-past",
            f"Totals were to be kept until {past[0].date}, which is past.",
            "Close without --keep-totals, or set another date first.",
        )
    private_folder(folder)
    found = msgspec.json.encode(_document(desk))
    write_whole(folder / SCORES, msgspec.json.format(found) + b"\n")
    access.note(desk, access.EXPORTED, "scores", SCORES)
    summary.write_pdf(desk, folder / SUMMARY)
    access.note(desk, access.PRINTED, "summary", SUMMARY)
    kept = [folder / SCORES, folder / SUMMARY]
    if certificates(desk):
        kept += register.export(desk, folder / REGISTER)
    return kept
