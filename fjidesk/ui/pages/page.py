"""What every page of the window has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.ui.parts.top_bar import TopBar
    from fjidesk.ui.reading.found import Place


class Page(QWidget):
    """A page of the window.

    Attributes:
        shows: what the marking answers for: ``case``, ``totals``, or empty where there is no content.
        seeks: whether it has a search of its own.
        tab: which of the tabs it is; empty for none.
        top: its strip with menu and hide screen, where it has one.
        guide: shows the page's own guidance on what is in view; False where there is none, or it is shown already.
        again: makes the page anew as it stands, for another size of the text or another language; None where that would
            lose something. Text, caret, choices, scroll and focus are brought over by ``anew``.
    """

    shows = ""
    seeks = False
    tab = ""
    top: TopBar | None = None
    again: Callable[[], None] | None = None
    guide: Callable[[], bool] | None = None

    @property
    def about(self) -> str:
        """Return the case that is chosen or spoken of; empty where there is none."""
        return ""

    def bound(self) -> list[tuple[str, object]]:
        """Return the places whose keys work now, each with its target."""
        return []

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        self.setFocus()

    def go_to(self, question: str) -> None:
        """Open a question, on a page that has some."""

    def show_place(self, place: Place) -> None:
        """Show what a search has found, on a page of a case."""

    def save_pending(self) -> bool:
        """Save what is typed; False where something cannot be saved."""
        return True

    def reopened(self) -> None:
        """Go on after the desk was locked; what could not be saved before can be tried again."""
