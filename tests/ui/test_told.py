"""What a screen reader is told each painted part is, in which order, and that nobody pays for it who does not ask."""

import gc
from weakref import WeakSet

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from fjidesk import app
from fjidesk.ui.parts.over import Over
from fjidesk.ui.parts.steps import Steps
from fjidesk.ui.parts.told import Told
from fjidesk.ui.reading.nav_row import NavRow
from fjidesk.ui.theme import Theme
from tests.ui.conftest import Key

Role = QAccessible.Role
Text = QAccessible.Text


def face(widget):
    return QAccessible.queryAccessibleInterface(widget)


def name(widget):
    return face(widget).text(Text.Name)


def parts_of(one):
    return [one.child(place) for place in range(one.childCount())]


def seen(one):
    """Return what is in sight, from the top of the tree, each before what is in it."""
    found = []
    for part in parts_of(one):
        if not part.state().invisible:
            found += [part, *seen(part)]
    return found


@pytest.fixture
def page(reader):
    return reader.open()


def test_the_sections_are_a_tree(reader, page):
    reader.press(Key.Key_N, Key.Key_1)
    tree = face(page.parts.navigator.facts.parentWidget())
    assert (tree.role(), tree.text(Text.Name)) == (Role.Tree, "Sections")
    items = [one for one in parts_of(tree) if not one.state().invisible]
    assert {one.role() for one in items} == {Role.TreeItem}
    assert [one.text(Text.Name).partition(",")[0] for one in items][:3] == ["Case facts", "Assessment", "Reoffending"]
    count = page._session.count(page._session.groups[0].questions)
    chosen = [one for one in items if one.state().selected]
    left = f"{count.applicable} answered, {count.applicable - 1} to answer"
    assert [one.text(Text.Name) for one in chosen] == [f"Reoffending, 1 of {left}, here"]
    opened = [one.text(Text.Name).partition(",")[0] for one in items if one.state().expanded]
    assert opened == ["Assessment"]
    assert sum(one.state().collapsed for one in items) == 4
    assert all(tree.indexOfChild(one) == place for place, one in enumerate(parts_of(tree)))


def test_a_row_of_the_tree_is_pressed_by_its_action(page):
    row = face(page.parts.navigator.limiting)
    assert row.actionInterface().actionNames()[0] == "Press"
    row.actionInterface().doAction("Press")
    assert page.parts.middle.currentWidget() is page.parts.limiting


def test_the_questions_are_a_list_from_top_to_bottom(reader, page):
    reader.press(Key.Key_N, Key.Key_1, Key.Key_2, Key.Key_Down)
    questions = face(page.parts.card.parentWidget())
    assert (questions.role(), questions.text(Text.Name)) == (Role.List, "Questions")
    items = parts_of(questions)
    assert {one.role() for one in items} == {Role.ListItem}
    assert [one.text(Text.Name).partition(".")[0] for one in items] == page.parts.questions._shown
    assert [one.rect().y() for one in items] == sorted(one.rect().y() for one in items)
    text = page._session.framework.by_id["R01"].text.en
    assert items[0].text(Text.Name) == f"R01. {text} Answered No, 2 reasons"
    assert [one.text(Text.Name) for one in items if one.state().selected] == ["R02. Not answered"]
    assert [questions.indexOfChild(one) for one in items] == list(range(len(items)))
    items[0].actionInterface().doAction("Press")
    assert page.parts.questions.current == "R01"


def test_what_does_not_apply_says_why_and_is_passed_over(reader, page, heard):
    row = next(name for name, ruling in page._session.rulings.items() if ruling is False)
    page.moves.go_to(row)
    heard.clear()
    page.moves.step("-1")
    page.moves.step_all("1")
    assert "Does not apply: " not in heard[0]
    assert heard[-1].startswith(f"{page.parts.questions.current}. ")
    assert name(page.parts.questions._rows[row]).count("Does not apply: ") == 1


def test_the_whole_item_is_read_on_going_down(reader, page, heard):
    reader.press(Key.Key_Down)
    text = page._session.framework.by_id["R02"].text.en
    assert heard[-1] == f"R02. {text} Not answered"


def test_headings_are_headings(reader, page):
    titles = [one.text(Text.Name) for one in seen(face(reader.window)) if one.role() == Role.Heading]
    assert titles[0] == "HB-01"
    assert {"Sections", "By theme", "Case facts", "What good enough looks like"} < set(titles)
    assert [title for title in titles if title.startswith("R01. ")] == [name(page.parts.card.control)]
    assert not any(title[:1].isdigit() or len(title) < 2 for title in titles)


def test_bars_are_graphics_with_their_sentence(reader, page):
    graphics = [one.text(Text.Name) for one in seen(face(reader.window)) if one.role() == Role.Graphic]
    assert graphics[0].endswith(" min")
    assert graphics[1].startswith("0 of ")
    assert " answered, 0%, " in graphics[1]
    assert "Reoffending: 0 of " in graphics[2]


def test_saved_is_a_status(page, heard, reader):
    saved = face(page.parts.bar.saved)
    heard.clear()
    reader.press(Key.Key_D)
    assert (saved.role(), saved.text(Text.Name)) == (Role.StatusBar, page.parts.bar.saved.text)
    assert not [words for words in heard if "Saved" in words]


def test_panes_are_named_groups(page):
    parts = page.parts
    assert [(face(pane).role(), name(pane)) for pane in (parts.navigator, parts.side, parts.group_bar)] == [
        (Role.Grouping, "Sections"),
        (Role.Grouping, "Case facts and guidance"),
        (Role.Grouping, "Section and theme"),
    ]


def test_a_panel_is_a_dialog(reader, page):
    reader.press(Key.Key_F9)
    panel = next(one for one in reader.window.findChildren(Over) if one.isVisible())
    assert (face(panel).role(), bool(name(panel))) == (Role.Dialog, True)


def test_the_marking_is_read_first_and_once(reader, page):
    told = seen(face(reader.window))
    assert (face(reader.window).role(), told[0].role()) == (Role.Window, Role.StaticText)
    marking = told[0].text(Text.Name)
    assert marking.startswith("OFFICIAL-SENSITIVE")
    assert [one.text(Text.Name) for one in told].count(marking) == 1


def test_the_hidden_screen_tells_nothing_of_the_case(reader, page):
    reader.press(Key.Key_F8)
    told = [(one.role().name, one.text(Text.Name)) for one in seen(face(reader.window))]
    assert len(told) < 10
    assert not [words for _, words in told if "HB-01" in words or words.startswith("R01")]


def test_a_case_is_told_by_its_row_and_its_state_first(reader):
    table = face(reader.page.table)
    assert table.role() == Role.Table
    parts = parts_of(table)
    assert [one.text(Text.Name) for one in parts if one.role() == Role.ColumnHeader][:2] == ["Case", "Order"]
    first = next(one for one in parts if one.role() == Role.Cell)
    assert first.text(Text.Name).startswith("HB-01. Not started. 0 of ")


def test_tables_of_words_are_walked_by_whole_rows(reader):
    from fjidesk.ui.parts.plain_table import PlainTable

    table = PlainTable(reader.kit.theme, "Access", ["When", "Who", "What"])
    reader.bot.addWidget(table)
    table.fill([("12 Feb", "", "opened")])
    cells = [one.text(Text.Name) for one in parts_of(face(table)) if one.role() == Role.Cell]
    assert cells == ["12 Feb. opened", "", "opened"]


def test_what_is_read_follows_the_layout(reader, page):
    for strip in (page.parts.bar, page.parts.group_bar):
        told = [one for one in parts_of(face(strip)) if not one.state().invisible]
        assert [one.rect().x() for one in told] == sorted(one.rect().x() for one in told)
    reader.press(Key.Key_N)
    assert [one.text(Text.Name) for one in parts_of(face(page.parts.card.control))] == ["Yes", "No", "N/A"]


def test_steps_are_one_graphic(qtbot):
    steps = Steps(Theme(app._application()), ("who", "card"), {"who"}, {"card"})
    qtbot.addWidget(steps)
    assert (face(steps).role(), face(steps).childCount()) == (Role.Graphic, 0)
    assert name(steps).count(":") == 2


def test_a_text_field_stays_qts_own(page):
    note = face(page.parts.card.note)
    assert not isinstance(note, Told)
    assert note.textInterface() is not None


def test_nothing_is_made_before_somebody_asks(reader, monkeypatch):
    made = []
    monkeypatch.setattr(Told, "__init__", lambda self, *more: made.append(more))
    assert not QAccessible.isActive()
    reader.open()
    reader.press(Key.Key_N, Key.Key_Down, Key.Key_F6)
    assert made == []


def let_go(widget):
    """Take a widget down, as Qt does when nobody works with it any more."""
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_is_told_ends_with_the_widget_and_holds_nothing(qtbot):
    theme = Theme(app._application())
    rows: WeakSet[NavRow] = WeakSet()
    for turn in range(10):
        page = QWidget()
        for place in range(200):
            row = NavRow(theme, f"Row {place}", inner=False)
            row.setParent(page)
            QLabel("words", row)
            rows.add(row)
        asked = parts_of(face(page))
        assert {one.role() for one in asked} == {Role.TreeItem}
        if turn % 2:  # Qt keeps what nobody here holds
            del asked
            gc.collect()
            asked = parts_of(face(page))
            assert {type(one) for one in asked} == {Told}
        let_go(page)
        assert not any(isValid(one) for one in asked), "Qt ends it with its widget"
    del page, row, asked
    gc.collect()
    assert len(rows) == 0


def test_a_reader_that_listens_through_cases_and_languages_leaves_no_page_behind(reader):
    QAccessible.setActive(True)
    pages: WeakSet[QWidget] = WeakSet()
    try:
        for case in ("HB-01", "HB-02"):
            pages.add(reader.open(case))
            assert len(seen(face(reader.window))) > 100
            reader.press(Key.Key_Down)
            reader.window.tongue.turn()
            pages.add(reader.page)
            assert len(seen(face(reader.window))) > 100
            reader.window.show_cases()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        reader.bot.wait(10)
        gc.collect()
        assert [page for page in pages if isValid(page)] == []
    finally:
        QAccessible.setActive(False)
