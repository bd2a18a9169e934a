"""Act now: somebody may be at risk today. One panel over the case, open in one key, saved field by field."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fjidesk.clock import stamp
from fjidesk.ui.kit import local
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.naming import NameLine
from fjidesk.ui.parts.over import Over
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.saved import Saved
from fjidesk.ui.parts.saving import Saving
from fjidesk.ui.parts.segment import Segment
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from fjidesk.desk.alerts import Raised
    from fjidesk.ui.theme import Theme

AT_RISK = ("child", "other", "both")


def moment_text(at: str, now: datetime) -> str:
    """Return a stored moment in the time of this laptop, with its day where that is not today."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return local(moment, "%H:%M" if moment.date() == now.astimezone().date() else "%Y-%m-%d %H:%M")


def moment_of(text: str, now: datetime) -> str:
    """Return a moment as it is stored; empty where the text is no time."""
    here = now.astimezone()
    for form in ("%H:%M", "%Y-%m-%d %H:%M"):
        try:
            found = datetime.strptime(text.strip().replace(".", ":"), form)  # noqa: DTZ007  (a wall clock's)
        except ValueError:
            continue
        if form == "%H:%M":
            found = found.replace(year=here.year, month=here.month, day=here.day)
        return stamp(found.astimezone())
    return ""


class AlertPanel(Over):
    """Who, what, who was told, when, what they will do; the outcome later.

    Signals:
        typed: what stands in the fields while somebody types.
        written: what stands in them, once a field is left or a choice is made.
        closed: the outcome that closes the alert.
    """

    typed = Signal(object)
    written = Signal(object)
    closed = Signal(str)

    def __init__(self, theme: Theme, page: QWidget, case: str) -> None:
        super().__init__(theme, page, said("alert.name"), 640)
        self.risk = Segment(theme, {value: said(f"alert.{value}") for value in AT_RISK}, said("alert.at_risk"))
        self.risk.chosen.connect(lambda _value: self._say())
        self.what = Field(theme, said("alert.what"), help_text=said("alert.what_help"))
        self.told = Field(theme, said("alert.told"))
        self.told_at = Field(theme, said("alert.told_at"))
        self.will_do = Field(theme, said("alert.will_do"))
        self.outcome = Field(theme, said("alert.outcome"), help_text=said("alert.outcome_help"))
        self.names = NameLine(theme)
        self.saved = Saved(theme)
        self.fault = Text(theme, "", "body_medium", "danger", wrap=True)
        self._saving = Saving(self)
        self._saving.due.connect(lambda: self.typed.emit(self.given))
        self._saved_at = ""
        self._saving.late.connect(lambda: self.saved.show_state(said("saved.saving")))
        self._saving.settled.connect(lambda: self.show_saved(self._saved_at))
        for edit in self.fields:
            edit.textEdited.connect(self._saving.key)
            edit.editingFinished.connect(self._say)
        self._lay_out(theme, case)

    @property
    def fields(self) -> list[QLineEdit]:
        """Return the fields of the alert itself."""
        return [self.what.edit, self.told.edit, self.told_at.edit, self.will_do.edit]

    def take_focus(self) -> None:
        self.risk.take_focus()

    def _lay_out(self, theme: Theme, case: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Picture(theme, "alert", "danger", 20))
        head.addWidget(Text(theme, said("alert.title", case=case), "screen"), 1)
        head.addWidget(self.saved)
        who = HungRow()
        who.addWidget(self.risk)
        who.addStretch(1)
        told = QHBoxLayout()
        told.setSpacing(theme.px(12))
        told.addWidget(self.told, 1)
        told.addWidget(self.told_at)
        self.told_at.setFixedWidth(theme.px(160))
        column = self.column
        column.addLayout(head)
        column.addWidget(Text(theme, said("alert.how"), "body", "ink2", wrap=True))
        column.addWidget(Text(theme, said("alert.at_risk"), "body_medium"))
        column.addLayout(who)
        column.addWidget(self.what)
        column.addLayout(told)
        column.addWidget(self.will_do)
        column.addWidget(self.names)
        column.addWidget(self.fault)
        column.addWidget(self._outcome_part(theme))
        column.addLayout(self._buttons(theme))

    def _outcome_part(self, theme: Theme) -> QWidget:
        self._close = Button(theme, said("alert.close"))
        self._close.clicked.connect(lambda: self.closed.emit(self.outcome.text))
        self.outcome.edit.returnPressed.connect(lambda: self.closed.emit(self.outcome.text))
        self._later = QWidget()
        lines = QVBoxLayout(self._later)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(8))
        row = HungRow()
        row.addWidget(self._close)
        row.addStretch(1)
        lines.addWidget(Rule(theme))
        lines.addWidget(self.outcome)
        lines.addLayout(row)
        return self._later

    def _buttons(self, theme: Theme) -> HungRow:
        self.done = Button(theme, said("alert.done"), "primary", cap="Esc")
        self.done.clicked.connect(self.close_over)
        self.another = Button(theme, said("alert.another"), "quiet")
        row = HungRow()
        row.addWidget(self.done)
        row.addWidget(self.another)
        row.addStretch(1)
        return row

    def show_alert(self, raised: Raised | None, now: datetime) -> None:
        """Fill the fields from an alert, or for a new one: at risk is the child until somebody says otherwise."""
        alert = raised.alert if raised is not None else None
        self.risk.show_value(alert.at_risk if alert else AT_RISK[0])
        self.what.edit.setText(alert.what if alert else "")
        self.told.edit.setText(alert.told if alert else "")
        self.told_at.edit.setText(moment_text(alert.told_at, now) if alert else local(now, "%H:%M"))
        self.will_do.edit.setText(alert.will_do if alert else "")
        self.outcome.edit.clear()
        self.outcome.fault("")
        self.show_fault("")
        self.told_at.fault("")
        self.show_saved("")
        self.stand(raised)

    def stand(self, raised: Raised | None) -> None:
        """Offer the outcome once the alert says what it is and who was told."""
        self._later.setVisible(raised is not None and bool(raised.alert.what and raised.alert.told))
        self.another.setVisible(raised is not None)
        self.fit()

    def show_saved(self, words: str) -> None:
        """Say when it was saved; empty where it was not yet."""
        self._saved_at = words
        self.saved.show_state(words, "done" if words else "")

    def show_fault(self, sentence: str) -> None:
        """Say what was refused."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.fit()

    def _say(self) -> None:
        self._saving.now()
        self.written.emit(self.given)

    @property
    def given(self) -> dict[str, str]:
        """Return what stands in the fields."""
        texts = {name: getattr(self, name).text.strip() for name in ("what", "told", "told_at", "will_do")}
        return {"at_risk": self.risk.value, **texts}
