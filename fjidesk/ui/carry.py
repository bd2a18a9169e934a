"""Hand over and bring in: show what it would do, choose, work, show what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import bundles
from fjidesk.desk.concerns import leads_here
from fjidesk.ui.jobs import Stopping
from fjidesk.ui.pages.handing import HandOverPage
from fjidesk.ui.pages.outcome import BroughtInPage, HandedOverPage, ReceiptsPage
from fjidesk.ui.pages.planned import PlannedPage
from fjidesk.ui.reading.found import place_of
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fjidesk.desk.bundles import Exported, FileOutcome
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.pages.outcome import OutcomePage
    from fjidesk.ui.reading.found import Place


class Carry:
    """Moves bundles out and in through the worker."""

    def __init__(
        self,
        kit: Kit,
        desk: Desk,
        run: Callable[..., None],
        show: Callable[[OutcomePage], None],
        go: Callable[[Place], None],
    ) -> None:
        self._kit = kit
        self._desk = desk
        self._run = run
        self._show = show
        self._go = go

    def hand_over(self, to: str = "") -> None:
        """Show what would travel, to one member or to all who lead."""
        people = [to] if to else []
        page = HandOverPage(self._kit, self._desk, people)
        page.written.connect(lambda *how: self._write(people, *how))
        page.place_asked.connect(lambda one: self._go(place_of(one)))
        page.again = lambda: self.hand_over(to)
        self._show(page)

    def _write(self, to: list[str], folder: Path, everything: bool, reason: str) -> None:  # noqa: FBT001  (a signal's)
        def job() -> Exported:
            return bundles.export(self._desk, folder, to, everything=everything, reason=reason)

        self._run(said("carry.writing"), job, self._handed)

    def _handed(self, done: Exported) -> None:
        page = HandedOverPage(self._kit, self._desk.inspection.title, done)
        page.again = lambda: self._handed(done)
        self._show(page)

    def bring_in(self) -> None:
        """Bring chosen files in; a refused one stops none. A lead is shown first what they would change."""
        paths = self._kit.chooser.files(said("carry.files"), said("carry.kinds"))
        if not paths:
            return
        if not leads_here(self._desk):
            self._take(paths)
            return

        self._bring(said("carry.looking", count=len(paths)), paths, self._planned, only_plan=True)

    def _bring(
        self, what: str, paths: list[Path], done: Callable[[list[FileOutcome]], None], *, only_plan: bool = False
    ) -> None:
        """Look at files, or bring them in; all in one call, so that one backup is made before the first of them."""
        stopping = Stopping()

        def at(number: int, total: int, name: str) -> None:
            if name:
                stopping.far.emit(said("carry.far", done=number + 1, total=total, name=name))

        watch = bundles.Watch(at, stopping.wanted)
        self._run(what, lambda: bundles.bring_in(self._desk, paths, only_plan=only_plan, watch=watch), done, stopping)

    def _planned(self, outcomes: list[FileOutcome]) -> None:
        if any(one.status == "stopped" for one in outcomes):
            self._kit.say.tell(said("carry.stopped"))
            return
        page = PlannedPage(self._kit, self._desk.inspection.title, outcomes)
        page.taken.connect(self._take)
        page.again = lambda: self._planned(outcomes)
        self._show(page)

    def _take(self, paths: list[Path]) -> None:
        self._bring(said("carry.bringing", count=len(paths)), paths, self._brought)

    def _brought(self, outcomes: list[FileOutcome]) -> None:
        gives = leads_here(self._desk) and any(one.status == "merged" for one in outcomes)
        page = BroughtInPage(self._kit, self._desk.inspection.title, outcomes, gives=self._desk if gives else None)
        page.receipts_asked.connect(self._receipts)
        page.again = lambda: self._brought(outcomes)
        self._show(page)

    def _receipts(self, folder: Path, reason: str) -> None:
        self._run(said("carry.receipts"), lambda: bundles.receipt(self._desk, folder, reason=reason), self._given)

    def _given(self, done: list[Exported]) -> None:
        page = ReceiptsPage(self._kit, self._desk.inspection.title, done)
        page.again = lambda: self._given(done)
        self._show(page)
