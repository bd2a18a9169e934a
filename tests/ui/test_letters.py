"""Letters and digits as keys, by themselves or with Alt; full screen; save and say so; Alt by itself."""

import re
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from fjidesk import resource
from fjidesk.ui import actions, letters, words
from fjidesk.ui.help import keys
from fjidesk.ui.help.sheet import KeysPage
from fjidesk.ui.pages.evidence_form import EvidenceForm
from fjidesk.ui.parts.cap import Cap
from tests.ui.conftest import Ctrl, Key, Shift

Alt = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def _plain():
    """Let no test meet the keys in which another left the application."""
    letters.let_alt(False)
    yield
    letters.let_alt(False)


def command(driver, typed):
    """Do a command by its words, as everything is done that has no key."""
    driver.press(Key.Key_K, modifier=Ctrl)
    driver.type(typed)
    driver.press(Key.Key_Return)


def hints(driver):
    return driver.window._footer.accessibleName()


@pytest.mark.parametrize(("alt", "tongue"), list(product((False, True), ("en", "cy"))))
def test_no_key_stands_twice_where_it_would_be_heard_twice(alt, tongue):
    letters.let_alt(alt)
    words.speak(tongue)
    for together in actions.TOGETHER:
        found = [
            QKeySequence(key).toString()
            for place in together
            for row in actions.rows(place)
            for key in actions.keys_of(row)
        ]
        assert sorted(found) == sorted(set(found)), together


@pytest.mark.parametrize("tongue", ["en", "cy"])
def test_with_alt_no_letter_is_a_key_by_itself_and_nothing_types_welsh_letters(tongue):
    letters.let_alt(True)
    words.speak(tongue)
    every = [key for row in actions.ACTIONS for key in (*actions.keys_of(row), *actions.caps_of(row))]
    every += [key for line in keys.lines() for key in (*line.keys, *line.caps)]
    assert [key for key in every if letters.is_single(key) or key == "?"] == []
    assert [key for key in every if "Ctrl" in key and "Alt" in key] == []
    assert {"Alt+1\N{EN DASH}9", "Alt+Shift+1\N{EN DASH}9", "Alt+N"} <= set(every)


def test_no_word_makes_a_button_answer_to_alt_and_a_letter():
    for name in ("window.en", "window.cy", "below.cy"):
        assert not re.search(r"&(?!&)\S", resource.text(f"text/{name}.toml")), name


def test_letters_answer_only_with_alt_once_that_is_chosen_and_the_desk_keeps_it(reader, drive, desks):
    page = reader.open()
    reader.press(Key.Key_N)
    command(reader, "letters and digits")
    page = reader.page
    assert "Alt+Y answers Yes" in reader.kit.say.sentence
    page.parts.card.control.take_focus()
    reader.press(Key.Key_Y, Key.Key_2)
    assert reader.session.answers["R01"].answer == "no"
    assert not reader.session.answers["R01"].reasons
    reader.press(Key.Key_2, Key.Key_1, modifier=Alt)
    first, second = reader.session.answers["R01"].reasons
    QTest.keyClick(reader.focus(), Key.Key_1, Alt | Shift)
    assert list(reader.session.answers["R01"].reasons) == [second, first]
    reader.press(Key.Key_D, modifier=Alt)
    assert reader.session.answers["R01"].discuss
    reader.press(Key.Key_Y, modifier=Alt)
    assert reader.session.answers["R01"].answer == "yes"
    reader.window.close()
    again = drive(desks["inspector 1"])
    letters.let_alt(False)
    again.unlock()
    name = again.open().parts.questions.current
    again.press(Key.Key_N)
    assert again.session.answers[name].answer == "yes"
    again.press(Key.Key_N, modifier=Alt)
    assert again.session.answers[name].answer == "no"
    command(again, "letters and digits")
    again.page.parts.card.control.take_focus()
    again.press(Key.Key_Y)
    assert again.session.answers[name].answer == "yes"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_place_shows_the_key_that_works_now(reader, team):
    reader.open()
    reader.press(Key.Key_N)
    assert "Y Yes; N No" in hints(reader)
    command(reader, "letters and digits")
    page = reader.page
    page.parts.card.control.take_focus()
    assert "Alt+Y Yes; Alt+N No" in hints(reader)
    assert "Alt+1\N{EN DASH}9 reasons" in hints(reader)
    chips = list(page.parts.card.offered.values())
    assert chips[0].accessibleName().endswith("key Alt+1")
    assert chips[-1].accessibleName().endswith("key Alt+0")
    caps = {cap._text for cap in page.findChildren(Cap)}
    assert {"Alt+D", "Alt+H"} <= caps
    reader.press(Key.Key_F10)
    entries = {one.text(): one.shortcut().toString() for one in reader.window.findChild(QMenu).actions()}
    assert entries["Answer Yes"] == "Alt+Y"
    assert entries["Reply to the query on this question"] == "Alt+Q"
    assert entries["Letters and digits as keys: only with Alt, or by themselves"] == "Ctrl+Shift+O"
    reader.window.findChild(QMenu).close()
    reader.press(Key.Key_Question)
    assert reader.window.helping.page is None
    reader.press(Key.Key_Slash, modifier=Ctrl)
    sheet = reader.window.helping.page
    assert isinstance(sheet, KeysPage)
    shown = {line.words: line.caps for line in sheet._lines}
    assert shown["Answer No"] == ("Alt+N",)
    assert shown["Make that reason the main one"] == ("Alt+Shift+1\N{EN DASH}9",)
    assert shown["All keys…"] == ("Ctrl+/",)
    reader.chooser.target = team.root / "keys.pdf"
    written = []
    sheet._kit.say.tell = lambda *said: written.append(said)
    reader.press(Key.Key_P, modifier=Ctrl)
    assert written


def test_a_letter_with_alt_does_nothing_while_a_text_has_the_focus(reader):
    reader.open()
    command(reader, "letters and digits")
    reader.press(Key.Key_Y, modifier=Alt)
    reader.press(Key.Key_Return)
    reader.type("Yes.")
    reader.press(Key.Key_N, Key.Key_D, modifier=Alt)
    assert reader.page.parts.card.note.toPlainText() == "Yes."
    assert reader.session.answers["R01"].answer == "yes"
    assert not reader.session.answers["R01"].discuss


def test_f11_fills_the_screen_and_ctrl_s_says_that_all_is_saved_on_any_page(reader):
    reader.press(Key.Key_F11)
    assert reader.window.isFullScreen()
    reader.press(Key.Key_F11)
    assert not reader.window.isFullScreen()
    reader.press(Key.Key_S, modifier=Ctrl)
    assert reader.kit.say.sentence == "Everything is saved."
    reader.press(Key.Key_E, modifier=Ctrl)
    reader.press(Key.Key_N, modifier=Ctrl)
    form = reader.on(EvidenceForm)
    form.text.setPlainText("Half a sentence")
    reader.kit.say.clear()
    reader.press(Key.Key_S, modifier=Ctrl)
    assert reader.kit.say.sentence == "Everything is saved."
    reader.press(Key.Key_Escape)
    alt_alone(reader)


def alt_alone(reader):
    """Alt by itself opens the menu; with another key or with Ctrl, as AltGr comes on some systems, it does not."""
    shown = []
    reader.window.show_menu = lambda: shown.append(True)
    handle = reader.window.windowHandle()
    QTest.keyPress(handle, Key.Key_Alt, Alt)
    QTest.keyClick(handle, Key.Key_Left, Alt)
    QTest.keyRelease(handle, Key.Key_Alt)
    QTest.keyPress(handle, Key.Key_Control, Ctrl)
    QTest.keyPress(handle, Key.Key_Alt, Ctrl | Alt)
    QTest.keyRelease(handle, Key.Key_Alt, Ctrl)
    QTest.keyRelease(handle, Key.Key_Control)
    assert shown == []
    QTest.keyPress(handle, Key.Key_Alt, Alt)
    QTest.keyRelease(handle, Key.Key_Alt)
    assert shown == [True]
