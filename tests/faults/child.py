"""A process that works until it is killed: what a verb has done is printed, and flushed, after the verb returned.

Started as ``python -m tests.faults.child WORK FOLDER``; the folder holds ``lead``, ``reader`` and ``bundles``. The
first line says that the work begins; each further one is an acknowledgement, in JSON.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
from pathlib import Path
from typing import Any

from fjidesk import clock
from fjidesk.desk import backups, bundles, checks, reading, workspace
from fjidesk.model.records import Answer
from fjidesk.store import migrations

PASSPHRASE = "nine copper kettles under snow"
ANSWERS: Any = ("yes", "no", "na")
TYPED = "The case manager said that the plan was reviewed after the breach, and that nobody told the family of it. "
ROWS = 3000  # of the made-up step of the schema: enough for it to take a while


def say(**line):
    """Acknowledge; the parent counts on it from here on."""
    print(json.dumps(line), flush=True)  # noqa: T201  (the child's only voice)


def opened(folder):
    return workspace.open_desk(folder, PASSPHRASE, clock=clock.now, ids=clock.new_id)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names_of(desk):
    return [question.id for question in desk.framework.on_screen if question.applies is None]


def entry(root):
    """Give one answer after another."""
    desk = opened(root / "reader")
    names = names_of(desk)
    say(begin=True)
    for number in itertools.count():
        given = Answer(answer=ANSWERS[number % 3], note=f"{number}")
        case = ("HB-02", "HB-03")[number // len(names) % 2]
        say(revisions=reading.answer(desk, case, names[number % len(names)], given).revisions)


def typing(root):
    """Save a note that grows, as it is saved while somebody types."""
    desk = opened(root / "reader")
    name = names_of(desk)[0]
    say(begin=True)
    for number in itertools.count(1):
        done = reading.answer(desk, "HB-02", name, Answer(answer="no", note=typed(number)))
        say(revisions=done.revisions, number=number)


def typed(number):
    """Return the note as it stands after so many savings."""
    return (TYPED * 40)[: number * 17 % 3500] + str(number)


def export(root):
    """Answer and export, again and again."""
    desk = opened(root / "reader")
    name = names_of(desk)[0]
    say(begin=True)
    for number in itertools.count():
        done = reading.answer(desk, "HB-02", name, Answer(answer="yes", note=f"{number}"))
        sent = bundles.export(desk, root / "out")
        say(revisions=done.revisions, file=sent.path.name, sha256=sha256(sent.path), hash=sent.hash)


def bring_in(root):
    """Bring the reader's bundles in, one by one, on the lead's desk."""
    desk = opened(root / "lead")
    say(begin=True)
    for path in sorted((root / "bundles").iterdir()):
        outcome = bundles.bring_in(desk, [path])[0]
        say(imported=path.name, status=outcome.status, state=checks.state(desk))
    say(done=True)
    sys.stdin.read()  # wait to be killed


def backup(root):
    """Answer and make a backup, again and again, with a second folder."""
    desk = opened(root / "reader")
    (root / "drive").mkdir(exist_ok=True)
    backups.set_folder(desk, root / "drive")
    name = names_of(desk)[0]
    say(begin=True)
    for number in itertools.count():
        done = reading.answer(desk, "HB-02", name, Answer(answer="yes", note=f"{number}"))
        made = backups.make(desk, "test")
        say(revisions=done.revisions, backup=made.name, sha256=sha256(made))


def restore(root):
    """Go back to the newest backup, again and again; between two, an answer and a backup."""
    folder = root / "reader"
    desk = opened(folder)
    name = names_of(desk)[0]
    say(begin=True)
    for number in itertools.count():
        done = reading.answer(desk, "HB-02", name, Answer(answer="yes", note=f"{number}"))
        made = backups.make(desk, "test")
        say(revisions=done.revisions, backup=made.name, sha256=sha256(made))
        desk.close()
        backups.restore(folder, desk.identity, made.name, clock=clock.now, ids=clock.new_id)
        say(restored=made.name)
        desk = opened(folder)


def with_next_schema():
    """Add a made-up step to the schema, as the next version of the program would bring."""

    def step(db):
        for number in range(ROWS):
            db.execute("INSERT INTO setting (name, value) VALUES (?, ?)", [f"step {number}", "x" * 200])
        db.execute("CREATE TABLE later (revision TEXT PRIMARY KEY, length INTEGER NOT NULL)")
        db.execute("INSERT INTO later SELECT id, length(data) FROM revision")

    migrations.migrations(name="of the next version")(step)
    migrations.SCHEMA += 1


def migration(root):
    """Open the desk with the next version."""
    with_next_schema()
    identity = workspace.unlock(root / "reader", PASSPHRASE)
    workspace.get_ready()
    say(begin=True)
    desk = workspace.open_with(root / "reader", identity, clock=clock.now, ids=clock.new_id)
    say(migrated=True, state=checks.state(desk))
    sys.stdin.read()


WORKS = {work.__name__: work for work in (entry, typing, export, bring_in, backup, restore, migration)}


if __name__ == "__main__":
    WORKS[sys.argv[1]](Path(sys.argv[2]))
