"""What is typed lies on the drive within a second, in every field but those that are named with a reason."""

from contextlib import suppress

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from fjidesk.desk import drafts, first_run, reading
from fjidesk.model.framework import OTHER_REASON
from fjidesk.ui.parts import saving
from fjidesk.ui.reading.page import ReadingPage
from tests.ui.conftest import Ctrl, Key, Shift
from tests.ui.typed import KEPT, NOT_KEPT, fields_of, known_as

OTHERS = "first-run-faults,create,reading-limiting,hand-over,reply,evidence-quote,close,type-form,query-new"


@pytest.fixture
def hasty(monkeypatch):
    """Let the second in which typing is kept be short; ``typing_killed`` shows that it is no longer than one."""
    monkeypatch.setattr(saving, "PAUSE", 10)
    monkeypatch.setattr(saving, "LONGEST", 15)


def lies(window, words):
    """Tell in how many places of the store, or of the file beside it before there is one, some words lie."""
    beside = window.before._folder / first_run.DRAFT
    found = int(beside.is_file() and words in beside.read_text("utf-8"))
    if window.desk is None:
        return found
    db = window.desk.db
    tables = [row["name"] for row in db.query("SELECT name FROM sqlite_master WHERE type = 'table'", {})]
    for table in tables:
        with suppress(Exception):  # an index of words answers no such question
            rows = db.query(f'SELECT * FROM "{table}"', {})  # noqa: S608  (names of our own tables)
            found += sum(words in str([*map(row.__getitem__, row.keys())]) for row in rows)
    return found


def ready(window):
    """Open what a field waits for: own words of a reason, a removable drive, a flag."""
    page = window.page
    if isinstance(page, ReadingPage):
        middle = page.parts.middle.currentWidget()
        if middle is page.parts.section_na:
            assert page.parts.section_na.reasons is not None
            page.parts.section_na.reasons.parts[OTHER_REASON].click()
        elif middle is page.parts.limiting:
            next(iter(page.parts.limiting.cards.values())).risk.parts["child"].click()
        elif page.beside.over is None and page.open:
            page.answering.give("no")
            page.answering.reason("0")
    if hasattr(page, "reason"):
        page.reason.show()


def type_into_all(window):
    """Type into each field in sight, and return those of which the store holds nothing after a moment."""
    ready(window)
    lost, done = [], set()
    while field := next((one for one in fields_of(window) if one.isVisible() and one not in done), None):
        done.add(field)
        name = known_as(field)
        stands = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        if name in NOT_KEPT or stands == KEPT[name]:
            continue
        before = lies(window, KEPT[name])
        field.selectAll()
        QTest.keyClicks(field, KEPT[name])
        looks = range(20)
        if not any(QTest.qWait(15) or lies(window, KEPT[name]) > before for _ in looks):
            lost.append(name)
        if isinstance(field, QLineEdit):
            field.editingFinished.emit()  # it is left: some fields come once another says something
        yield name
    assert lost == [], window.page


def test_what_is_typed_in_a_case_is_kept(pages, hasty):
    typed = set()
    for _shot, window in pages("reading-finished,act-now,section-na,finish", 1366, 689, 100):
        typed |= set(type_into_all(window))
    assert typed > {"What came of it", "Reason for reopening", "Time used, in minutes", "Started", "Length in months"}


@pytest.mark.long
def test_what_is_typed_elsewhere_is_kept(pages, hasty):
    typed = set()
    for _shot, window in pages(OTHERS, 1366, 689, 100):
        typed |= set(type_into_all(window))
    assert typed > {"Working name", "Title of the inspection", "Close all the same, because", "What you ask"}


def test_what_was_begun_is_there_again_and_counts_as_nothing(reader, drive, desks, hasty):
    page = reader.open("HB-02")
    page.parts.side.facts.fill()
    started = page.parts.side.facts._lines["started"]
    started.setFocus()
    reader.press(Key.Key_A, modifier=Ctrl)
    reader.type("2013-0")
    reader.until(lambda: drafts.names(reader.window.desk) == ["facts HB-02"])
    facts = page._session.facts
    assert reading.position(reader.window.desk, "HB-02").reading.facts == facts
    page = reader.open("HB-02")
    page.parts.side.facts.fill()
    again = page.parts.side.facts._lines["started"]
    assert again.text() == "2013-0"
    assert again.accessibleDescription()
    reader.press(Key.Key_Y)
    assert again.text() == "2013-0", "an answer elsewhere takes nothing away"
    again.setFocus()
    reader.press(Key.Key_A, modifier=Ctrl)
    reader.type("2013-09-02")
    reader.press(Key.Key_Escape)
    assert page._session.facts["started"] == "2013-09-02"
    assert drafts.names(reader.window.desk) == []


def test_a_reason_that_was_begun_goes_once_it_is_used(reader, hasty):
    page = reader.open()
    reader.press(Key.Key_F, modifier=Ctrl | Shift)
    page.parts.finish._minutes.setFocus()
    reader.type("95")
    page.parts.finish._gaps.click()
    assert page._session.minutes == 95
    reader.press(Key.Key_R, modifier=Ctrl | Shift)
    reader.type("a letter came")
    reader.until(lambda: drafts.names(reader.window.desk) == ["reopening HB-01"])
    page = reader.open()
    assert page.parts.locked.reason.text() == "a letter came"
    reader.press(Key.Key_R, modifier=Ctrl | Shift)
    reader.press(Key.Key_R, modifier=Ctrl | Shift)
    assert page.open
    assert drafts.names(reader.window.desk) == []
