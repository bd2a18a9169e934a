"""The demonstration's tables, and the verbs that carry them out on a desk."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from fjidesk import resource
from fjidesk.desk import answer_files, concerns, reading
from fjidesk.desk.inspection import find_member
from fjidesk.model import tables
from fjidesk.model.counts import count
from fjidesk.model.records import Alert, Body, Decision, Evidence, Limiting, Query
from fjidesk.store import readings

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk

Row = dict[str, str]
B = TypeVar("B", bound=Body)


class Asked(NamedTuple):
    """A query that was put to a member, with the reply that this member will give."""

    id: str
    member: str
    reply: str


@cache
def _rows(name: str) -> tuple[Row, ...]:
    data = resource.path(f"demo/data/{name}.csv").read_bytes()
    return tuple(row for _, row in tables.rows(data, f"{name}.csv", [], None))


def team() -> tuple[Row, ...]:
    """Return the members, the lead first."""
    return _rows("team")


def allocation() -> tuple[Row, ...]:
    """Return who reads which case, in which turn."""
    return _rows("allocation")


def read_cases(desk: Desk, name: str) -> None:
    """Read every case that is allocated to a member, and finish each reading."""
    about = {(row["case"], row["member"]): row for row in _rows("readings")}
    for row in allocation():
        if row["member"] != name:
            continue
        table = "answers" if row["turn"] == "first" else "second-answers"
        answer_files.take(desk, row["case"], resource.path(f"demo/data/{table}.csv").read_bytes(), f"{table}.csv")
        held = about[row["case"], name]
        reading.finish(desk, row["case"], case_manager=held["case_manager"], minutes=int(held["minutes"]))


def add_concerns(desk: Desk, name: str) -> None:
    """Add a member's evidence, quotes, limiting-factor flags and alerts."""
    for row in _rows("evidence"):
        if row["member"] == name:
            concerns.add_evidence(desk, _body(Evidence, row))
    for row in _rows("limiting"):
        if row["member"] == name:
            concerns.flag_limiting(desk, row["case"], row["theme"], _body(Limiting, row))
    for row in _rows("alerts"):
        if row["member"] == name:
            concerns.raise_alert(desk, msgspec.structs.replace(_body(Alert, row), outcome=""))


def lead_acts(lead: Desk) -> Asked:
    """Let the lead close the alert, decide on the flag that was decided, and ask the query."""
    for (member, name), alert in readings.alerts(lead.db).items():
        row = next(row for row in _rows("alerts") if row["case"] == alert.case)
        concerns.close_alert(lead, member, name, row["outcome"])
    themes = {(row["case"], row["member"]): row["theme"] for row in _rows("limiting")}
    for row in _rows("limiting-decisions"):
        concerns.decide_limiting(
            lead,
            row["case"],
            find_member(lead, row["member"]),
            themes[row["case"], row["member"]],
            Decision(limits=row["limits"] == "yes", reason=row["reason"]),
        )
    row = _rows("queries")[0]
    asked = Query(case=row["case"], member=find_member(lead, row["member"]), question=row["question"], text=row["text"])
    return Asked(concerns.ask(lead, asked), row["member"], row["reply"])


def reply(desk: Desk, asked: Asked) -> None:
    """Reply to the lead's query on the desk of the member who was asked."""
    concerns.reply(desk, asked.id, asked.reply)


def _body(hint: type[B], row: Row) -> B:
    return msgspec.convert({field: row[field] for field in hint.__struct_fields__ if row.get(field)}, hint)


def summed_up(name: str) -> str:
    """Return in words what a member read and added."""
    turns = [row["turn"] for row in allocation() if row["member"] == name]
    evidence = sum(row["member"] == name for row in _rows("evidence"))
    second = f", {turns.count('second')} a second time" if "second" in turns else ""
    return f"{count(turns.count('first'), 'case')}{second}, {count(evidence, 'piece')} of evidence"
