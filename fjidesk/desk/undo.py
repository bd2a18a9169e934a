"""Undo and redo one's own changes, step by step, across restarts; each is a new revision, and nothing is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.desk.reading import unopened
from fjidesk.desk.receipts import own_keys
from fjidesk.desk.wording import Words, question_of, sentence
from fjidesk.desk.writing import write
from fjidesk.errors import Refused
from fjidesk.model import revision as rev
from fjidesk.model.records import Body, Evidence, Reading
from fjidesk.report.words import moment
from fjidesk.store import history as stored
from fjidesk.store import readings, revisions, team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.changes import Changes

UNDOABLE = frozenset({"reading", "answer", "limiting", "evidence", "decision", "agreed"})
# Said to somebody: passed over, as a letter is once it is posted.
MESSAGES = frozenset({"alert", "query", "reply", "receipt"})


class Step(NamedTuple):
    """What one verb wrote: its lowest and highest counter, and its revisions in the order in which they were made."""

    first: int
    last: int
    lines: tuple[stored.Line, ...]


class Move(NamedTuple):
    """One record of a step: what it was before and after it."""

    record: rev.Record
    before: Body | None
    after: Body | None


class Moved(NamedTuple):
    """What an undo or redo did.

    Attributes:
        changes: what it touched.
        words: each record in words, ``HB-01, R01: Yes became No``.
        turned: case reference to the state that its reading has now, where that changed.
    """

    changes: Changes
    words: list[str]
    turned: dict[str, str]


class Next(NamedTuple):
    """What undo and redo would do next, in words; empty where there is nothing."""

    undo: list[str]
    redo: list[str]


def undo(desk: Desk) -> Moved:
    """Take the last change of one's own on this device back: what was before it is written again.

    Opening a reading, alerts, queries, replies and receipts are passed over.

    Raises:
        Refused: ``nothing-to-undo``; ``undo-not-here``: the last change set the inspection up; ``changed-since``:
            somebody or another device changed the record; ``reading-finished``.
    """
    place = stored.undo_place(desk.db, desk.device)
    step, moves = _last(desk, place)
    _need(desk, moves, back=True)
    words, start = _say(desk, moves, back=True), _start(desk, place, step)
    waiting = [*_redo(desk, place), step.first]
    passed = [(low, high) for low, high in place.passed if high < start]
    with desk.store.writing() as db:
        changes = write(desk, [(*move.record, move.before) for move in moves])
        last = revisions.top_counter(db)
        stored.put_undo_place(db, stored.UndoPlace(desk.device, [*passed, (start, last)], waiting, last))
    return Moved(changes, words, _turned(moves, back=True))


def redo(desk: Desk) -> Moved:
    """Make the change again that was undone last. A new change of one's own cuts redo off.

    Raises:
        Refused: ``nothing-to-redo``, ``changed-since``, ``reading-finished``.
    """
    place = stored.undo_place(desk.db, desk.device)
    waiting = _redo(desk, place)
    if not waiting:
        why = "a new change was made since" if place.redo else "nothing is undone now"
        raise Refused("nothing-to-redo", f"There is nothing to redo: {why}.", "Make the change again by hand.")
    moves = _moves(desk, _at(desk, waiting[-1]))
    _need(desk, moves, back=False)
    words = _say(desk, moves, back=False)
    with desk.store.writing() as db:
        changes = write(desk, [(*move.record, move.after) for move in moves])
        stored.put_undo_place(db, stored.UndoPlace(desk.device, place.passed, waiting[:-1], revisions.top_counter(db)))
    return Moved(changes, words, _turned(moves, back=False))


def coming(desk: Desk) -> Next:
    """Return what undo and redo would do next, for a menu; a refusal to come shows only when it is tried."""
    place = stored.undo_place(desk.db, desk.device)
    try:
        back = _say(desk, _last(desk, place)[1], back=True)
    except Refused:
        back = []
    waiting = _redo(desk, place)
    return Next(back, _say(desk, _moves(desk, _at(desk, waiting[-1])), back=False) if waiting else [])


def steps(desk: Desk) -> Iterator[Step]:
    """Yield the steps of this device, the newest first: runs of counters without a gap, of one time."""
    found: list[stored.Line] = []
    for line in stored.of_device(desk.db, own_keys(desk), desk.device):
        if found and not _joins(line, found[-1]):
            yield _step(found)
            found = []
        found.append(line)
    if found:
        yield _step(found)


def _joins(line: stored.Line, later: stored.Line) -> bool:
    """Tell whether a revision is of the step of a later one: both were given together."""
    return line.counter == later.counter - 1 and line.made_at == later.made_at


def _step(lines: list[stored.Line]) -> Step:
    return Step(lines[-1].counter, lines[0].counter, tuple(reversed(lines)))


def _passed(place: stored.UndoPlace, step: Step) -> tuple[int, int] | None:
    return next((run for run in place.passed if run[0] <= step.first <= run[1]), None)


def _last(desk: Desk, place: stored.UndoPlace) -> tuple[Step, list[Move]]:
    """Return the step that undo takes back next."""
    for step in steps(desk):
        if _passed(place, step):
            continue
        if _sets_up(step):
            raise Refused(
                "undo-not-here",
                "Your last change set the inspection up, and that is not undone.",
                "Change it where it was made: the sample, the team, the allocations.",
            )
        moves = _moves(desk, step)
        if moves:
            return step, moves
    raise Refused("nothing-to-undo", "There is no change of yours to undo.", "Nothing needs to be done.")


def _sets_up(step: Step) -> bool:
    return any(line.kind not in UNDOABLE | MESSAGES for line in step.lines)


def _start(desk: Desk, place: stored.UndoPlace, step: Step) -> int:
    """Return where the run begins that undo passes over from now on: with a run that ends just below the step."""
    for below in steps(desk):
        if below.first < step.first:
            run = _passed(place, below)
            return run[0] if run else step.first
    return step.first


def _at(desk: Desk, first: int) -> Step:
    return next(step for step in steps(desk) if step.first == first)


def _redo(desk: Desk, place: stored.UndoPlace) -> list[int]:
    """Return what may be redone: nothing once a change was made after the last undo or redo."""
    for step in steps(desk):
        if step.first <= place.last:
            break
        if _sets_up(step) or _moves(desk, step):
            return []
    return place.redo


def _moves(desk: Desk, step: Step) -> list[Move]:
    """Return what a step changed, each record once, without what undo leaves alone: the opening of a reading."""
    found: dict[rev.Record, Move] = {}
    for line in step.lines:
        if line.kind in UNDOABLE:
            made = revisions.get(desk.db, line.id).revision
            first = found.get(made.record)
            before = first.before if first is not None else _before(desk, made)
            found[made.record] = Move(made.record, before, rev.body_of(made))
    return [move for move in found.values() if move.before != move.after]


def _before(desk: Desk, made: rev.Revision) -> Body | None:
    """Return the value that a revision replaced; of several the one that stood."""
    if made.parents:
        old = {name: revisions.get(desk.db, name).revision for name in made.parents}
        return rev.body_of(old[rev.stands((one.counter, name) for name, one in old.items())])
    return unopened(team.cases(desk.db).get(made.key[0])) if made.kind == "reading" else None


def _need(desk: Desk, moves: list[Move], *, back: bool) -> None:
    """Refuse where a record is no longer what this device left, or where its reading is finished.

    Raises:
        Refused: ``changed-since``, ``reading-finished``.
    """
    mine = own_keys(desk)  # a key may have been changed since
    for move in moves:
        ours, target = _ends(move, back=back)
        heads = _heads(desk, move.record)
        other = [head for head in heads if head.author not in mine or head.device != desk.device]
        if other or len(heads) != 1 or rev.body_of(heads[0]) != ours:
            raise _changed(desk, move, ours, [*other, *heads][0], back=back)
        kind, key = move.record
        if kind == "limiting" and target is None:
            _need_no_decision(desk, move)
        if kind == "answer":
            current = readings.reading(desk.db, (key[0], key[1]))
            if current is not None and current.state == "finished":
                raise Refused(
                    "reading-finished", f"The reading of {key[0]} is finished.", "Reopen it with a reason first."
                )


def _heads(desk: Desk, record: rev.Record) -> list[rev.Revision]:
    return [revisions.get(desk.db, name).revision for name in revisions.heads(desk.db, *record)]


def _need_no_decision(desk: Desk, move: Move) -> None:
    """Refuse to take a flag back that somebody has decided on."""
    decision = ("decision", move.record[1])
    for head in _heads(desk, decision):
        if not head.withdraws:
            raise _changed(desk, Move(decision, None, None), None, head, back=True)


def _changed(desk: Desk, move: Move, ours: Body | None, theirs: rev.Revision, *, back: bool) -> Refused:
    words = Words(desk.framework, desk.roster)
    by = f"by {words.name(theirs.author)}"
    if theirs.author in own_keys(desk):
        by = f"on another of your devices ({theirs.device[:4]})"
    what = words.change(move.record, ours, rev.body_of(theirs))
    said = _sentence(move, f"since then, {by} on {moment(theirs.made_at)}, {what}")
    return Refused(
        "changed-since",
        f"{said}. {'Undoing' if back else 'Redoing'} would lose that.",
        "Look at the history, and change it by hand if that is right; nothing was changed now.",
    )


def _turned(moves: list[Move], *, back: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for move in moves:
        ours, target = _ends(move, back=back)
        if isinstance(target, Reading) and (not isinstance(ours, Reading) or ours.state != target.state):
            found[move.record[1][0]] = target.state
    return found


def _say(desk: Desk, moves: list[Move], *, back: bool) -> list[str]:
    words = Words(desk.framework, desk.roster)
    return [_sentence(move, words.change(move.record, *_ends(move, back=back))) for move in moves]


def _sentence(move: Move, words: str) -> str:
    body = move.after or move.before
    case = body.case if isinstance(body, Evidence) else move.record[1][0]
    return sentence(case, question_of(move.record), words)


def _ends(move: Move, *, back: bool) -> tuple[Body | None, Body | None]:
    return (move.after, move.before) if back else (move.before, move.after)
