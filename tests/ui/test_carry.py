"""Hand over, bring in, scores."""

from PySide6.QtWidgets import QLabel

from fjidesk.desk import cases, reading, scores
from fjidesk.model.records import Answer
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import BroughtInPage, HandedOverPage
from fjidesk.ui.pages.planned import PlannedPage
from fjidesk.ui.pages.scores import ScoresPage
from tests.ui.conftest import Ctrl, Key, Shift


def words_of(page):
    return " ".join(text.text() for text in page.findChildren(QLabel))


def hand_over(driver, folder):
    driver.chooser.to = folder
    driver.press(Key.Key_H, modifier=Ctrl)
    driver.on(HandOverPage)
    driver.press(Key.Key_Return, modifier=Ctrl)
    return driver.on(HandedOverPage)


def test_hand_over_and_bring_in_with_a_refused_file(reader, lead, tmp_path):
    desk = reader.window.desk
    reading.answer_all(
        desk,
        "HB-01",
        {"R01": Answer(answer="yes"), "R02": Answer(answer="no", reasons=["late"]), "R04": Answer(answer="yes")},
    )
    reading.finish(desk, "HB-01", with_gaps=True)
    page = hand_over(reader, tmp_path / "out")
    bundle = next((tmp_path / "out").glob("*.fjib"))
    six = page.words.accessibleName()
    assert len(six.split()) == 6
    reader.press(Key.Key_Escape)
    assert isinstance(reader.page, CasesPage)

    wrong = tmp_path / "wrong.fjib"
    wrong.write_bytes(b"not a bundle")
    lead.chooser.chosen = [wrong, bundle, bundle]
    lead.press(Key.Key_I, modifier=Ctrl)
    assert six in words_of(lead.on(PlannedPage)), "who brings it in can compare them before anything is changed"
    assert cases.cases(lead.window.desk)[0].state == "not started"  # looking changed nothing
    lead.press(Key.Key_Return, modifier=Ctrl)
    outcome = lead.on(BroughtInPage)
    assert bundle.name in words_of(outcome)
    assert six in words_of(outcome)
    lead.press(Key.Key_Escape)
    first = lead.on(CasesPage)
    assert first.model.line(0).state == "finished"

    lead.press(Key.Key_P, modifier=Ctrl | Shift)
    page = lead.on(ScoresPage)
    assert "1 of 3" in page._counted.text()
    first = page.cards[0]
    assert "1 Yes of 2 applicable answers" in first.words()
    assert scores.scores(lead.window.desk).theme("reoffending").percent == 50
    lead.press(Key.Key_2)
    assert page.cards[1].isChecked()
    lead.press(Key.Key_5)
    assert page.table.isHidden()
    assert page.cards[4].words() == "No score; descriptor by moderation. None recorded"
    lead.press(Key.Key_1, Key.Key_W)
    assert page.order.value == "strongest"
    lead.press(Key.Key_Escape)
    assert isinstance(lead.page, CasesPage)


def test_nothing_to_hand_over_is_said_in_the_place_of_the_list(reader, tmp_path):
    reader.chooser.to = tmp_path / "out"
    reader.press(Key.Key_H, modifier=Ctrl)
    page = reader.on(HandOverPage)
    assert any("nothing of yours" in text.text() for text in page.findChildren(QLabel))
    assert page.everything.isHidden()  # there is nothing to write again either
    reader.press(Key.Key_Return, modifier=Ctrl)
    assert isinstance(reader.page, HandOverPage)
    reader.press(Key.Key_Escape)
    assert reader.on(CasesPage).isVisible()


def test_no_folder_and_no_file_is_no_work(reader):
    reader.press(Key.Key_H, modifier=Ctrl)
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_I, modifier=Ctrl)
    assert isinstance(reader.page, CasesPage)
    assert not reader.window.busy


def test_scores_are_for_leads(reader):
    reader.press(Key.Key_P, modifier=Ctrl | Shift)
    assert isinstance(reader.page, CasesPage)
    assert reader.page.scores_button.parent() is None


def test_the_summary_is_written_where_the_person_wants_it(lead, tmp_path):
    lead.window.show_scores()
    page = lead.on(ScoresPage)
    lead.chooser.target = tmp_path / "summary.pdf"
    page.summary.click()
    lead.until(lambda: "summary.pdf" in lead.kit.say.sentence)
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")


def test_an_unallocated_case_is_not_opened(lead):
    lead.page.table.selectRow(lead.page.model.find("HB-03"))
    lead.page.open_chosen()
    assert isinstance(lead.page, CasesPage)
    assert "Nobody" in lead.kit.say.sentence


def test_an_import_is_stopped_by_esc_and_leaves_nothing_behind(reader, lead, tmp_path, monkeypatch):
    """The worker is held between two files until the key was pressed, so that the key always comes in time."""
    from threading import Event

    from fjidesk.desk import access, checks

    desk = reader.window.desk
    reading.answer_all(desk, "HB-01", {"R01": Answer(answer="yes")})
    reading.finish(desk, "HB-01", with_gaps=True)
    hand_over(reader, tmp_path / "out")
    bundle = next((tmp_path / "out").glob("*.fjib"))
    before = checks.state(lead.window.desk)
    applied, pressed = Event(), Event()
    whole = access.imported

    def held(*args):
        whole(*args)
        applied.set()  # all of it stands in the transaction, and nothing is durable
        pressed.wait(20)

    monkeypatch.setattr(access, "imported", held)
    lead.chooser.chosen = [bundle]
    lead.press(Key.Key_I, modifier=Ctrl)
    lead.on(PlannedPage)
    lead.press(Key.Key_Return, modifier=Ctrl)
    lead.until(applied.is_set)
    page = lead.window.jobs.page
    assert lead.focus() is page.button
    lead.until(lambda: bundle.name in page._far.text())
    lead.press(Key.Key_Escape)
    assert "undone" in page._far.text()
    pressed.set()
    outcome = lead.on(BroughtInPage)
    words = " ".join(text.text() for text in outcome._sheet.children() if hasattr(text, "text"))
    assert "Nothing of it is here" in words
    assert not outcome.gives_receipts
    assert checks.state(lead.window.desk) == before
    lead.press(Key.Key_Escape)
    assert lead.on(CasesPage).model.line(0).state == "not started"
    monkeypatch.undo()
    lead.press(Key.Key_I, modifier=Ctrl)  # and it comes in as if nothing had been
    lead.on(PlannedPage)
    lead.press(Key.Key_Return, modifier=Ctrl)
    lead.on(BroughtInPage)
    lead.press(Key.Key_Escape)
    assert lead.on(CasesPage).model.line(0).state == "finished"


def test_a_refused_file_alone_is_not_said_to_be_brought_in(reader, tmp_path):
    stray = tmp_path / "letter.fjib"
    stray.write_text("a letter", encoding="utf-8")
    reader.chooser.chosen = [stray]
    reader.press(Key.Key_I, modifier=Ctrl)
    page = reader.on(BroughtInPage)
    titles = [text.text() for text in page.findChildren(QLabel)]
    assert "Nothing was brought in" in titles
    assert "Brought in" not in titles
