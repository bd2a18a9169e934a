"""Hand over and bring in: choose, work, show what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.desk import bundles
from fjidesk.ui.pages.outcome import BroughtInPage, HandedOverPage
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.desk.bundles import Exported, FileOutcome
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.pages.outcome import OutcomePage


class Carry:
    """Moves bundles out and in through the worker."""

    def __init__(
        self,
        kit: Kit,
        desk: Desk,
        run: Callable[[str, Callable[[], object], Callable[..., None]], None],
        show: Callable[[OutcomePage], None],
    ) -> None:
        self._kit = kit
        self._desk = desk
        self._run = run
        self._show = show

    def hand_over(self) -> None:
        """Write what the owner made as a bundle into a folder."""
        folder = self._kit.chooser.folder(said("carry.folder"))
        if folder is not None:
            self._run(said("carry.writing"), lambda: bundles.export(self._desk, folder), self._handed)

    def _handed(self, done: Exported) -> None:
        self._show(HandedOverPage(self._kit, self._desk.inspection.title, done))

    def bring_in(self) -> None:
        """Bring chosen files in; a refused one stops none."""
        paths = self._kit.chooser.files(said("carry.files"), said("carry.kinds"))
        if not paths:
            return

        what = said("carry.bringing", count=len(paths))
        # All in one call: one backup is made before the first of them, and not one for each.
        self._run(what, lambda: bundles.bring_in(self._desk, paths), self._brought)

    def _brought(self, outcomes: list[FileOutcome]) -> None:
        self._show(BroughtInPage(self._kit, self._desk.inspection.title, outcomes))
