"""What was begun and not kept is named on the page of cases, and one goes on with it from there by keys."""

import pytest
from PySide6.QtWidgets import QLabel

from fjidesk.desk import bundles, concerns, drafts, home, reading
from fjidesk.model.records import Answer, Query
from fjidesk.ui.pages.asking_form import QueryForm
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.evidence_form import EvidenceForm
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.keying import KeyingPage
from fjidesk.ui.pages.replying import ReplyPage
from fjidesk.ui.parts.button import Button
from tests.ui.conftest import Ctrl, Key

NOT_KEPT = "Not kept yet, so it is not handed over."


def lines(driver):
    driver.bot.wait(20)
    return [text.text() for text in driver.page.waiting.findChildren(QLabel) if text.isVisible()]


def go_on(driver, title):
    """Go to the button of a line by Tab, from the pane of cards, and press it."""
    driver.press(Key.Key_F6)
    for _ in range(12):
        if driver.focus().accessibleName() == f"Go on: {title}":
            break
        driver.press(Key.Key_Tab)
    assert driver.focus().accessibleName() == f"Go on: {title}"
    driver.press(Key.Key_Return)


@pytest.fixture
def begun(reader, lead, tmp_path):
    """Begin a piece of evidence, a reply and a form, and keep none of them."""
    desk = reader.window.desk
    asked = concerns.ask(lead.window.desk, Query(case="HB-02", member=desk.me, question="R02", text="Why?"))
    bundles.bring_in(desk, [bundles.export(lead.window.desk, tmp_path / "asked", [desk.me]).path])
    drafts.put(
        desk, "evidence", '{"kind":"quote","theme":"","case":"HB-01","text":"The worker said that nobody came."}'
    )
    drafts.put(desk, f"reply {asked}", "The log\nsays so")
    drafts.put(desk, "form HB-02", "R01 y")
    drafts.put(desk, "form gone", "of a case that is not here any more")
    drafts.put(desk, "a-kind-of-later", "is left alone")
    reader.window.show_cases()
    return reader


def test_each_draft_is_named_with_how_it_begins_and_led_to(begun):
    assert [one.draft[0] for one in home.home(begun.window.desk).waiting] == ["evidence", "form", "reply"]
    found = lines(begun)
    assert f"“The worker said that nobody came.” {NOT_KEPT}" in found[found.index("Evidence begun on HB-01") + 1]
    assert found[found.index("Form of HB-02 begun") + 1] == NOT_KEPT
    assert found[found.index("Reply begun on HB-02") + 1] == f"“The log says so” {NOT_KEPT}"
    go_on(begun, "Evidence begun on HB-01")
    assert begun.on(EvidenceForm).text.toPlainText() == "The worker said that nobody came."
    begun.window.show_cases()
    go_on(begun, "Form of HB-02 begun")
    assert begun.on(KeyingPage).field.toPlainText() == "R01 y"
    begun.window.show_cases()
    go_on(begun, "Reply begun on HB-02")
    assert begun.on(ReplyPage).field.toPlainText() == "The log\nsays so"
    begun.press(Key.Key_Return, modifier=Ctrl)
    begun.on(CasesPage)
    assert "Reply begun on HB-02" not in lines(begun)
    assert "Evidence begun on HB-01" in lines(begun)


def test_what_is_not_kept_or_not_new_is_named_where_it_is_handed_over(begun):
    reading.answer_all(begun.window.desk, "HB-02", {"R01": Answer(answer="yes")})
    begun.press(Key.Key_H, modifier=Ctrl)
    page = begun.on(HandOverPage)
    begun.bot.wait(20)
    found = [text.text() for text in page.findChildren(QLabel) if text.isVisible()]
    assert found[found.index("Nothing new from") + 1] == "HB-01"
    assert found[found.index("Stays here") + 1] == "3 drafts that are not kept yet"


def test_a_lead_s_query_waits_too_and_the_rest_of_many_is_shown_by_key(lead):
    desk = lead.window.desk
    drafts.put(desk, "query", '{"case":"HB-02","question":"R02","text":""}')
    for case in ("HB-01", "HB-02", "HB-03"):
        drafts.put(desk, f"form {case}", "R01 y")
    drafts.put(desk, "evidence", '{"kind":"interview","theme":"","text":""}')
    lead.window.show_cases()
    assert "Query begun on HB-02" not in lines(lead)
    more = next(part for part in lead.page.waiting.findChildren(Button) if part.text() == "1 more" and part.isVisible())
    more.setFocus()
    lead.press(Key.Key_Space)
    assert lead.focus().accessibleName() == "Go on: Query begun on HB-02"
    lead.press(Key.Key_Space)
    assert lead.on(QueryForm).about == "HB-02"
