"""Says in words how good a passphrase is, while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from fjidesk.ui.below import sentence
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

    from fjidesk.desk.passphrases import Verdict
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.parts.secret import Secret
    from fjidesk.ui.theme import Theme

PAUSE = 120  # ms after the last key
_STEPS = 4


class _Steps(QWidget):
    """Four boxes, filled as far as the passphrase is good; the words beside say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.score = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, paint.on(self)
        gap = theme.px(4)
        width = (self.width() - (_STEPS - 1) * gap) // _STEPS
        for step in range(_STEPS):
            full = step < self.score
            line = theme.colour("accent" if full else "control")
            rect = QRect(step * (width + gap), 0, width, self.height())
            paint.box(painter, rect, theme.px(2), theme.colour("accent") if full else None, line)


class Meter(QWidget):
    """Stands below a field for a new passphrase. It judges on the worker, so that typing never waits."""

    def __init__(self, kit: Kit, field: Secret, own: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._kit = kit
        self._field = field
        self._own = own
        self._steps = _Steps(kit.theme)
        self.words = Text(kit.theme, "", "caption_medium", "ink2", wrap=True)
        self.setAccessibleName(said("meter.name"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, kit.theme.px(2), 0, 0)
        column.setSpacing(kit.theme.px(4))
        column.addWidget(self._steps)
        column.addWidget(self.words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        field.edit.textChanged.connect(lambda _text: self._timer.start())
        field.column.addWidget(self)
        self.hide()

    def _ask(self) -> None:
        text, own = self._field.text, list(self._own())
        if not text:
            self.hide()
            return

        def job() -> Verdict:
            from fjidesk.desk import passphrases

            return passphrases.judge(text, own)

        self._kit.work.run(job, on_done=lambda verdict: self._show(text, verdict), on_error=self._failed, awaited=False)

    def _show(self, text: str, verdict: Verdict) -> None:
        if not isValid(self) or text != self._field.text:  # the page is gone, or the next verdict is under way
            return
        self._steps.score = verdict.score
        words = said("meter.short", words=sentence(verdict.words), advice=sentence(verdict.advice))
        if verdict.enough:
            words = said("meter.verdict", words=sentence(verdict.words), time=sentence(verdict.crack_time))
        self.words.setText(words)
        self.words.set_ink("yes" if verdict.enough else "warn")
        self.setAccessibleDescription(words)
        self._steps.update()
        self.show()

    def _failed(self, error: Exception) -> None:
        raise error
