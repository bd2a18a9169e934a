"""Unlock, make a desk, join an inspection."""

import shutil

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fjidesk.desk import bundles, identity, inspection
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.first_run import FirstRunPage, RecoveryPage
from fjidesk.ui.pages.join import JoinPage
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


def fill(page, **texts):
    for name, text in texts.items():
        page.fields[name].edit.setText(text)


def test_first_run_of_an_inspector_ends_in_the_inspection(drive, team):
    lead = team.lead()
    driver = drive(team.root / "new")
    page = driver.on(FirstRunPage)
    fill(page, name="Inspector 7", organisation="A service", inspectorate="health", passphrase="short", again="short")
    page.button.click()
    assert "12 characters" in page.fields["passphrase"]._fault.text()
    weak = "correct horse battery staple"
    fill(page, passphrase=weak, again=weak)
    page.button.click()
    driver.until(lambda: page.fields["passphrase"]._fault.text() != "")
    assert not (team.root / "new").exists()
    fill(page, passphrase=PASSPHRASE, again=PASSPHRASE + "x")
    page.button.click()
    assert "differ" in page.fields["again"]._fault.text()
    fill(page, again=PASSPHRASE)
    page.button.click()
    recovery = driver.on(RecoveryPage)
    secret = recovery.secret.toPlainText()
    assert secret.startswith("AGE-SECRET-KEY-1 ")
    driver.chooser.target = team.root / "sheet.pdf"
    recovery.save.click()
    assert (team.root / "sheet.pdf").read_bytes().startswith(b"%PDF")
    recovery.part.edit.setText("AAAAAA BBBB")
    recovery.button.click()
    assert "not the last two groups" in recovery.part._fault.text()
    assert driver.page is recovery
    recovery.part.edit.setText(" ".join(secret.lower().split()[-2:]))
    recovery.button.click()
    assert driver.kit.say.sentence == "The recovery sheet is proved."
    join = driver.on(JoinPage)

    driver.chooser.target = team.root / "card.fjic"
    join.save_card.click()
    card = (team.root / "card.fjic").read_bytes()
    inspection.add_member(lead, card, identity.show(driver.window.desk).words)
    pack = bundles.pack(lead, driver.window.desk.me, team.root / "packs")
    join.open_button.click()
    assert "Choose the pack first" in join._chosen.text()
    driver.chooser.chosen = [pack.path]
    join.choose.click()
    join.words_field.edit.setText("six quite other words than those")
    join.open_button.click()
    driver.until(lambda: "differ" in driver.kit.say.sentence)
    assert driver.page is join
    join.words_field.edit.setText(identity.show(lead).words)
    join.open_button.click()
    cases = driver.on(CasesPage)
    assert not cases.has_cases


def test_first_run_of_a_lead_creates_the_inspection(drive, team):
    driver = drive(team.root / "new")
    page = driver.on(FirstRunPage)
    fill(page, name="Lead inspector", passphrase=PASSPHRASE, again=PASSPHRASE)
    page.role.setCurrentIndex(page.role.findData("lead"))
    page.button.click()
    driver.on(RecoveryPage).kept.emit()
    join = driver.on(JoinPage)
    join.create_button.click()
    assert join.title_field._fault.text()
    join.title_field.edit.setText("Harbourside 2014")
    join.create_button.click()
    assert driver.on(CasesPage).is_lead


def test_nothing_else_can_be_pressed_while_the_key_is_derived(drive, desks):
    driver = drive(desks["inspector 1"])
    assert isinstance(driver.page, UnlockPage)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    assert not driver.page.button.isEnabled()
    driver.press(Key.Key_Return)
    driver.on(CasesPage)
