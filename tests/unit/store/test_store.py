"""The encrypted file: closed to readers, whole or absent, refused kindly."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as driver

from fjidesk.errors import StoreRefused
from fjidesk.model.records import Case
from fjidesk.model.revision import make
from fjidesk.store import audit, log, migrations, revisions
from fjidesk.store.database import open_store, translated

NOTE = "a marked string that must not lie on the disk in plain text"


@pytest.fixture
def key():
    return secrets.token_bytes(32)


@pytest.fixture
def store(tmp_path, key):
    made = open_store(tmp_path / "store.db", key, create=True)
    yield made
    made.close()


def revision(text, counter=1, parents=(), key=("HB-01",)):
    return make(
        kind="case",
        key=key,
        body=Case(facts={"note": text}),
        parents=parents,
        author="a" * 64,
        device="d",
        counter=counter,
        made_at="2013-11-18T09:00:00Z",
    )


def test_nothing_is_plain_on_the_disk_while_a_transaction_runs_and_after(store, tmp_path):
    with store.writing() as db:
        revisions.add(db, [revision(f"{NOTE} {number}", key=(f"HB-{number}",)) for number in range(2000)])
        db.execute("PRAGMA cache_spill = 1")
        names = {path.name for path in tmp_path.iterdir()}
        assert "store.db-journal" in names, "the journal is there to be looked at"
        during = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    after = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for data in (during, after):
        assert NOTE.encode() not in data
        assert b"HB-1" not in data
        assert not data.startswith(b"SQLite format 3")


def test_a_failed_block_leaves_nothing(store):
    with pytest.raises(RuntimeError), store.writing() as db:
        revisions.add(db, [revision("one")])
        raise RuntimeError
    assert not revisions.everything_raw(store.db)
    assert revisions.top_counter(store.db) == 0


def test_the_standard_driver_cannot_read_it(store, tmp_path):
    with closing(sqlite3.connect(tmp_path / "store.db")) as conn, pytest.raises(sqlite3.DatabaseError):
        conn.execute("SELECT * FROM sqlite_master").fetchall()


def test_another_key_is_refused(store, tmp_path, key):
    store.close()
    with pytest.raises(StoreRefused) as refused:
        open_store(tmp_path / "store.db", bytes(32))
    assert refused.value.code == "store-damaged"
    open_store(tmp_path / "store.db", key).close()


def test_a_second_opening_is_refused_until_the_first_is_closed(store, tmp_path, key):
    with pytest.raises(StoreRefused) as refused:
        open_store(tmp_path / "store.db", key)
    assert refused.value.code == "store-open"


def test_a_missing_and_a_present_file_are_told_apart(tmp_path, key):
    with pytest.raises(StoreRefused) as refused:
        open_store(tmp_path / "store.db", key)
    assert refused.value.code == "store-missing"
    open_store(tmp_path / "store.db", key, create=True).close()
    with pytest.raises(StoreRefused) as refused:
        open_store(tmp_path / "store.db", key, create=True)
    assert refused.value.code == "store-there"


def test_a_newer_file_is_refused_and_left_as_it_is(store, tmp_path, key):
    store.db.execute(f"PRAGMA user_version = {migrations.SCHEMA + 1}")
    store.close()
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(StoreRefused) as refused:
        open_store(tmp_path / "store.db", key)
    assert refused.value.code == "store-newer"
    assert (tmp_path / "store.db").read_bytes() == before


def test_flipped_bytes_never_pass_unseen(store, tmp_path, key):
    """Each page carries its own check, so one flipped byte anywhere is found at opening or by the audit."""
    with store.writing() as db:
        revisions.add(db, [revision("x" * 200, key=(f"HB-{number}",)) for number in range(50)])
    store.close()
    path = tmp_path / "store.db"
    whole = path.read_bytes()
    for place in range(100, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            opened = open_store(path, key)
        except StoreRefused as error:
            assert error.code == "store-damaged"  # noqa: PT017  (either outcome is right)
            continue
        with opened.db.conn:
            assert audit.file_fault(opened.db), place
        opened.close()


def test_a_backup_opens_with_the_same_key_and_holds_the_same(store, tmp_path, key):
    with store.writing() as db:
        revisions.add(db, [revision("one")])
    store.backup(tmp_path / "copy.db", key)
    copy = open_store(tmp_path / "copy.db", key)
    assert revisions.state(copy.db) == revisions.state(store.db)
    assert NOTE.encode() not in (tmp_path / "copy.db").read_bytes()
    copy.close()


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        (driver.SQLITE_FULL if hasattr(driver, "SQLITE_FULL") else 13, "no-room"),
        (8, "store-read-only"),
        (5, "store-open"),
        (11, "store-damaged"),
        (10, "store-drive"),
        (26, "store-damaged"),
        (10 | (3 << 8), "store-drive"),
    ],
)
def test_what_the_drive_refuses_is_told_in_words(tmp_path, code, refusal):
    error = driver.OperationalError("of the driver")
    error.sqlite_errorcode = code
    with pytest.raises(StoreRefused) as refused, translated(tmp_path / "store.db"):
        raise error
    assert refused.value.code == refusal
    assert refused.value.remedy


def test_other_errors_of_the_driver_are_bugs(tmp_path):
    with pytest.raises(driver.OperationalError), translated(tmp_path):
        raise driver.OperationalError("no such table: x")


def test_a_full_file_is_refused_and_what_was_saved_is_whole(store):
    """SQLite's own page limit stands in for a full drive: the same code arises in the same places."""
    with store.writing() as db:
        revisions.add(db, [revision("saved before")])
    state = revisions.state(store.db)
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()
    with pytest.raises(StoreRefused) as refused, store.writing() as db:
        revisions.add(db, [revision("y" * 5000, key=(f"HB-{number}",)) for number in range(50)])
    assert refused.value.code == "no-room"
    assert revisions.state(store.db) == state
    assert not audit.file_fault(store.db)
    assert not audit.records_fault(store.db)


def test_the_audit_names_what_was_tampered_with(store):
    with store.writing() as db:
        revisions.add(db, [revision("one")])
    for statement, words in (
        ("UPDATE revision SET counter = 9", "columns differ"),
        ("UPDATE case_file SET facts = '{}'", "current value differs"),
        ("DELETE FROM head", "heads differ"),
        ("INSERT INTO parent SELECT id, 'x' FROM revision", "parents differ"),
        (
            "INSERT INTO member SELECT 'f', 'n', 'o', 'i', 'lead', 'k', '', '', id, '', '' FROM revision",
            "without a revision",
        ),
    ):
        with pytest.raises(ZeroDivisionError), store.writing() as db:
            db.execute(statement)
            assert words in audit.records_fault(db), statement
            raise ZeroDivisionError  # undo it again
    assert not audit.records_fault(store.db)


def test_settings_and_the_log(store):
    assert log.setting(store.db, "x") is None
    with store.writing() as db:
        log.put_setting(db, "x", "1")
        log.put_setting(db, "x", "2")
        log.refuse(db, "f", "t", "c", "m")
    assert log.setting(store.db, "x") == "2"


@pytest.mark.parametrize("call", ["alter", "drop", "unique", "cached", "returning"])
def test_the_five_calls_that_lean_on_the_standard_driver_are_not_to_be_used(store, call):
    """If the library ever stops or starts behaving so, this tells: they fail over the encrypted driver."""
    table = store.db.table("setting")
    with pytest.raises(driver.Error):
        if call == "alter":
            table.insert({"name": "a", "value": "b", "colour": "c"}, alter=True)
        elif call == "drop":
            store.db.table("no_such_table").drop(ignore=True)
        elif call == "unique":
            table.create_index(["value"], index_name="same")
            table.create_index(["value"], index_name="same", find_unique_name=True)
        elif call == "cached":
            store.db.cached_counts()
        else:
            list(store.db.query("INSERT INTO setting VALUES ('q', 'r') RETURNING no_such_column"))


def test_a_store_that_was_closed_says_so_and_refuses(tmp_path, key):
    made = open_store(tmp_path / "other.db", key, create=True)
    assert made.is_open
    for _ in range(2):
        made.close()
        assert not made.is_open
    with pytest.raises(StoreRefused) as refused:
        made.db.execute("SELECT 1")
    assert refused.value.code == "desk-locked"
    open_store(tmp_path / "other.db", key).close()
