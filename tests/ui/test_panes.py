"""The panes of a reading by keys alone, in wide, narrow and small windows; what the header gives up and what never."""

import pytest
from PySide6.QtTest import QTest

from fjidesk.desk import cases, reading
from fjidesk.model.records import Answer
from fjidesk.ui import actions
from fjidesk.ui.reading.odd import undecided, unknown
from tests.ui.conftest import Ctrl, Key, Shift


def written(driver, case="HB-01"):
    return reading.position(driver.window.desk, case).answers


def sized(driver, width, percent=100):
    driver.kit.theme.resize(percent / 100)
    page = driver.open()
    driver.window.resize(width, 700)
    driver.bot.wait(10)
    return page


@pytest.fixture(autouse=True)
def _usual_size(reader):
    yield
    reader.kit.theme.resize(1.0)


def test_a_case_opens_on_the_fact_that_decides_and_not_once_it_is_known(reader):
    reader.window.open_case("HB-01")
    page = reader.page
    first = undecided(page._session)[0]
    facts = page.parts.side.facts
    assert reader.focus() in {facts._lists.get(first), facts._lines.get(first)}
    assert facts.first.text().startswith(f"{len(undecided(page._session))} fact")
    for fact in undecided(page._session):
        reading.correct_facts(
            reader.window.desk, "HB-01", {fact: page._session.framework.fact_by_id[fact].values[0].id}
        )
    reader.window.show_cases()
    reader.window.open_case("HB-01")
    page = reader.page
    assert undecided(page._session) == []
    assert page.parts.card.control.isAncestorOf(reader.focus())


def test_the_row_of_the_facts_counts_and_leads_to_the_first_that_is_missing(reader):
    page = reader.open()
    row, session = page.parts.navigator.facts, page._session
    whole, missing = len(session.framework.facts), len(unknown(session))
    assert row.accessibleName() == f"Case facts, {whole - missing} of {whole} known"
    row.setFocus()
    reader.press(Key.Key_Return)
    assert page.parts.side.isAncestorOf(reader.focus())
    fact = next(name for name in unknown(session) if session.framework.fact_by_id[name].values)
    session.correct(fact, session.framework.fact_by_id[fact].values[0].id)
    assert row.accessibleName() == f"Case facts, {whole - missing + 1} of {whole} known"


def test_the_rows_of_the_navigator_are_walked_by_arrows(reader):
    page = reader.open()
    reader.press(Key.Key_F6, modifier=Shift)
    assert reader.focus() is page.parts.navigator._groups[0]
    reader.press(Key.Key_Up, Key.Key_Up)
    assert reader.focus() is page.parts.navigator.facts
    reader.press(Key.Key_Up)
    assert reader.focus() is page.parts.navigator.facts
    reader.press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Space)
    assert page.parts.questions.current == page._session.groups[1].questions[0]


def test_f6_goes_round_the_panes_and_back(reader):
    page = reader.open()
    parts = page.parts
    for pane in (parts.side, parts.bar, parts.navigator, parts.card.control):
        reader.press(Key.Key_F6)
        assert pane.isAncestorOf(reader.focus())
    reader.press(Key.Key_F6, modifier=Shift)
    assert parts.navigator.isAncestorOf(reader.focus())


def test_only_what_is_to_answer_is_shown_where_that_is_wanted(reader):
    page = reader.open()
    questions = page.parts.questions
    reader.press(Key.Key_Y, Key.Key_Down, Key.Key_Down)
    page.parts.group_bar.which.parts["open"].click()
    page.take_focus()
    assert questions._rows["R01"].isHidden()
    assert not questions._rows["R02"].isHidden()
    reader.press(Key.Key_N)
    assert page.parts.questions.current == "R03"
    reader.press(Key.Key_Up, Key.Key_Y, Key.Key_Down)
    assert questions.current == "R03", "its No lacks a reason, so it is to do still"
    assert questions._rows["R02"].isHidden()
    page.parts.group_bar.which.parts["all"].click()
    assert not questions._rows["R01"].isHidden()


def test_a_changed_fact_says_what_it_switches_and_what_becomes_of_answers(reader):
    page = reader.open()
    reading.answer(reader.window.desk, "HB-01", "R03", Answer(answer="yes"))
    page = reader.open()
    page.parts.side.facts.corrected.emit("review_due", "no")
    assert "no longer appl" in reader.kit.say.sentence
    assert "kept and not counted" in reader.kit.say._remedy.text()
    page.parts.side.facts.corrected.emit("review_due", "yes")
    assert reader.kit.say.sentence.endswith("now.")
    assert written(reader)["R03"].answer == "yes"


def test_shift_and_a_digit_make_a_reason_the_main_one(reader):
    reader.open()
    reader.press(Key.Key_N, Key.Key_1, Key.Key_2)
    before = written(reader)["R01"].reasons
    reader.press(Key.Key_2, modifier=Shift)
    assert written(reader)["R01"].reasons == before[::-1]
    reader.press(Key.Key_3, modifier=Shift)
    after = written(reader)["R01"].reasons
    assert after[1:] == before[::-1]
    assert after[0] not in before


def test_w_goes_to_the_place_and_ctrl_arrows_do_not_skip(reader):
    page = reader.open("HB-02")
    page.moves.go_to("R02")
    reader.press(Key.Key_Y, Key.Key_W)
    reader.type("Contact 9")
    reader.press(Key.Key_Escape)
    assert written(reader, "HB-02")["R02"].place == "Contact 9"
    assert page._session.rulings["R03"] is False
    reader.press(Key.Key_Down, modifier=Ctrl)
    assert page.parts.questions.current == "R03"
    reader.press(Key.Key_Up, modifier=Ctrl)
    assert page.parts.questions.current == "R02"


def test_the_last_save_is_in_view_from_the_start(reader):
    page = reader.open()
    assert page.parts.bar.saved.text == "Nothing to save yet"
    reader.press(Key.Key_Y)
    shown = page.parts.bar.saved.text
    assert shown.startswith("Saved ")
    reader.press(Key.Key_Escape)
    assert reader.open().parts.bar.saved.text[:11] == shown[:11], "to the minute: a revision has its own second"


@pytest.mark.parametrize(("width", "percent"), [(960, 100), (1366, 200), (1100, 125)])
def test_the_header_never_gives_up_reference_saved_alert_and_act_now(reader, width, percent):
    page = sized(reader, width, percent)
    bar = page.parts.bar
    reader.press(Key.Key_F9, Key.Key_Tab)
    reader.type("Said to be at risk")
    reader.press(Key.Key_Escape, Key.Key_Y)
    reader.bot.wait(10)
    for part in (bar.reference, bar.saved, bar.alert, bar.hide_screen, bar.act_now):
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width(), part.accessibleName()
    assert bar.alert.accessibleName() == "Alert not complete"
    assert bar.back.accessibleName() == "My cases"


def test_a_small_window_shows_one_question_and_opens_the_panes_over_it(reader):
    page = sized(reader, 1366, 200)
    parts = page.parts
    assert parts.navigator.isHidden()
    assert parts.side.isHidden()
    assert [row for row in parts.questions._rows.values() if not row.isHidden()] == []
    assert parts.card.control.y() > parts.card._heading.y()
    assert parts.group_bar.sections.text() == "Assessment, Reoffending"
    parts.group_bar.sections.setFocus()
    reader.press(Key.Key_Space)
    assert parts.navigator._groups[0].hasFocus()
    reader.press(Key.Key_Down, Key.Key_Return)
    assert parts.navigator.isHidden()
    assert parts.questions.current == page._session.groups[1].questions[0]
    reader.press(Key.Key_F6, modifier=Shift)
    assert not parts.navigator.isHidden()
    reader.press(Key.Key_Escape)
    assert parts.navigator.isHidden()
    assert parts.card.control.isAncestorOf(reader.focus())
    reader.press(Key.Key_F1)
    assert parts.side.isVisible()
    assert parts.side.geometry().top() >= parts.middle.geometry().top()
    reader.press(Key.Key_Escape)
    assert parts.side.isHidden()
    parts.group_bar.facts.click()
    assert parts.side.isAncestorOf(reader.focus())
    parts.group_bar.facts.click()
    assert parts.side.isHidden()
    reader.window.resize(2800, 1400)
    reader.bot.wait(10)
    assert parts.navigator.isVisible()
    assert parts.side.isVisible()
    assert parts.side.x() >= parts.middle.width()


def test_a_narrow_window_keeps_the_navigator_until_the_side_pane_is_asked_for(reader):
    page = sized(reader, 1100)
    parts = page.parts
    assert parts.navigator.isVisible()
    assert parts.side.isHidden()
    assert parts.group_bar.facts.isVisible()
    assert not parts.group_bar.sections.isVisible()
    reader.press(Key.Key_F4)
    assert parts.side.isVisible()
    assert parts.navigator.isHidden()
    reader.press(Key.Key_Escape)
    assert parts.navigator.isVisible()
    assert parts.side.isHidden()


def test_a_section_in_which_nothing_applies_says_so_and_offers_the_next(reader):
    page = reader.open()
    session, nothing = page._session, page.parts.questions.nothing
    assert nothing.isHidden()
    first, after = session.groups[0], session.groups[1]
    session.rulings = {**session.rulings, **dict.fromkeys([*first.questions, *after.questions], False)}
    page._changed(set(first.questions))
    assert nothing.isVisible()
    assert nothing.words.text().startswith("Nothing here applies in this case: ")
    assert nothing.height() >= nothing.words.heightForWidth(nothing.words.width())
    nothing.next.setFocus()
    reader.press(Key.Key_Space)
    assert page.parts.questions.current in session.groups[2].questions
    assert nothing.isHidden()


def test_the_strip_keeps_the_name_of_the_theme_in_every_narrow_window(reader):
    page = sized(reader, 1366, 150)
    bar = page.parts.group_bar
    assert bar._theme_title.isVisible()
    assert bar._theme_title.width() >= bar._theme_title.sizeHint().width()


def walked(driver, steps=90):
    """Press Tab until it comes round; return what it comes to, and what of it was not seen."""
    driver.bot.wait(10)
    begun, reached, unseen = driver.focus(), [], []
    for _ in range(steps):
        focus = driver.focus()
        reached.append(focus)
        if focus.visibleRegion().isEmpty():
            unseen.append(focus)
        driver.press(Key.Key_Tab)
        if driver.focus() is begun:
            return reached, unseen
    raise AssertionError(reached[-3:])


def test_the_tab_key_stays_in_the_middle_page_and_is_always_seen(reader):
    page = reader.open()
    parts = page.parts
    for key, pane, modifier in (
        (Key.Key_F, parts.finish, Ctrl | Shift),
        (Key.Key_N, parts.section_na, Ctrl | Shift),
        (Key.Key_7, parts.limiting, Ctrl),
    ):
        reader.press(key, modifier=modifier)
        assert parts.middle.currentWidget() is pane
        reached, unseen = walked(reader)
        assert len(reached) > 1
        assert [one for one in reached if not pane.isAncestorOf(one)] == []
        assert unseen == []
        back = reader.focus()
        reader.press(Key.Key_Tab, modifier=Shift)
        assert reader.focus() is reached[-1]
        reader.press(Key.Key_Tab)
        assert reader.focus() is back
        reader.press(Key.Key_F6)
        assert parts.side.isAncestorOf(reader.focus())
        page.moves.go_to("R01")


def test_the_tab_key_is_always_seen_in_the_facts_and_in_a_finished_reading(reader):
    page = reader.open()
    reader.press(Key.Key_F4)
    reached, unseen = walked(reader, 160)
    assert page.parts.side.isAncestorOf(reached[1])
    assert unseen == []
    finished(page)
    reached, unseen = walked(reader, 160)
    assert page.parts.locked.reason in reached
    assert unseen == []


def finished(page):
    page._session.finish(with_gaps=True, case_manager="present", minutes=3)
    page._relock()


def test_a_finished_reading_is_reopened_by_keys_alone(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    assert "reopen" not in [
        action.id for action, target in actions.in_menu(page.bound()) if actions.allowed(action, target)
    ]
    finished(page)
    assert "reopen" in [
        action.id for action, target in actions.in_menu(page.bound()) if actions.allowed(action, target)
    ]
    assert (("Ctrl+Shift+R",), "reopen") in actions.hints(page.bound())
    reader.press(Key.Key_R, modifier=Ctrl | Shift)
    assert reader.focus() is page.parts.locked.reason
    reader.press(Key.Key_Return)
    assert page.parts.locked.finished
    assert "reason" in page.parts.locked._fault.text()
    reader.type("a page was missing")
    reader.press(Key.Key_Return)
    assert page.open
    assert reading.position(reader.window.desk, "HB-01").reading.reason == "a page was missing"


@pytest.mark.qt_log_ignore("This plugin does not support")  # of a list that opens, where there is no screen
def test_the_usual_records_are_offered_and_typed_words_are_taken(reader):
    page = reader.open()
    record = page.parts.card._record
    reader.press(Key.Key_Y)
    record.setFocus()
    reader.press(Key.Key_Down)
    popup = record.list.popup()
    assert popup.isVisible()
    assert popup.model().rowCount() == len(record.words) > 10
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert record.text() == "Contact log"
    assert written(reader)["R01"].record == "Contact log"
    record.selectAll()
    reader.type("pre")
    assert not popup.isVisible()
    reader.press(Key.Key_Down)
    assert popup.model().rowCount() == 1
    QTest.keyClick(popup, Key.Key_Escape)
    assert page.parts.questions.current == "R01"
    reader.type("cept of the school")
    reader.press(Key.Key_Tab)
    assert written(reader)["R01"].record == "precept of the school"


def test_what_waits_stands_below_the_sections_from_the_start(reader):
    navigator = reader.open().parts.navigator
    for row in navigator.waiting.rows.values():
        place = row.mapTo(navigator, row.rect().bottomLeft())
        assert navigator.rect().contains(place), row.text()


def test_a_no_without_a_reason_is_to_answer_everywhere_and_counts_in_the_scores(reader):
    page = reader.open()
    nav, whole = page.parts.navigator, page._session.count().applicable
    reader.press(Key.Key_N)
    assert page._session.lacks_reason("R01")
    assert nav._figure.text() == f"0 of {whole}"
    assert nav._rest.text().startswith(f"{whole} to answer")
    assert sum(page._session.to_do(name) for name in page._session.framework.by_id) == whole
    [line] = [one for one in cases.cases(reader.window.desk) if one.reference == "HB-01"]
    assert (line.answered, line.applicable) == (0, whole)
    lacking = reading.checklist(reader.window.desk, "HB-01")
    assert len(lacking.unanswered) + len(lacking.without_reason) == whole
    reader.press(Key.Key_1)
    assert nav._figure.text() == f"1 of {whole}"
    assert nav._rest.text().startswith(f"{whole - 1} to answer")
    [line] = [one for one in cases.cases(reader.window.desk) if one.reference == "HB-01"]
    assert line.answered == 1


def test_nothing_waits_for_the_answer(reader):
    page = reader.open()
    card = page.parts.card
    assert not card._record.isReadOnly()
    assert card._hint.text() == "A note can come first"
    reader.press(Key.Key_Y)
    assert card._hint.text() == card._record.toolTip() == ""
    assert card.names.not_a_name.cap == "Alt+Shift+R"


def test_a_long_note_grows_into_the_room_there_is(reader):
    page = reader.open()
    card, questions = page.parts.card, page.parts.questions
    reader.press(Key.Key_Y, Key.Key_Return)
    reader.bot.wait(10)
    short, top = card.note.height(), card.y() - questions.verticalScrollBar().value()
    card.note.insertPlainText("what the record says of the plan and of the review " * 130)
    reader.bot.wait(20)
    assert card.note.height() > short * 2
    assert card.height() <= questions.viewport().height()
    assert card.y() - questions.verticalScrollBar().value() <= top
    reader.press(Key.Key_Escape, Key.Key_Down)
    reader.bot.wait(20)
    assert card.note.height() == short
