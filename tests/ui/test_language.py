"""English and Welsh: the switch while running, what is typed meanwhile, plural forms, keys, the drafts."""

from __future__ import annotations

import string
import tomllib
from datetime import datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenu, QWidget

from fjidesk import resource
from fjidesk.errors import Refused
from fjidesk.ui import actions, below, words
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.first_run import FirstRunPage, MakePage
from fjidesk.ui.pages.recovery import RecoveryPage
from fjidesk.ui.pages.unlock import UnlockPage
from fjidesk.ui.parts.button import Button
from tests.conftest import PASSPHRASE
from tests.ui.conftest import Ctrl, Key, Shift


def turn(driver):
    driver.press(Key.Key_Y, modifier=Ctrl | Shift)


def entries(language):
    """Return every sentence of a language by its key, with its forms."""
    return {
        f"{table}.{name}": value if isinstance(value, dict) else {"": value}
        for table, rows in words.table(language).items()
        for name, value in rows.items()
    }


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_a_half_typed_note_keeps_text_caret_and_focus_through_the_switch(reader, stored):
    page = reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("The plan says")
    reader.press(Key.Key_Left, Key.Key_Left)
    turn(reader)
    assert words.language() == "cy"
    note = reader.page.parts.card.note
    assert reader.page is not page
    assert reader.focus() is note
    assert note.toPlainText() == "The plan says"
    assert note.textCursor().position() == len("The plan sa")
    reader.type("XX")
    assert reader.page.parts.card.note.toPlainText() == "The plan saXXys"
    turn(reader)
    assert words.language() == "en"
    assert reader.page.parts.card.note.toPlainText() == "The plan saXXys"
    reader.window.close()
    assert stored().answers["R01"].note == "The plan saXXys"


def test_the_window_opens_again_in_the_language_that_was_chosen(reader, drive, desks):
    turn(reader)
    assert isinstance(reader.page, CasesPage)
    reader.window.close()
    again = drive(desks["inspector 1"])
    assert words.language() == "en", "before the desk is open the system's language holds"
    again.unlock()
    assert words.language() == "cy"
    assert again.window.kit.say._close.text() == words.said("say.close")


def test_what_is_typed_in_a_panel_is_kept_and_the_panel_stays_open(reader):
    page = reader.open()
    page.beside.go()
    reader.type("plan")
    turn(reader)
    over = reader.page.beside.over
    assert over is not None
    assert isinstance(reader.focus(), QLineEdit)
    assert over.edit.text() == "plan"
    over.close_over()
    reader.press(Key.Key_F9)
    reader.page.beside.over.what.edit.setFocus()
    reader.type("The child is m")
    turn(reader)
    panel = reader.page.beside.over
    assert panel.what.edit.text() == "The child is m"
    assert reader.focus() is panel.what.edit


def test_the_pane_for_finishing_stays_with_what_was_chosen_there(reader):
    reader.open()
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    assert reader.page.parts.middle.currentWidget() is reader.page.parts.finish
    turn(reader)
    assert reader.page.parts.middle.currentWidget() is reader.page.parts.finish


def test_yes_is_i_in_welsh_and_y_stays(reader):
    reader.open()
    turn(reader)
    reader.press(Key.Key_I)
    assert reader.session.answers["R01"].answer == "yes"
    reader.press(Key.Key_N)
    assert reader.session.answers["R01"].answer == "no"
    reader.press(Key.Key_Y)
    assert reader.session.answers["R01"].answer == "yes"
    assert "I Ie" in reader.window._footer.accessibleName()
    turn(reader)
    reader.press(Key.Key_N, Key.Key_I)
    assert reader.session.answers["R01"].answer == "no", "in English I is no key"


def test_no_key_of_the_welsh_window_stands_twice():
    words.speak("cy")
    for together in actions.TOGETHER:
        keys = [key for place in together for row in actions.rows(place) for key in actions.keys_of(row)]
        assert len(keys) == len(set(keys))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_offers_the_language_and_says_that_it_is_a_draft(reader):
    reader.press(Key.Key_F10)
    menu = reader.window.findChild(QMenu)
    entry = next(one for one in menu.actions() if one.shortcut().toString() == "Ctrl+Shift+Y")
    assert "machine draft" in entry.text()
    menu.close()
    entry.trigger()
    assert words.language() == "cy"
    assert "drafft peiriant" in reader.window.kit.say.sentence


def test_the_first_page_has_a_button_for_it_and_the_new_desk_keeps_the_choice(drive, tmp_path):
    driver = drive(tmp_path / "desk")
    page = driver.on(FirstRunPage)
    page.fields["name"].edit.setFocus()
    driver.type("Arolygydd 1")
    page.other_language.setFocus()
    driver.press(Key.Key_Space)
    page = driver.on(FirstRunPage)
    assert words.language() == "cy"
    assert page.fields["name"].text == "Arolygydd 1"
    page.go_on()
    page = driver.on(MakePage)
    for field in (page.new.first, page.new.again):
        field.edit.setFocus()
        driver.type(PASSPHRASE)
    turn(driver)
    turn(driver)
    page = driver.on(MakePage)
    assert page.new.first.text == page.new.again.text == PASSPHRASE
    driver.press(Key.Key_Return)
    page = driver.on(RecoveryPage)
    secret = page.shown
    turn(driver)
    turn(driver)
    assert secret
    assert driver.on(RecoveryPage).shown == secret
    driver.window.close()
    again = drive(tmp_path / "desk")
    again.on(UnlockPage)
    again.type(PASSPHRASE)
    again.press(Key.Key_Return)
    again.until(lambda: not isinstance(again.page, UnlockPage))
    assert words.language() == "cy"


def test_every_page_of_a_desk_can_be_made_anew(reader, lead):
    for driver, verb in (
        (reader, "show_desk"),
        (reader, "show_cases"),
        (lead, "show_scores"),
    ):
        getattr(driver.window, verb)()
        kind = type(driver.page)
        turn(driver)
        assert type(driver.page) is kind
        assert driver.page.again is not None


def test_the_help_stays_open_where_it_was_read_and_speaks_the_other_language(reader):
    reader.open()
    reader.press(Key.Key_Y, Key.Key_F2)
    reader.type("half a no")
    reader.window.helping.show("first-day")
    turn(reader)
    assert reader.window.helping.page.shown == "first-day"
    buttons = [button.text() for button in reader.window.helping.page.top.findChildren(Button)]
    assert words.said("help.back") in buttons
    assert "Back" not in buttons
    reader.press(Key.Key_Escape)
    assert reader.window.helping.page is None
    assert reader.focus() is reader.page.parts.card.note
    assert reader.page.parts.card.note.toPlainText() == "half a no"
    reader.window.helping.show_keys()
    turn(reader)
    assert type(reader.window.helping.page).__name__ == "KeysPage"


def test_the_lock_page_speaks_the_language_too(reader):
    turn(reader)
    reader.window.privacy.lock()
    page = reader.window.privacy.lock_page
    assert page.field.edit.accessibleName() == words.said("unlock.passphrase")
    assert page.isVisible()
    reader.type(PASSPHRASE)
    reader.press(Key.Key_Return)
    reader.until(lambda: not reader.window.privacy.blank)
    assert words.language() == "cy"


@pytest.mark.parametrize(
    ("count", "form"), [(0, "z"), (1, "one"), (2, "two"), (3, "few"), (4, "o"), (5, "o"), (6, "many"), (7, "o")]
)
def test_welsh_has_its_own_plural_forms(count, form, monkeypatch):
    forms = {"zero": "z", "one": "one", "two": "two", "few": "few", "many": "many", "other": "o"}
    assert words._form(forms, count, "cy") == form
    assert words._form({"other": "o", "two": "two"}, count, "cy") == ("two" if count == 2 else "o")


def test_a_sentence_that_welsh_lacks_is_said_in_english(monkeypatch):
    held = words.table
    short = {"cy": {"cases": {"title": "Fy achosion"}}, "en": held("en")}
    monkeypatch.setattr(words, "table", short.__getitem__)
    words.speak("cy")
    assert words.said("cases.title") == "Fy achosion"
    assert words.said("say.close") == "Close"
    assert words.said("cases.count", count=2) == "2 cases"
    with pytest.raises(KeyError):
        words.said("cases.nothing_of_the_kind")


def test_months_and_days_are_those_of_the_language():
    moment = datetime.fromisoformat("2014-02-12T10:00:00+00:00")
    assert words.dated(moment, "%a %d %b") == "Wed 12 Feb"
    words.speak("cy")
    assert words.dated(moment, "%a %d %b") == "Mer 12 Chw"


def test_every_english_sentence_has_welsh():
    assert sorted(set(entries("en")) - set(entries("cy"))) == [], "until it is written, English is said"


def test_every_welsh_sentence_has_an_english_one_with_the_same_blanks():
    english, welsh = entries("en"), entries("cy")
    assert set(welsh) - set(english) == set()
    wrong = []
    for key, forms in welsh.items():
        needed = set().union(*map(blanks, english[key].values()))
        for name, form in forms.items():
            may_lack = {"count"} if name == "one" else set()  # "un" may be left out
            wrong += [] if needed - may_lack <= blanks(form) <= needed else [key]
    assert wrong == []
    plural = {"zero", "one", "two", "few", "many", "other"}
    for key, forms in welsh.items():
        assert set(forms) == {""} or ("other" in forms and set(forms) <= plural), key
        assert (set(forms) == {""}) is (set(english[key]) == {""}), key


def test_a_refusal_is_said_in_welsh_with_its_blanks(monkeypatch):
    pairs = {
        "Text cannot be {0} % large.": "Ni all testun fod yn {0} % o faint.",
        "{0} of {1} left.": "Mae {1} o {0} ar ôl.",
        "one case": "un achos",
        "Done.": "Dyna ni.",
    }
    monkeypatch.setattr(below, "pairs", lambda: pairs)
    for made in (below._whole, below._templates):
        made.cache_clear()
    try:
        words.speak("cy")
        refusal = Refused("text-size", "Text cannot be 99 % large.", "Done. Nobody knows this.")
        assert below.message(refusal) == "Ni all testun fod yn 99 % o faint."
        assert below.remedy(refusal) == "Dyna ni. Nobody knows this."
        assert below.sentence("one case of 3 left.") == "Mae 3 o un achos ar ôl."
        words.speak("en")
        assert below.both(refusal) == "Text cannot be 99 % large. Done. Nobody knows this."
    finally:
        for made in (below._whole, below._templates):
            made.cache_clear()


def shown_words(window):
    """Yield every word that a window shows or tells assistive technology."""
    for part in [window, *window.findChildren(QWidget)]:
        told = [part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.windowTitle()]
        told += [part.text()] if isinstance(part, QLabel | QAbstractButton) else []
        if isinstance(part, QComboBox):
            told += [part.itemText(place) for place in range(part.count())]
        yield from (words for words in told if words)


def english_left(window):
    """Return what a Welsh window still says in English, of its own words and of the framework's."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the page before it
    pairs = {form: entries("cy")[key] for key, forms in entries("en").items() for form in forms.values()}
    known = {english for english, welsh in pairs.items() if english not in welsh.values()}
    known |= {english for english, welsh in below.framework_texts().items() if english != welsh}
    welsh = {form for forms in entries("cy").values() for form in forms.values()} | set(below.pairs().values())
    return sorted({words for words in shown_words(window) if words in known - welsh} - {"English"})


def test_no_page_of_a_welsh_window_says_its_own_words_in_english(reader):
    turn(reader)
    window = reader.window
    assert english_left(window) == []
    page = reader.open()
    reader.press(Key.Key_N)
    for show in (
        lambda: None,
        page.parts.side.facts.fill,
        page.beside.act_now,
        page.beside.go,
        lambda: page.beside.show_list("queries"),
        page.beside.show_limiting,
        page.ask_to_finish,
        lambda: page.parts.side.show_history("R01"),
        window.show_cases,
        window.show_desk,
        window.errands.evidence,
        window.errands.changes,
        window.helping.show_keys,
    ):
        show()
        assert english_left(window) == [], show


def test_no_page_of_a_welsh_lead_says_its_own_words_in_english(lead):
    turn(lead)
    for show in (lead.window.show_cases, lead.window.show_scores, lead.window.errands.queries):
        show()
        assert english_left(lead.window) == [], show


def test_every_draft_says_so_in_its_file():
    for name in (words.FILES["cy"], below.FILE, f"{below.FRAMEWORK}.cy.toml"):
        assert resource.text(name).startswith("# Machine draft"), name
        tomllib.loads(resource.text(name))
