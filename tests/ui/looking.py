"""What is wrong to look at on a screen: found from the widgets, and from what they paint while a picture is taken."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import NamedTuple
from weakref import ref

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyledItemDelegate,
    QWidget,
)

from fjidesk.ui.parts import paint
from fjidesk.ui.parts.over import Over
from fjidesk.ui.reading.side import Side
from fjidesk.ui.window import Window

SLACK = 3  # px that a focus ring hangs out
TEXTS = (QLabel, QAbstractButton, QLineEdit, QComboBox)
EDGE = 2  # px that Qt keeps free beside the text of a field
CUT = "…"
BREAKS = re.compile(r"(?<=[-/])|\s")  # where a line may end


class Painted(NamedTuple):
    """A text that was painted, or a ring: where, in the widget's own pixels, and what is let through of it."""

    on: QWidget
    text: str
    took: QRect
    place: QRect
    clip: QRect


def drawn(painter, given):
    """Return a text that was drawn by the painter itself, the place that it took, and the one that it was given."""
    text = next(one for one in given if isinstance(one, str))
    if isinstance(given[0], QRect | QRectF):
        place = QRectF(given[0]).toRect()
        flags = given[1] if isinstance(given[1], int) else 0
        return text, painter.boundingRect(place, flags, text), place
    x, y = (given[0].x(), given[0].y()) if len(given) == 2 else given[:2]
    took = painter.fontMetrics().boundingRect(text).translated(int(x), int(y))
    return text, took, took  # from a point on, and as far as it goes


class Seen:
    """What is painted: texts, rings, and widgets that have two painters at once."""

    def __init__(self) -> None:
        self.texts: list[Painted] = []
        self.rings: list[Painted] = []
        self.twice: list[QWidget] = []
        self._at_work: dict[int, ref[QPainter]] = {}
        self._elsewhere = QPixmap(1, 1)
        self._by_words = False  # what draws just now is ``paint.words``
        self._words, self._ring, self._on, self._draw = paint.words, paint.ring, paint.on, QPainter.drawText

    @staticmethod
    def _note(found, painter, text, took, place):
        if not isinstance(painter.device(), QWidget):  # a picture in hand, not the screen
            return
        at = painter.worldTransform()
        clip = at.mapRect(painter.clipBoundingRect()).toRect() if painter.hasClipping() else QRect()
        found.append(Painted(painter.device(), text, at.mapRect(took), at.mapRect(place), clip))

    def words(self, painter, rect, text, theme, role="body", colour="ink", flags=paint.LEFT):
        self._by_words = True
        self._words(painter, rect, text, theme, role, colour, flags)
        self._by_words = False
        if text:
            self._note(self.texts, painter, text, painter.boundingRect(rect, int(flags), text), rect)

    def draw(self, painter, *given):
        self._draw(painter, *given)
        if not self._by_words:
            self._note(self.texts, painter, *drawn(painter, given))

    def ring(self, painter, rect, radius, theme, gap=0):
        self._ring(painter, rect, radius, theme, gap)
        out = 2 + gap
        self._note(self.rings, painter, "", rect.adjusted(-out, -out, out, out), rect)

    def on(self, device):
        # the second ends the first, which is still in hand and then draws into nothing: that is the end of the program
        before = self._at_work.get(id(device))
        if before is not None and before() is not None:
            self.twice.append(device)
            return QPainter(self._elsewhere)
        painter = self._on(device)
        self._at_work[id(device)] = ref(painter)
        return painter


@contextmanager
def painting():
    """Yield lists of the texts, of the rings, and of widgets with two painters at once, that are painted meanwhile."""
    seen = Seen()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("words", "ring", "on"):
            patch.setattr(paint, name, getattr(seen, name))
        patch.setattr(QPainter, "drawText", lambda painter, *given: seen.draw(painter, *given))  # noqa: PLW0108  (a method of the painter)
        yield seen.texts, seen.rings, seen.twice


def cut(part):
    """Tell whether a part has less room than its words need."""
    if isinstance(part, QLabel) and part.wordWrap():
        widest = max(part.fontMetrics().horizontalAdvance(word) for word in BREAKS.split(part.text()))
        return part.heightForWidth(part.width()) > part.height() + 1 or widest > part.contentsRect().width() + 1
    own_words = isinstance(part, QAbstractButton | QComboBox) and not paints_itself(part)
    if own_words or (isinstance(part, QLabel) and part.text()):
        return part.sizeHint().width() > part.width() + 1 or part.sizeHint().height() > part.height() + 1
    if isinstance(part, QPlainTextEdit):
        return part.fontMetrics().height() > part.viewport().height() + 1
    return isinstance(part, QLineEdit) and (low(part) or hint_is_cut(part))


def low(field):
    """Tell whether a line of text is higher than the field for it."""
    return max(field.minimumSizeHint().height(), field.fontMetrics().height()) > field.height() + 1


def paints_itself(part):
    """Tell whether a part paints its words by ``paint``, where they are looked at."""
    return any("paintEvent" in vars(kind) for kind in type(part).__mro__ if not kind.__module__.startswith("PySide6"))


def hint_is_cut(field):
    """Tell whether what stands in an empty field finds no room there."""
    margins = field.textMargins()
    room = field.contentsRect().width() - margins.left() - margins.right() - 2 * EDGE
    return not field.text() and field.fontMetrics().horizontalAdvance(field.placeholderText()) > room


def scrolls(part):
    """Tell whether a parent is the view of something that scrolls, and so shows a part of it."""
    return isinstance(part.parentWidget(), QAbstractScrollArea) and part.parentWidget().viewport() is part


def wide(part):
    """Tell whether what scrolls up and down only is wider than its view: the rest is out of reach."""
    parent = part.parentWidget()
    if not (scrolls(parent) if parent is not None else False) or isinstance(parent.parentWidget(), QAbstractItemView):
        return False
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return parent.parentWidget().horizontalScrollBarPolicy() == off and part.width() > parent.width() + SLACK


def inside(part):
    parent = part.parentWidget()
    if parent is None or part.isWindow() or scrolls(parent) or isinstance(parent, QAbstractScrollArea):
        return not wide(part)
    return parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(part.geometry())


def over_each_other(parts):
    """Return pairs of texts of one parent whose places meet."""
    found = []
    for place, one in enumerate(parts):
        own = QRect(one.geometry()).adjusted(SLACK, SLACK, -SLACK, -SLACK)
        found += [
            (one, other) for other in parts[place + 1 :] if own.intersects(other.geometry().adjusted(3, 3, -3, -3))
        ]
    return found


def named(part):
    words = part.text() if hasattr(part, "text") and callable(part.text) else ""
    return f"{type(part).__name__} {words or part.accessibleName()!r} {part.geometry().getRect()}"


def parts_of(page):
    return [part for part in page.findChildren(QWidget) if part.isVisibleTo(page) and not part.isWindow()]


def of_widgets(page):
    """Return what is wrong with labels, buttons and fields, in words."""
    parts = parts_of(page)
    found = [f"cut: {named(part)} needs {part.sizeHint().toTuple()}" for part in parts if cut(part)]
    found += [f"outside: {named(part)} in {named(part.parentWidget())}" for part in parts if not inside(part)]
    families: dict[int, list[QWidget]] = {}
    for part in parts:
        if isinstance(part, TEXTS) and (not isinstance(part, QLabel) or part.text()):
            families.setdefault(id(part.parentWidget()), []).append(part)
    for family in families.values():
        found += [f"over each other: {named(one)} and {named(other)}" for one, other in over_each_other(family)]
    for head in (
        part for part in parts if isinstance(part, QHeaderView) and part.orientation() == Qt.Orientation.Horizontal
    ):
        found += [f"cut: column {words!r} of {named(head)}" for words in short_columns(head)]
    for view in (part for part in parts if isinstance(part, QAbstractItemView) and not isinstance(part, QHeaderView)):
        found += [f"cut: row {words!r} of {named(view)}" for words in short_rows(view)]
    return found


def short_rows(view):
    """Return the words of rows that Qt itself paints into less room than they need, and that no tip gives."""
    if view.model() is None or type(view.itemDelegate()) is not QStyledItemDelegate:
        return []
    places = (view.indexAt(QPoint(5, y)) for y in range(0, view.viewport().height(), 5))
    found = []
    for place in {place.row(): place for place in places if place.isValid()}.values():
        need, room = view.sizeHintForIndex(place), view.visualRect(place)
        if view.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            room = room.intersected(QRect(0, room.top(), view.viewport().width(), room.height()))
        short = need.height() > room.height() + 1 or (not view.wordWrap() and need.width() > room.width() + 1)
        if short and str(place.data()) not in str(place.data(Qt.ItemDataRole.ToolTipRole) or ""):
            found.append(str(place.data()))
    return found


def short_columns(head):
    """Return the words of columns that are narrower than their words."""
    found = []
    for column in range(head.count()):
        words = str(head.model().headerData(column, Qt.Orientation.Horizontal) or "")
        need = max(head.fontMetrics().horizontalAdvance(words), head.sectionSizeHint(column))
        if not head.isSectionHidden(column) and need > head.sectionSize(column):
            found.append(words)
    return found


def tip_of(mark):
    """Return the whole of an elided text as the tool tip gives it, of the widget or of the row."""
    view = mark.on.parentWidget()
    if isinstance(view, QAbstractItemView) and view.viewport() is mark.on:
        return str(view.indexAt(mark.place.center()).data(Qt.ItemDataRole.ToolTipRole) or "")
    lines = " ".join(text for *_, text in getattr(mark.on, "lines", ()))  # each of these has a tip of its own
    return mark.on.toolTip() or lines


def seen_of(mark):
    """Return what of a painted text is let through by clips and by the widgets around, in the window's pixels."""
    part = mark.on
    rect = mark.took.intersected(mark.clip) if mark.clip.isValid() else QRect(mark.took)
    while True:
        rect = rect.intersected(part.rect())
        if part.isWindow() or part.parentWidget() is None:
            return rect
        rect.translate(part.pos())
        part = part.parentWidget()


def of_painting(page, texts):
    """Return what is wrong with painted texts, in words."""
    found = []
    for mark in texts:
        who = f"{mark.text!r} on {named(mark.on)}"
        room = mark.on.rect().intersected(mark.clip) if mark.clip.isValid() else mark.on.rect()
        scrolled = isinstance(mark.on.parentWidget(), QAbstractItemView)
        over = mark.took.left() < room.left() - 1 or mark.took.right() > room.right() + 1
        low = not scrolled and (mark.took.top() < room.top() - 1 or mark.took.bottom() > room.bottom() + 1)
        if over or low:
            found.append(f"painted outside: {who} {mark.took.getRect()} in {room.getRect()}")
        wider = mark.took.width() > mark.place.width() + 5
        if (wider or mark.took.height() > mark.place.height() + 5) and mark.place.height():
            found.append(f"painted over its place: {who} {mark.took.getRect()} in {mark.place.getRect()}")
        if mark.text.endswith(CUT) and not whole(mark):
            found.append(f"elided without a tool tip: {who}")
    return found + painted_over(page, texts)


def whole(mark):
    """Tell whether an elided text can be read in whole; a text that ends in the sign by itself is whole."""
    own = mark.on.text() if isinstance(mark.on, QAbstractButton | QLabel) else ""
    return own == mark.text or mark.text[:-1].strip() in tip_of(mark)


def layer_of(part):
    """Return the panel in which a part lies; None for the page itself. In a narrow window the side opens over it."""
    while part is not None and not isinstance(part, Over) and not (isinstance(part, Side) and part._narrow):
        part = part.parentWidget()
    return part


def covered(page, marks):
    """Return texts in front of which something else lies that is no panel."""
    found = []
    for rect, mark in marks:
        above = page.childAt(rect.center()) if not rect.isEmpty() else None
        if above is None or above is mark.on or above.isAncestorOf(mark.on):
            continue
        if layer_of(above) is layer_of(mark.on):
            found.append(f"covered: {mark.text!r} on {named(mark.on)} by {named(above)}")
    return found


def painted_over(page, texts):
    """Return pairs of painted texts, labels included, that meet on the screen."""
    marks = [(seen_of(mark), mark.text, layer_of(mark.on)) for mark in texts]
    found = covered(page, [(seen_of(mark), mark) for mark in texts])
    for label in (part for part in parts_of(page) if isinstance(part, QLabel) and part.text()):
        rect = label.fontMetrics().boundingRect(
            label.contentsRect(), int(label.alignment()) | (paint.WRAPPED if label.wordWrap() else 0), label.text()
        )
        mark = Painted(label, label.text(), rect, rect, QRect())
        marks.append((seen_of(mark), label.text(), layer_of(label)))
        found += covered(page, [(seen_of(mark), mark)])
    for field in (part for part in parts_of(page) if isinstance(part, QLineEdit | QPlainTextEdit)):
        mark = Painted(field, f"the field {field.accessibleName()}", field.rect(), field.rect(), QRect())
        marks.append((seen_of(mark), mark.text, layer_of(field)))
    marks = [(rect.adjusted(1, 2, -1, -2), text, layer) for rect, text, layer in marks if not rect.isEmpty()]
    for at, (rect, text, layer) in enumerate(marks):
        found += [
            f"painted over each other: {text!r} and {other!r} at {rect.intersected(where).getRect()}"
            for where, other, beside in marks[at + 1 :]
            if beside is layer and rect.isValid() and rect.intersects(where)
        ]
    return found


def faults(page):
    """Return all that is wrong on a page, in words."""
    with painting() as (texts, _, twice):
        page.grab()
    return (
        [f"two painters at once on {named(part)}" for part in twice]
        + of_widgets(page)
        + of_painting(page, texts)
        + of_menus(page)
    )


def of_menus(page):
    """Return what is wrong with menus that are open: each holds one column of entries, in the width of the window.

    The screen of the tests is narrower than the window, so it is asked how wide the menu would be.
    """
    found = []
    for menu in (one for one in page.findChildren(QMenu) if one.isVisible()):
        if menu.sizeHint().width() > page.window().width():
            found.append(f"wide: {named_menu(menu)}")
        if len({menu.actionGeometry(one).left() for one in menu.actions()}) > 1:
            found.append(f"in columns: {named_menu(menu)}")
    return found


def named_menu(menu):
    return f"menu of {len(menu.actions())} from {menu.actions()[0].text()!r}, {menu.sizeHint().toTuple()}"


def ring_is_cut(mark):
    """Tell whether a part of a focus ring is hidden by the widgets around."""
    corner = mark.on.mapTo(mark.on.window(), QPoint(0, 0))
    return seen_of(mark) != mark.took.translated(corner)


@contextmanager
def homeless(found):
    """Note meanwhile which parts are made visible although nothing holds them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("setVisible", "setHidden", "show"):
            real = getattr(QWidget, name)

            def watched(part, *wanted, name=name, real=real):
                shown = wanted[0] != (name == "setHidden") if wanted else True
                if shown and part.parentWidget() is None and not isinstance(part, Window | QMenu):
                    found.append(named(part))
                real(part, *wanted)

            patch.setattr(QWidget, name, watched)
        yield
