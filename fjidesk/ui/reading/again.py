"""A case whose page is made anew goes on where the page before it stood: question, pane and open panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fjidesk.ui.reading.page import ReadingPage


def stood(page: ReadingPage) -> tuple[str, str, str]:
    """Return question, pane in the middle and panel over the page; empty for the usual pane and for no panel."""
    parts = page.parts
    panes = {parts.finish: "finish", parts.section_na: "section_na", parts.limiting: "limiting"}
    pane = next((name for widget, name in panes.items() if widget is parts.middle.currentWidget()), "")
    return parts.questions.current, pane, page.beside.standing


def stand(page: ReadingPage, question: str, pane: str, panel: str) -> None:
    """Bring a page to where another stood."""
    page.go_to(question)
    ways = {"finish": page.ask_to_finish, "section_na": page.section.ask, "limiting": page.beside.show_limiting}
    if pane:
        ways[pane]()
    page.beside.reopen(panel)
