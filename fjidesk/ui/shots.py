"""The table of the screens that pictures are taken of: whose desk, which page, and what leads to it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QStackedWidget

from fjidesk.errors import Refused
from fjidesk.ui.pages.first_run import FirstRunPage, MakePage
from fjidesk.ui.pages.page import Page
from fjidesk.ui.pages.progress import ProgressPage
from fjidesk.ui.pages.recovery import RecoveryPage
from fjidesk.ui.pages.unlock import UnlockPage
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from fjidesk.ui.window import Window

IN = frozenset({"reader", "lead", "joining", "leading"})  # desks that are unlocked before their first picture
STARTS = {
    "joining": "RecoveryPage",
    "leading": "RecoveryPage",
}  # where an unlocked desk opens; on the cases where not named


class Shot(NamedTuple):
    """A page.

    Attributes:
        name: of the file.
        who: whose desk: ``reader``, ``lead``, ``locked`` before the passphrase, ``damaged``, ``nobody`` before there
            is a desk, ``joining`` and ``leading`` before there is an inspection.
        page: the name of its class.
        steps: what leads to it from the page on which the desk opens, one after the other; each waits for the worker.
    """

    name: str
    who: str
    page: str
    steps: tuple[Callable[[Window], object], ...] = ()


def seen(window: Window) -> Page | None:
    """Return the page in sight."""
    stacks = [stack for stack in window.findChildren(QStackedWidget) if stack.isVisible()]
    return next((page for stack in stacks if isinstance(page := stack.currentWidget(), Page)), None)


def _press(*ids: str) -> tuple[Callable[[Window], None], ...]:
    """Return steps that do actions of the page by the table."""
    return tuple(lambda window, action=action: _do(window, action) for action in ids)


def _do(window: Window, wanted: str) -> None:
    from fjidesk.ui import actions

    for place, target in window.page.bound() if window.page is not None else []:
        for row in actions.rows(place):
            if row.id == wanted:
                actions.run(row, target)
                return


def _case(reference: str, question: str = "") -> Callable[[Window], None]:
    return lambda window: window.go_to(reference, question)


def _on(name: str, *args: object) -> Callable[[Window], object]:
    """Return a step that calls a method of the page."""
    return lambda window: getattr(window.page, name)(*args)


def _leave_unlock(window: Window) -> None:
    window.page.forgotten.emit()  # type: ignore[union-attr]


def _wrong_passphrase(window: Window) -> None:
    window.unlock_with("not the words")


def _trying(window: Window) -> None:
    """Show what is said while a passphrase is tried."""
    page = window.page
    if isinstance(page, UnlockPage):
        page.wait(waiting=True)
    elif isinstance(page, MakePage):
        page.wait(said("form.waiting"))


def _recovery(window: Window) -> None:
    """Show the page of the recovery sheet as it comes after a desk was made, with a secret that opens nothing."""
    if window.desk is not None:
        made_up = "AGE-SECRET-KEY-1" + hashlib.sha256(b"sample").hexdigest().upper()[:58]
        window.show_page(RecoveryPage(window.kit, window.desk, made_up))


def _described(window: Window) -> None:
    """Say who sits here."""
    if isinstance(window.page, FirstRunPage):
        window.page.fields["name"].edit.setText("Inspector 5")
        window.page.go_on()


def _sheet_later(window: Window) -> None:
    if isinstance(window.page, RecoveryPage):
        window.page.later.click()


def _at_work(window: Window) -> None:
    """Show what stands there while the worker has the desk."""
    page = window.findChild(ProgressPage)
    if page is not None:
        page.show_work(said("carry.writing"))
        stack = page.parentWidget()
        if isinstance(stack, QStackedWidget):
            stack.setCurrentWidget(page)


def _refusal(window: Window) -> None:
    """Show a refusal with much to say."""
    window.kit.say.refuse(
        Refused(
            "folder-network",
            "Nothing was written: other people may be able to read the folder that was chosen.",
            "Choose a folder that is your own, or a removable drive that is approved, and hand over again.",
        )
    )


def _next_bundle(window: Window) -> None:
    window.kit.chooser.turn()  # type: ignore[attr-defined]  # the stand-in has it


def _quote(window: Window) -> None:
    """Choose the first quote."""
    from fjidesk.ui.pages.evidence import EvidencePage
    from fjidesk.ui.pages.evidence_row import PIECE

    page = window.page
    if isinstance(page, EvidencePage):
        rows = range(page.pieces.count())
        page.pieces.setCurrentRow(
            next(row for row in rows if page.pieces.item(row).data(PIECE).evidence.kind == "quote")
        )


_PAST = (_case("HB-17", "R11"),)


def _framework(window: Window) -> None:
    """Show what is said where another text of the framework is here than the inspection names; nothing is changed."""
    from fjidesk.desk.framework_here import Differs, Written
    from fjidesk.ui.pages.framework import FrameworkPage

    if window.desk is not None:
        words = "The framework's text on this desk is not the one that the inspection names."
        named, here = (
            Written(version, version * 64, who, "2014-11-19T17:00:00Z")
            for version, who in (("2", "Deputy"), ("1", "Lead"))
        )
        window.show_page(
            FrameworkPage(window.kit, window.desk, Differs(Refused("framework-differs", words, ""), named, here))
        )


def _mistyped(window: Window) -> None:
    """Type two lines of a form, of which one is wrong, and try to take them."""
    from fjidesk.ui.pages.keying import KeyingPage

    if isinstance(window.page, KeyingPage):
        window.page.field.setPlainText("R01 y\nR02 maybe")
        window.page.take()


def _closed(window: Window) -> None:
    """Show what is left of a desk that the sample had closed."""
    from fjidesk.ui.pages.closing import ClosedPage

    done = window.kit.chooser.closed  # type: ignore[attr-defined]  # the stand-in has it
    window.show_page(ClosedPage(window.kit, "Harbourside 2014", done))


SHOTS = (
    Shot("first-run", "nobody", "FirstRunPage"),
    Shot("first-run-faults", "nobody", "FirstRunPage", (_on("go_on"),)),
    Shot("first-passphrase", "nobody", "MakePage", (_described,)),
    Shot("first-passphrase-trying", "nobody", "MakePage", (_described, _trying)),
    Shot("closed", "nobody", "ClosedPage", (_closed,)),
    Shot("rehearsal", "nobody", "CasesPage", (lambda window: window.rehearsing.begin(),)),
    Shot("recovery-again", "joining", "RecoveryPage"),
    Shot("join", "joining", "JoinPage", (_sheet_later,)),
    Shot("recovery", "joining", "RecoveryPage", (_recovery,)),
    Shot("create", "leading", "JoinPage", (_sheet_later,)),
    Shot("unlock", "locked", "UnlockPage"),
    Shot("unlock-wrong", "locked", "UnlockPage", (_wrong_passphrase,)),
    Shot("unlock-trying", "locked", "UnlockPage", (_trying,)),
    Shot("recover", "locked", "RecoverPage", (_leave_unlock,)),
    Shot("damaged", "damaged", "DamagedPage"),
    Shot("cases", "reader", "CasesPage"),
    Shot("menu", "reader", "CasesPage", (lambda window: window.show_menu(),)),
    Shot("menu-reading", "reader", "ReadingPage", (*_PAST, lambda window: window.show_menu())),
    Shot("cases-refused", "reader", "CasesPage", (_refusal,)),
    Shot("working", "reader", "ProgressPage", (_at_work,)),
    Shot("reading", "reader", "ReadingPage", _PAST),
    Shot("reading-new", "reader", "ReadingPage", (_case("HB-21"),)),
    Shot("reading-finished", "reader", "ReadingPage", (_case("HB-03"),)),
    Shot("reading-history", "reader", "ReadingPage", (*_PAST, *_press("history"))),
    Shot("reading-find", "reader", "ReadingPage", (*_PAST, *_press("find"))),
    Shot("reading-disagree", "reader", "ReadingPage", (_case("HB-03"), *_press("disagree"))),
    Shot("reading-limiting", "reader", "ReadingPage", (*_PAST, *_press("limiting"))),
    Shot("act-now", "reader", "ReadingPage", (*_PAST, *_press("act-now"))),
    Shot("section-na", "reader", "ReadingPage", (*_PAST, *_press("next-to-do", "section-na"))),
    Shot("finish", "reader", "ReadingPage", (_case("HB-17"), *_press("finish"))),
    Shot("hand-over", "reader", "HandOverPage", _press("hand-over")),
    Shot("queries-reader", "reader", "AskedPage", (lambda window: window.tabbing.open("queries"),)),
    Shot("reply", "reader", "ReplyPage", _press("reply")),
    Shot("evidence", "reader", "EvidencePage", _press("evidence")),
    Shot("evidence-new", "reader", "EvidenceForm", _press("evidence", "add-piece")),
    Shot("evidence-quote", "reader", "EvidenceForm", (*_press("evidence"), _quote, *_press("change-piece"))),
    Shot("changes", "reader", "ChangesPage", _press("changes")),
    Shot("desk", "reader", "DeskPage", (lambda window: window.show_desk(),)),
    Shot("handed-over", "reader", "HandedOverPage", _press("hand-over", "write-bundle")),
    Shot("help", "reader", "HelpPage", (lambda window: window.helping.show_here(),)),
    Shot("help-refused", "reader", "HelpPage", (lambda window: window.helping.show_code("copied-laptop"),)),
    Shot("keys", "reader", "KeysPage", (lambda window: window.helping.show_keys(),)),
    Shot("go-to", "reader", "CasesPage", (lambda window: window.seeking.go(),)),
    Shot("access", "reader", "AccessPage", _press("access")),
    Shot("close", "reader", "ClosePage", _press("close-desk")),
    Shot("type-form", "reader", "KeyingPage", (_case("HB-21"), *_press("type-form"))),
    Shot("type-form-fault", "reader", "KeyingPage", (_case("HB-17"), *_press("type-form"), _mistyped)),
    Shot("hidden", "reader", "HiddenPage", (lambda window: window.privacy.toggle(),)),
    Shot("locked", "reader", "LockPage", (lambda window: window.privacy.lock(),)),
    Shot("cases-lead", "lead", "CasesPage"),
    Shot("framework", "lead", "FrameworkPage", (_framework,)),
    Shot("queries", "lead", "QueriesPage", _press("ask")),
    Shot("query-new", "lead", "QueryForm", (lambda window: window.show_cases("HB-12"), *_press("ask", "add-query"))),
    Shot("scores", "lead", "ScoresPage", (lambda window: window.show_scores(),)),
    Shot("scores-governance", "lead", "ScoresPage", (lambda window: window.show_scores(), *_press("theme-5"))),
    Shot("evidence-none", "lead", "EvidencePage", _press("evidence")),
    Shot("register", "lead", "RegisterPage", _press("register")),
    Shot("planned", "lead", "PlannedPage", _press("bring-in")),
    Shot("brought-in", "lead", "BroughtInPage", _press("bring-in", "take-in")),
    Shot("receipts", "lead", "ReceiptsPage", (_next_bundle, *_press("bring-in", "take-in", "receipts"))),
)
