"""What is typed into a record whose field is not left yet: durable at once, and no revision.

A revision travels, and the wording that it held stays in the history. What is typed and put right before the field is
left, such as a name that a role takes the place of, belongs in neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.desk import concerns, reading
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model.records import Alert, Answer, Limiting  # noqa: TC001  (its structs are decoded by them)
from fjidesk.store import log

if TYPE_CHECKING:
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.revision import Record

_TYPING = "typing "


class Held(msgspec.Struct, frozen=True, omit_defaults=True):
    """One record as it will be once the field is left; without any value, nothing stands there then."""

    kind: str
    key: tuple[str, ...]
    answer: Answer | None = None
    limiting: Limiting | None = None
    alert: Alert | None = None


def hold(desk: Desk, record: Record, body: Answer | Limiting | Alert | None) -> None:
    """Keep what is typed into an answer, a limiting-factor flag or an alert. Durable when it returns.

    Raises:
        StoreRefused: the drive refused.
    """
    kind, key = record
    one = Held(kind, key, **({kind: body} if body is not None else {}))  # type: ignore[arg-type]
    with desk.store.writing() as db:
        log.put_setting(db, _name(record), msgspec.json.encode(one).decode())


def drop(desk: Desk, record: Record) -> None:
    """Let go what is held of a record: it is written, or was taken back while it was typed."""
    with desk.store.writing() as db:
        log.drop_setting(db, _name(record))


def held(desk: Desk) -> list[Held]:
    """Return what is typed and not left yet."""
    texts = [log.setting(desk.db, name) or "" for name in log.settings(desk.db, _TYPING)]
    return [msgspec.json.decode(text, type=Held) for text in texts]


def keep(desk: Desk) -> None:
    """Write what was held when the program was cut off; what may not be written any more stays, and is told."""
    for one in held(desk):
        try:
            _write(desk, one)
            drop(desk, (one.kind, one.key))
        except Refused as refusal:
            desk.tell(f"What was typed last on {' '.join(_place(one))} is held and not saved. {refusal.message}")


def _name(record: Record) -> str:
    kind, key = record
    return f"{_TYPING}{kind} {' '.join(key)}"


def _place(one: Held) -> tuple[str, ...]:
    """Return where it was typed, as a person calls it: the case, and the question or the theme."""
    return (one.alert.case,) if one.alert is not None else (one.key[0], one.key[2])


def _write(desk: Desk, one: Held) -> None:
    if one.alert is not None:
        write(desk, [(one.kind, one.key, one.alert)])
    elif one.limiting is not None:
        concerns.flag_limiting(desk, one.key[0], one.key[2], one.limiting)
    elif one.answer is not None:
        reading.answer(desk, one.key[0], one.key[2], one.answer)
    else:
        reading.clear(desk, one.key[0], one.key[2])
