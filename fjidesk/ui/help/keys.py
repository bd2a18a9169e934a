"""All keys of the window as lines of a sheet: from the table of actions, and what widgets answer by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fjidesk.ui import actions
from fjidesk.ui.letters import as_now
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fjidesk.ui.actions import Action

# One group of the sheet, and the places of the table that stand in it.
GROUPS: dict[str, tuple[str, ...]] = {
    "everywhere": (
        "window",
        "screen",
        "size",
        "language",
        "comfort",
        "rehearsal",
        "progress",
        "tabs",
        "look",
        "panes",
        "undo",
        "over",
    ),
    "help": ("help", "helping", "keys"),
    "cases": ("case_list", "cases", "papers", "paper", "keying", "ending", "access", "register", "closing"),
    "reading": ("answer", "walk", "reading", "section", "section_na", "beside", "naming", "case", "locked"),
    "evidence": ("evidence", "evidence_form"),
    "carrying": ("handing", "planned", "brought", "replying", "result"),
    "queries": ("asked", "asking", "asking_form"),
    "scores": ("scores",),
    "desk": ("desk", "framework"),
}
# Keys of one kind share a line: the first action of the line, by the others.
SHARED = {
    **{f"reason-{key}": "reason-1" for key in "23456789"},
    **{f"na-{key}": "na-1" for key in "23456789"},
    **{f"main-{key}": "main-1" for key in "23456789"},
    **{f"part-{key}": "part-1" for key in "23456"},
    **{f"theme-{key}": "theme-1" for key in "2345"},
    "down": "up",
    "down-all": "up-all",
    "leave-keys": "leave-help",
    "last": "first",
}
_CAPS = {
    "main-1": ("Shift+1\N{EN DASH}9",),
    "up-all": ("Ctrl+↑", "Ctrl+↓"),
    "first": ("Home", "End"),
    "part-1": ("Ctrl+1\N{EN DASH}6",),
}
# What widgets answer without the table: group, name of the words, caps, keys.
OWN: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("everywhere", "tab", ("Tab", "Shift+Tab"), ("Tab", "Shift+Tab")),
    ("everywhere", "menu_alone", ("Alt",), ("Alt",)),
    ("everywhere", "press", ("Space",), ("Space",)),
    ("everywhere", "choose_found", ("↑", "↓", "PgUp", "PgDn"), ("Up", "Down", "PgUp", "PgDown")),
    ("everywhere", "take_found", ("Enter",), ("Return", "Enter")),
    ("reading", "along", ("←", "→"), ("Left", "Right")),
)

_ALWAYS = frozenset({"tab", "press", "menu_alone"})


class Line(NamedTuple):
    """One line of the sheet.

    Attributes:
        group: as in ``GROUPS``.
        caps: the keys as they are shown.
        words: what they do.
        keys: every key that the line answers for, as a key sequence is written.
        now: whether one of them works at the place from which the sheet was opened.
    """

    group: str
    caps: tuple[str, ...]
    words: str
    keys: tuple[str, ...]
    now: bool


def words_of(action: Action) -> str:
    """Return the words of an action: those of the menu, or those that the sheet has for it."""
    return said(f"action.{action.id}") if action.menu else said(f"keys.{action.id}")


def caps_of(action: Action) -> tuple[str, ...]:
    """Return the keys of an action as they are shown: what the footer shows, or all of them."""
    if action.id in _CAPS:
        return as_now(_CAPS[action.id])
    shown = as_now(action.caps) or tuple(
        key for key in actions.keys_of(action) if key != "Enter" or "Return" not in action.keys
    )
    return tuple(dict.fromkeys(key.replace("Return", "Enter").replace("PgDown", "PgDn") for key in shown))


def lines(working: Iterable[Action] = ()) -> list[Line]:
    """Return every line of the sheet, by group.

    Args:
        working: the actions that work at the place from which the sheet is opened.
    """
    now = {(action.place, action.id) for action in working}
    found: dict[tuple[str, str], Line] = {}
    for group, places in GROUPS.items():
        for place in places:
            for action in actions.rows(place):
                if action.keys or action.caps:
                    _add(found, group, action, now=(place, action.id) in now)
        for where, name, caps, keys in OWN:
            if where == group:
                words = said(f"keys.{name}")
                found[name, words] = Line(group, caps, words, keys, now=name in _ALWAYS)
    return list(found.values())


def _add(found: dict[tuple[str, str], Line], group: str, action: Action, *, now: bool) -> None:
    """Put an action on a line of its own, or on the one that it shares."""
    head = SHARED.get(action.id)
    if head is not None:
        key, line = next((key, line) for key, line in found.items() if key[0] == head)
    else:
        key = (action.id, words_of(action))
        line = found.get(key, Line(group, caps_of(action), key[1], (), now=False))
    found[key] = line._replace(keys=tuple(dict.fromkeys((*line.keys, *actions.keys_of(action)))), now=line.now or now)


def wanted(line: Line, typed: str) -> bool:
    """Tell whether a line answers to what is typed: each word in its words, its group or its keys."""
    whole = f"{line.words} {said(f'keys.group_{line.group}')} {' '.join(line.caps)} {' '.join(line.keys)}".casefold()
    return all(part in whole for part in typed.casefold().split())
