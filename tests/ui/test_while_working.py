"""What makes pages anew while the worker has something: it waits until the outcome has been taken."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtWidgets import QLabel

from fjidesk.ui import letters, words
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.first_run import FirstRunPage, MakePage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import BroughtInPage, HandedOverPage
from fjidesk.ui.pages.planned import PlannedPage
from fjidesk.ui.pages.recovery import RecoveryPage
from fjidesk.ui.pages.unlock import UnlockPage
from tests.conftest import PASSPHRASE
from tests.ui.conftest import Ctrl, Key, Shift


@pytest.fixture(autouse=True)
def _plain_letters():
    yield
    letters.let_alt(False)


@contextmanager
def slow(driver):
    """Keep the worker from what it is given, as long as a person needs for the next key."""
    gate = Event()
    driver.kit.work.warm(lambda: gate.wait(20))
    try:
        yield
    finally:
        gate.set()


def turn(driver):
    driver.press(Key.Key_Y, modifier=Ctrl | Shift)


def unlocking(driver):
    driver.on(UnlockPage)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)


def make(driver):
    """Go through the first page, and type the passphrase of the desk that is to be made."""
    driver.on(FirstRunPage).fields["name"].edit.setText("Inspector 7")
    driver.page.go_on()
    page = driver.on(MakePage)
    for field in (page.new.first, page.new.again):
        field.edit.setFocus()
        driver.type(PASSPHRASE)


@pytest.mark.parametrize(
    ("key", "modifier", "held"),
    [
        (Key.Key_Y, Ctrl | Shift, lambda driver: words.language() == "cy"),
        (Key.Key_Plus, Ctrl, lambda driver: driver.kit.theme.scale > 1),
    ],
)
def test_a_switch_while_the_desk_is_unlocked_waits_for_the_desk(drive, desks, key, modifier, held):
    driver = drive(desks["inspector 1"])
    with slow(driver):
        unlocking(driver)
        page = driver.page
        driver.press(key, modifier=modifier)
        assert driver.page is page, "the page that waits for the desk stays"
        assert not held(driver)
    driver.until(lambda: held(driver) and isinstance(driver.page, CasesPage))
    assert driver.window.desk is not None


def test_two_switches_meanwhile_are_none_and_a_wrong_passphrase_is_said_in_the_other_language(drive, desks):
    driver = drive(desks["inspector 1"])
    with slow(driver):
        driver.type("not the words")
        driver.press(Key.Key_Return)
        turn(driver)
    driver.until(lambda: words.language() == "cy")
    assert not driver.on(UnlockPage).waiting
    driver.page.field.edit.clear()
    with slow(driver):
        unlocking(driver)
        turn(driver)
        turn(driver)
    driver.on(CasesPage)
    assert words.language() == "cy"


def test_the_recovery_secret_of_a_desk_is_shown_after_a_switch_while_it_was_made(drive, tmp_path):
    driver = drive(tmp_path / "desk")
    make(driver)
    with slow(driver):
        driver.press(Key.Key_Return)
        assert driver.page.waiting
        turn(driver)
        driver.page.language_asked.emit()  # as its button does
        turn(driver)
    driver.on(RecoveryPage)
    driver.until(lambda: words.language() == "cy")
    assert driver.on(RecoveryPage).shown.startswith("AGE-SECRET-KEY-1")


def test_hand_over_and_bring_in_go_through_with_a_switch_in_the_middle(reader, lead, tmp_path):
    reader.open()
    reader.press(Key.Key_Y)
    reader.press(Key.Key_Escape)
    reader.chooser.to = tmp_path / "out"
    reader.press(Key.Key_H, modifier=Ctrl)
    reader.on(HandOverPage)
    with slow(reader):
        reader.press(Key.Key_Return, modifier=Ctrl)
        turn(reader)
        reader.press(Key.Key_O, modifier=Ctrl | Shift)
        assert not letters.with_alt()
    reader.until(lambda: isinstance(reader.page, HandedOverPage) and words.language() == "cy" and letters.with_alt())
    bundle = next((tmp_path / "out").glob("*.fjib"))

    lead.chooser.chosen = [bundle]
    lead.press(Key.Key_I, modifier=Ctrl)
    lead.on(PlannedPage)
    with slow(lead):
        lead.press(Key.Key_Return, modifier=Ctrl)
        turn(lead)
    lead.until(lambda: isinstance(lead.page, BroughtInPage) and words.language() == "en")
    assert bundle.name in " ".join(one.text() for one in lead.page.findChildren(QLabel))
