"""The cards beside and below the list of cases: hand over, received, before you stop, queries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fjidesk.ui.below import sentence
from fjidesk.ui.kit import local
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.parts.picture import Picture
from fjidesk.ui.parts.surface import Card
from fjidesk.ui.parts.text import Rule, Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QLayout

    from fjidesk.desk.bundles import Travels
    from fjidesk.desk.home import Asked, Waiting
    from fjidesk.desk.queries import Put
    from fjidesk.desk.receipts import Standing
    from fjidesk.ui.theme import Theme

_MOST = 4  # queries and waiting things shown; the rest is counted
_ICONS = {
    "alert": ("alert", "danger"),
    "flag": ("flag", "danger"),
    "draft": ("note", "warn"),
    "contradiction": ("split", "warn"),
}
_TOP = Qt.AlignmentFlag.AlignTop


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            let_go(widget)
        elif inner is not None:
            clear(inner)


def case_names(names: Sequence[str], most: int = 5) -> str:
    """Return case references with commas, the last of many as a count."""
    rest = len(names) - most
    return ", ".join(names) if rest <= 0 else said("cases.and_more", names=", ".join(names[:most]), count=rest)


class HomeCard(Card):
    """A card with an icon, a title, a grid of values, and a row of buttons."""

    def __init__(self, theme: Theme, title: str, icon: str = "", ink: str = "accent") -> None:
        super().__init__(theme)
        self._tone = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(12))
        self.column.setSpacing(theme.px(6))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        if icon:
            self.head.addWidget(Picture(theme, icon, ink))
        self.title = Text(theme, title, "section", wrap=True)
        self.head.addWidget(self.title, 1)
        self.column.addLayout(self.head)
        self.setAccessibleName(title)

    def add_text(self, words: str = "", ink: str = "ink2") -> Text:
        """Add a paragraph."""
        text = Text(self._tone, words, "body", ink, wrap=True)
        self.column.addWidget(text)
        return text

    def add_grid(self) -> QGridLayout:
        """Add a grid of names and values."""
        theme = self._tone
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(3))
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        return grid

    def put_value(self, grid: QGridLayout, name: str, value: str) -> None:
        """Add one name and its value."""
        row = grid.rowCount()
        grid.addWidget(Text(self._tone, name, "caption", "ink2"), row, 0, _TOP)
        grid.addWidget(Text(self._tone, value, "caption_medium", wrap=True), row, 1)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Add a row of buttons."""
        row = HungRow()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)


def plain_card(theme: Theme, title: str, icon: str, words: str, button: Button) -> HomeCard:
    """Return a card that says in a sentence what its button does."""
    card = HomeCard(theme, title, icon)
    card.add_text(words)
    card.add_buttons(button)
    return card


class HandOverCard(HomeCard):
    """What the next bundle would hold."""

    def __init__(self, theme: Theme, button: Button) -> None:
        super().__init__(theme, said("cases.hand_over_title"), "send")
        self._what = self.add_text()
        self._grid = self.add_grid()
        self.add_buttons(button)

    def show_next(self, found: Travels | None) -> None:
        """Show it; None where there is nothing new."""
        clear(self._grid)
        self._what.setText(said("cases.next") if found else said("cases.next_none"))
        if found is None:
            return
        names = sorted(found.readings)
        done = [name for name in names if found.readings[name] == "finished"]
        rest = [name for name in names if name not in done]
        parts = [said(f"cases.next_{key}", names=case_names(some)) for key, some in _parted(done, rest) if some]
        if parts:
            self.put_value(self._grid, said("cases.next_readings"), "; ".join(parts))
        self.put_value(self._grid, said("cases.next_holds"), sentence(found.holds))
        self.put_value(self._grid, said("cases.next_people"), ", ".join(found.people))


def _parted(done: list[str], rest: list[str]) -> tuple[tuple[str, list[str]], ...]:
    return ("finished", done), ("so_far", rest)


class PutCard(HomeCard):
    """What a lead asked of the readers: how many replies to look at, and how many wait."""

    def __init__(self, theme: Theme, button: Button) -> None:
        super().__init__(theme, said("cases.put_title"), "chat")
        self.sentence = self.add_text()
        self.add_buttons(button)

    def show_put(self, found: Sequence[Put]) -> None:
        """Show it, of the queries that are open."""
        counts = {state: sum(one.state == state for one in found) for state in ("replied", "waiting")}
        parts = [said(f"asking.count_{state}", count=count) for state, count in counts.items() if count]
        self.sentence.setText(f"{', '.join(parts)}." if parts else said("cases.put_none"))


class ReceivedCard(HomeCard):
    """What the lead has received, by signed receipts alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, said("cases.received_title"), "shield", "yes")
        self.sentence = self.add_text()
        self._grid = self.add_grid()

    def show_standing(self, found: Standing) -> None:
        """Show it."""
        clear(self._grid)
        self.sentence.setText(sentence(found.sentence))
        lacking = [item for item in found.items if item.kind == "reading" and not item.received]
        older = [item.name for item in lacking if item.held]
        never = [item.name for item in lacking if not item.held]
        if older:
            when = local(datetime.fromisoformat(found.at), "%a %H:%M")
            self.put_value(self._grid, said("cases.older"), said("cases.older_of", names=case_names(older), when=when))
        if found.last and never:
            self.put_value(self._grid, said("cases.not_yet"), case_names(never))


class TonightCard(HomeCard):
    """What is to be settled before the day ends.

    Signals:
        asked: case and question to go to.
        draft_asked: kind and key of a draft to go on with.
        form_asked: case of a form to go on with.
    """

    asked = Signal(str, str)
    draft_asked = Signal(str, str)
    form_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, said("cases.tonight_title"))
        self.count = Text(theme, "", "caption_strong", "ink2")
        self.head.addWidget(self.count)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(4))
        self._found: Sequence[Waiting] = ()
        self._queries = 0
        self.column.addLayout(self._lines)

    def show_waiting(self, found: Sequence[Waiting], queries: int, most: int = _MOST) -> None:
        """Show it, of many the first; the rest is counted on a button that shows it."""
        self._found, self._queries = found, queries
        self._show(most)

    def _show(self, most: int) -> None:
        found, queries = self._found, self._queries
        self._looks: list[Button] = []
        clear(self._lines)
        total = len(found) + queries
        self.count.setText(f"{total:,}" if total else "")
        if not total:
            self._lines.addWidget(Text(self._tone, said("cases.tonight_none"), "body", "ink2", wrap=True))
        if queries:
            self._add("chat", "warn", said("cases.tonight_queries", count=queries), said("cases.tonight_queries_more"))
        for one in found[:most]:
            title, more = _words(one)
            drafted = one.kind == "draft"
            words = said("cases.go_on" if drafted else "cases.look")
            look = Button(self._tone, words)
            look.setAccessibleName(f"{words}: {title}")
            look.clicked.connect(lambda _on=False, one=one: self._ask(one))
            self._looks.append(look)
            self._add(*_ICONS[one.kind], title, more, look)
        if len(found) > most:
            self._lines.addWidget(Rule(self._tone))
            rest = Button(self._tone, said("cases.show_more", count=len(found) - most), "quiet", end="down")
            rest.clicked.connect(self._show_all)
            self._lines.addLayout(HungRow(rest))

    def _ask(self, one: Waiting) -> None:
        if one.draft[0] == "form":
            self.form_asked.emit(one.draft[1])
        elif one.kind == "draft":
            self.draft_asked.emit(*one.draft)
        else:
            self.asked.emit(one.case, one.question)

    def _show_all(self) -> None:
        """Show the rest too, and put the focus on the first of it."""
        self._show(len(self._found))
        self._looks[_MOST].show()  # now: the layout shows it at the next turn, and what is hidden takes no focus
        self._looks[_MOST].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, icon: str, ink: str, title: str, more: str, look: Button | None = None) -> None:
        theme = self._tone
        self._lines.addWidget(Rule(theme))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Picture(theme, icon, ink, 16), 0, _TOP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(theme, title, "body_strong", wrap=True))
        words.addWidget(Text(theme, more, "caption", "ink2", wrap=True))
        row.addLayout(words, 1)
        if look is not None:
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignVCenter)
        self._lines.addLayout(row)


def _words(one: Waiting) -> tuple[str, str]:
    """Return what waits, and what is to be done about it."""
    if one.kind == "draft":
        title = said(f"cases.tonight_draft_{one.draft[0]}" + ("" if one.case else "_no_case"), case=one.case)
        return title, said("cases.tonight_draft_words", words=one.more) if one.more else said(
            "cases.tonight_draft_more"
        )
    more = said("cases.tonight_questions", names=one.more)
    if one.kind != "contradiction":
        more = said(f"cases.tonight_{one.kind}_{one.more or 'more'}")
    return said(f"cases.tonight_{one.kind}", case=one.case), more


class QueriesCard(Card):
    """The lead's queries that have no reply yet."""

    def __init__(self, theme: Theme, reply: Callable[[Asked], None]) -> None:
        super().__init__(theme)
        self._tone = theme
        self._reply = reply
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(8), theme.px(15), theme.px(8))
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Text(theme, said("cases.queries_title"), "card_title"))
        self.count = Text(theme, "", "body", "ink2")
        head.addWidget(self.count, 1)
        column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(4))
        column.addLayout(self._lines)
        self.setAccessibleName(said("cases.queries_title"))

    def show_queries(self, found: Sequence[Asked]) -> None:
        """Show them; without any the card takes no room."""
        clear(self._lines)
        self.setVisible(bool(found))
        self.count.setText(said("cases.queries_count", count=len(found)) if found else "")
        for place, one in enumerate(found[:_MOST]):
            self._add(one, "Ctrl+R" if place == 0 else "")
        if len(found) > _MOST:
            self._lines.addWidget(Text(self._tone, said("finish.more", count=len(found) - _MOST), "caption", "ink2"))

    def _add(self, one: Asked, cap: str) -> None:
        theme = self._tone
        self._lines.addWidget(Rule(theme))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        about = f"{one.case} {one.question}".strip()
        row.addWidget(Text(theme, about, "caption_strong"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(theme, one.text, "body", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        if one.at:
            row.addWidget(Text(theme, local(datetime.fromisoformat(one.at), "%a %H:%M"), "caption", "ink2"))
        reply = Button(theme, said("cases.reply"), cap=cap)
        reply.setAccessibleName(f"{said('cases.reply')}: {about}")
        reply.clicked.connect(lambda: self._reply(one))
        row.addWidget(reply)
        self._lines.addLayout(row)
