"""The steps of a way, each with its state: done, next, or still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fjidesk.ui.parts.flow import Flow
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fjidesk.ui.theme import Theme

_LOOKS = {"done": ("done", "yes"), "next": ("half", "accent"), "later": ("ring", "ink3")}


class Steps(QWidget):
    """A line of steps that goes on in the next row where it is full.

    Attributes:
        states: state by step.
    """

    role_told = QAccessible.Role.Graphic

    def __init__(self, theme: Theme, names: Sequence[str], done: Collection[str], at: Collection[str]) -> None:
        super().__init__()
        self.states = {name: "done" if name in done else "next" if name in at else "later" for name in names}
        row = Flow(None, theme.px(14))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), 0)
        whole.addLayout(row)
        told = []
        for number, (name, state) in enumerate(self.states.items(), 1):
            words = said("steps.step", number=number, words=said(f"steps.{name}"))
            one = QWidget()
            inside = QHBoxLayout(one)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(theme.px(4))
            icon, ink = _LOOKS[state]
            inside.addWidget(Picture(theme, icon, ink, 15))
            text = Text(
                theme, words, "body_strong" if state == "next" else "body", "ink3" if state == "later" else "ink"
            )
            text.setAccessibleName(f"{words}: {said(f'steps.state_{state}')}")
            told.append(text.accessibleName())
            inside.addWidget(text)
            row.addWidget(one)
        self.setAccessibleName(", ".join(told))

    def told_parts(self) -> list[QWidget]:
        """Return nothing: its name says all its steps."""
        return []
