"""What assistive technology is told a painted widget is: Qt takes each for a button, or for a group of nothing.

A class says what it is by ``role_told``, which stands before its first event. Text fields, radio buttons, tick boxes,
tables and lists are Qt's own and stay so. Nothing here is made before somebody asks.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QGridLayout, QLabel, QWidget

from fjidesk.ui.parts.hung import parts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtWidgets import QApplication, QLayout

_TOLD = "role_told"
_PRESS = "Press"  # Qt's own name of the action
_INSTALLED = "tells"


def install(app: QApplication) -> None:
    """Let Qt ask here what a widget is, once for a program."""
    if not app.property(_INSTALLED):
        app.setProperty(_INSTALLED, True)
        QAccessible.installFactory(_interface)


def _interface(_key: str, thing: QObject) -> QAccessibleInterface | None:
    """Return what stands for a widget; None where Qt's own does.

    What is returned belongs to Qt, which ends it with the widget. So it keeps hold of nothing, least of all of the
    widget, which it asks for each time: a widget that is being taken down is a bare one by then, and says nothing.
    """
    role = getattr(thing, _TOLD, None) if isinstance(thing, QWidget) else None
    return Told(thing, role) if role is not None and isinstance(thing, QWidget) else None


class Told(QAccessibleWidget):
    """Stands for one widget. What Qt cannot know of it the widget says by methods of its own, where it has them.

    ``told_state`` returns the names of states that hold, such as ``selected``; ``told_press`` does what a click does;
    ``told_parts`` returns what it consists of, as it is read. Without that it is the order of the layout, left to right
    and top to bottom; for Qt it would be that in which the parts were made.
    """

    def text(self, kind: QAccessible.Text) -> str:
        words, widget = super().text(kind), self.widget()
        if kind == QAccessible.Text.Name and not words and isinstance(widget, QLabel):
            return widget.text()
        if kind == QAccessible.Text.Description and words and words in self.text(QAccessible.Text.Name):
            return ""  # a tool tip that says the same again
        return words

    def state(self) -> QAccessible.State:
        state = super().state()
        for name in getattr(self.widget(), "told_state", tuple)():
            setattr(state, name, True)
        return state

    def actionNames(self) -> list[str]:
        names, widget = super().actionNames(), self.widget()
        pressed = isinstance(widget, QAbstractButton) or hasattr(widget, "told_press")
        return [_PRESS, *names] if pressed and widget.isEnabled() else names

    def doAction(self, name: str) -> None:
        widget = self.widget()
        if name != _PRESS:
            super().doAction(name)
        elif isinstance(widget, QAbstractButton):
            widget.click()
        else:
            getattr(widget, "told_press", tuple)()

    def _parts(self) -> Sequence[QWidget]:
        widget = self.widget()
        told: Sequence[QWidget] = getattr(widget, "told_parts", partial(_parts_of, widget))()
        return told

    def childCount(self) -> int:
        return len(self._parts())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # None is nullptr
        parts = self._parts()
        return QAccessible.queryAccessibleInterface(parts[index]) if 0 <= index < len(parts) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        thing = child.object()
        return next((place for place, part in enumerate(self._parts()) if part is thing), -1)


def _parts_of(widget: QWidget) -> list[QWidget]:
    """Return what is laid out in a widget, then what lies in it by itself, but for texts that say nothing now."""
    laid_out = _in_layout(widget.layout())
    others = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    parts = [*laid_out, *(part for part in others if part not in laid_out and not part.isWindow())]
    return [part for part in parts if not isinstance(part, QLabel) or part.text()]


def _in_layout(layout: QLayout | None) -> list[QWidget]:
    """Return the widgets in a layout and those inside it."""
    parts = parts_in(layout) if layout is not None else []
    if isinstance(layout, QGridLayout):
        places = {part: layout.getItemPosition(layout.indexOf(part)) for part in parts}
        parts.sort(key=lambda part: cast("tuple[int, ...]", places[part])[:2])
    found: list[QWidget] = []
    for part in parts:
        found += [part] if isinstance(part, QWidget) else _in_layout(part)
    return found
