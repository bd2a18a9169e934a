"""Make the page that stands in the window anew, in another size or language, with all that a person had done on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from fjidesk.ui.parts.strip import StripPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fjidesk.ui.pages.page import Page
    from fjidesk.ui.window import Window

_Place = tuple[tuple[str, int | str], ...]  # from the page down: the class, and which of its kind among its neighbours


class _Was(NamedTuple):
    """What a person had done to one widget."""

    text: str = ""
    caret: int = 0
    anchor: int = 0
    chosen: int = -1
    on: bool = False
    scrolled: int = 0


class Standing(NamedTuple):
    """What a person had done on a page, and where the focus was."""

    was: dict[_Place, _Was]
    focus: _Place | None


def make_anew(window: Window) -> bool:
    """Make the page anew with typed text, caret, choices, scroll and focus; False where it cannot be."""
    page = window.page
    if page is None or page.again is None:
        return False
    helped = window.helping.standing
    window.helping.leave()
    again, standing = page.again, standing_of(page)
    reword(window)
    window.make_cases()
    again()
    if window.page is not None:
        put_back(window.page, standing)
    if helped is not None:
        window.helping.reopen(helped)
    return True


def reword(window: Window) -> None:
    """Let what stays for the life of the window speak the language that holds now."""
    for part in (window.kit.say, window.jobs.page, window.privacy):
        part.reword()


def standing_of(page: Page) -> Standing:
    """Return what a person had done on a page."""
    focus = QApplication.focusWidget()
    places = dict(_walk(page, ()))
    return Standing(
        {place: was for place, widget in places.items() if (was := _was(widget)) is not None},
        next((place for place, widget in places.items() if widget is focus), None),
    )


def put_back(page: Page, standing: Standing) -> None:
    """Do the same to another page of the same make; what it lacks is left out."""
    places = dict(_walk(page, ()))
    for place, was in standing.was.items():
        if place in places:
            _do(places[place], was)
    focus = places.get(standing.focus) if standing.focus is not None else None
    if focus is not None and focus.isVisible():
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
    QTimer.singleShot(0, page, lambda: _scroll(page, standing))  # after the page was laid out


def _walk(widget: QWidget, place: _Place) -> Iterator[tuple[_Place, QWidget]]:
    seen: dict[str, int] = {}
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            kind = type(child).__name__
            seen[kind] = seen.get(kind, -1) + 1
            which = child.value if isinstance(child, StripPart) else seen[kind]  # the part with the focus is raised
            here = (*place, (kind, which))
            yield here, child
            yield from _walk(child, here)


def _was(widget: QWidget) -> _Was | None:
    if isinstance(widget, QLineEdit):
        return _typed(widget)
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        return None if widget.isReadOnly() else _Was(widget.toPlainText(), cursor.position(), cursor.anchor())
    if isinstance(widget, QAbstractScrollArea):
        row = widget.currentIndex().row() if isinstance(widget, QAbstractItemView) else -1
        return _Was(chosen=row, scrolled=widget.verticalScrollBar().value())
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        return _Was(on=widget.isChecked())
    return _Was(chosen=widget.currentIndex()) if isinstance(widget, QComboBox) else None


def _typed(field: QLineEdit) -> _Was:
    caret, start = field.cursorPosition(), field.selectionStart()
    end = start + len(field.selectedText())
    return _Was(field.text(), caret, caret if start < 0 else end if start == caret else start)


def _do(widget: QWidget, was: _Was) -> None:
    if isinstance(widget, QLineEdit):
        if widget.text() != was.text:
            widget.setText(was.text)
        widget.setCursorPosition(was.anchor)
        if was.anchor != was.caret:
            widget.setSelection(was.anchor, was.caret - was.anchor)
    elif isinstance(widget, QPlainTextEdit):
        _write(widget, was)
    elif isinstance(widget, QAbstractItemView):
        if was.chosen >= 0 and widget.currentIndex().row() != was.chosen:
            widget.setCurrentIndex(widget.model().index(was.chosen, 0))
    else:
        _choose(widget, was)


def _write(note: QPlainTextEdit, was: _Was) -> None:
    if note.toPlainText() != was.text:
        note.setPlainText(was.text)
    cursor = note.textCursor()
    cursor.setPosition(was.anchor)
    cursor.setPosition(was.caret, QTextCursor.MoveMode.KeepAnchor)
    note.setTextCursor(cursor)


def _choose(widget: QWidget, was: _Was) -> None:
    if isinstance(widget, QComboBox) and widget.currentIndex() != was.chosen and was.chosen < widget.count():
        widget.setCurrentIndex(was.chosen)
    elif isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.isChecked() != was.on:
        widget.setChecked(was.on)


def _scroll(page: Page, standing: Standing) -> None:
    for place, widget in _walk(page, ()):
        was = standing.was.get(place)
        if was is not None and isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QPlainTextEdit):
            widget.verticalScrollBar().setValue(was.scrolled)
