"""What a screen reader is told of a reading: names, roles, states, and what is said when something changes."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from fjidesk.desk import reading
from fjidesk.errors import Refused
from fjidesk.model.records import Answer
from fjidesk.ui.parts.segment import Segment
from tests.ui.conftest import Ctrl, Key, Shift

Role = QAccessible.Role


def face(widget):
    return QAccessible.queryAccessibleInterface(widget)


def name(widget):
    return face(widget).text(QAccessible.Text.Name)


def role(widget):
    return face(widget).role()


def test_the_answer_is_a_named_group_of_radio_buttons_with_their_states(reader):
    page = reader.open()
    reader.press(Key.Key_N)
    control = page.parts.card.control
    assert role(control) == Role.Grouping
    assert name(control).startswith("R01. ")
    assert face(control).childCount() == 3
    states = {name(part): face(part).state().checked for part in control.parts.values()}
    assert states == {"Yes": False, "No": True, "N/A": False}
    assert {role(part) for part in control.parts.values()} == {Role.RadioButton}


def test_an_answer_says_that_it_is_saved_and_what_is_asked_now(reader, heard):
    reader.open()
    heard.clear()
    reader.press(Key.Key_Y)
    assert heard == ["Yes. Saved."]
    reader.press(Key.Key_N)
    assert heard[-1].startswith("No. Saved. Why was it not good enough? ")
    assert heard[-1].endswith(" reasons")
    reader.press(Key.Key_1, Key.Key_2, Key.Key_1)
    assert heard[-3:] == ["Ticked, main", "Ticked, 2nd", "Not ticked"]
    reader.press(Key.Key_3, modifier=Shift)
    assert heard[-1] == "Ticked, main"


def test_a_reason_is_a_tick_box_with_its_place_and_its_key(reader):
    page = reader.open()
    reader.press(Key.Key_N, Key.Key_1)
    first, second = page.parts.card._reasons[:2]
    assert role(first) == Role.CheckBox
    assert face(first).state().checked
    assert name(first) == f"{first.text()}, main reason, key 1"
    assert name(second) == f"{second.text()}, key 2"


def test_the_fields_of_the_answer_are_named_by_label_and_question(reader):
    page = reader.open()
    reader.press(Key.Key_Down)
    card = page.parts.card
    assert [name(field) for field in card.fields] == [
        f"{label}, R02" for label in ("Evidence note", "Other, in own words", "Record", "Dated", "Place")
    ]
    assert {role(field) for field in card.fields} == {Role.EditableText}
    assert [(role(part), name(part)) for part in card.findChildren(Segment)] == [
        (Role.Grouping, "Confidence, R02"),
        (Role.Grouping, "Source, R02"),
    ]
    assert name(card._discuss) == "Discuss with lead, R02"


def test_a_row_says_its_question_its_answer_and_its_marks(reader):
    reading.answer(reader.window.desk, "HB-02", "R02", Answer(answer="yes", note="Seen", discuss=True))
    page = reader.open("HB-02")
    rows = page.parts.questions._rows
    text = page._session.framework.by_id["R02"].text.en
    assert name(rows["R02"]) == f"R02. {text} Answered Yes, note, to discuss with the lead"
    assert "Does not apply: no review was due" in name(rows["R03"])
    assert name(rows["R04"]).endswith("Not answered")


def test_the_rows_of_the_navigator_say_how_far_they_are_and_which_is_open(reader):
    page = reader.open()
    reader.press(Key.Key_Y)
    row = page.parts.navigator._groups[0]
    count = page._session.count(page._session.groups[0].questions)
    assert role(row) == Role.TreeItem
    assert name(row) == (f"{row.text()}, 1 of {count.applicable} answered, {count.applicable - 1} to answer, here")
    assert name(page.parts.navigator.limiting) == "Limiting factor, 0 flags"


def test_the_side_panes_are_named_and_say_what_they_hold(reader):
    desk = reader.window.desk
    reading.answer(desk, "HB-02", "R01", Answer(answer="no", reasons=["evidence-thin"]))
    page = reader.open()
    side = page.parts.side
    guidance = page._session.framework.by_id["R01"].guidance
    assert [name(part) for part in (side.facts, side.guidance, side.earlier)] == [
        "Case facts",
        "What good enough looks like",
        "Your earlier answers",
    ]
    assert face(side.guidance).text(QAccessible.Text.Description).startswith(guidance.good.en[0])
    assert face(side.earlier).text(QAccessible.Text.Description).startswith("HB-02 No ")
    reader.press(Key.Key_Y, Key.Key_H)
    assert name(side.history) == "History of R01"
    assert "Yes" in face(side.history).text(QAccessible.Text.Description)


def test_a_fact_of_the_wrong_form_is_described_as_such(reader):
    page = reader.open()
    facts = page.parts.side.facts
    facts.go_to("started")
    field = reader.focus()
    assert name(field) == page._session.framework.fact_by_id["started"].label.en
    reader.type("31 Feb")
    reader.press(Key.Key_Tab)
    assert "for example 2014-01-31" in face(field).text(QAccessible.Text.Description)


def test_act_now_is_a_named_panel_of_named_fields_and_the_name_catcher_is_heard(reader, heard):
    page = reader.open()
    assert role(page.parts.bar.act_now) == Role.Button
    assert name(page.parts.bar.act_now) == "Act now"
    assert face(page.parts.bar.act_now).text(QAccessible.Text.Description) == "F9"
    reader.press(Key.Key_F9)
    panel = page.beside.alerting.panel
    assert name(panel) == "Act now: somebody may be at risk"
    assert (role(panel.risk), name(panel.risk)) == (Role.Grouping, "Who may be at risk?")
    assert [name(field) for field in panel.fields] == [
        "What it is, in one line",
        "Who was told, by role",
        "When",
        "What they will do",
    ]
    reader.press(Key.Key_Tab)
    reader.type("Emily Carter did not come home")
    reader.until(lambda: not panel.names.isHidden())
    assert heard[-1] == "“Emily Carter” looks like a name. Use a role."


def test_the_finder_is_a_named_field_and_says_each_place_that_is_chosen(reader, heard):
    page = reader.open()
    reader.press(Key.Key_K, modifier=Ctrl)
    finder = page.beside.over
    assert (role(finder.edit), name(finder.edit)) == (Role.EditableText, "Go to")
    assert face(finder.edit).text(QAccessible.Text.Description)
    assert (role(finder.list), name(finder.list)) == (Role.List, "Places found")
    heard.clear()
    reader.type("r11")
    reader.until(lambda: bool(heard))
    assert heard[-1].startswith("R11, ")


def test_what_is_refused_breaks_in_and_what_is_told_waits(reader, heard):
    page = reader.open()
    reader.press(Key.Key_S, modifier=Ctrl)
    assert heard[-1] == "Everything is saved."
    page._kit.say.refuse(Refused("no-room", "The drive is full.", "Free some room."))
    assert heard[-1] == "! The drive is full. Free some room."


def test_nothing_that_takes_the_focus_is_without_a_name(reader):
    page = reader.open()
    page.parts.side.facts.fill()
    reader.press(Key.Key_N)
    stops = [
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() and not part.inherits("QAbstractScrollArea")
    ]
    assert len(stops) > 60
    assert [part for part in stops if not name(part)] == []
