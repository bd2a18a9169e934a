"""Access log, register, and closing a desk, by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fjidesk.desk import workspace
from fjidesk.ui.pages.access import AccessPage
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.closing import ClosedPage, ClosePage
from fjidesk.ui.pages.first_run import FirstRunPage
from fjidesk.ui.pages.register import RegisterPage
from tests.ui.conftest import Ctrl, Key, Shift
from tests.ui.test_first_run import tab


@pytest.fixture(autouse=True)
def own_logs(monkeypatch, tmp_path):
    monkeypatch.setattr("fjidesk.ui.ending.user_log_path", lambda *_a, **_k: tmp_path / "logs")


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_the_access_log_is_searched_and_written_by_keys(reader, tmp_path):
    reader.open("HB-02")
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)
    reader.press(Key.Key_E, modifier=Ctrl | Shift)
    page = reader.on(AccessPage)
    assert reader.focus() is page.table
    first = cells(page.table)
    assert ["viewed", "case HB-02"] in [row[2:4] for row in first]
    assert first == sorted(first, key=lambda row: row[0], reverse=True)
    tab(reader, page.fields["case"].edit)
    reader.type("HB-02")
    reader.press(Key.Key_Return)
    found = cells(page.table)
    assert 0 < len(found) < len(first)
    assert all("HB-02" in row[3] or "HB-02" in row[4] for row in found)
    tab(reader, page.fields["since"].edit)
    reader.type("some day")
    reader.press(Key.Key_Return)
    assert reader.kit.say.sentence
    page.fields["since"].edit.clear()
    reader.chooser.target = tmp_path / "access.csv"
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert "access.csv" in reader.kit.say.sentence
    assert (tmp_path / "access.csv").read_text(encoding="utf-8-sig").count("HB-02") >= 1
    page.fields["case"].edit.clear()
    page.search()
    assert cells(page.table)[0][2:4] == ["exported", "access access.csv"]
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)


def test_a_reader_closes_the_desk_and_the_lead_registers_the_certificate(reader, lead, desks, tmp_path):
    reader.press(Key.Key_G, modifier=Ctrl | Shift)  # the register is the lead's
    assert isinstance(reader.page, CasesPage)
    folder = desks["inspector 1"]
    reader.press(Key.Key_X, modifier=Ctrl | Shift)
    page = reader.on(ClosePage)
    title = reader.window.desk.inspection.title
    reader.chooser.to = folder / "inside"
    for field in page.reasons.values():
        tab(reader, field.edit)
        reader.type("Emily Carter read nothing on it.")
        reader.until(lambda: not page.naming._line.isHidden())
        reader.press(Key.Key_R, modifier=Qt.KeyboardModifier.AltModifier)
        assert field.text == "Somebody read nothing on it."
    tab(reader, page.typed.edit)
    reader.type("harbour")
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert "not what stands" in page.typed._fault.text()
    page.typed.edit.clear()
    reader.type(title)
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.until(lambda: "inside what is to be destroyed" in reader.kit.say.sentence)
    assert reader.page is page
    assert workspace.exists(folder)
    reader.chooser.to = tmp_path / "certificates"
    reader.press(Key.Key_Return, modifier=Ctrl)
    done = reader.on(ClosedPage)
    assert not workspace.exists(folder)
    assert reader.window.desk is None
    assert [path.suffix for path in sorted((tmp_path / "certificates").iterdir())] == [".fjix", ".pdf"]
    assert done.isVisible()
    reader.press(Key.Key_Escape)
    reader.on(FirstRunPage)

    lead.press(Key.Key_G, modifier=Ctrl | Shift)
    page = lead.on(RegisterPage)
    assert page.table.model().headerData(3, Qt.Orientation.Horizontal) == "State"
    assert [row[3] for row in cells(page.table)] == ["Open", "Open"]
    stray = tmp_path / "stray.fjix"
    stray.write_bytes(b"no certificate")
    lead.chooser.chosen = [stray, *(tmp_path / "certificates").glob("*.fjix")]
    lead.press(Key.Key_N, modifier=Ctrl)
    assert "stray.fjix: Refused." in page.outcome.text()
    assert "Added. inspector 1" in page.outcome.text()
    assert {row[0]: row[3][:9] for row in cells(page.table)}["inspector 1"] == "Closed on"
    lead.chooser.to = tmp_path / "register"
    lead.press(Key.Key_Return, modifier=Ctrl)
    assert "2 files" in lead.kit.say.sentence
    assert (tmp_path / "register" / "register.csv").is_file()
    lead.press(Key.Key_Escape)
    lead.on(CasesPage)


def test_what_would_be_destroyed_is_summed_up_first_and_listed_on_demand(reader):
    reader.open("HB-01")
    reader.press(Key.Key_Y, Key.Key_Escape)
    reader.on(CasesPage)
    reader.press(Key.Key_X, modifier=Ctrl | Shift)
    page = reader.on(ClosePage)
    assert reader.focus() is page.reasons["not-received"].edit, "the first field to fill"
    listed = next(part for part in page.findChildren(QLabel) if "store.db" in part.text() or "identity" in part.text())
    assert not listed.isVisible()
    assert page.typed.isVisible()
    tab(reader, page.every)
    reader.press(Key.Key_Return)
    assert listed.isVisible()
    assert listed.mapTo(page, listed.rect().topLeft()).y() > page.button.mapTo(page, page.button.rect().topLeft()).y()
    reader.press(Key.Key_Space)
    assert not listed.isVisible()


def test_without_a_reason_or_a_folder_nothing_is_destroyed(reader, desks):
    reader.press(Key.Key_X, modifier=Ctrl | Shift)
    page = reader.on(ClosePage)
    tab(reader, page.typed.edit)
    reader.type(reader.window.desk.inspection.title)
    reader.press(Key.Key_Return, modifier=Ctrl)
    faults = [field._fault.text() for field in page.reasons.values()]
    if faults:
        assert "Say why" in faults[0]
        for field in page.reasons.values():
            field.edit.setText("Nothing was read on it.")
        reader.press(Key.Key_Return, modifier=Ctrl)
    assert reader.page is page  # nobody chose a folder
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)
    assert workspace.exists(desks["inspector 1"])


def test_the_model_of_plain_rows_is_sound(qtbot, qtmodeltester):
    from fjidesk.ui.parts.plain_table import WordsModel

    model = WordsModel(["When", "Who"])
    model.fill([("today", "lead"), ("tomorrow", "inspector 1")])
    qtmodeltester.check(model)
    assert model.index(1, 1).data() == "inspector 1"
