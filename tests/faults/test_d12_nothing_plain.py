"""D12: nothing plain lies in a desk, its backups or its second folder: while it is written, after, and after a kill."""

from __future__ import annotations

import pytest

from fjidesk.desk import backups, reading
from fjidesk.model.records import Answer
from tests.faults.conftest import open_desk, put_back, questions
from tests.faults.test_d1_killed import killed

MARKED = "a marked string that must not lie on a drive in plain text"


def plain(folder):
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found += [path for text in (MARKED, "nobody told the family", "HB-02") if text.encode() in data]
            assert not data.startswith(b"SQLite format 3"), path
    return found


def test_while_a_desk_is_used_backed_up_and_restored(made, opened):
    desk = opened(made.reader)
    (made.root / "drive").mkdir()
    backups.set_folder(desk, made.root / "drive")
    reading.answer(desk, "HB-02", questions(desk)[0], Answer(answer="no", note=MARKED))
    with desk.store.writing() as db:
        db.execute("UPDATE setting SET value = ? WHERE name = 'profile'", [MARKED * 500])
        assert not plain(made.root)
        db.execute(
            "UPDATE setting SET value = (SELECT value FROM setting WHERE name = 'device') WHERE name = 'profile'"
        )
    made_here = backups.make(desk, "test")
    assert not plain(made.root)
    desk.close()
    put_back(made.reader, made_here.name)
    assert not plain(made.root)


@pytest.mark.timeout(60)
def test_after_a_kill(made):
    open_desk(made.reader).close()
    assert killed("typing", made.root, 0.4)
    assert not plain(made.root)
