"""Hide, lock, idle and sleep: nothing typed is lost, and nothing opens the desk but its owner."""

import gc
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from shiboken6 import isValid
from sqlcipher3 import dbapi2 as driver

from fjidesk import app
from fjidesk.clock import new_id
from fjidesk.desk import locking, workspace
from fjidesk.desk.workspace import STORE
from fjidesk.errors import Refused, StoreRefused
from fjidesk.store.database import open_store
from fjidesk.ui.reading.page import ReadingPage
from tests.conftest import PASSPHRASE
from tests.ui.conftest import Ctrl, Driver, Key, Shift

NOTE = "Two contacts describe low mood"


def lock(driver_):
    driver_.press(Key.Key_L, modifier=Ctrl | Shift)


def unlock(driver_, passphrase=PASSPHRASE):
    driver_.type(passphrase)
    driver_.press(Key.Key_Return)
    driver_.until(lambda: not driver_.window.privacy.blank)


def held(kind):
    """Return the ids of the objects of a kind that anything refers to which the collector knows."""
    gc.collect()
    return {id(one) for holder in gc.get_objects() for one in gc.get_referents(holder) if type(one) is kind}


def holders(value):
    """Return how many references there are to bytes of one value."""
    gc.collect()
    return sum(type(one) is bytes and one == value for holder in gc.get_objects() for one in gc.get_referents(holder))


def spoken(interface, depth=0):
    """Return every name, description and text of a tree as assistive technology gets it."""
    texts = [
        interface.text(part) for part in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    ]
    found = [text for text in texts if text]
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid() and depth < 40:
            found += spoken(child, depth + 1)
    return found


def test_the_lock_key_blanks_at_once_and_only_the_passphrase_opens(reader):
    page = reader.open()
    lock(reader)
    assert not page.isVisible()
    assert reader.window.desk.locked
    assert reader.window.windowTitle() == "fjidesk"
    reader.press(Key.Key_F8)
    reader.press(Key.Key_F10)
    assert reader.window.privacy.blank
    field = reader.window.privacy.lock_page.field
    field.edit.clear()
    reader.type("not the passphrase")
    reader.press(Key.Key_Return)
    reader.until(lambda: not field.edit.isReadOnly())
    assert "not the passphrase of this desk" in field._fault.text()
    assert reader.window.desk.locked
    assert reader.focus() is field.edit
    QTest.keyClicks(reader.focus(), "A", Qt.KeyboardModifier.NoModifier)
    assert not field.caps.isHidden()
    field.edit.clear()
    unlock(reader)
    assert page.isVisible()
    assert not reader.window.desk.locked
    assert reader.window.windowTitle().startswith("OFFICIAL-SENSITIVE")


def test_text_caret_scroll_and_focus_are_where_they_were(reader, stored):
    page = reader.open()
    page.moves.go_to("R05")
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type(NOTE)
    note = page.parts.card.note
    for _ in range(4):
        QTest.keyClick(note, Key.Key_Left)
    place = (note.textCursor().position(), page.parts.questions.verticalScrollBar().value())
    lock(reader)
    unlock(reader)
    assert reader.focus() is note
    assert (note.textCursor().position(), page.parts.questions.verticalScrollBar().value()) == place
    reader.type("very ")
    assert note.toPlainText() == "Two contacts describe low very mood"
    reader.press(Key.Key_Escape)
    reader.window.close()
    assert stored().answers["R05"].note == "Two contacts describe low very mood"


def test_no_key_no_store_key_and_no_connection_is_reachable_while_locked(drive, desks):
    keys, connections = held(type(Ed25519PrivateKey.generate())), held(driver.Connection)  # of the desks of the fixture
    kind = type(Ed25519PrivateKey.generate())
    driver_ = drive(desks["inspector 1"])
    driver_.unlock()
    driver_.open()
    desk = driver_.window.desk
    key, folder = bytes(bytearray(desk.store_key)), desk.folder
    others = holders(key) - 2  # but the desk's and its witness's
    assert len(held(kind) - keys) == 1
    assert len(held(driver.Connection) - connections) == 1
    lock(driver_)
    assert held(kind) - keys == set()
    assert held(driver.Connection) - connections == set()
    assert holders(key) <= others
    for use in (lambda: desk.db, lambda: desk.fingerprint, lambda: desk.roster, lambda: desk.inspection):
        with pytest.raises(Refused) as refusal:
            getattr(use(), "conn", None)
        assert refusal.value.code == "desk-locked"
    # Nobody else takes the desk over while the window holds it, even with its passphrase ...
    with pytest.raises(StoreRefused) as refusal:
        workspace.open_desk(folder, PASSPHRASE, clock=desk.clock, ids=new_id)
    assert refusal.value.code == "store-open"
    # ... and without the passphrase the file is noise.
    assert b"SQLite format" not in (folder / STORE).read_bytes()
    driver_.window.close()
    with pytest.raises(StoreRefused):
        open_store(folder / STORE, bytes(32))


def test_what_a_full_drive_refused_stays_typed_and_is_saved_after_unlocking(reader, stored, monkeypatch):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)

    def full(*_args, **_more):
        raise StoreRefused("no-room", "The drive is full.", "Free some room.")

    monkeypatch.setattr("fjidesk.desk.reading.answer", full)
    reader.type(NOTE)
    lock(reader)
    assert reader.window.desk.locked
    monkeypatch.undo()
    page._retry.timeout.emit()  # the timer of attempts does not reach the store
    page.parts.card.flush()
    assert page._session.unsaved
    assert page._session.failure.code == "no-room"  # and not desk-locked: nothing was tried
    unlock(reader)
    assert page.parts.card.note.toPlainText() == NOTE
    assert not page._session.unsaved
    assert reader.kit.say.sentence == "Saved again. Nothing was lost."
    reader.window.close()
    assert stored().answers["R01"].note == NOTE


@pytest.mark.parametrize("key", [(Key.Key_F8, Qt.KeyboardModifier.NoModifier), (Key.Key_L, Ctrl | Shift)])
def test_assistive_technology_gets_nothing_of_what_is_hidden(reader, key):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("SECRETNOTE")
    root = QAccessible.queryAccessibleInterface(reader.window)
    before = " ".join(spoken(root))
    assert "HB-01" in before
    assert "SECRETNOTE" in before
    reader.press(key[0], modifier=key[1])
    assert not page.isVisible()
    everything = " ".join(spoken(QAccessible.queryAccessibleInterface(app._application())))
    after = " ".join(spoken(QAccessible.queryAccessibleInterface(reader.window)))
    for text in (after, everything):
        assert "SECRETNOTE" not in text
        assert "HB-01" not in text
        assert "R01" not in text


def ticks(reader, monkeypatch):
    """Put a clock of the test's own into the watch and return a function that lets time pass and ticks."""
    watch = reader.window.privacy.watch
    now = [reader.kit.clock()]
    watch._clock = lambda: now[0]
    watch.start(locking.idle_minutes(reader.window.desk))
    watch._timer.stop()

    def passes(seconds, each=5):
        for _ in range(max(1, seconds // each)):
            now[0] += timedelta(seconds=each)
            watch.tick()

    return passes


def test_five_minutes_without_key_or_mouse_lock_it(reader, monkeypatch):
    reader.open()
    passes = ticks(reader, monkeypatch)
    passes(290)
    assert not reader.window.desk.locked
    QTest.keyClick(reader.window.windowHandle(), Key.Key_Down)  # as it comes from the system
    passes(295)
    assert not reader.window.desk.locked
    QTest.keyClick(reader.window.windowHandle(), Key.Key_F4)  # a shortcut, which no widget sees as a press
    passes(295)
    assert not reader.window.desk.locked
    QTest.mouseMove(reader.window)
    passes(295)
    assert not reader.window.desk.locked
    passes(5)
    assert reader.window.desk.locked


def test_the_idle_time_is_a_setting_of_the_desk(reader, monkeypatch):
    desk = reader.window.desk
    for wrong in (0, 61):
        with pytest.raises(Refused) as refusal:
            locking.set_idle_minutes(desk, wrong)
        assert refusal.value.code == "idle-minutes"
    locking.set_idle_minutes(desk, 1)
    passes = ticks(reader, monkeypatch)
    passes(55)
    assert not desk.locked
    passes(5)
    assert desk.locked


def test_a_laptop_that_slept_is_locked_and_a_clock_set_back_is_not(reader, monkeypatch):
    reader.press(Key.Key_F8)
    passes = ticks(reader, monkeypatch)
    passes(1, each=-3600)
    assert not reader.window.desk.locked
    passes(1, each=120)
    assert reader.window.desk.locked
    unlock(reader)
    assert reader.window.page.isVisible()


def test_a_job_is_not_locked_in_its_middle_and_right_after_it(reader):
    import threading

    gate = threading.Event()
    seen: list[str] = []
    desk = reader.window.desk

    def job():
        gate.wait(10)
        return desk.inspection.title  # the connection is there to the end

    reader.window.run("Working", job, seen.append)
    lock(reader)
    assert reader.window.privacy.blank
    assert not desk.locked
    reader.press(Key.Key_F8)  # asked to lock, it does not come back
    assert reader.window.privacy.blank
    gate.set()
    reader.until(lambda: desk.locked)
    assert seen == ["Harbourside 2014"]
    unlock(reader)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_box_that_stands_open_is_closed_and_answers_as_if_called_off(reader):
    answers = []

    def later():
        assert QApplication.activeModalWidget() is not None
        reader.window.privacy.lock()

    QTimer.singleShot(0, later)
    answers.append(QInputDialog.getText(reader.window, "A title", "A label")[1])
    assert answers == [False]
    assert reader.window.desk.locked


def test_what_does_not_open_again_stays_locked_and_says_so(reader, desks):
    reader.open()
    lock(reader)
    path = desks["inspector 1"] / STORE
    good = path.read_bytes()
    path.write_bytes(good[:4096] + bytes(len(good) - 4096))
    page = reader.window.privacy.lock_page
    reader.type(PASSPHRASE)
    reader.press(Key.Key_Return)
    reader.until(lambda: not page.waiting)
    assert "cannot be used" in page._why.text()
    assert reader.window.desk.locked
    path.write_bytes(good)
    unlock(reader)
    assert isinstance(reader.page, ReadingPage)


def test_leaving_while_locked_gives_the_desk_back(reader, team, desks):
    lock(reader)
    reader.window.close()
    team.reopen("inspector 1").close()


def test_what_was_put_aside_goes_with_its_window(qtbot, desks, team):
    window = app.build_window(app._application(), desks["inspector 1"], clock=team.clock, language="en")
    window.show()
    driver = Driver(qtbot, window)
    driver.unlock()
    page = driver.open()
    driver.press(Key.Key_L, modifier=Ctrl | Shift)
    assert window.privacy.blank
    assert isValid(page)
    window.close()
    window.deleteLater()
    qtbot.waitUntil(lambda: not isValid(window))
    qtbot.waitUntil(lambda: not isValid(page), timeout=1000)
