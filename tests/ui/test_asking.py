"""A lead's query by keys alone, over the whole road: put, handed over, replied to, brought in, accepted."""

from PySide6.QtCore import Qt

from fjidesk.desk import queries
from fjidesk.ui.pages.asking import QueriesPage
from fjidesk.ui.pages.asking_form import QueryForm
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import BroughtInPage, HandedOverPage
from fjidesk.ui.pages.planned import PlannedPage
from fjidesk.ui.pages.replying import ReplyPage
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift


def ask(lead, text, *, question=""):
    """Put a query about the chosen case from the first page."""
    lead.on(CasesPage)
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    lead.on(QueriesPage)
    lead.press(Key.Key_N, modifier=Ctrl)
    form = lead.on(QueryForm)
    if question:
        form.question.setFocus()
        lead.type(question)
        form.text.setFocus()
    lead.type(text)
    lead.press(Key.Key_Return, modifier=Ctrl)
    return lead.on(QueriesPage)


def hand_over(driver, folder):
    driver.chooser.to = folder
    driver.press(Key.Key_H, modifier=Ctrl)
    driver.on(HandOverPage)
    driver.press(Key.Key_Return, modifier=Ctrl)
    page = driver.on(HandedOverPage)
    driver.press(Key.Key_Escape)
    driver.on(CasesPage)
    return page, max(folder.glob("*.fjib"))


def test_a_query_over_the_whole_road_by_keys(lead, reader, tmp_path):
    page = ask(lead, "Which plan is meant?", question="R02")
    assert page.list.item(0).text().startswith("Waiting\nHB-01 R02 · to inspector 1 · asked by lead, ")
    assert page._count.text() == "1 waiting for a reply"
    assert not page.can_close
    lead.press(Key.Key_Return, modifier=Ctrl)
    assert queries.listed(lead.window.desk)[0].state == "waiting", "nothing to accept yet"
    _, out = hand_over(lead, tmp_path / "out")
    assert "1 waiting" in lead.page.put.sentence.text()

    reader.chooser.chosen = [out]
    reader.press(Key.Key_I, modifier=Ctrl)
    reader.on(BroughtInPage)
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)
    reader.press(Key.Key_R, modifier=Ctrl)
    reader.on(ReplyPage)
    reader.type("That of May.")
    reader.press(Key.Key_Return, modifier=Ctrl)
    reader.on(CasesPage)
    _, back = hand_over(reader, tmp_path / "back")

    lead.chooser.chosen = [back]
    lead.press(Key.Key_I, modifier=Ctrl)
    lead.on(PlannedPage)
    lead.press(Key.Key_Return, modifier=Ctrl)
    lead.on(BroughtInPage)
    lead.press(Key.Key_Escape)
    assert "1 reply to look at" in lead.on(CasesPage).put.sentence.text()
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    page = lead.on(QueriesPage)
    assert page.list.item(0).text().endswith(": That of May.")
    lead.press(Key.Key_Delete)
    assert queries.listed(lead.window.desk)[0].state == "replied", "what has a reply is not taken back"
    lead.press(Key.Key_Return, modifier=Ctrl)
    assert queries.listed(lead.window.desk)[0].state == "closed"
    assert page.list.item(0).text().startswith("Closed\n")
    lead.press(Key.Key_Escape)
    assert "Nothing is open" in lead.on(CasesPage).put.sentence.text()


def test_a_query_is_taken_back_and_the_reading_looked_at(lead):
    page = ask(lead, "Why?", question="R02")
    lead.press(Key.Key_Return)
    read = lead.on(ReadingPage)
    assert read.parts.questions.current == "R02"
    lead.press(Key.Key_Escape)
    lead.on(CasesPage)
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    page = lead.on(QueriesPage)
    lead.press(Key.Key_Delete)
    assert page.list.item(0).text().startswith("Taken back\n")
    assert lead.kit.say.sentence == "Taken back."


def test_what_cannot_be_asked_says_why_and_what_was_typed_stays(lead):
    lead.page.table.selectRow(lead.page.model.find("HB-03"))
    page = ask_nobody(lead)
    assert page._fault.text().startswith("Nobody else reads HB-03")
    lead.press(Key.Key_Escape)
    lead.on(QueriesPage)
    lead.press(Key.Key_N, modifier=Ctrl)
    assert lead.on(QueryForm).text.toPlainText() == "Why?"
    lead.press(Key.Key_Escape)
    lead.on(QueriesPage)
    lead.press(Key.Key_Escape)
    lead.on(CasesPage)
    assert queries.listed(lead.window.desk) == []


def test_a_name_in_a_query_is_told_and_one_key_puts_the_case_there(lead):
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    lead.on(QueriesPage)
    lead.press(Key.Key_N, modifier=Ctrl)
    form = lead.on(QueryForm)
    assert (("Esc",), "back to Queries to readers") in lead.window._footer._hints
    assert form.back.text() == "Queries to readers"
    lead.type("What was Emily Carter told?")
    lead.until(lambda: not form.naming._line.isHidden())
    assert ("naming", form.naming) in form.bound()
    lead.press(Key.Key_R, modifier=Qt.KeyboardModifier.AltModifier)
    assert form.text.toPlainText() == "What was HB-01 told?"
    assert lead.focus() is form.text
    lead.press(Key.Key_Return, modifier=Ctrl)
    lead.on(QueriesPage)
    assert queries.listed(lead.window.desk)[0].text == "What was HB-01 told?"


def test_a_name_in_a_draft_is_told_when_it_is_taken_up_again(lead):
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    lead.on(QueriesPage)
    for _ in range(2):
        lead.press(Key.Key_N, modifier=Ctrl)
        form = lead.on(QueryForm)
        lead.type("Emily Carter. ")
        lead.press(Key.Key_Escape)
        lead.on(QueriesPage)
    lead.press(Key.Key_N, modifier=Ctrl)
    form = lead.on(QueryForm)
    lead.until(lambda: not form.naming._line.isHidden())


def ask_nobody(lead):
    lead.press(Key.Key_Q, modifier=Ctrl | Shift)
    lead.on(QueriesPage)
    lead.press(Key.Key_N, modifier=Ctrl)
    page = lead.on(QueryForm)
    assert page.case.currentData() == "HB-03"
    lead.press(Key.Key_Return, modifier=Ctrl)
    assert page._fault.text().startswith("A query says what is asked.")
    lead.type("W")
    assert page._fault.isHidden(), "it is being written"
    lead.type("hy?")
    lead.press(Key.Key_Return, modifier=Ctrl)
    return page


def test_queries_are_put_by_leads_alone(reader):
    reader.press(Key.Key_Q, modifier=Ctrl | Shift)
    assert isinstance(reader.page, CasesPage)
    assert not hasattr(reader.page, "put")
