"""A framework's text that is not the one that the inspection names: what differs, and the way out, by keys."""

import pytest
from PySide6.QtWidgets import QLabel

from fjidesk.desk import bundles, corrections, inspection
from fjidesk.store import revisions
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.framework import FrameworkPage
from fjidesk.ui.pages.outcome import BroughtInPage
from fjidesk.ui.pages.planned import PlannedPage
from tests.field import signed
from tests.ui.conftest import Ctrl, Key

SECOND = inspection.framework_bytes("fji-2014").decode().replace('version = "1"', 'version = "2"', 1)


def words_of(page):
    return "\n".join(text.text() for text in page.findChildren(QLabel))


@pytest.fixture
def half(team, tmp_path):
    """Return folders, and files that name a text of the deputy's without bringing it, and one that brings it."""
    lead, reader = team.lead(), team.join("inspector 1", first=("HB-01",))
    deputy = team.join("deputy", "deputy")
    bundles.bring_in(reader, [bundles.pack(lead, reader.me, tmp_path / "packs").path])  # with the deputy on the roster
    corrections.correct_framework(deputy, SECOND.encode(), "fji-2014.toml")
    named = [one for one in revisions.by_author(deputy.db, deputy.me) if one.revision.kind == "inspection"]
    desks = {"lead": lead, "reader": reader}
    files = {name: signed(deputy, desk, named, tmp_path / f"{name}.fjib") for name, desk in desks.items()}
    files["all"] = bundles.export(deputy, tmp_path / "all", [reader.me]).path
    folders = {"lead": lead.folder, "reader": reader.folder}
    for desk in team.desks.values():
        desk.close()
    return folders, files


def taken_in(driver, path):
    """Bring the half in, and leave the page that says so."""
    driver.chooser.chosen = [path]
    driver.press(Key.Key_I, modifier=Ctrl)
    driver.until(lambda: isinstance(driver.page, PlannedPage | BroughtInPage) and not driver.window.busy)
    if isinstance(driver.page, PlannedPage):
        driver.press(Key.Key_Return, modifier=Ctrl)
    driver.on(BroughtInPage)
    driver.press(Key.Key_Escape)
    return driver.on(FrameworkPage)


def test_a_lead_sees_what_differs_and_chooses_the_file(drive, half, tmp_path):
    folders, files = half
    lead = drive(folders["lead"])
    lead.unlock()
    page = taken_in(lead, files["lead"])
    words = words_of(page)
    assert "not the one that the inspection names" in words
    assert "Version 2 (" in words
    assert ", by deputy, " in words
    assert "Version 1 (" in words
    assert ", by lead, " in words
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("not = [toml", encoding="utf-8")
    lead.chooser.chosen = [wrong]
    lead.press(Key.Key_O, modifier=Ctrl)
    assert lead.kit.say.sentence
    assert isinstance(lead.page, FrameworkPage)
    right = tmp_path / "right.toml"
    right.write_bytes(SECOND.encode())
    lead.chooser.chosen = [right]
    lead.press(Key.Key_O, modifier=Ctrl)
    lead.on(CasesPage)
    assert lead.window.desk.framework.version == "2"


def test_a_lead_goes_on_with_the_text_that_is_here_also_after_opening_anew(drive, half):
    folders, files = half
    lead = drive(folders["lead"])
    lead.unlock()
    taken_in(lead, files["lead"])
    lead.window.close()
    lead = drive(folders["lead"])
    lead.type("nine copper kettles under snow")
    lead.press(Key.Key_Return)
    page = lead.on(FrameworkPage)
    assert page.can_keep
    lead.press(Key.Key_Return, modifier=Ctrl)
    lead.on(CasesPage)
    assert lead.window.desk.inspection.framework_version == "1"


def test_a_reader_brings_in_the_bundle_that_has_the_text(drive, half):
    folders, files = half
    reader = drive(folders["reader"])
    reader.unlock()
    page = taken_in(reader, files["reader"])
    assert "Ask deputy for a bundle or pack" in words_of(page)
    reader.press(Key.Key_O, modifier=Ctrl)
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert isinstance(reader.page, FrameworkPage), "what is for leads does nothing here"
    reader.chooser.chosen = [files["reader"]]
    reader.press(Key.Key_I, modifier=Ctrl)
    reader.until(lambda: bool(reader.kit.say.sentence) and not reader.window.busy)
    assert "was not in it" in reader.kit.say.sentence
    reader.chooser.chosen = [files["all"]]
    reader.press(Key.Key_I, modifier=Ctrl)
    reader.on(CasesPage)
    assert reader.window.desk.framework.version == "2"
