"""Two small desks in the middle of made-up work: what the pictures of the window show, always the same."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fjidesk import resource
from fjidesk.bundle.keys import six_words
from fjidesk.desk import (
    answer_files,
    bundles,
    closing,
    concerns,
    evidence,
    identity,
    inspection,
    keyring,
    reading,
    workspace,
)
from fjidesk.model import tables
from fjidesk.model.records import Alert, Evidence, Limiting, Query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fjidesk.desk.closing import Closed
    from fjidesk.desk.workspace import Desk

READER = "Inspector 2"
CASES = ("HB-03", "HB-08", "HB-12", "HB-14", "HB-17", "HB-21")
_PAGE = 4096
_SENT, _LATER, _HALF = CASES[:3], CASES[3], CASES[4]
_DAY = datetime(2014, 11, 19, 17, 0, tzinfo=UTC)


class Steady:
    """A clock that moves on by a second with every look, and ids that are counted."""

    def __init__(self, start: datetime = _DAY) -> None:
        self._start = start
        self._seconds = itertools.count()
        self._ids = itertools.count(1)

    def now(self) -> datetime:
        """Return the next second."""
        return self._start + timedelta(seconds=next(self._seconds))

    def new_id(self) -> str:
        """Return the next id."""
        return hashlib.sha256(str(next(self._ids)).encode()).hexdigest()[:32]


class Sample(NamedTuple):
    """Where the desks lie, and the passphrase of all of them.

    Attributes:
        lead: of the inspection.
        reader: an inspector who is in the middle of it.
        joining: an inspector's before there is a pack.
        leading: a lead's before there is an inspection.
        damaged: the reader's, with a store that does not read back.
        passphrase: of every desk.
        bundles: the lead has brought in none of them.
        stray: a file that is no bundle.
        closed: what is left of a desk of the reader that was destroyed.
    """

    lead: Path
    reader: Path
    joining: Path
    leading: Path
    damaged: Path
    passphrase: str
    bundles: list[Path]
    stray: Path
    closed: Closed


def make(folder: Path, steady: Steady, rounds: int = 1) -> Sample:
    """Make the two desks in an empty folder.

    Args:
        folder: made if it is not there.
        steady: time and ids.
        rounds: bcrypt rounds of the key files; they guard nothing but made-up cases.
    """
    passphrase = six_words(hashlib.sha256(b"sample").hexdigest())
    lead, reader = _proved(
        _desk(folder / "lead", "Lead", "lead", passphrase, steady, rounds),
        _desk(folder / "reader", READER, "inspector", passphrase, steady, rounds),
    )
    try:
        fill(lead, reader, folder)
        sent = [bundles.export(reader, folder / "out").path]
        _half(reader, "HB-17", 0.75)
        sent.append(bundles.export(reader, folder / "out").path)
        _half(reader, "HB-17", 0.9)
    finally:
        lead.close()
        reader.close()
    early = [
        _desk(folder / name, who, role, passphrase, steady, rounds)
        for name, who, role in (("joining", "Inspector 5", "inspector"), ("leading", "Second lead", "lead"))
    ]
    for desk, _secret in early:
        desk.close()
    stray = folder / "list of rooms.txt"
    stray.write_text("Monday: room 2.", encoding="utf-8")
    joining, leading = (desk.folder for desk, _secret in early)
    damaged, closed = _damaged(reader.folder), _closed(reader.folder, passphrase, steady)
    return Sample(lead.folder, reader.folder, joining, leading, damaged, passphrase, sent, stray, closed)


def fill(
    lead: Desk, reader: Desk, folder: Path, title: str = "Harbourside 2014", mark: Callable[[Desk], None] | None = None
) -> None:
    """Give two desks an inspection and some days of made-up work.

    Args:
        lead: without an inspection.
        reader: likewise.
        folder: for what travels between them.
        title: of the inspection.
        mark: is called with the lead's desk once it has the inspection.
    """
    _set_up(lead, reader, folder, title, mark)
    _first_days(lead, reader, folder)
    _today(reader)


def _desk(folder: Path, name: str, role: str, passphrase: str, steady: Steady, rounds: int) -> tuple[Desk, str]:
    """Make a desk; return it with the secret of its recovery sheet."""
    desk, secret = workspace.create(
        folder,
        passphrase,
        clock=steady.now,
        ids=steady.new_id,
        entropy=hashlib.sha256(name.encode()).digest(),
        rounds=rounds,
    )
    identity.describe(desk, identity.Profile(name, "A service", "probation", role))
    return desk, secret


def _proved(*made: tuple[Desk, str]) -> list[Desk]:
    """Take the recovery sheets up as people do who have gone on from there."""
    for desk, secret in made:
        keyring.prove(desk, secret)
    return [desk for desk, _secret in made]


def _damaged(folder: Path) -> Path:
    """Copy a desk and overwrite a page in the middle of its store."""
    copied = folder.parent / "damaged"
    shutil.copytree(folder, copied)
    store = copied / workspace.STORE
    good = store.read_bytes()
    store.write_bytes(good[: 3 * _PAGE] + bytes(_PAGE) + good[4 * _PAGE :])
    return copied


def _closed(folder: Path, passphrase: str, steady: Steady) -> Closed:
    """Copy a desk, then close and destroy the copy."""
    copied = folder.parent / "closing"
    shutil.copytree(folder, copied)
    desk = workspace.open_desk(copied, passphrase, clock=steady.now, ids=steady.new_id)
    reason = "The laptop goes back tonight; the lead has the last bundle on a drive."
    return closing.close(desk, closing.Order(folder.parent / "certificates", reason))


def _set_up(lead: Desk, reader: Desk, folder: Path, title: str, mark: Callable[[Desk], None] | None) -> None:
    inspection.create(lead, title, inspection.framework_bytes("fji-2014"), "fji-2014.toml")
    if mark is not None:
        mark(lead)
    card = identity.card(reader)
    inspection.add_member(lead, card, inspection.read_card(card).words)
    inspection.import_cases(lead, resource.path("demo/data/cases.csv").read_bytes(), "cases.csv")
    inspection.allocate_all(lead, [(case, reader.me, "first") for case in CASES])
    pack = bundles.pack(lead, reader.me, folder / "packs")
    bundles.open_pack(reader, pack.path, identity.show(lead).words)


def _first_days(lead: Desk, reader: Desk, folder: Path) -> None:
    """Read three cases, hand them over, and have them received and asked about."""
    for case in _SENT:
        _half(reader, case, 1)
        reading.finish(reader, case, with_gaps=True, case_manager="present", minutes=110)
    flag = Limiting(at_risk="other", text="")
    concerns.flag_limiting(reader, "HB-12", "public", flag)
    sent = bundles.export(reader, folder / "out")
    bundles.bring_in(lead, [sent.path])
    text = "You say planned work was not delivered, with no good reason. Does the record show why?"
    concerns.ask(lead, Query(case="HB-12", member=reader.me, question="P16", text=text))
    back = [bundles.export(lead, folder / "back", [reader.me]).path]
    back += [one.path for one in bundles.receipt(lead, folder / "back", [reader.me])]
    bundles.bring_in(reader, back)


def _today(reader: Desk) -> None:
    """Finish one case, open another, raise an alert, and keep some evidence."""
    _half(reader, _LATER, 1)
    reading.finish(reader, _LATER, with_gaps=True, case_manager="present", minutes=118)
    _half(reader, _HALF, 0.6)
    told_at = reader.clock().isoformat()
    alert = Alert(
        case=_HALF, at_risk="child", what="Nobody has seen the child for nine days.", told="", told_at=told_at
    )
    concerns.raise_alert(reader, alert)
    for row in _rows("evidence"):
        if row["member"] == "inspector 2":
            kept = {name: value for name, value in row.items() if name not in {"id", "member", "case"} and value}
            evidence.add(reader, msgspec.convert(kept, Evidence))


def _rows(name: str) -> list[dict[str, str]]:
    data = resource.path(f"demo/data/{name}.csv").read_bytes()
    return [row for _, row in tables.rows(data, f"{name}.csv", [], None)]


def _half(desk: Desk, case: str, share: float) -> None:
    """Take the made-up answers of a case, the first part of them where the share is less than one."""
    rows = [row for row in _rows("answers") if row["case"] == case]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows[: round(share * len(rows))])
    answer_files.take(desk, case, text.getvalue().encode(), "answers.csv")
