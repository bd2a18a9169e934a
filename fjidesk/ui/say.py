"""The only place that speaks to the person: a bar in the window, and boxes for questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMessageBox, QSizePolicy, QVBoxLayout, QWidget  # noqa: TID251
from shiboken6 import isValid

from fjidesk.ui import below
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.spoken import announce
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from fjidesk.errors import Refused
    from fjidesk.ui.theme import Theme

_LOOKS = {  # ground, line, ink, icon
    "told": ("accent_tint", "accent_line", "ink", "info"),
    "warned": ("warn_tint", "warn_line", "warn", "alert"),
    "refused": ("danger_tint", "danger_line", "danger", "refused"),
}
_STAYS = 10_000  # ms for which something can be taken back by the bar
_LOOKS_AGAIN = 200  # ms between two looks at whether it still can


class Messages(QWidget):
    """A bar that says one thing until it is closed or something else is said. It takes no focus and blocks nothing.

    What can be taken back by its button goes after ten seconds, and as soon as that is not the last change any more.

    Attributes:
        explained: shows what a refusal means, by its code; the window sets it.
    """

    role_told = QAccessible.Role.AlertMessage

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind = "told"
        self._call: Callable[[], None] | None = None
        self._holds: Callable[[], bool] | None = None
        self._shown = QElapsedTimer()
        self._look = QTimer(self)
        self._look.setInterval(_LOOKS_AGAIN)
        self._look.timeout.connect(self._go_when_over)
        self._before: QWidget | None = None  # where the focus was before it came into the bar
        self.explained: Callable[[str], None] | None = None
        self._sentence = Text(theme, "", "body_strong", wrap=True)
        self._remedy = Text(theme, "", "body", wrap=True)
        self._act = Button(theme, "")
        self._act.clicked.connect(self._acted)
        self._close = Button(theme, said("say.close"), "quiet")
        self._close.clicked.connect(self.clear)
        self._lay_out(theme)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()
        theme.changed.connect(self._measure)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _lay_out(self, theme: Theme) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(1))
        lines.addWidget(self._sentence)
        lines.addWidget(self._remedy)
        self._row = row = QHBoxLayout(self)
        row.addLayout(lines, 1)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._measure()

    def _measure(self) -> None:
        """Leave room for the icon; it grows with the text also while something is said."""
        theme = self._theme
        self._row.setContentsMargins(theme.px(48), theme.px(5), theme.px(17), theme.px(5))
        self._row.setSpacing(theme.px(6))
        self.update()

    @property
    def sentence(self) -> str:
        """Return what is said now; empty where nothing is."""
        return self._sentence.text() if not self.isHidden() else ""

    def tell(
        self,
        sentence: str,
        remedy: str = "",
        *,
        act: tuple[str, Callable[[], None]] | None = None,
        holds: Callable[[], bool] | None = None,
    ) -> None:
        """Say what happened; ``act`` is the words of a button and what it does, for a while and as long as it holds."""
        self._show("told", sentence, remedy, act)
        self._holds = holds
        if holds is not None:
            self._shown.start()
            self._look.start()

    def warn(self, sentence: str, remedy: str = "") -> None:
        """Say what wants attention."""
        self._show("warned", sentence, remedy, None)

    def refuse(self, refusal: Refused) -> None:
        """Say what was not done, why, and what to do next."""
        more = (said("say.more"), lambda: self.explain(refusal.code)) if self.explained is not None else None
        self._show("refused", below.message(refusal), below.remedy(refusal), more)

    def explain(self, code: str) -> None:
        """Show what a refusal means, what is safe, and what to do."""
        if self.explained is not None:
            self.explained(code)

    def crashed(self, place: str) -> None:
        """Say that the program met a fault of its own, and where that is kept."""
        self._show("refused", said("say.crashed"), said("say.crashed_remedy", place=place), None)

    def reword(self) -> None:
        """Speak the language of the window; what was said before is over."""
        self._close.setText(said("say.close"))
        self.clear()

    def clear(self) -> None:
        """Say nothing; the focus goes back to where it was."""
        self._look.stop()
        focus, before = QApplication.focusWidget(), self._before
        back = focus is not None and self.isAncestorOf(focus) and before is not None
        self.hide()
        if back and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and (old is None or not self.isAncestorOf(old)):
            self._before = old

    def _go_when_over(self) -> None:
        if self._shown.hasExpired(_STAYS) or (self._holds is not None and not self._holds()):
            self.clear()

    def _show(self, kind: str, sentence: str, remedy: str, act: tuple[str, Callable[[], None]] | None) -> None:
        self._look.stop()
        self._holds = None
        self._kind = kind
        ink = _LOOKS[kind][2]
        self._sentence.set_ink(ink)
        self._sentence.setText(sentence)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._call = act[1] if act else None
        self._act.setText(act[0] if act else "")
        self._act.setVisible(act is not None)
        self.setAccessibleName(f"{sentence} {remedy}".strip())
        self.show()
        self.update()
        announce(self, self.accessibleName(), urgent=kind == "refused")

    def _acted(self) -> None:
        call = self._call if self._holds is None or self._holds() else None
        if self._kind != "refused":  # a refusal still stands there when its explanation was read
            self._call = None
            self.clear()
        if call is not None:
            call()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        fill, line, ink, name = _LOOKS[self._kind]
        painter = paint.on(self)
        painter.fillRect(self.rect(), theme.colour(fill))
        painter.fillRect(0, 0, self.width(), 1, theme.colour(line))
        paint.icon(painter, name, QPointF(theme.px(28), self.height() / 2), theme, ink, 18)


def ask(question: str, more: str, yes: str, no: str) -> bool:
    """Ask a question in a box; True where the person takes ``yes``. Enter takes ``no``."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "fjidesk", question, parent=QApplication.activeWindow())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    refused = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refused)
    box.setEscapeButton(refused)
    box.exec()
    return box.clickedButton() is agreed
