"""The pages that pictures are taken of: no text cut, none over another, nothing outside its place."""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QWidget,
)

import fjidesk.ui
from fjidesk import app
from fjidesk.ui import words
from fjidesk.ui.pages.page import Page
from fjidesk.ui.parts import paint
from fjidesk.ui.shots import SHOTS
from fjidesk.ui.theme import Theme
from tests.ui.looking import faults, homeless, painting, ring_is_cut

# At 100 % tests/ui/test_accessibility.py looks at all pages on its walk. The reading page has tests of its own and more
# to paint than all others together; to make a rehearsal takes time: both are in the long test.
QUICK = ",".join(sorted({shot.name for shot in SHOTS if shot.page != "ReadingPage"} - {"hidden", "rehearsal"}))


def looked_at(shown, width, percent=100):
    found, count = [], 0
    for shot, window in shown:
        count += 1
        assert window.width() <= width
        assert window.kit.theme.scale == percent / 100, f"{shot.name} has text of another size"
        found += [f"{shot.name}: {fault}" for fault in faults(window)]
    return count, found


@pytest.mark.timeout(120)
def test_nothing_is_cut_or_covered_at_200_percent_on_any_page_but_the_reading(pages):
    count, found = looked_at(pages(QUICK, 1366, 768, 200), 1366, 200)
    assert count > 25
    assert found == []


@pytest.mark.long
def test_the_rehearsal_is_seen_in_the_size_that_was_asked_for(pages):
    assert looked_at(pages("rehearsal", 1366, 768, 200), 1366, 200) == (1, [])


def test_no_button_of_the_way_in_is_cut_in_welsh(pages):
    _, found = looked_at(pages("unlock", 1366, 768, 100, "cy"), 1366)
    assert found == []


def kinds_of(page):
    """Return a class and all that come from it."""
    return {page, *(found for one in page.__subclasses__() for found in kinds_of(one))}


def test_every_page_of_the_window_has_a_picture():
    for module in pkgutil.walk_packages(fjidesk.ui.__path__, "fjidesk.ui."):
        importlib.import_module(module.name)
    pages = {kind.__name__ for kind in kinds_of(Page) if not kind.__subclasses__() and "fjidesk.ui" in kind.__module__}
    assert len(pages) > 20
    assert pages == {shot.page for shot in SHOTS}
    assert len({shot.name for shot in SHOTS}) == len(SHOTS)


def test_a_cut_a_covered_and_a_lost_text_are_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 100)
    for place in ((0, 0, 20, 8), (5, 0, 60, 20), (280, 40, 200, 30)):
        label = QLabel("Some words to be read", page)
        label.setGeometry(*place)
    page.show()
    kinds = [fault.partition(":")[0] for fault in faults(page)]
    assert set(kinds) == {"cut", "outside", "over each other", "painted over each other", "covered"}


def short(part, page):
    part.setParent(page)
    part.setGeometry(10, 10, 24, 40)


def low(part, page):
    part.setParent(page)
    part.setGeometry(10, 10, 280, 9)


def field(words):
    made = QLineEdit()
    made.setPlaceholderText(words)
    return made


def choice(words):
    made = QComboBox()
    made.addItem(words)
    return made


def rows(words):
    made = QListWidget()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.addItem(words)
    return made


WORDS = "Words that need room"


@pytest.mark.parametrize("spoilt", [short, low])
@pytest.mark.parametrize("make", [QLabel, QPushButton, QCheckBox, QRadioButton, choice, field, rows, QPlainTextEdit])
def test_every_kind_of_part_that_is_too_small_is_found(qtbot, make, spoilt):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 100)
    spoilt(make(WORDS), page)
    page.show()
    found = faults(page)
    # what breaks its lines can only be too low, a list scrolls, and the style sheet keeps a field high enough
    fine = (make, spoilt) in {(QPlainTextEdit, short), (rows, low), (field, low)}
    assert fine or any(fault.startswith("cut") for fault in found), found


def test_a_label_that_wraps_and_is_too_low_is_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 100)
    label = QLabel(WORDS * 3, page)
    label.setWordWrap(True)
    label.setGeometry(10, 10, 150, 16)
    page.show()
    assert any(fault.startswith("cut") for fault in faults(page))


@pytest.mark.parametrize("above", [QFrame, QPushButton, QLineEdit])
def test_a_text_behind_another_part_is_found_whoever_holds_the_two(qtbot, above):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 100)
    holders = [QWidget(page), QWidget(page)]
    for holder in holders:
        holder.setGeometry(0, 0, 300, 100)
    label = QLabel(WORDS, holders[0])
    label.setGeometry(10, 10, 200, 20)
    over = above(holders[1])
    over.setGeometry(60, 5, 120, 30)
    page.show()
    assert {fault.partition(":")[0] for fault in faults(page)} >= {"covered"}


class Bare(QWidget):
    """Draws its words without what the package draws with."""

    def __init__(self, parent, *given):
        super().__init__(parent)
        self.given = given
        self.setGeometry(10, 10, 60, 20)

    def paintEvent(self, _event):  # noqa: N802  (Qt's own)
        QPainter(self).drawText(*self.given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((QRect(0, 0, 60, 20), 0, "ab"), set()),
        ((QRect(0, 0, 60, 20), 0, WORDS), {"painted outside", "painted over its place"}),
        ((QRectF(0, 0, 60, 20), 0, WORDS), {"painted outside", "painted over its place"}),
        ((QPoint(2, 14), "ab"), set()),
        ((QPoint(2, 14), WORDS), {"painted outside"}),
        ((2, 14, WORDS), {"painted outside"}),
    ],
)
def test_what_is_drawn_past_the_package_is_seen_as_well(qtbot, given, expected):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 100)
    Bare(page, *given)
    page.show()
    assert {fault.partition(":")[0] for fault in faults(page)} == expected


class Drawn(QWidget):
    """Paints its words where it is told to."""

    def __init__(self, parent, words, place, tip=""):
        super().__init__(parent)
        self.theme, self.words, self.place = Theme(app._application()), words, place
        self.setToolTip(tip)
        self.setGeometry(0, 0, 200, 40)

    def paintEvent(self, _event):  # noqa: N802  (Qt's own)
        painter = paint.on(self)
        for text in self.words:
            paint.words(painter, self.place, text, self.theme)
        paint.ring(painter, self.place, 4, self.theme)


def kinds_drawn(qtbot, *parts, **more):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 100)
    Drawn(page, *parts, **more)
    page.show()
    return {fault.partition(":")[0] for fault in faults(page)}, page


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        (["Words"], (10, 8, 150, 24), set()),
        (["Words"], (180, 8, 150, 24), {"painted outside"}),
        (["Words that need room"], (10, 8, 20, 24), {"painted over its place"}),
        (["Words", "Others"], (10, 8, 150, 24), {"painted over each other"}),
        (["Words that…"], (10, 8, 150, 24), {"elided without a tool tip"}),
    ],
)
def test_a_fault_of_a_painted_text_is_found(qtbot, words, place, expected):
    assert kinds_drawn(qtbot, words, QRect(*place))[0] == expected


def test_an_elided_text_may_stand_in_the_tool_tip(qtbot):
    elided = ["Words that…"]
    assert kinds_drawn(qtbot, elided, QRect(10, 8, 150, 24), tip="Words that go on")[0] == set()


@pytest.mark.parametrize(("left", "cut"), [(10, False), (1, True)])
def test_a_cut_ring_is_found(qtbot, left, cut):
    _, page = kinds_drawn(qtbot, ["Words"], QRect(left, 8, 150, 24))
    with painting() as (_, rings, _):
        page.grab()
    assert [ring_is_cut(ring) for ring in rings] == [cut]


def test_a_column_that_is_narrower_than_its_words_is_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    table = QTableWidget(1, 1, page)
    table.setHorizontalHeaderLabels(["A long heading"])
    assert table.horizontalHeader().orientation() == Qt.Orientation.Horizontal
    table.setColumnWidth(0, 20)
    page.show()
    assert any(fault.startswith("cut: column 'A long heading'") for fault in faults(page))


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("show", [lambda part: part.show(), lambda part: part.setVisible(True)])
def test_a_part_that_is_shown_before_it_has_a_place_is_found(qtbot, show):
    part = QLineEdit()
    found: list[str] = []
    qtbot.addWidget(part)
    with homeless(found):
        part.hide()
        part.setVisible(False)
        assert found == []
        show(part)
    assert len(found) == 1


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(("size", "width", "height", "percent"), app.SCREENS)
def test_nothing_is_cut_or_covered_on_any_page(pages, size, width, height, percent, language):
    count, found = looked_at(pages("", width, height, percent, language), width, percent)
    print(f"{size} {language}: pages {count}, faults {len(found)}")  # noqa: T201
    assert count == len(SHOTS)
    assert found == []


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_verb_writes_every_page_light_and_dark(qtbot, tmp_path):
    written = app.screenshots(tmp_path / "pictures", "cases")
    assert len(written) == len(set(written)) == 2 * 2 * len(app.SCREENS)
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)
