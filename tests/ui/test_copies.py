"""Backups while the window is open: made by themselves, never in somebody's way, and told where they are not."""

from datetime import timedelta

from fjidesk.errors import StoreRefused
from fjidesk.ui.copies import SOON
from tests.ui.conftest import Key


def later(reader, hours=1.0):
    """Let the desk's clock go on, with nobody touching anything."""
    desk, clock = reader.window.desk, reader.window.desk.clock
    desk.clock = lambda: clock() + timedelta(hours=hours)
    reader.window.privacy.watch._touched.invalidate()
    reader.window.privacy.watch._touched = type("Long", (), {"hasExpired": lambda *_: True, "restart": lambda *_: 0})()


def backups(reader):
    return sorted(path.name for path in reader.window.desk.backups.glob("*.db"))


def look(reader):
    copies = reader.window._copies
    copies.look()
    reader.until(lambda: not copies._running)


def test_a_backup_is_made_by_itself_after_a_quarter_of_an_hour_with_changes(reader):
    reader.open()
    reader.press(Key.Key_Y)
    before = backups(reader)
    look(reader)
    assert backups(reader) == before
    later(reader)
    look(reader)
    assert len(backups(reader)) == len(before) + 1
    look(reader)
    assert len(backups(reader)) == len(before) + 1
    assert reader.kit.say.sentence == ""
    reader.press(Key.Key_Escape)
    assert "Everything is in the backup" in reader.page.copies.state.text()


def test_somebody_who_types_is_not_kept_waiting(reader):
    reader.open()
    reader.press(Key.Key_Y)
    copies = reader.window._copies
    copies.look()
    assert not copies._running
    assert copies._timer.interval() == SOON


def test_answers_given_while_the_backup_runs_are_written_after_it(reader, monkeypatch, stored):
    import threading

    from fjidesk.desk import backups as verbs

    reader.open()
    later(reader)
    begun, order = threading.Event(), []

    def slow(_desk):
        begun.set()
        threading.Event().wait(0.2)
        order.append("backup")

    monkeypatch.setattr(verbs, "due", slow)
    reader.window._copies.look()
    assert begun.wait(5)
    reader.press(Key.Key_Y)
    order.append("answer")
    assert order == ["backup", "answer"]
    reader.until(lambda: not reader.window._copies._running)
    reader.window.close()
    assert stored().answers["R01"].answer == "yes"


def test_a_backup_that_cannot_be_made_is_told_once_and_stays_in_amber(reader, monkeypatch):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_Escape)
    later(reader, 1.5)
    reader.page.copies.refresh()
    card = reader.page.copies
    assert "more than an hour old" in card.state.text()
    assert card.fill == "warn_tint"

    def full(*_args, **_more):
        raise StoreRefused("no-room", "The drive is full.", "Free some room.")

    monkeypatch.setattr("fjidesk.store.backup.make", full)
    look(reader)
    assert "No backup was made. The drive is full." in reader.kit.say.sentence
    assert "The drive is full. Free some room." in card.state.text()
    monkeypatch.undo()
    look(reader)
    assert card.fill == "surface"
    assert "Everything is in the backup" in card.state.text()


def test_a_locked_desk_is_not_looked_at(reader):
    reader.window.privacy.lock()
    later(reader)
    reader.window._copies.look()
    assert not reader.window._copies._running
