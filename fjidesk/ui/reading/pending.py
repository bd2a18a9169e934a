"""What of an open reading is not written yet: what the drive refused, and what is typed in fields not left yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import reading, typed
from fjidesk.errors import Refused, StoreRefused
from fjidesk.model.records import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fjidesk.desk.workspace import Desk

What = tuple[str, str]  # "fact", "answer" or, while it is typed, "typed" and "untyped"; and the id
_Value = Answer | str | None


class Pending:
    """Keeps it in the order in which it was given, and writes it in that order."""

    def __init__(self, desk: Desk, case: str, member: str) -> None:
        self._desk, self._case, self._member = desk, case, member
        self._waiting: dict[What, _Value] = {}
        self._before: dict[str, Answer | None] = {}  # what stood before somebody began to type, by question
        self._held: set[str] = set()  # the questions of which something typed lies in the store

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, kind: str, name: str, value: _Value) -> None:
        """Take what is to be written of a fact or an answer; what is typed into that answer is in it."""
        if kind == "answer":
            self._waiting.pop(("typed", name), None)
            self._before.pop(name, None)
        self._waiting.pop((kind, name), None)
        self._waiting[kind, name] = value

    def type(self, name: str, before: Answer | None, given: Answer | None) -> None:
        """Take what is typed into an answer; once its field is left it is written."""
        self._before.setdefault(name, before)
        self.add("typed", name, given)

    def typing(self, name: str, given: Answer | None, *, back: bool) -> bool:
        """Tell whether an answer has typing to take back, or which was taken back, in fields not left since."""
        return name in self._before and (not back or given != self._before[name])

    def leave(self, answers: Mapping[str, Answer]) -> bool:
        """Have written what was typed; what was taken back meanwhile leaves nothing. Tell whether anything was."""
        left, self._before = self._before, {}
        for name, before in left.items():
            self._waiting.pop(("typed", name), None)
            given = answers.get(name)
            self._waiting["untyped" if given == before else "answer", name] = given
        return bool(left)

    def write(self) -> tuple[list[What], Refused | None]:
        """Write it; return what was written, and why something was not. A full drive ends it, what is refused stays."""
        done: list[What] = []
        failure: Refused | None = None
        for what, value in list(self._waiting.items()):
            try:
                self._write(what, value)
            except StoreRefused as refusal:
                failure = refusal
                break
            except Refused as refusal:
                failure = refusal
            else:
                del self._waiting[what]
                done.append(what)
        return done, failure

    def _write(self, what: What, value: _Value) -> None:
        kind, name = what
        record = ("answer", (self._case, self._member, name))
        if kind == "fact":
            reading.correct_facts(self._desk, self._case, {name: str(value or "")})
        elif kind == "typed":
            typed.hold(self._desk, record, value if isinstance(value, Answer) else None)
            self._held.add(name)
        elif kind == "answer" and isinstance(value, Answer):
            reading.answer(self._desk, self._case, name, value)
        elif kind == "answer":
            reading.clear(self._desk, self._case, name)
        if kind in {"answer", "untyped"} and name in self._held:
            typed.drop(self._desk, record)
            self._held.discard(name)
