"""Ctrl+K does commands and Ctrl+F leads to what is no answer, in a case and on every other page, by keys alone."""

from fjidesk.desk import alerts, bundles, concerns, reading
from fjidesk.model.records import Alert, Answer, Evidence, Limiting, Query
from fjidesk.ui.help.sheet import KeysPage
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.evidence import EvidencePage
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.scores import ScoresPage
from fjidesk.ui.reading.finder import Finder
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key


def seek(driver, key, words):
    """Press a key of the two finders and type; return the lines that are found."""
    driver.press(key, modifier=Ctrl)
    driver.type(words)
    panel = driver.window.seeking._panel
    if panel is None:
        panel = driver.page.beside.over
    assert isinstance(panel, Finder)
    driver.until(lambda: not panel._timer.isActive())
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def at(driver):
    return driver.page.parts.questions.current


def test_ctrl_k_does_a_command_of_the_open_case_from_inside_a_note(reader):
    page = reader.open()
    reader.press(Key.Key_Return)
    reader.type("Half a note")
    found = seek(reader, Key.Key_K, "finish")
    assert found[0] == "Finish the reading…, Command, Ctrl+Shift+F"
    reader.press(Key.Key_Escape)
    assert reader.focus() is page.parts.card.note
    seek(reader, Key.Key_K, "finish")
    reader.press(Key.Key_Return)
    assert page.parts.middle.currentWidget() is page.parts.finish
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].note == "Half a note"


def test_only_commands_that_work_now_are_found(reader):
    reader.open()
    assert not any("Hand over" in line for line in seek(reader, Key.Key_K, "hand over"))
    reader.press(Key.Key_Escape)
    assert any(line.startswith("Answer Yes, Command, Y") for line in seek(reader, Key.Key_K, "answer yes"))
    reader.press(Key.Key_Return)
    assert reading.position(reader.window.desk, "HB-01").answers["R01"].answer == "yes"


def test_ctrl_k_works_on_my_cases_and_its_keys_rest_meanwhile(reader):
    found = seek(reader, Key.Key_K, "")
    assert any(line.startswith("HB-01, ") for line in found)
    assert any("Command, Ctrl+H" in line for line in found)
    assert reader.window._footer.accessibleName().startswith("Esc back")
    reader.press(Key.Key_H, modifier=Ctrl)  # the key of the page below
    assert isinstance(reader.page, CasesPage)
    reader.type("HB-02")
    reader.press(Key.Key_Return)
    assert reader.on(ReadingPage)._session.case == "HB-02"
    reader.press(Key.Key_Escape, Key.Key_Escape)  # from the facts to the answer, and to the cases
    reader.on(CasesPage)
    reading.answer(reader.window.desk, "HB-01", "R01", Answer(answer="yes"))
    seek(reader, Key.Key_K, "hand")
    reader.press(Key.Key_Return)
    reader.on(HandOverPage)
    seek(reader, Key.Key_K, "all keys")
    reader.press(Key.Key_Return)
    assert isinstance(reader.window.helping.page, KeysPage)
    reader.press(Key.Key_Escape)
    assert seek(reader, Key.Key_F, "zebra") == []
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_Escape)
    reader.on(CasesPage)


def test_the_lead_goes_to_the_scores_by_a_command(lead):
    seek(lead, Key.Key_K, "scores")
    lead.press(Key.Key_Return)
    lead.on(ScoresPage)
    assert any("Summary PDF" in line for line in seek(lead, Key.Key_K, "summary"))


def test_ctrl_f_leads_to_a_fact_an_alert_and_a_flag_of_the_case(reader):
    desk = reader.window.desk
    reading.correct_facts(desk, "HB-01", {"started": "2013-05-01"})
    concerns.flag_limiting(desk, "HB-01", "public", Limiting(at_risk="other", text="a kestrel at large"))
    told = Alert(case="HB-01", at_risk="child", what="kestrel seen", told="manager", told_at="2013-11-18T10:00:00Z")
    first = concerns.raise_alert(desk, told)
    concerns.raise_alert(desk, Alert(case="HB-01", at_risk="child", what="other", told="x", told_at=told.told_at))
    page = reader.open()
    seek(reader, Key.Key_F, "2013-05")
    reader.press(Key.Key_Return)
    assert reader.focus() is page.parts.side.facts._lines["started"]
    seek(reader, Key.Key_F, "at large")
    reader.press(Key.Key_Return)
    assert page.parts.middle.currentWidget() is page.parts.limiting
    assert reader.focus() is page.parts.limiting.cards["public"].text
    seek(reader, Key.Key_F, "kestrel seen")
    reader.press(Key.Key_Return)
    assert page.beside.over is page.beside.alerting.panel
    assert page.beside.alerting.panel.what.text == "kestrel seen"
    reader.press(Key.Key_Escape)
    concerns.close_alert(desk, desk.me, first, "Home visit made.")
    seek(reader, Key.Key_F, "home visit")
    reader.press(Key.Key_Return)
    assert page.beside.over is None
    assert reader.kit.say.sentence == "This alert is closed: kestrel seen"
    assert len(alerts.listed(desk, "HB-01")) == 2


def test_ctrl_f_leads_from_my_cases_to_a_note_a_flag_and_evidence(reader):
    desk = reader.window.desk
    reading.answer(desk, "HB-02", "R05", Answer(answer="yes", note="A kettle stood on the landing"))
    concerns.flag_limiting(desk, "HB-02", "public", Limiting(at_risk="other", text="a lantern was left"))
    concerns.add_evidence(desk, Evidence(kind="data", theme="governance", text="other"))
    piece = concerns.add_evidence(desk, Evidence(kind="data", theme="governance", text="an otter was counted"))
    seek(reader, Key.Key_F, "kettle")
    reader.press(Key.Key_Return)
    reader.on(ReadingPage)
    assert (reader.session.case, at(reader)) == ("HB-02", "R05")
    reader.window.show_cases()
    seek(reader, Key.Key_F, "lantern")
    reader.press(Key.Key_Return)
    page = reader.on(ReadingPage)
    assert reader.focus() is page.parts.limiting.cards["public"].text
    seek(reader, Key.Key_F, "otter")  # from a case to what is of none
    reader.press(Key.Key_Return)
    assert reader.on(EvidencePage).chosen.id == piece


def test_ctrl_f_leads_to_ones_reply(reader, team):
    desk, lead = reader.window.desk, team.reopen("lead")
    query = concerns.ask(lead, Query(case="HB-01", member=desk.me, question="R11", text="Where is the review?"))
    pack = bundles.pack(lead, desk.me, team.root / "out")
    lead.close()
    bundles.bring_in(desk, [pack.path])
    concerns.reply(desk, query, "It lies in the blue folder.")
    seek(reader, Key.Key_F, "blue folder")
    reader.press(Key.Key_Return)
    page = reader.on(ReadingPage)
    assert at(reader) == "R11"
    assert page.beside.standing == "queries"
