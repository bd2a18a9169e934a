"""Unlock."""

import shutil

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.unlock import UnlockPage
from tests.conftest import PASSPHRASE
from tests.ui.conftest import Key


def test_a_wrong_passphrase_is_told_in_a_sentence_and_the_field_keeps_the_focus(drive, desks):
    driver = drive(desks["inspector 1"])
    driver.type("not the passphrase")
    driver.press(Key.Key_Return)
    field = driver.page.field
    assert field.edit.isReadOnly()
    driver.until(lambda: not field.edit.isReadOnly())
    assert "not the passphrase of this desk" in field._fault.text()
    assert driver.focus() is field.edit
    assert field.edit.selectedText() == field.edit.text() or field.edit.hasSelectedText()
    driver.unlock()
    assert isinstance(driver.page, CasesPage)


def test_an_empty_passphrase_is_not_tried(drive, desks):
    driver = drive(desks["inspector 1"])
    driver.press(Key.Key_Return)
    assert driver.page.field._fault.text()
    assert not driver.page.field.edit.isReadOnly()


def test_caps_lock_is_told_from_a_letter(drive, desks):
    driver = drive(desks["inspector 1"])
    QTest.keyClick(driver.focus(), Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert driver.page.field.caps.isHidden()
    QTest.keyClicks(driver.focus(), "A", Qt.KeyboardModifier.NoModifier)
    assert not driver.page.field.caps.isHidden()


def test_a_desk_that_is_open_elsewhere_says_so(drive, desks, team):
    team.reopen("inspector 1")
    driver = drive(desks["inspector 1"])
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    driver.until(lambda: "another window" in driver.kit.say.sentence)
    assert not driver.page.field._fault.text()


def test_what_opening_has_to_tell_is_told(drive, desks):
    copied = desks["inspector 1"].with_name("copied")
    shutil.copytree(desks["inspector 1"], copied)
    driver = drive(copied)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    driver.until(lambda: "copied" in driver.kit.say.sentence)


def test_start_opens_on_the_scores(drive, desks):
    driver = drive(desks["lead"], "scores")
    driver.window.unlock_with(PASSPHRASE)
    driver.until(lambda: type(driver.page).__name__ == "ScoresPage")


def test_nothing_else_can_be_pressed_while_the_key_is_derived(drive, desks):
    driver = drive(desks["inspector 1"])
    assert isinstance(driver.page, UnlockPage)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    assert not any(one.isEnabled() for one in (driver.page.button, driver.page.forgot, driver.page.rehearse))
    driver.press(Key.Key_Return)
    driver.on(CasesPage)
