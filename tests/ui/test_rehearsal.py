"""The rehearsal: from the first page, marked on every page, refused elsewhere, removed in one act."""

import pytest
from PySide6.QtWidgets import QApplication

from fjidesk.clock import new_id
from fjidesk.desk import bundles, first_run, looks, reading, rehearsal, workspace
from fjidesk.errors import Refused, StoreRefused
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.desk import DeskPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.first_run import FirstRunPage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import HandedOverPage
from fjidesk.ui.pages.unlock import UnlockPage
from fjidesk.ui.reading.page import ReadingPage
from tests.conftest import PASSPHRASE
from tests.ui.conftest import Ctrl, Key, Shift
from tests.ui.test_first_run import push, tab


def marked(driver):
    strip = driver.window._marking
    return strip.text() == rehearsal.MARKING and not strip.isHidden()


def test_a_button_on_the_page_of_cases_leaves_the_rehearsal(drive, team):
    driver = drive(team.root / "new")
    push(driver, driver.on(FirstRunPage).rehearse)
    page = driver.on(CasesPage)
    out = driver.window.rehearsing.way_out
    assert out.isVisible()
    assert page.top.isAncestorOf(out)
    tab(driver, out)
    driver.press(Key.Key_Return)
    driver.on(FirstRunPage)


def test_a_desk_of_ones_own_has_no_such_button(reader):
    assert reader.window.rehearsing.way_out is None


def test_the_size_that_was_chosen_on_the_first_page_is_that_of_the_desk_that_follows(drive, team):
    driver = drive(team.root / "new")
    driver.on(FirstRunPage).fields["name"].edit.setText("Inspector 1")
    driver.press(Key.Key_Plus, modifier=Ctrl)
    page = driver.on(FirstRunPage)
    assert (driver.kit.theme.scale, page.fields["name"].text) == (1.1, "Inspector 1")
    push(driver, page.rehearse)
    driver.on(CasesPage)
    assert (driver.kit.theme.scale, looks.text_size(driver.window.desk)) == (1.1, 110)


def test_a_rehearsal_from_the_first_page_is_marked_handed_over_refused_and_removed(drive, team):
    lead, folder = team.lead(), team.root / "new"
    driver = drive(folder)
    assert not marked(driver)
    push(driver, driver.on(FirstRunPage).rehearse)
    cases = driver.on(CasesPage)
    assert not folder.exists()
    assert (cases.model.rowCount(), len(cases.queries)) == (6, 1)
    assert marked(driver)
    assert driver.window.windowTitle().startswith(rehearsal.MARKING)
    driver.press(Key.Key_E, modifier=Ctrl)
    driver.on(EvidencePage)
    assert marked(driver)
    driver.press(Key.Key_Escape)
    driver.on(CasesPage)
    driver.press(Key.Key_Comma, modifier=Ctrl)
    driver.on(DeskPage)
    assert marked(driver)
    driver.press(Key.Key_Escape)
    driver.on(CasesPage)
    driver.press(Key.Key_Return)
    page = driver.on(ReadingPage)
    assert marked(driver)
    driver.press(Key.Key_Y)
    assert page is driver.page
    driver.press(Key.Key_L, modifier=Ctrl | Shift)
    lock = driver.window.privacy.lock_page
    assert driver.focus() is lock.field.edit
    assert rehearsal.PASSPHRASE in lock._known.text()
    driver.type(rehearsal.PASSPHRASE)
    driver.press(Key.Key_Return)
    driver.until(lambda: not driver.window.privacy.blank)
    driver.press(Key.Key_Escape)
    driver.on(CasesPage)

    driver.chooser.to = team.root / "out"
    driver.press(Key.Key_H, modifier=Ctrl)
    driver.on(HandOverPage)
    driver.press(Key.Key_Return, modifier=Ctrl)
    driver.on(HandedOverPage)
    bundle = next((team.root / "out").iterdir())
    assert bundle.name.startswith("rehearsal")
    outcome = bundles.bring_in(lead, [bundle])[0]
    assert (outcome.status, outcome.code) == ("refused", "rehearsal")
    assert "made-up cases" in outcome.message
    with pytest.raises(Refused) as refused:
        first_run.write_card(driver.window.desk, team.root / "card.fjic")
    assert refused.value.code == "rehearsal"

    driver.press(Key.Key_W, modifier=Ctrl | Shift)
    driver.on(FirstRunPage)
    assert driver.window.desk is None
    assert not marked(driver)
    push(driver, driver.page.rehearse)  # it is as it was left
    driver.on(CasesPage)
    driver.agree = False
    driver.press(Key.Key_Backspace, modifier=Ctrl | Shift)
    assert driver.page.isVisible()
    driver.agree = True
    driver.press(Key.Key_Backspace, modifier=Ctrl | Shift)
    driver.until(lambda: "removed" in driver.kit.say.sentence)
    driver.on(FirstRunPage)
    assert not rehearsal.beside(folder).exists()
    driver.press(Key.Key_W, modifier=Ctrl | Shift)
    assert isinstance(driver.page, FirstRunPage)


def test_beside_a_real_desk_it_leaves_that_alone(drive, desks, team):
    own = desks["inspector 1"]
    driver = drive(own)
    page = driver.on(UnlockPage)
    tab(driver, page.rehearse)
    driver.press(Key.Key_Space)
    driver.on(CasesPage)
    assert driver.window.desk.folder == rehearsal.beside(own)
    driver.press(Key.Key_Backspace, modifier=Ctrl | Shift)
    driver.until(lambda: "removed" in driver.kit.say.sentence)
    driver.on(UnlockPage)
    assert not marked(driver)
    driver.unlock()
    assert driver.window.desk.inspection.title == "Harbourside 2014"
    assert not marked(driver)
    assert QApplication.focusWidget() is not None


def test_a_rehearsal_refuses_what_is_real_and_none_else_is_removed(team):
    folder = rehearsal.beside(team.root / "desk")
    desk = rehearsal.start(folder, clock=team.clock, ids=new_id)
    team.stack.callback(desk.close)
    team.lead()
    real = team.join("inspector 1", first=("HB-01",))
    reading.finish(real, "HB-01", with_gaps=True)
    out = bundles.export(real, team.root / "out").path
    assert bundles.bring_in(desk, [out])[0].status == "refused"
    with pytest.raises(StoreRefused):  # it is open
        rehearsal.remove(folder, clock=team.clock, ids=new_id)
    (folder / "mine.txt").write_text("kept", encoding="utf-8")
    desk.close()
    rehearsal.remove(folder, clock=team.clock, ids=new_id)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    real.close()
    for _ in ("without its mark", "with a mark that somebody copied"):
        with pytest.raises(Refused) as refused:
            rehearsal.remove(real.folder, clock=team.clock, ids=new_id)
        assert refused.value.code == "not-a-rehearsal"
        (real.folder / rehearsal.MARK).write_text("x", encoding="utf-8")
    assert workspace.unlock(real.folder, PASSPHRASE)


def test_a_rehearsal_whose_making_was_cut_off_is_made_anew(team, monkeypatch):
    folder = rehearsal.beside(team.root / "desk")
    with monkeypatch.context() as patched:
        patched.setattr("fjidesk.desk.sample._today", lambda _desk: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rehearsal.start(folder, clock=team.clock, ids=new_id)
    assert not folder.exists()
    folder.mkdir()
    (folder / rehearsal.MARK).write_text("x", encoding="utf-8")
    (folder / workspace.STORE).write_bytes(b"half")
    rehearsal.start(folder, clock=team.clock, ids=new_id).close()
    assert rehearsal.is_one(folder)
