"""The sheet of all keys: whole, searched, marked, and one page to print."""

import re
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

import fjidesk
from fjidesk.ui import actions
from fjidesk.ui.help import keys
from fjidesk.ui.help.sheet import KeysPage
from tests.ui.conftest import Ctrl, Key

SOURCE = Path(fjidesk.__file__).parent


def helping(driver, kind):
    page = driver.window.helping.page
    assert isinstance(page, kind)
    return page


def portable(text):
    return QKeySequence(text).toString(QKeySequence.SequenceFormat.PortableText)


def answered(window):
    """Return every key that a widget of a window has a shortcut for."""
    found = set()
    for widget in [window, *window.findChildren(QWidget)]:
        for action in widget.actions():
            found |= {portable(key) for key in action.shortcuts()}
        found |= {portable(one.key()) for one in widget.findChildren(QShortcut)}
    for action in window.findChildren(QAction):
        found |= {portable(key) for key in action.shortcuts()}
    return found - {""}


# Keys that a field or a list has of its own in every program, and that need no line.
PLAIN = {"Backspace", "Enter", "Return", "Tab"}
HELD = {"AltGr", "Control", "Meta", "Shift"}  # keys that do nothing but turn others


def handled():
    """Return every key that a handler in the source of the window looks for."""
    found = set()
    for path in (SOURCE / "ui").rglob("*.py"):
        names = re.findall(r"Key\.Key_(\w+)", path.read_text(encoding="utf-8"))
        found |= {{"Escape": "Esc", "PageDown": "PgDown", "PageUp": "PgUp"}.get(name, name) for name in names}
    return found - PLAIN - HELD


def test_the_sheet_has_every_key_that_anything_in_the_window_answers(reader, lead):
    there = {portable(key) for line in keys.lines() for key in line.keys}
    for driver in (reader, lead):
        driver.window.show_desk()
        driver.window.show_cases()
        page = driver.open() if driver is reader else driver.page
        if driver is reader:
            driver.press(Key.Key_F9)
            driver.press(Key.Key_Escape)
            page.beside.find()
            assert {"Y", "N", "A", "Alt+R", "F9"} <= answered(driver.window)
        else:
            driver.window.show_scores()
            driver.window.helping.show_keys()
        assert answered(driver.window) - there == set()
    assert handled() >= {"Left", "Right", "Up", "Down", "PgDown"}
    assert handled() - there == set()
    table = {portable(key) for row in actions.ACTIONS for key in row.keys}
    assert table - there == set()


def test_the_sheet_opens_with_a_question_mark_but_not_inside_a_text(reader):
    page = reader.open()
    reader.press(Key.Key_Return)
    reader.type("why?")
    assert reader.window.helping.page is None
    assert page.parts.card.note.toPlainText() == "why?"
    reader.press(Key.Key_Slash, modifier=Ctrl)
    sheet = helping(reader, KeysPage)
    now = {line.words for line in sheet._lines if line.now}
    assert "Put a role in the place of a name" not in now  # there is no name in the note
    assert "Answer Yes" not in now  # the focus is in a text
    reader.press(Key.Key_Escape, Key.Key_Escape)
    reader.type("?")
    sheet = helping(reader, KeysPage)
    now = {line.words for line in sheet._lines if line.now}
    assert {"Answer Yes", "Hide screen", "Reason on or off", "Finish the reading…"} <= now
    assert "Hand over…" not in now
    assert "works now" in sheet.list.item(1).text()


def test_what_is_typed_narrows_the_sheet(reader):
    reader.press(Key.Key_Question)
    sheet = helping(reader, KeysPage)
    reader.type("n/a")
    shown = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    assert any("Answer N/A" in text for text in shown)
    assert not any("Hide screen" in text for text in shown)
    sheet.edit.clear()
    reader.type("ctrl+shift+n")
    assert sheet.list.count() == 2
    reader.press(Key.Key_Down, Key.Key_Up)
    assert sheet.list.currentRow() == 1


def test_a_search_without_a_hit_says_so(reader):
    reader.window.helping.show_keys()
    page = helping(reader, KeysPage)
    reader.type("xyzzy")
    reader.press(Key.Key_Down, Key.Key_Up)
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["No key for “xyzzy”"]


def test_the_sheet_is_saved_for_the_two_sides_of_one(reader, team):
    reader.press(Key.Key_Question)
    helping(reader, KeysPage)
    reader.press(Key.Key_P, modifier=Ctrl)  # nothing was chosen
    assert reader.kit.say.sentence == ""
    reader.chooser.target = team.root / "keys.pdf"
    reader.press(Key.Key_P, modifier=Ctrl)
    data = (team.root / "keys.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", data)) == 2
    assert "keys.pdf" in reader.kit.say.sentence
    reader.chooser.target = reader.window.desk.folder / "keys.pdf"
    reader.press(Key.Key_P, modifier=Ctrl)
    assert "folder of a desk" in reader.kit.say.sentence


def test_more_keys_than_fit_make_the_type_smaller_and_never_fail():
    from fjidesk.report import key_sheet

    few = {"Group": [(("F1",), "Help")]}
    many = {
        "Group": [
            (("F1", "Shift+F1"), f"Line {number} with words that go on & on <for a while>") for number in range(110)
        ]
    }
    assert len(key_sheet.pdf("Keys", few)) < len(key_sheet.pdf("Keys", many))
    assert len(re.findall(rb"/Type /Page\b", key_sheet.pdf("Keys", few))) == 1
    assert len(re.findall(rb"/Type /Page\b", key_sheet.pdf("Keys", many))) <= 2
