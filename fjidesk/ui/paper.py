"""Forms on paper: print the blank one, and type a filled one in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from fjidesk.desk import blank_form
from fjidesk.ui.pages.keying import KeyingPage, line_of
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fjidesk.desk.keying import Keyed
    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.on_paper import OnPaper
    from fjidesk.ui.pages.page import Page

_NAMED = 3  # replaced answers that are named one by one in the strip


class Host(Protocol):
    """What it needs of the window."""

    run: Callable[..., None]

    def save_pending(self) -> bool:
        """Save what is typed."""

    def show_page(self, page: Page) -> None:
        """Put a page in the middle."""

    def open_case(self, reference: str) -> None:
        """Open the owner's reading of a case."""


class Paper(QObject):
    """Prints forms and takes them in."""

    def __init__(self, kit: Kit, desk: Desk, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._desk = desk
        self._host = host

    def serve(self, asked: OnPaper) -> None:
        """Do what a page asks for."""
        asked.printing.connect(self.print_form)
        asked.typing.connect(self.type_form)

    def print_form(self, case: str) -> None:
        """Ask where the PDF goes, and write the blank form of a case there, or those of all of the owner's."""
        if not self._host.save_pending():
            return
        name = said("paper.file", case=case) if case else said("paper.file_all")
        path = self._kit.chooser.save(said("paper.save"), name, said("recovery.pdf"))
        if path is None:
            return
        desk = self._desk

        def job() -> tuple[Path, int]:
            cases = [case] if case else blank_form.own_cases(desk)
            return blank_form.write(desk, cases, path), len(cases)

        self._host.run(said("paper.writing"), job, self._written)

    def _written(self, done: tuple[Path, int]) -> None:
        path, count = done
        self._kit.say.tell(said("paper.written", count=count, file=path.name), said("paper.written_more"))

    def type_form(self, case: str) -> None:
        """Show the page to type a filled form on."""
        if not self._host.save_pending():
            return
        self._kit.say.clear()
        page = KeyingPage(self._kit, self._desk, case)
        page.left.connect(lambda: self._host.open_case(case))
        page.taken.connect(lambda done: self._taken(case, done))
        page.again = lambda: self.type_form(case)
        self._host.show_page(page)

    def _taken(self, case: str, done: Keyed) -> None:
        self._host.open_case(case)
        parts = {"answers": done.answers, "facts": done.facts}
        counted = [said(f"paper.taken_{noun}", count=count) for noun, count in parts.items() if count]
        lines = [line_of(one) for one in done.replaced[:_NAMED]]
        over = len(done.replaced) - _NAMED
        lines += [said("paper.replaces_more", count=over)] if over > 0 else []
        told = said("paper.taken_both", first=counted[0], then=counted[1]) if counted[1:] else counted[0]
        more = said("paper.replaced", lines=" ".join(lines)) if lines else ""
        self._kit.say.tell(said("paper.taken", what=told), more)
