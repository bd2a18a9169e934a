"""A desk without an inspection: send the identity card and open the pack; or, as the lead, create the inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fjidesk.desk import bundles, comparing, first_run, framework_here, identity, inspection
from fjidesk.errors import Refused
from fjidesk.ui.below import both, shown
from fjidesk.ui.pages.centred import CentredPage
from fjidesk.ui.pages.first_run import steps
from fjidesk.ui.pages.framework import FrameworkPage
from fjidesk.ui.parts.button import Button
from fjidesk.ui.parts.drafting import LineDraft
from fjidesk.ui.parts.field import Field
from fjidesk.ui.parts.hung import HungRow
from fjidesk.ui.parts.letting_go import let_go
from fjidesk.ui.parts.six_words import SixWords
from fjidesk.ui.parts.text import Text
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.ui.kit import Kit
    from fjidesk.ui.parts.steps import Steps

FRAMEWORK = "fji-2014"


def entrance(kit: Kit, desk: Desk) -> JoinPage | FrameworkPage | None:
    """Return the page that leads to an inspection whose framework can be used; None where the desk has it."""
    if not framework_here.has_inspection(desk):
        return JoinPage(kit, desk)
    found = framework_here.differs(desk)
    return None if found is None else FrameworkPage(kit, desk, found)


class JoinPage(CentredPage):
    """Brings the desk into an inspection.

    Signals:
        joined: the desk holds an inspection now.
        job: words, a job for the worker, and what to do with its outcome.
    """

    joined = Signal()
    job = Signal(str, object, object)

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit.theme)
        self._kit = kit
        self._desk = desk
        self._shown = identity.show(desk)
        self._way = first_run.way(desk)
        self._pack: Path | None = self._way.pack
        self._differed = False  # six words of the list that are not the pack's were typed once
        self.steps: Steps | None = None
        self._step()
        self._draft: LineDraft | None = None  # of the inspection's title
        if self._shown.role == "lead":
            self._lead_card()
        else:
            self._identity_card()
            self._pack_card()

    def _lead_card(self) -> None:
        theme = self._kit.theme
        column = self.add_card(520)
        column.addWidget(Text(theme, said("join.create_title"), "screen"))
        column.addWidget(Text(theme, said("join.create_what"), "body", "ink2", wrap=True))
        self.title_field = Field(theme, said("join.inspection_title"), help_text=said("join.inspection_help"))
        framework = inspection.load_framework(FRAMEWORK)
        column.addWidget(self.title_field)
        self._draft = LineDraft(self._desk, self.title_field.edit)
        self._draft.begin("inspection")
        named = said("join.framework", title=shown(framework.title), id=framework.id, version=framework.version)
        column.addWidget(Text(theme, named, "body", "ink2", wrap=True))
        self.create_button = Button(theme, said("join.create"), "primary")
        self.create_button.clicked.connect(self._create)
        self.title_field.edit.returnPressed.connect(self._create)
        column.addLayout(HungRow(self.create_button))

    def _identity_card(self) -> None:
        theme = self._kit.theme
        column = self.add_card(440)
        column.addWidget(Text(theme, said("join.card_title"), "section"))
        column.addWidget(Text(theme, said("join.card_what"), "body", "ink2", wrap=True))
        self.card_state = Text(theme, "", "body_medium", wrap=True)
        column.addWidget(self.card_state)
        self._say_card()
        column.addWidget(Text(theme, said("join.words", name=self._shown.name), "body_medium"))
        column.addWidget(SixWords(theme, self._shown.words))
        self.save_card = Button(theme, said("join.save_card"))
        self.save_card.clicked.connect(self._save_card)
        column.addLayout(HungRow(self.save_card))

    def _pack_card(self) -> None:
        theme = self._kit.theme
        column = self.add_card(440)
        column.addWidget(Text(theme, said("join.pack_title"), "section"))
        column.addWidget(Text(theme, said("join.pack_what"), "body", "ink2", wrap=True))
        self.choose = Button(theme, said("join.choose_pack"))
        self.choose.clicked.connect(self._choose)
        name = self._pack.name if self._pack else said("join.no_pack")
        self._chosen = Text(theme, name, "body", "ink2", wrap=True)
        column.addLayout(HungRow(self.choose))
        column.addWidget(self._chosen)
        self.words_field = Field(theme, said("join.six_words"), help_text=said("join.six_words_help"))
        self.words_field.edit.returnPressed.connect(self._open)
        column.addWidget(self.words_field)
        self.open_button = Button(theme, said("join.open_pack"), "primary")
        self.open_button.clicked.connect(self._open)
        column.addLayout(HungRow(self.open_button))

    def save_pending(self) -> bool:
        if self._draft is not None:
            self._draft.keep()
        return True

    def take_focus(self) -> None:
        if self._shown.role == "lead":
            self.title_field.edit.setFocus()
        elif not self._way.card:
            self.save_card.setFocus()
        else:
            (self.words_field.edit if self._pack else self.choose).setFocus()

    def _step(self) -> None:
        """Show how far the owner is."""
        done = ["who", "passphrase", *(["sheet"] if self._way.proved else [])]
        if self._shown.role == "lead":
            at = "inspection"
        else:
            done += [*(["card"] if self._way.card else []), *(["pack"] if self._pack else [])]
            at = "words" if self._pack else "pack" if self._way.card else "card"
        if self.steps is not None:
            let_go(self.steps)
        self.steps = steps(self._kit.theme, self._shown.role, at, done=done)
        self.put_on_top(self.steps)

    def _say_card(self) -> None:
        self.card_state.setText(said("join.card_done", file=self._way.card) if self._way.card else "")
        self.card_state.setVisible(bool(self._way.card))

    def _create(self) -> None:
        title = self.title_field.text.strip()
        if not title:
            self.title_field.fault(said("join.no_title"))
            return
        try:
            inspection.create(self._desk, title, inspection.framework_bytes(FRAMEWORK), f"{FRAMEWORK}.toml")
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        if self._draft is not None:
            self._draft.drop()
        self.joined.emit()

    def _save_card(self) -> None:
        path = self._kit.chooser.save(said("join.save_card"), "identity-card.fjic", said("join.card_kind"))
        if path is None:
            return
        try:
            first_run.write_card(self._desk, path)
        except Refused as refusal:
            self._kit.say.refuse(refusal)
            return
        self._way = first_run.way(self._desk)
        self._say_card()
        self._step()
        self._kit.say.tell(said("join.card_saved", file=path.name), said("join.card_saved_more"))
        self.choose.setFocus()

    def _choose(self) -> None:
        found = self._kit.chooser.files(said("join.choose_pack"), said("carry.kinds"))
        if not found:
            return
        try:
            first_run.choose_pack(self._desk, found[0])
        except Refused as refusal:
            self._pack = None
            self._chosen.setText(f"{found[0].name}: {both(refusal)}")
            self._chosen.set_ink("danger")
            self._kit.say.refuse(refusal)
            self._step()
            return
        self._pack, self._differed = found[0], False
        self._chosen.setText(found[0].name)
        self._chosen.set_ink("ink2")
        self._kit.say.clear()
        self._step()
        self.words_field.edit.setFocus()

    def _open(self) -> None:
        pack, words = self._pack, self.words_field.text
        if pack is None:
            self._chosen.setText(said("join.choose_first"))
            self._chosen.set_ink("danger")
            return
        self._chosen.set_ink("ink2")
        if not words.strip():
            self._at_words(said("join.no_words"))
            return
        try:
            comparing.readable(words, "lead")
        except Refused as refusal:
            self._at_words(both(refusal))
            return

        def job() -> object:
            try:
                return bundles.open_pack(self._desk, pack, words)
            except Refused as refusal:
                return refusal

        self.job.emit(said("join.opening"), job, self._opened)

    def _opened(self, outcome: object) -> None:
        """Go on; words that differ are asked for once more before anybody is alarmed."""
        if not isinstance(outcome, Refused):
            self.joined.emit()
        elif outcome.code != "words-differ":
            self._kit.say.refuse(outcome)
        elif self._differed:
            self._at_words(both(outcome))
            self._kit.say.refuse(outcome)
        else:
            self._differed = True
            self._at_words(said("join.words_again"))

    def _at_words(self, sentence: str) -> None:
        self.words_field.fault(sentence)
        self.words_field.edit.setFocus()
