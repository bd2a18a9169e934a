"""What a typed answer does to the one that stands there: what it keeps, and what goes. Pure."""

from collections.abc import Collection
from typing import Literal, NamedTuple

import msgspec

from fjidesk.model.counts import count
from fjidesk.model.framework import OTHER_REASON
from fjidesk.model.records import Answer

_WORDS = {"yes": "Yes", "no": "No", "na": "N/A"}
_GROUND = ("source", "record", "dated", "place", "confidence", "discuss")


class Replaced(NamedTuple):
    """An answer of which something goes.

    Attributes:
        question: its id.
        was: the answer that stands there; empty for a note alone.
        now: the answer that was typed.
        reasons: how many reasons go.
        note: whether a note goes or stays; empty where there is none.
        ground: whether source, record, date, place, confidence or the mark for the lead change.
    """

    question: str
    was: str
    now: str
    reasons: int
    note: Literal["goes", "stays", ""]
    ground: bool

    def __str__(self) -> str:
        head = f"{_WORDS[self.was]} becomes {_WORDS[self.now]}" if self.turns else ""
        reasons = f"its {count(self.reasons, 'reason')} {'goes' if self.reasons == 1 else 'go'}" if self.reasons else ""
        note = {"goes": "its note is replaced", "stays": "its note stays", "": ""}[self.note]
        ground = "its source, place or confidence changes" if self.ground else ""
        tail = ", ".join(part for part in (reasons, note, ground) if part)
        return f"{self.question}: {'; '.join(part for part in (head, tail) if part)}"

    @property
    def turns(self) -> bool:
        """Tell whether the answer itself becomes another."""
        return self.was not in {"", self.now}


def keep(held: Answer | None, typed: Answer, said: Collection[str]) -> Answer:
    """Return a typed answer with what it says nothing of, and which stands there.

    The note and the ground stay whatever the answer becomes; reasons only where it is the same answer.

    Args:
        held: the answer that stands there.
        typed: what the line says.
        said: names of the parts that the line gives, those that it empties too.
    """
    if held is None:
        return typed
    kept = {name: getattr(held, name) for name in _GROUND if name not in said}
    kept |= {} if typed.note else {"note": held.note}
    if typed.answer == held.answer and not typed.reasons:
        kept |= {"reasons": held.reasons, "other": held.other}
    elif typed.answer == held.answer and OTHER_REASON in typed.reasons and not typed.other:
        kept |= {"other": held.other}
    return msgspec.structs.replace(typed, **kept)


def replaced(question: str, held: Answer | None, wanted: Answer) -> Replaced | None:
    """Return what goes where an answer is written over one that stands there; None where nothing goes."""
    if held is None:
        return None
    turns = bool(held.answer) and held.answer != wanted.answer
    same = held.answer == wanted.answer
    gone = [reason for reason in held.reasons if not same or reason not in wanted.reasons]
    own = bool(held.other) and OTHER_REASON not in gone and held.other != wanted.other
    note = bool(held.note) and held.note != wanted.note
    ground = any(getattr(held, name) not in {"", False, getattr(wanted, name)} for name in _GROUND)
    if not (turns or gone or own or note or ground):
        return None
    stays: Literal["stays", ""] = "stays" if held.note else ""
    return Replaced(question, held.answer, wanted.answer, len(gone) + own, "goes" if note else stays, ground)
