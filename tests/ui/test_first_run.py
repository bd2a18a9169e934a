"""The first run, by keys: each step is left, and the next start goes on at the one that is next."""

import pytest
from PySide6.QtWidgets import QLabel

from fjidesk.clock import new_id
from fjidesk.desk import bundles, first_run, identity, inspection, keyring, looks, workspace
from fjidesk.errors import Refused
from fjidesk.ui import words
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.first_run import FirstRunPage, MakePage
from fjidesk.ui.pages.join import JoinPage
from fjidesk.ui.pages.recovery import RecoveryPage
from fjidesk.ui.pages.unlock import UnlockPage
from tests.conftest import PASSPHRASE, ROUNDS
from tests.ui.conftest import Ctrl, Key, Shift


def states(page):
    return " ".join(f"{name}:{state}" for name, state in page.steps.states.items())


def again(driver, drive, folder):
    """Close the window and start the program anew; a desk is unlocked."""
    driver.window.close()
    driver = drive(folder)
    if isinstance(driver.page, UnlockPage):
        driver.type(PASSPHRASE)
        driver.press(Key.Key_Return)
        driver.until(lambda: not isinstance(driver.page, UnlockPage) and not driver.window.busy)
    return driver


def tab(driver, target):
    """Go to a control by Tab alone."""
    for _ in range(20):
        if driver.focus() is target:
            return
        driver.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {target}")


def push(driver, button):
    tab(driver, button)
    driver.press(Key.Key_Space)


def asked_for_six_words(driver, join, words):
    """Type them wrong in every way, each said at the field, then right: the alarm is for words that really differ."""

    def typed(text):
        join.words_field.edit.clear()
        driver.type(text)
        driver.press(Key.Key_Return)
        driver.until(lambda: not driver.window.busy and driver.focus() is join.words_field.edit)
        return join.words_field._fault.text()

    own = words.split()
    others = "zoom zoning zodiac zit zipping zippy"
    assert "5 of 6 words typed" in typed(" ".join(own[:5]))
    assert "7 of 6 words typed" in typed(words + " zoom")
    assert "not in the list of words: zooom" in typed(" ".join([*own[:5], "zooom"]))
    assert "once more" in typed(others)
    assert driver.kit.say.sentence == ""
    assert "do not use it" in typed(others)
    assert "differ" in driver.kit.say.sentence
    join.words_field.edit.clear()
    driver.type(",  ".join(own).title() + ".")
    driver.press(Key.Key_Return)


def test_each_step_of_the_first_run_is_left_and_taken_up_again(drive, team):
    lead, folder = team.lead(), team.root / "new"
    driver = drive(folder)
    page = driver.on(FirstRunPage)
    assert states(page).startswith("who:next passphrase:later")
    driver.press(Key.Key_Return)
    assert "Give a role" in page.fields["name"]._fault.text()
    assert not folder.exists()
    driver.type("Inspector 7")
    driver.press(Key.Key_Return)

    driver.on(MakePage)
    driver = again(driver, drive, folder)
    page = driver.on(MakePage)
    assert states(page).startswith("who:done passphrase:next sheet:later")
    driver.press(Key.Key_Escape)
    assert driver.on(FirstRunPage).fields["name"].text == "Inspector 7"
    driver.press(Key.Key_Return)
    page = driver.on(MakePage)
    driver.type("short")
    driver.press(Key.Key_Tab)
    driver.type("short")
    driver.press(Key.Key_Return)
    assert "12 characters" in page.new.first._fault.text()
    page.new.clear()
    for field in (page.new.first, page.new.again):
        tab(driver, field.edit)
        driver.type("correct horse battery staple")
    driver.press(Key.Key_Return)
    driver.until(lambda: page.new.first._fault.text() != "")
    assert not workspace.exists(folder)
    page.new.clear()
    for field in (page.new.first, page.new.again):
        tab(driver, field.edit)
        driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)

    first = driver.on(RecoveryPage).secret.toPlainText()
    assert first.startswith("AGE-SECRET-KEY-1 ")
    assert not (folder / first_run.DRAFT).exists()
    driver = again(driver, drive, folder)
    page = driver.on(RecoveryPage)
    assert states(page).startswith("who:done passphrase:done sheet:next card:later")
    assert page.secret.isHidden()
    driver.type(" ".join(first.split()[-2:]))  # whoever wrote it down before has no need of another
    page.part.edit.clear()
    push(driver, page.renew)
    second = page.secret.toPlainText()
    assert second != first
    tab(driver, page.part.edit)
    driver.type(" ".join(first.split()[-2:]))
    driver.press(Key.Key_Return)
    assert "not the last two groups" in page.part._fault.text()
    page.part.edit.clear()
    driver.chooser.target = team.root / "sheet.pdf"
    push(driver, page.save)
    assert (team.root / "sheet.pdf").read_bytes().startswith(b"%PDF")
    driver.type(" ".join(second.lower().split()[-2:]))
    driver.press(Key.Key_Return)
    assert driver.kit.say.sentence == "The recovery sheet is proved."

    driver.on(JoinPage)
    driver = again(driver, drive, folder)
    join = driver.on(JoinPage)
    assert states(join).startswith("who:done passphrase:done sheet:done card:next pack:later")
    assert driver.focus() is join.save_card
    driver.chooser.target = team.root / "card.fjic"
    driver.press(Key.Key_Space)
    assert "card:done pack:next" in states(join)
    inspection.add_member(lead, (team.root / "card.fjic").read_bytes(), identity.show(driver.window.desk).words)
    pack = bundles.pack(lead, driver.window.desk.me, team.root / "packs")

    driver = again(driver, drive, folder)
    join = driver.on(JoinPage)
    assert "card.fjic" in join.card_state.text()
    assert driver.focus() is join.choose
    push(driver, join.open_button)
    assert "Choose the pack first" in join._chosen.text()
    bad = team.root / "bad.fjib"
    bad.write_text("a letter that somebody gave this name", encoding="utf-8")
    driver.chooser.chosen = [bad]
    push(driver, join.choose)
    assert "pack:next words:later" in states(join), "what is no bundle is refused when it is chosen"
    assert "bad.fjib: " in join._chosen.text()
    assert driver.kit.say.sentence
    driver.chooser.chosen = [pack.path]
    push(driver, join.choose)
    assert driver.kit.say.sentence == ""
    assert "pack:done words:next" in states(join)

    driver = again(driver, drive, folder)
    join = driver.on(JoinPage)
    assert join._chosen.text() == pack.path.name
    assert driver.focus() is join.words_field.edit
    asked_for_six_words(driver, join, identity.show(lead).words)
    assert not driver.on(CasesPage).has_cases
    driver = again(driver, drive, folder)
    driver.on(CasesPage)


def test_the_sheet_that_was_written_before_the_window_was_closed_is_still_good(drive, team):
    desk = team.make("inspector 1")
    desk.close()
    driver = again(drive(desk.folder), drive, desk.folder)
    page = driver.on(RecoveryPage)
    driver.type(team.secrets["inspector 1"][-10:])
    driver.press(Key.Key_Return)
    driver.on(JoinPage)
    assert page.secret.toPlainText() == ""


def test_the_first_run_of_a_lead_creates_the_inspection(drive, team):
    folder = team.root / "new"
    driver = drive(folder)
    page = driver.on(FirstRunPage)
    driver.type("Lead inspector")
    tab(driver, page.role)
    driver.press(*[Key.Key_Up] * page.role.currentIndex())
    push(driver, page.button)
    page = driver.on(MakePage)
    assert list(page.steps.states) == ["who", "passphrase", "sheet", "inspection", "cases"]
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Tab)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    push(driver, driver.on(RecoveryPage).later)
    driver.on(JoinPage)
    driver = again(driver, drive, folder)
    push(driver, driver.on(RecoveryPage).later)  # it was put off, and asks again
    join = driver.on(JoinPage)
    assert "sheet:later inspection:next" in states(join)
    driver.press(Key.Key_Return)
    assert join.title_field._fault.text()
    driver.type("Harbourside 2014")
    driver.press(Key.Key_Return)
    assert driver.on(CasesPage).is_lead


def test_the_sheet_that_was_put_off_says_a_way_that_works_and_its_help_explains_it(drive, team):
    driver = drive(team.root / "new")
    driver.on(FirstRunPage).fields["name"].edit.setText("Inspector 7")
    driver.page.go_on()
    page = driver.on(MakePage)
    assert page.button.cap == "Enter"
    for field in (page.new.first, page.new.again):
        field.edit.setText(PASSPHRASE)
    page.go()
    page = driver.on(RecoveryPage)
    assert page.button.cap == "Enter"
    driver.press(Key.Key_F1)
    assert driver.window.helping.page.shown == "first-day"
    driver.press(Key.Key_Escape)
    page.later.click()
    driver.on(JoinPage)
    assert "each time the desk is opened" in " ".join(one.text() for one in driver.kit.say.findChildren(QLabel))
    driver = again(driver, drive, team.root / "new")
    driver.on(RecoveryPage)


def test_a_cut_before_the_desk_knows_its_owner_is_made_good(team):
    folder = team.root / "new"
    first_run.keep(folder, identity.Profile("Inspector 7", "A service", "health", "inspector"))
    desk, _ = workspace.create(
        folder, PASSPHRASE, clock=team.clock, ids=new_id, entropy=bytes(range(32)), rounds=ROUNDS
    )
    team.stack.callback(desk.close)
    with pytest.raises(Refused, match="whose it is"):
        identity.show(desk)
    first_run.settle(desk)
    assert identity.show(desk).name == "Inspector 7"
    assert not (folder / first_run.DRAFT).exists()


def test_another_secret_opens_the_desk_and_the_first_does_not(team):
    desk = team.make("inspector 1")
    second = keyring.renew_recovery(desk)
    desk.close()
    new = "seven brass lanterns over water"
    with pytest.raises(Refused) as refused:
        keyring.recover(desk.folder, team.secrets["inspector 1"], new, clock=team.clock, ids=new_id, rounds=ROUNDS)
    assert refused.value.code.startswith("recovery")
    opened = keyring.recover(desk.folder, second, new, clock=team.clock, ids=new_id, rounds=ROUNDS)
    team.stack.callback(opened.close)
    with pytest.raises(Refused) as refused:
        keyring.renew_recovery(opened)  # recovering proved it
    assert refused.value.code == "recovery-proved"


def test_a_draft_that_cannot_be_read_asks_again(drive, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / first_run.DRAFT).write_bytes(b'{"name": 3')
    page = drive(folder).on(FirstRunPage)
    assert page.fields["name"].text == ""
    assert page.role.currentData() == "inspector"


def test_a_desk_that_was_half_made_is_made_anew_and_no_other_store_is_touched(drive, team):
    folder = team.root / "new"
    profile = identity.Profile("Inspector 7", "", "", "inspector")
    first_run.keep(folder, profile)
    desk, _ = workspace.create(
        folder, PASSPHRASE, clock=team.clock, ids=new_id, entropy=bytes(range(32)), rounds=ROUNDS
    )
    desk.close()
    (folder / workspace.IDENTITY).unlink()  # as where the program was cut off before the last file
    driver = drive(folder)
    driver.on(MakePage)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Tab)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    driver.on(RecoveryPage)
    driver.window.close()
    (folder / workspace.IDENTITY).unlink()
    held = (folder / workspace.STORE).read_bytes()
    with pytest.raises(Refused) as refused:  # a store whose key file was lost is somebody's work
        first_run.keep(folder, profile)
    assert refused.value.code == "desk-there"
    first_run.clear(folder)
    assert (folder / workspace.STORE).read_bytes() == held


def test_size_and_language_work_from_the_first_page_and_outlive_a_cut(drive, team):
    folder = team.root / "new"
    driver = drive(folder)
    driver.type("Inspector 7")
    assert driver.window.sizing.can_size
    driver.press(Key.Key_Plus, Key.Key_Plus, modifier=Ctrl)
    assert driver.kit.theme.scale == 1.25
    assert driver.on(FirstRunPage).fields["name"].text == "Inspector 7"
    driver.press(Key.Key_Y, modifier=Ctrl | Shift)
    assert words.language() == "cy"

    words.speak("en")  # as a program that was killed and started anew
    driver = drive(folder)
    assert words.language() == "cy"
    assert driver.kit.theme.scale == 1.25
    driver.on(FirstRunPage)
    driver.type("Inspector 7")
    driver.press(Key.Key_Return)
    driver.on(MakePage)
    words.speak("en")
    driver = drive(folder)
    assert words.language() == "cy", "who sits here does not take the place of the look"
    driver.on(MakePage)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Tab)
    driver.type(PASSPHRASE)
    driver.press(Key.Key_Return)
    driver.on(RecoveryPage)
    desk = driver.window.desk
    assert (looks.text_size(desk), looks.language(desk)) == (125, "cy")
    assert not (folder / first_run.DRAFT).exists()
    driver.press(Key.Key_0, modifier=Ctrl)
    assert looks.text_size(desk) == 100


def test_a_look_is_never_kept_beside_a_store_without_its_key(team):
    folder = team.root / "lost"
    folder.mkdir()
    (folder / workspace.STORE).write_bytes(b"somebody's work")
    first_run.keep_looks(folder, first_run.Looks(150, "cy"))
    assert not (folder / first_run.DRAFT).exists(), "clear() would take the store for the half of a desk"


def test_the_first_page_says_where_help_is_and_help_offers_no_hiding_there(drive, team):
    driver = drive(team.root / "new")
    driver.on(FirstRunPage)
    footer = driver.window._footer
    assert footer.isVisible()
    assert "F1 help" in footer.accessibleName()
    assert "Ctrl+/ all keys" in footer.accessibleName()
    driver.press(Key.Key_F1)
    page = driver.window.helping.page
    assert page.isVisible()
    assert not page.top.hide_screen.isVisible()
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Slash, modifier=Ctrl)
    assert not driver.window.helping.page.top.hide_screen.isVisible()
