"""Keep the act-now alerts of a case: what the panel says is written, and the header shows what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from fjidesk.desk import alerts, concerns, typed
from fjidesk.errors import Refused
from fjidesk.model.records import Alert
from fjidesk.ui.below import both
from fjidesk.ui.kit import local
from fjidesk.ui.parts.drafting import LineDraft
from fjidesk.ui.parts.naming import Naming
from fjidesk.ui.reading.act_now import AlertPanel, moment_of, moment_text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fjidesk.desk.alerts import Raised
    from fjidesk.model.revision import Record
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.reading.parts import Parts
    from fjidesk.ui.reading.session import Session


class Alerting(QObject):
    """The target of the key for act now."""

    def __init__(self, kit: Kit, session: Session, parts: Parts, page: QWidget) -> None:
        super().__init__(session)
        self._kit = kit
        self._session = session
        self._parts = parts
        self._page = page
        self._name = ""
        self._given: dict[str, str] = {}  # what stands in the fields and is written
        self._held: dict[str, str] = {}  # what is typed, and lies in the store until its field is left
        self.panel: AlertPanel | None = None
        self._outcome: LineDraft | None = None
        parts.bar.act_now.clicked.connect(self.open)
        parts.bar.alert.clicked.connect(self.open)
        self.refresh()

    def _mine(self, *, only_open: bool = True) -> list[Raised]:
        session = self._session
        if session.desk.locked:
            return []
        found = alerts.listed(session.desk, session.case, only_open=only_open)
        return [one for one in found if one.member == session.desk.me]

    def open(self) -> None:
        """Open the panel: on the alert of this case that is open, or on a new one."""
        self._parts.card.flush()
        if self.panel is None:
            self.panel = self._made()
        if self.panel.isHidden():
            mine = self._mine()
            self._show(mine[-1] if mine else None)
            self.panel.rise()
        self.panel.risk.take_focus()

    def open_at(self, name: str) -> None:
        """Open the panel on one alert; one that is closed is said, for nothing more is written on it."""
        found = next((one for one in self._mine(only_open=False) if one.id == name), None)
        if found is None or found.open:
            self.open()
            self._show(found)
        else:
            self._kit.say.tell(said("alert.was_closed", what=found.alert.what or found.alert.told), found.alert.outcome)

    def _made(self) -> AlertPanel:
        session, kit = self._session, self._kit
        panel = AlertPanel(kit.theme, self._page, session.case)
        panel.typed.connect(self._type)
        panel.written.connect(self._write)
        panel.closed.connect(self._close)
        panel.another.clicked.connect(self._another)
        panel.shut.connect(self._shut)
        own = [panel.what.edit, panel.told.edit, panel.will_do.edit, panel.outcome.edit]
        naming = Naming(kit.theme, session.desk, session.case, own, panel.names)
        naming.changed.connect(panel.fit)
        naming.replaced.connect(lambda: panel.written.emit(panel.given))
        naming.bind_to(panel)
        self._outcome = LineDraft(session.desk, panel.outcome.edit)
        return panel

    def _show(self, raised: Raised | None) -> None:
        self._name = raised.id if raised is not None else ""
        if self.panel is not None:
            self.panel.show_alert(raised, self._kit.clock())
            self._given, self._held = self.panel.given, {}
            if self._outcome is not None:
                self._outcome.begin(f"outcome {self._name}" if self._name else "")

    def _another(self) -> None:
        self._show(None)
        if self.panel is not None:
            self.panel.risk.take_focus()

    def _type(self, given: dict[str, str]) -> None:
        """Hold what is typed; once its field is left it is written."""
        desk = self._session.desk
        if desk.locked or given == (self._held or self._given):
            return
        wanted = self._alert(given)
        if wanted is None:
            return
        self._name = self._name or desk.ids()
        if self._did(lambda: typed.hold(desk, self._record(), wanted)):
            self._held = given

    def _write(self, given: dict[str, str]) -> None:
        panel, desk = self.panel, self._session.desk
        if panel is None or desk.locked or (given == self._given and not self._held):
            return
        at = moment_of(given["told_at"], self._kit.clock())
        panel.told_at.fault("" if at else said("alert.no_time"))
        wanted, standing = self._alert(given), self._standing()
        if wanted is None or given == self._given:
            self._let_go()
            return
        fields = {name: text for name in given if (text := getattr(wanted, name)) != getattr(standing, name, None)}
        if standing is not None and not fields:
            return
        if self._did(lambda: self._put(wanted, fields, new=standing is None)):
            self._given = given
            self._let_go()
            if standing is None and self._outcome is not None:
                self._outcome.begin(f"outcome {self._name}")
            self.refresh()

    def _put(self, wanted: Alert, fields: dict[str, str], *, new: bool) -> None:
        if new:
            self._name = concerns.raise_alert(self._session.desk, wanted, self._name)
        else:
            alerts.write_on(self._session.desk, self._name, **fields)

    def _alert(self, given: dict[str, str]) -> Alert | None:
        """Return the alert that the fields make; None where nothing is said yet."""
        now, standing = self._kit.clock(), self._standing()
        if standing is None and not any(given[name] for name in ("what", "told", "will_do")):
            return None
        at = moment_of(given["told_at"], now)
        if standing is not None and (not at or given["told_at"] == moment_text(standing.told_at, now)):
            at = standing.told_at
        return Alert(case=self._session.case, **{**given, "told_at": at or now.isoformat()})  # type: ignore[arg-type]

    def _record(self) -> Record:
        return "alert", (self._session.desk.me, self._name)

    def _let_go(self) -> None:
        if self._held and self._did(lambda: typed.drop(self._session.desk, self._record())):
            self._held = {}

    def _did(self, verb: Callable[[], object]) -> bool:
        """Do something and say in the panel that it is saved, or why it is not."""
        panel, desk = self.panel, self._session.desk
        if panel is None:
            return False
        try:
            verb()
        except Refused as refusal:
            panel.show_fault(both(refusal))
            panel.show_saved("")
            return False
        panel.show_fault("")
        panel.show_saved(said("saved.at", time=local(desk.clock())))
        return True

    def _standing(self) -> Alert | None:
        return next((one.alert for one in self._mine() if one.id == self._name), None)

    def _close(self, outcome: str) -> None:
        panel, desk = self.panel, self._session.desk
        if panel is None:
            return
        try:
            concerns.close_alert(desk, desk.me, self._name, outcome)
        except Refused as refusal:
            panel.outcome.fault(both(refusal))
            panel.fit()
            panel.outcome.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._outcome is not None:
            self._outcome.drop()
        panel.close_over()
        self.refresh()
        self._kit.say.tell(said("alert.now_closed"), said("alert.now_closed_more"))

    def _shut(self) -> None:
        standing = self._standing()
        if standing is not None and not _whole(standing):
            lacks = "_both" if not standing.what.strip() and not standing.told.strip() else ""
            lacks = lacks or ("_what" if not standing.what.strip() else "_told")
            self._kit.say.warn(said(f"alert.draft{lacks}"), said("alert.draft_more"))

    def flush(self) -> bool:
        """Save what is typed in the panel; False where it cannot be saved."""
        panel = self.panel
        if panel is None or panel.isHidden():
            return True
        self._write(panel.given)
        if self._outcome is not None:
            self._outcome.keep()
        return panel.fault.isHidden()

    def refresh(self) -> None:
        """Show in the header what is open."""
        mine = self._mine()
        if self.panel is not None and not self.panel.isHidden():
            self.panel.stand(next((one for one in mine if one.id == self._name), None))
        words = ""
        if len(mine) > 1:
            words = said("alert.several", count=len(mine))
        elif mine and _whole(mine[0].alert):
            words = said("alert.open", time=moment_text(mine[0].alert.told_at, self._kit.clock()))
        elif mine:
            words = said("alert.not_whole")
        self._parts.bar.show_alert(words)


def _whole(alert: Alert) -> bool:
    return bool(alert.what.strip() and alert.told.strip())
