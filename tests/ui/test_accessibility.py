"""Every page by keyboard and by screen reader: names, roles, tab order, visible focus, a wheel that harms nothing."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTableView,
    QTableWidget,
    QWidget,
)

from fjidesk import app
from fjidesk.ui import words
from fjidesk.ui.pages.case_table import STATES
from fjidesk.ui.pages.hidden import HiddenPage
from fjidesk.ui.parts import over, paint
from fjidesk.ui.parts.answer import AnswerControl
from fjidesk.ui.parts.cap import Cap
from fjidesk.ui.parts.over import Over
from fjidesk.ui.parts.round import Round
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.tick import Tick
from fjidesk.ui.screens import settle
from fjidesk.ui.shots import SHOTS
from fjidesk.ui.theme import Theme
from tests.ui.looking import faults, homeless, layer_of, named, painting, parts_of, ring_is_cut
from tests.ui.typed import KEPT, NOT_KEPT, fields_of, known_as

Role = QAccessible.Role
NO_ROLE = {Role.NoRole, Role.Client, Role.Window, Role.Pane}
WALKED = [shot.name for shot in SHOTS]


def nameless(part):
    """Tell whether a control has no name; what is chosen in a list is its value and no name."""
    return not (part.accessibleName().strip() if isinstance(part, QComboBox) else spoken(part))


def interface(part):
    return QAccessible.queryAccessibleInterface(part)


def spoken(part):
    return interface(part).text(QAccessible.Text.Name).strip()


def described(part):
    return spoken(part) or interface(part).text(QAccessible.Text.Description).strip()


def stops_of(window):
    """Return what the Tab key can reach now: behind a panel, nothing; in a pane that keeps it, what is inside."""
    panel = next((one for one in window.findChildren(Over) if one.isVisible()), None)
    pane = next((one for one in window.findChildren(Round) if one.isVisible()), window)
    return [
        part
        for part in parts_of(window)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isEnabled()
        and not isinstance(part, QScrollBar)
        and (layer_of(part) is panel if panel is not None else pane.isAncestorOf(part))
    ]


def own_role(part):
    """Return the roles that are right for a part: what scrolls, and the blank page, are panes with a name."""
    return {Role.Client} if isinstance(part, QScrollArea | HiddenPage) else set()


def unnamed(window):
    """Return controls without a name or a role, and what is painted without a word for those who do not see it."""
    with painting() as (texts, _, _):
        window.grab()
    found = [f"no name: {named(part)}" for part in stops_of(window) if nameless(part)]
    buttons = [part for part in parts_of(window) if isinstance(part, QAbstractButton)]
    found += [f"no name: {named(part)}" for part in buttons if not spoken(part)]
    found += [
        f"no role: {named(part)}" for part in stops_of(window) if interface(part).role() in NO_ROLE - own_role(part)
    ]
    painted = {id(mark.on): mark.on for mark in texts}.values()
    for part in painted:
        view = part.parentWidget()
        if not isinstance(view, QAbstractItemView) and not isinstance(part, Cap) and not described(part):
            found.append(f"painted and not said: {named(part)}")
    return found


def silent_rows(window):
    """Return lists and tables with a row or a column that says nothing."""
    found = []
    for view in (part for part in parts_of(window) if isinstance(part, QAbstractItemView) and part.model()):
        model = view.model()
        roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
        found += [
            f"row {row} of {named(view)} says nothing"
            for row in range(min(model.rowCount(), 3))
            if not any(model.index(row, 0).data(role) for role in roles)
        ]
        if isinstance(view, QTableView):
            heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
            found += [f"a column of {named(view)} has no header"] * sum(not head for head in heads)
    return found


def same_group(part, others):
    """Tell whether another button of the same group is among others: only one of a group takes the Tab key."""
    group = part.group() if isinstance(part, QAbstractButton) else None
    return group is not None and any(button in others for button in group.buttons())


def unreached(window):
    """Return what the Tab key does not come to, and whether it comes round again."""
    stops = stops_of(window)
    if not stops:
        return []
    window.activateWindow()
    settle()
    if QApplication.focusWidget() not in stops:
        stops[0].setFocus()
    begun, reached = QApplication.focusWidget(), []
    for _ in range(len(stops) + 8):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(reached[-1] or window, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is begun:
            break
    else:
        return [f"Tab does not come round: {[named(part) for part in reached[-3:]]}"]
    lost = [part for part in stops if part not in reached and not same_group(part, reached)]
    return [f"Tab does not reach {named(part)}" for part in lost]


def picture(part):
    """Return how a part and the ring round it look now, as bytes."""
    window = part.window()
    rect = part.rect().adjusted(-4, -4, 4, 4).translated(part.mapTo(window, QPoint(0, 0)))
    image = window.grab(rect).toImage()
    return bytes(image.constBits())


def invisible(window):
    """Return what looks the same with and without the focus, and rings that are cut."""
    found = []
    # the blank page has nothing else to take the focus
    stops = [
        part for part in stops_of(window) if not part.visibleRegion().isEmpty() and not isinstance(part, HiddenPage)
    ]
    for part in stops:
        part.clearFocus()
        window.setFocus()
        before = picture(part)
        part.setFocus(Qt.FocusReason.TabFocusReason)
        with painting() as (_, rings, _):
            after = picture(part)
        if before == after and part.hasFocus():
            found.append(f"the focus is not seen: {named(part)}")
        whole = part.visibleRegion().boundingRect() == part.rect()
        found += [
            f"the ring is cut: {named(part)}" for ring in rings if ring.on is part and whole and ring_is_cut(ring)
        ]
    return found


def value_of(part):
    if isinstance(part, QComboBox):
        return part.currentIndex()
    if isinstance(part, QAbstractButton):
        return part.isChecked()
    if isinstance(part, QAbstractItemView):
        return part.currentIndex().row()
    if isinstance(part, QAbstractSpinBox):
        return part.text()
    return None


def turned(window):
    """Return what a wheel over it changes while it has no focus."""
    window.setFocus()
    found = []
    for part in stops_of(window):
        if part.hasFocus():
            continue
        target = part.viewport() if isinstance(part, QAbstractItemView) else part
        before, focus = value_of(part), QApplication.focusWidget()
        middle = QPointF(target.rect().center())
        for turn in (-120, 120):
            wheel = QWheelEvent(
                middle,
                QPointF(target.mapToGlobal(target.rect().center())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(target, wheel)
            if value_of(part) != before or QApplication.focusWidget() is not focus:
                found.append(f"the wheel changes {named(part)}")
    return found


def unkept(window):
    """Return fields of which nobody said whether what is typed in them is kept meanwhile."""
    known = {**KEPT, **NOT_KEPT}
    return [f"{named(one)} is in no list of typed.py" for one in fields_of(window) if known_as(one) not in known]


LOOKS = (faults, unnamed, silent_rows, turned, unreached, invisible, unkept)
KINDS = [look.__name__ for look in LOOKS] + ["unfocused"]


@dataclass
class Walk:
    """What was found on the pages, by kind."""

    pages: int = 0
    windows: list[str] = field(default_factory=list)
    stops: int = 0
    found: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in KINDS})


@pytest.fixture(scope="module")
def walk(pages):
    """Walk over all pages once, on a small laptop."""
    walked = Walk()
    with homeless(walked.windows):
        _walk(pages, walked)
    return walked


def _walk(pages, walked):
    for shot, window in pages("", 1366, 689, 100):
        walked.pages += 1
        walked.stops += len(stops_of(window))
        walked.found["unfocused"] += [] if QApplication.focusWidget() else [shot.name]
        for look in LOOKS:
            walked.found[look.__name__] += [f"{shot.name}: {fault}" for fault in look(window)]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("look", KINDS)
def test_on_every_page(walk, look):
    assert walk.pages == len(WALKED)
    assert walk.stops > 200
    assert walk.found[look] == []


def test_no_part_of_a_page_is_for_a_moment_a_window_of_its_own(walk):
    """A part that is shown before it has a place stands alone on the screen and takes the keys from the window."""
    assert walk.windows == []


class Bad(QComboBox):
    """Takes the wheel without the focus, keeps the Tab key, looks the same with the focus, and says nothing."""

    def __init__(self, parent):
        super().__init__(parent)
        self.addItems(["first", "second", "third"])
        self.setCurrentIndex(1)

    def wheelEvent(self, event):  # noqa: N802  (Qt's own)
        self.setCurrentIndex((self.currentIndex() + 1) % 3)
        event.accept()

    def focusNextPrevChild(self, _onward):  # noqa: N802
        return True

    def paintEvent(self, _event):  # noqa: N802
        paint.words(paint.on(self), self.rect(), "words", Theme(app._application()))


def field_named(name):
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


@pytest.fixture
def bad(qtbot):
    """Return a page with a bad list, a table without headings, and a good field after them."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 300)
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels([""])
    table.setAccessibleName("Table")
    table.setTabKeyNavigation(False)
    for place, part in enumerate((Bad(page), table, field_named("Field"))):
        part.setParent(page)
        part.setGeometry(20, 10 + 90 * place, 240, 80)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    return page


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (unnamed, "no name: Bad"),
        (silent_rows, "row 0 of QTableWidget"),
        (silent_rows, "a column of QTableWidget"),
        (turned, "the wheel changes Bad"),
        (unreached, "Tab does not reach QTableWidget"),
        (invisible, "the focus is not seen: Bad"),
    ],
)
def test_a_bad_part_is_found(bad, look, expected):
    found = look(bad)
    assert any(fault.startswith(expected) for fault in found), found


def test_painted_controls_say_role_and_state(qtbot):
    theme = Theme(app._application())
    page = QWidget()
    qtbot.addWidget(page)
    tick, answer, segment = (
        Tick(theme, "Everything"),
        AnswerControl(theme),
        Segment(theme, {"a": "One", "b": "Two"}, "Order"),
    )
    for part in (tick, answer, segment):
        part.setParent(page)
    page.show()
    tick.setChecked(True)
    answer.show_value("no", locked=False)
    segment.show_value("b")
    said = [(interface(tick).role(), spoken(tick), interface(tick).state().checked)]
    radios = [*answer.parts.values(), *segment.findChildren(QAbstractButton)]
    said += [(interface(part).role(), spoken(part), interface(part).state().checked) for part in radios]
    assert said == [
        (Role.CheckBox, "Everything", True),
        (Role.RadioButton, "Yes", False),
        (Role.RadioButton, "No", True),
        (Role.RadioButton, "N/A", False),
        (Role.RadioButton, "One", False),
        (Role.RadioButton, "Two", True),
    ]


def test_a_panel_says_its_name_as_it_opens_and_keeps_the_focus_inside(qtbot, monkeypatch):
    said = []

    class Heard:
        updateAccessibility = staticmethod(lambda event: said.append(event.message()))  # noqa: N815  (Qt's own)

    monkeypatch.setattr(over, "QAccessible", Heard)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    behind = field_named("Behind")
    behind.setParent(page)
    panel = Over(Theme(app._application()), page, "Act now", 300)
    inside = field_named("Inside")
    panel.column.addWidget(inside)
    page.show()
    page.activateWindow()
    behind.setFocus()
    qtbot.waitUntil(behind.hasFocus)
    panel.rise()
    panel.take_focus()
    assert said == ["Act now"]
    assert inside.hasFocus()
    assert unreached(page) == []
    panel.rise()
    assert said == ["Act now"], "it was open already"
    panel.close_over()
    assert behind.hasFocus()


@pytest.mark.parametrize("states", [STATES])
def test_no_state_of_a_case_is_told_by_colour_alone(states):
    shown = {state: words.said(f"state.{state.replace(' ', '_')}") for state in states}
    assert len(set(shown.values())) == len(states)
    assert all(icon for icon, _ in states.values())
