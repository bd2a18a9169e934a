"""The one table of what can be done by key. Menu, footer and shortcuts are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from fjidesk.ui.letters import as_now, is_single, typing, with_alt
from fjidesk.ui.words import language, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Action:
    """One thing that can be done.

    Attributes:
        id: its words are ``action.<id>``.
        place: the part of the window in which its keys work.
        keys: the keys, the first of them shown.
        call: the method to call on the target that the place is bound to.
        args: what to call it with.
        when: a property of the target that must be true; empty for always.
        hint: key of the words in the footer, ``hint.<hint>``; empty for none.
        caps: the keys as the footer shows them, where not the first key.
        menu: whether it stands in the menu.
        welsh: the keys while the window speaks Welsh, where they are others; ``keys_of`` returns those that hold.
        alt: the keys while letters and digits work with Alt only, where they are not the same with Alt before them.
    """

    id: str
    place: str
    keys: tuple[str, ...]
    call: str
    args: tuple[str, ...] = ()
    when: str = ""
    hint: str = ""
    caps: tuple[str, ...] = ()
    menu: bool = True
    welsh: tuple[str, ...] = ()
    alt: tuple[str, ...] = ()


# places whose keys work wherever the focus is
EVERYWHERE = frozenset({"window", "screen", "size", "language", "comfort", "help", "rehearsal"})
ENTER = ("Return", "Enter")  # the big key and that of the number pad
GO = ("Ctrl+Return", "Ctrl+Enter")
NINE, FIVE = ("1\N{EN DASH}9",), ("1\N{EN DASH}5",)
ACTIONS: tuple[Action, ...] = (
    Action("menu", "window", ("F10",), "show_menu", hint="menu", menu=False),
    Action("hide", "screen", ("F8", "Ctrl+L"), "toggle", when="can_hide"),
    Action("lock", "screen", ("Ctrl+Shift+L", "Shift+F8"), "lock", when="can_lock"),
    Action("desk", "window", ("Ctrl+,",), "show_desk", when="has_content"),
    Action("larger", "size", ("Ctrl++", "Ctrl+="), "turn", ("1",), when="can_size"),
    Action("smaller", "size", ("Ctrl+-",), "turn", ("-1",), when="can_size"),
    Action("usual-size", "size", ("Ctrl+0",), "turn", ("0",), when="can_size"),
    Action("language", "language", ("Ctrl+Shift+Y",), "turn", when="can_turn"),
    Action("save", "comfort", ("Ctrl+S",), "save_now", when="can_save"),
    Action("full-screen", "comfort", ("F11",), "full_screen"),
    Action("letters", "comfort", ("Ctrl+Shift+O",), "turn_letters", when="can_letters"),
    Action("help", "help", ("F1",), "show_help", when="can_help", hint="help"),
    Action("help-now", "help", ("Shift+F1",), "show_here", when="can_help", menu=False),
    Action("all-keys", "help", ("?", "Ctrl+/"), "show_keys", when="can_help", hint="all_keys", caps=("Ctrl+/",),
           alt=("Ctrl+/",)),
    Action("leave", "window", ("Ctrl+Q",), "close"),
    Action("find-help", "helping", ("Ctrl+F",), "search", hint="find"),
    Action("help-before", "helping", ("Alt+Left",), "before", hint="before"),
    Action("leave-help", "helping", ("Esc",), "leave", hint="back"),
    Action("save-keys", "keys", ("Ctrl+P",), "save", hint="save_keys"),
    Action("leave-keys", "keys", ("Esc",), "leave", hint="back"),
    Action("go", "look", ("Ctrl+K",), "go", when="can_look", hint="go"),
    Action("find", "look", ("Ctrl+F",), "find", when="can_look", hint="find"),
    Action("act-now", "look", ("F9", "Ctrl+Shift+A"), "act_now", when="can_look"),
    Action("stop", "progress", ("Esc",), "stop", when="can_stop", menu=False),
    Action("leave-rehearsal", "rehearsal", ("Ctrl+Shift+W",), "leave", when="in_it", hint="leave_rehearsal"),
    Action("remove-rehearsal", "rehearsal", ("Ctrl+Shift+Backspace",), "remove", when="in_it"),
    Action("next-tab", "tabs", ("Ctrl+Tab",), "turn", ("1",), hint="tab"),
    Action("previous-tab", "tabs", ("Ctrl+Shift+Tab",), "turn", ("-1",)),
    Action("case-up", "case_list", (), "", when="has_cases", hint="case", caps=("↑", "↓"), menu=False),
    Action("open-case", "case_list", ENTER, "open_chosen", when="has_cases", hint="open", caps=("Enter",)),
    Action("hand-over", "cases", ("Ctrl+H",), "hand_over", when="hands_over", hint="hand_over"),
    Action("bring-in", "cases", ("Ctrl+I",), "bring_in", hint="bring_in"),
    Action("scores", "cases", ("Ctrl+Shift+P",), "show_scores", when="is_lead", hint="scores"),
    Action("reply", "cases", ("Ctrl+R",), "reply", when="has_queries", hint="reply"),
    Action("ask", "cases", ("Ctrl+Shift+Q",), "show_queries", when="is_lead", hint="ask"),
    Action("evidence", "cases", ("Ctrl+E",), "show_evidence", hint="evidence"),
    Action("changes", "cases", ("F7", "Ctrl+Shift+J"), "show_changes", hint="changes"),
    Action("undo", "undo", ("Ctrl+Z",), "undo", hint="undo"),
    Action("redo", "undo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Action("yes", "answer", ("Y",), "give", ("yes",), when="open", hint="yes", welsh=("I", "Y")),
    Action("no", "answer", ("N",), "give", ("no",), when="open", hint="no"),
    Action("na", "answer", ("A",), "give", ("na",), when="open", hint="na"),
    Action("clear", "answer", ("Delete",), "clear", when="open"),
    Action("reason-1", "answer", ("1",), "reason", ("1",), when="open", hint="reasons", caps=NINE, menu=False),
    *(
        Action(f"reason-{key}", "answer", (key,), "reason", (key,), when="open", menu=False)
        for key in ("2", "3", "4", "5", "6", "7", "8", "9", "0")
    ),
    *(
        Action(f"main-{key}", "answer", (f"Shift+{key}",), "main_reason", (key,), when="open", menu=False)
        for key in ("1", "2", "3", "4", "5", "6", "7", "8", "9")
    ),
    Action("note", "walk", (*ENTER, "F2"), "into_note", hint="note", caps=("Enter",)),
    Action("up", "walk", ("Up",), "step", ("-1",), hint="question", caps=("↑", "↓"), menu=False),
    Action("down", "walk", ("Down",), "step", ("1",), menu=False),
    Action("up-all", "walk", ("Ctrl+Up",), "step_all", ("-1",), menu=False),
    Action("down-all", "walk", ("Ctrl+Down",), "step_all", ("1",), menu=False),
    Action("first", "walk", ("Home",), "edge", ("first",), menu=False),
    Action("last", "walk", ("End",), "edge", ("last",), menu=False),
    Action("source", "answer", ("S",), "turn", ("source",), when="open"),
    Action("confidence", "answer", ("C",), "turn", ("confidence",), when="open"),
    Action("place", "walk", ("W",), "into_place"),
    Action("discuss", "answer", ("D",), "turn", ("discuss",), when="open"),
    Action("next-to-do", "reading", ("F3",), "next_to_do", ("1",), hint="next_to_do"),
    Action("previous-to-do", "reading", ("Shift+F3",), "next_to_do", ("-1",)),
    Action("note-next", "walk", ("Ctrl+Return", "Ctrl+Enter"), "next_to_do", ("1",), menu=False),
    Action("next-section", "reading", ("Ctrl+PgDown",), "section", ("1",), hint="section", caps=("Ctrl+PgDn",)),
    Action("previous-section", "reading", ("Ctrl+PgUp",), "section", ("-1",)),
    Action("facts", "reading", ("F4",), "into_facts"),
    Action("guidance", "reading", (), "show_guidance", caps=("F1",)),
    Action("history", "walk", ("H",), "show_history"),
    Action("next-pane", "panes", ("F6",), "pane", ("1",), hint="pane"),
    Action("previous-pane", "panes", ("Shift+F6",), "pane", ("-1",)),
    Action("act-now", "beside", ("F9", "Ctrl+Shift+A"), "act_now", hint="act_now"),
    Action("go", "beside", ("Ctrl+K",), "go", hint="go"),
    Action("find", "beside", ("Ctrl+F",), "find", hint="find"),
    Action("disagree", "beside", ("Ctrl+Shift+D",), "show_list", ("disagree",)),
    Action("queries", "beside", ("Ctrl+Shift+Q",), "show_list", ("queries",)),
    Action("to-discuss", "beside", ("Ctrl+Shift+T",), "show_list", ("discuss",)),
    Action("limiting", "beside", ("Ctrl+7",), "show_limiting"),
    Action("reply-here", "walk", ("R",), "reply", alt=("Alt+Q",)),  # Alt+R is the name catcher's
    *(
        Action(f"part-{key}", "reading", (f"Ctrl+{key}",), "part", (key,), menu=False)
        for key in ("1", "2", "3", "4", "5", "6")
    ),
    Action("put-role", "naming", ("Alt+R",), "put", when="there", hint="put_role"),
    Action("not-a-name", "naming", ("Alt+Shift+R",), "let_pass", when="there"),
    Action("over-close", "over", ("Esc",), "close_over", hint="back", menu=False),
    Action("section-na", "section", ("Ctrl+Shift+N",), "ask", when="open"),
    Action("na-1", "section_na", ("1",), "choose", ("1",), hint="reasons", caps=NINE, menu=False),
    *(
        Action(f"na-{key}", "section_na", (key,), "choose", (key,), menu=False)
        for key in ("2", "3", "4", "5", "6", "7", "8", "9", "0")
    ),
    Action("set-na", "section_na", GO, "agree", hint="set_na", caps=("Ctrl+Enter",)),
    Action("register", "ending", ("Ctrl+Shift+G",), "show_register", when="is_lead"),
    Action("access", "ending", ("Ctrl+Shift+E",), "show_access"),
    Action("close-desk", "ending", ("Ctrl+Shift+X",), "show_closing"),
    Action("export-access", "access", GO, "export", hint="export", caps=("Ctrl+Enter",)),
    Action("add-certificates", "register", ("Ctrl+N",), "add", hint="add"),
    Action("export-register", "register", GO, "export", hint="export", caps=("Ctrl+Enter",)),
    Action("destroy-desk", "closing", GO, "destroy_desk", hint="destroy", caps=("Ctrl+Enter",)),
    Action("print-forms", "papers", ("Ctrl+P",), "print_form", hint="print_forms"),
    Action("print-form", "paper", ("Ctrl+P",), "print_form"),
    Action("type-form", "paper", ("Ctrl+Shift+K",), "type_form", when="own"),
    Action("finish", "case", ("Ctrl+Shift+F",), "ask_to_finish", when="open", hint="finish"),
    Action("reopen", "locked", ("Ctrl+Shift+R",), "ask", when="finished", hint="reopen"),
    Action("back", "case", ("Esc",), "escape", hint="back"),
    *(
        Action(f"theme-{key}", "scores", (key,), "choose", (key,), hint="theme" if key == "1" else "",
               caps=FIVE, menu=False)
        for key in ("1", "2", "3", "4", "5")
    ),
    Action("order", "scores", ("W",), "turn_order", hint="order"),
    Action("summary", "scores", ("Ctrl+Shift+S",), "write_summary", hint="summary"),
    Action("leave-scores", "scores", ("Esc",), "leave", hint="leave"),
    Action("leave-desk", "desk", ("Esc",), "leave", hint="back"),
    Action("choose-framework", "framework", ("Ctrl+O",), "choose", when="is_lead", hint="choose_framework"),
    Action("keep-framework", "framework", GO, "keep", when="can_keep", hint="keep_framework", caps=("Ctrl+Enter",)),
    Action("mend-by-bundle", "framework", ("Ctrl+I",), "bring_in", hint="bring_in"),
    Action("write-bundle", "handing", GO, "write", when="has_some", hint="write", caps=("Ctrl+Enter",)),
    Action("take-form", "keying", GO, "take", hint="take_form", caps=("Ctrl+Enter",)),
    Action("take-in", "planned", GO, "take", when="has_some", hint="take_in", caps=("Ctrl+Enter",)),
    Action("receipts", "brought", ("Ctrl+Shift+R",), "receipts", when="gives_receipts", hint="receipts"),
    Action("open-query", "asked", ENTER, "open_chosen", when="has_one", hint="open", caps=("Enter",)),
    Action("send-reply", "replying", GO, "send", hint="send_reply", caps=("Ctrl+Enter",)),
    Action("add-query", "asking", ("Ctrl+N",), "add", hint="ask_new"),
    Action("close-query", "asking", GO, "accept", when="can_close", hint="close_query", caps=("Ctrl+Enter",)),
    Action("withdraw-query", "asking", ("Delete",), "withdraw", when="can_withdraw", hint="withdraw"),
    Action("look-query", "asking", ENTER, "look", when="has_one", hint="look", caps=("Enter",)),
    Action("hand-query", "asking", ("Ctrl+H",), "hand_over", when="has_one", hint="hand_over"),
    Action("put-query", "asking_form", GO, "put", hint="put_query", caps=("Ctrl+Enter",)),
    Action("piece-up", "evidence", (), "", when="own", hint="piece", caps=("↑", "↓"), menu=False),
    Action("add-piece", "evidence", ("Ctrl+N",), "add", hint="add"),
    Action("change-piece", "evidence", ENTER, "change", when="own", hint="change", caps=("Enter",)),
    Action("withdraw-piece", "evidence", ("Delete",), "withdraw", when="own", hint="withdraw"),
    Action("keep-piece", "evidence_form", GO, "keep", hint="keep", caps=("Ctrl+Enter",)),
    Action("leave-result", "result", ("Esc",), "leave", hint="leave"),
)  # fmt: skip


_ALWAYS = ("window", "screen", "size", "language", "comfort", "help", "rehearsal")
# Places whose keys can work at the same time: no key may stand twice in one of these.
TOGETHER: tuple[tuple[str, ...], ...] = (
    (*_ALWAYS, "tabs", "undo", "cases", "papers", "ending", "case_list", "look", "panes"),
    (*_ALWAYS, "answer", "walk", "reading", "section", "case", "locked", "paper", "undo", "beside", "naming", "panes"),
    (*_ALWAYS, "reading", "section", "section_na", "case", "locked", "paper", "beside", "naming", "panes"),
    (*_ALWAYS, "over", "naming"),
    (*_ALWAYS, "tabs", "scores", "look"),
    *(
        (*_ALWAYS, "tabs", "result", "naming", also, "look", "panes")
        for also in (
            "handing",
            "asked",
            "planned",
            "brought",
            "replying",
            "evidence_form",
            "asking",
            "asking_form",
            "keying",
            "access",
            "register",
            "closing",
        )
    ),
    (*_ALWAYS, "tabs", "result", "evidence", "undo", "look", "panes"),
    (*_ALWAYS, "desk", "look"),
    (*_ALWAYS, "helping"),
    (*_ALWAYS, "keys"),
    (*_ALWAYS, "progress"),
    (*_ALWAYS, "framework"),
)


def rows(place: str) -> list[Action]:
    """Return the actions of a place, in order."""
    return [action for action in ACTIONS if action.place == place]


def keys_of(action: Action) -> tuple[str, ...]:
    """Return the keys of an action as they work now, by language and by Alt; pages bind them when they are made."""
    if action.alt and with_alt():
        return action.alt
    return as_now(action.welsh if action.welsh and language() == "cy" else action.keys)


def caps_of(action: Action) -> tuple[str, ...]:
    """Return the keys that footer and buttons show of an action, as they work now."""
    return as_now(action.caps) or keys_of(action)[:1]


def cap(name: str) -> str:
    """Return the key of an action as a cap shows it now.

    Raises:
        StopIteration: there is no such action.
    """
    return caps_of(next(action for action in ACTIONS if action.id == name))[0]


def bind(place: str, widget: QWidget, target: object) -> None:
    """Make the keys of a place work while the focus is inside a widget.

    Args:
        place: as in the table.
        widget: whose children take part; for a place of ``EVERYWHERE`` the keys work everywhere in it.
        target: the object whose methods the table names.
    """
    context = (
        Qt.ShortcutContext.WindowShortcut if place in EVERYWHERE else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    for action in rows(place):
        if not action.call or not action.keys:
            continue
        made = QAction(widget)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in keys_of(action)])
        made.setShortcutContext(context)
        made.triggered.connect(lambda _on=False, action=action: _by_key(action, target))
        widget.addAction(made)


def renew(widget: QWidget) -> None:
    """Let what works everywhere in a widget answer to the keys that hold now."""
    table = {action.id: action for action in ACTIONS if action.place in EVERYWHERE}
    for made in widget.actions():
        made.setShortcuts([QKeySequence(key) for key in keys_of(table[made.objectName()])])


def _by_key(action: Action, target: object) -> None:
    """Do it; a letter or digit with Alt does no more in a text than it does there without.

    Qt asks the page behind an open menu first: nothing may happen there, and Home and End go through the menu.
    """
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        ends = [one for one in menu.actions() if one.isEnabled()]
        if action.keys in {("Home",), ("End",)}:
            menu.setActiveAction(ends[0] if action.keys == ("Home",) else ends[-1])
    elif not (with_alt() and typing() and any(map(is_single, action.keys))):
        run(action, target)


def allowed(action: Action, target: object) -> bool:
    """Tell whether an action can be done now."""
    return not action.when or bool(getattr(target, action.when))


def run(action: Action, target: object) -> None:
    """Do it, where it can be done now."""
    if allowed(action, target):
        getattr(target, action.call)(*action.args)


def _hint(action: Action, target: object) -> str:
    """Return what the footer says of a key; of the way back, where it leads if not to the cases."""
    place = getattr(target, "leads_to", "") if action.hint == "leave" else ""
    return said("hint.leave_to", place=place) if place else said(f"hint.{action.hint}")


def hints(bound: Iterable[tuple[str, object]]) -> list[tuple[tuple[str, ...], str]]:
    """Return keys and words for the footer, of the places given with their targets."""
    return [
        (caps_of(action), _hint(action, target))
        for place, target in bound
        for action in rows(place)
        if action.hint and action.id != "menu" and allowed(action, target)
    ]


def in_menu(bound: Sequence[tuple[str, object]]) -> list[tuple[Action, object]]:
    """Return the actions that the menu lists, with their targets."""
    return [(action, target) for place, target in bound for action in rows(place) if action.menu]
