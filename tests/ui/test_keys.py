"""Passphrase, meter, recovery sheet and new key in the window; a damaged store and the way back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from fjidesk.clock import new_id
from fjidesk.desk import backups, keyring, locking, reading, workspace
from fjidesk.desk.workspace import STORE
from fjidesk.model.records import Answer
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.damaged import DamagedPage
from fjidesk.ui.pages.desk import DeskPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.first_run import FirstRunPage, MakePage
from fjidesk.ui.pages.join import JoinPage
from fjidesk.ui.pages.recover import RecoverPage
from fjidesk.ui.pages.recovery import RecoveryPage
from fjidesk.ui.pages.unlock import UnlockPage
from tests.conftest import PASSPHRASE
from tests.ui.conftest import Ctrl, Key

NEW = "five green ladders beside a lake"


def desk_page(driver):
    driver.press(Key.Key_Comma, modifier=Ctrl)
    return driver.on(DeskPage)


def texts(page):
    return [label.text() for label in page.findChildren(QLabel)]


def test_the_meter_speaks_in_words_while_a_passphrase_is_typed(drive, tmp_path):
    driver = drive(tmp_path / "new")
    page = driver.on(FirstRunPage)
    page.fields["name"].edit.setText("Inspector 7")
    page.button.click()
    page = driver.on(MakePage)
    first = page.new.first
    first.edit.setFocus()
    QTest.keyClicks(driver.focus(), "P", Qt.KeyboardModifier.NoModifier)
    assert not first.caps.isHidden()
    first.edit.clear()
    driver.type("inspector 7 inspector 7")
    meter = page.new.meter
    driver.until(lambda: meter.words.text() != "" and meter.isVisible())
    assert meter.words.text().startswith(("Guessed at once.", "Very weak."))
    assert "words" in meter.words.text()
    first.edit.clear()
    driver.type(NEW)
    driver.until(lambda: meter.words.text().startswith("Strong."))
    assert "would need" in meter.accessibleDescription()
    first.edit.clear()
    driver.until(lambda: not meter.isVisible())


def test_the_recovery_sheet_is_put_off_and_taken_up_again(drive, team):
    driver = drive(team.root / "new")
    page = driver.on(FirstRunPage)
    page.fields["name"].edit.setText("Lead")
    page.role.setCurrentIndex(page.role.findData("lead"))
    page.button.click()
    page = driver.on(MakePage)
    for field in (page.new.first, page.new.again):
        field.edit.setText(PASSPHRASE)
    page.button.click()
    recovery = driver.on(RecoveryPage)
    secret = recovery.secret.toPlainText()
    recovery.later.click()
    join = driver.on(JoinPage)
    assert "not proved" in driver.kit.say.sentence
    join.title_field.edit.setText("Harbourside 2014")
    join.create_button.click()
    driver.on(CasesPage)
    page = desk_page(driver)
    assert "Not proved yet" in page.proved.text()
    page.part.edit.setFocus()
    driver.type(secret.lower())
    driver.chooser.target = team.root / "sheet.pdf"
    page.write.click()
    assert (team.root / "sheet.pdf").read_bytes().startswith(b"%PDF")
    page.write.click()  # a secret is written over nothing
    assert "already" in driver.kit.say.sentence
    page.part.edit.setFocus()
    driver.press(Key.Key_Return)
    assert page.proved.text().startswith("Proved on ")
    driver.press(Key.Key_Escape)
    driver.on(CasesPage)


def test_the_passphrase_is_changed_from_the_menu(drive, desks):
    driver = drive(desks["inspector 1"])
    driver.unlock()
    page = desk_page(driver)
    driver.type("not this one at all")
    page.new.first.edit.setText(NEW)
    page.new.again.edit.setText(NEW)
    page.change.click()
    driver.until(lambda: "not the passphrase" in page.old._fault.text())
    page.old.edit.setText(PASSPHRASE)
    page.new.first.edit.setText("correct horse battery staple")
    page.new.again.edit.setText("correct horse battery staple")
    page.change.click()
    driver.until(lambda: page.new.first._fault.text() != "")
    page.new.first.edit.setText(NEW)
    page.new.again.edit.setText(NEW)
    page.change.click()
    driver.until(lambda: driver.kit.say.sentence == "The passphrase is changed.")
    assert page.old.text == page.new.text == ""
    driver.window.close()
    driver = drive(desks["inspector 1"])
    driver.unlock(NEW)


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_secret(drive, desks, team):
    driver = drive(desks["inspector 1"])
    driver.page.forgot.click()
    page = driver.on(RecoverPage)
    driver.press(Key.Key_Escape)
    assert isinstance(driver.page, UnlockPage)
    driver.page.forgot.click()
    page = driver.on(RecoverPage)
    driver.type("AGE-SECRET-KEY-1 not that")
    page.new.first.edit.setText(NEW)
    page.new.again.edit.setText(NEW)
    page.button.click()
    driver.until(lambda: page.secret._fault.text() != "")
    page.secret.edit.setText(team.secrets["inspector 1"].lower())
    page.button.click()
    driver.on(CasesPage)
    assert "new passphrase is set" in driver.kit.say.sentence
    driver.window.close()
    driver = drive(desks["inspector 1"])
    driver.unlock(NEW)


def test_a_new_key_is_made_and_its_card_written(drive, desks, team):
    driver = drive(desks["inspector 1"])
    driver.unlock()
    desk = driver.window.desk
    before, me = desk.fingerprint, desk.me
    page = desk_page(driver)
    driver.agree = False
    page.rotate.click()
    assert desk.fingerprint == before
    driver.agree = True
    driver.chooser.target = team.root / "new-key.fjic"
    page.rotating.edit.setText(PASSPHRASE)
    page.rotate.click()
    driver.until(lambda: driver.kit.say.sentence.startswith("The desk has a new key."))
    assert desk.fingerprint != before
    assert desk.me == me
    assert (team.root / "new-key.fjic").stat().st_size > 100
    driver.window.close()
    drive(desks["inspector 1"]).unlock()


def test_the_idle_time_is_chosen_there_and_counts_at_once(reader):
    page = desk_page(reader)
    page.minutes.setCurrentIndex(page.minutes.findData(10))
    page.minutes.activated.emit(page.minutes.currentIndex())
    assert locking.idle_minutes(reader.window.desk) == 10
    assert reader.window.privacy.watch.limit.total_seconds() == 600
    reader.window.privacy.lock()
    reader.type(PASSPHRASE)
    reader.press(Key.Key_Return)
    reader.until(lambda: not reader.window.privacy.blank)
    assert reader.window.privacy.watch.limit.total_seconds() == 600


@pytest.fixture
def damaged(desks, team):
    """Return the folder of a desk with two backups, an answer after each, and a store that does not open."""
    desk = team.reopen("inspector 1")
    for name in ("R01", "R02"):
        reading.answer(desk, "HB-01", name, Answer(answer="yes"))
        backups.make(desk, f"after-{name.lower()}")
    reading.answer(desk, "HB-01", "R04", Answer(answer="yes"))
    desk.close()
    path = desks["inspector 1"] / STORE
    good = path.read_bytes()
    path.write_bytes(good[: 4096 * 3] + bytes(4096) + good[4096 * 4 :])
    return desks["inspector 1"]


def broken(driver):
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    page = driver.on(DamagedPage)
    driver.until(page.copies.isVisible)
    return page


def test_a_damaged_store_says_what_is_wrong_and_nothing_happens_by_itself(drive, damaged):
    before = {path.name: path.read_bytes() for path in damaged.rglob("*.db")}
    driver = drive(damaged)
    page = broken(driver)
    said = " ".join(texts(page))
    assert "pages do not read back" in said
    assert "The newest good copy is from" in said
    assert "1 change that was made after it would be missing" in said
    assert "Nothing has been thrown away" in said
    driver.press(Key.Key_Escape)
    assert isinstance(driver.page, UnlockPage)
    assert {path.name: path.read_bytes() for path in damaged.rglob("*.db")} == before


def test_going_back_to_the_newest_good_copy_keeps_what_it_replaces(drive, damaged):
    bad = (damaged / STORE).read_bytes()
    driver = drive(damaged)
    page = broken(driver)
    assert page.copies.currentRow() == 0
    driver.press(Key.Key_Return)
    driver.on(CasesPage)
    assert "is as it was in that copy" in driver.kit.say.sentence
    assert "Bring in again every file that came since" in driver.kit.say.accessibleName()
    assert bad in [path.read_bytes() for path in (damaged / "backups").glob("*replaced-damaged.db")]
    assert set(reading.position(driver.window.desk, "HB-01").answers) == {"R01", "R02"}


def test_an_older_copy_can_be_chosen_and_a_bad_one_cannot(drive, damaged):
    newest = max((damaged / "backups").glob("*after-r02.db"))
    newest.write_bytes(newest.read_bytes()[:4096])
    driver = drive(damaged)
    page = broken(driver)
    words = [page.copies.item(row).text() for row in range(page.copies.count())]
    assert words[0].endswith("does not open either")
    assert not page.copies.item(0).flags()
    assert page.copies.currentRow() == 1
    page.button.click()
    driver.on(CasesPage)
    assert set(reading.position(driver.window.desk, "HB-01").answers) == {"R01"}


def test_without_any_good_copy_it_says_so_and_offers_nothing(drive, damaged):
    for path in (damaged / "backups").glob("*.db"):
        path.write_bytes(b"x" * 4096)
    driver = drive(damaged)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    page = driver.on(DamagedPage)
    driver.until(lambda: "No backup of this desk opens" in page.state.text())
    assert not page.button.isVisible()
    assert not page.copies.isVisible()


def test_the_key_is_put_away_where_nothing_is_done(drive, damaged):
    driver = drive(damaged)
    page = broken(driver)
    driver.press(Key.Key_Escape)
    assert page._identity is None


def test_a_desk_whose_passphrase_was_changed_opens_by_verb_too(drive, desks, team):
    desk = team.reopen("inspector 1")
    keyring.change_passphrase(desk, PASSPHRASE, NEW, rounds=1)
    desk.close()
    driver = drive(desks["inspector 1"])
    driver.unlock(NEW)
    driver.window.close()
    workspace.open_desk(desks["inspector 1"], NEW, clock=team.clock, ids=new_id).close()


def test_enter_presses_the_button_that_has_the_focus(drive, team):
    lead = team.lead()
    lead.close()
    driver = drive(lead.folder)
    driver.unlock()
    driver.window.errands.evidence()
    page = driver.on(EvidencePage)
    page.top.tabs.tabs["cases"].setFocus()
    driver.press(Key.Key_Return)
    driver.on(CasesPage)
    driver.window.show_desk()
    page = driver.on(DeskPage)
    page.change.setFocus()
    driver.press(Key.Key_Enter)
    assert page.new.first._fault.text(), "a plain page, where the table has nothing for Enter"
    page.back.setFocus()
    driver.press(Key.Key_Return, modifier=Ctrl)
    assert driver.page is page, "with Ctrl it is another key"
