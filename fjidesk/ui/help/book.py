"""The text of the help: topics of the guide, an entry for each refusal. One catalogue a language, English behind it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fjidesk import resource
from fjidesk.ui.actions import ACTIONS
from fjidesk.ui.help import keys
from fjidesk.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLISH = "en"
CODE = "code-"  # the name of an entry is this and the code of the refusal
KEYS = "keys"  # the topic that is made from the table of actions
_MARKS = re.compile(r"\*\*|\{k:([\w-]+)\}|\{v:([\w-]+)\}|\[([^\]]+)\]\([\w-]+\)")


class Topic(NamedTuple):
    """One page of the help.

    Attributes:
        name: what links and places of the window name it by.
        part: the part of the help in which it stands.
        title: its heading.
        text: paragraphs, lists and links, as in the catalogue.
        code: of the refusal that it explains; empty for the guide.
    """

    name: str
    part: str
    title: str
    text: str
    code: str = ""


class Book(NamedTuple):
    """All of it, in order.

    Attributes:
        parts: the titles of the parts by name.
        topics: by name.
    """

    parts: dict[str, str]
    topics: dict[str, Topic]

    def about(self, code: str) -> str:
        """Return the name of the topic that explains a refusal; that of all refusals where none does."""
        return f"{CODE}{code}" if f"{CODE}{code}" in self.topics else "refused"

    def search(self, typed: str) -> list[Topic]:
        """Return the topics in which every word stands, those with all of them in the title first."""
        words = typed.casefold().split()
        found = [topic for topic in self.topics.values() if _has(f"{topic.title} {topic.code} {plain(topic)}", words)]
        return sorted(found, key=lambda topic: (not _has(f"{topic.title} {topic.code}", words), bool(topic.code)))


def _has(text: str, words: Iterable[str]) -> bool:
    whole = text.casefold()
    return all(word in whole for word in words)


def plain(topic: Topic) -> str:
    """Return the text of a topic without its marks."""
    return _MARKS.sub(lambda found: filled(found[0]) if found[0].startswith("{") else (found[3] or ""), topic.text)


def filled(mark: str) -> str:
    """Return the key or the words of an action for ``{k:id}`` and ``{v:id}``.

    Raises:
        StopIteration: there is no such action.
    """
    kind, name = mark[1], mark[3:-1]
    action = next(action for action in ACTIONS if action.id == name)
    return " ".join(keys.caps_of(action)[:1]) if kind == "k" else keys.words_of(action).removesuffix("…")


def book(language: str = ENGLISH) -> Book:
    """Return the help in a language; what it lacks there is English."""
    made = _read(ENGLISH)
    if language != ENGLISH:
        try:
            other = _read(language)
        except FileNotFoundError:
            other = Book({}, {})
        made = Book(
            {**made.parts, **other.parts}, {name: other.topics.get(name, one) for name, one in made.topics.items()}
        )
    everything = Topic(KEYS, "keys", made.parts["keys"], _all_keys())
    return Book(made.parts, {**made.topics, KEYS: everything})


@cache
def _read(language: str) -> Book:
    table = tomllib.loads(resource.text(f"text/help.{language}.toml"))
    topics = {one["name"]: Topic(one["name"], one["part"], one["title"], one["text"]) for one in table.get("topic", [])}
    words = table.get("words", {})
    for family in table.get("family", []):
        links = []
        for code, (title, what, todo, *safe) in family["codes"].items():
            text = _ENTRY.format(
                what_head=words["what"],
                what=what,
                safe_head=words["safe"],
                safe=safe[0] if safe else family["safe"],
                todo_head=words["do"],
                todo=todo,
                code=words["code"].format(code=code),
                more=f"[{family['title']}](refused-{family['name']})",
            )
            topics[f"{CODE}{code}"] = Topic(f"{CODE}{code}", "refused", title, text, code)
            links.append(f"- [{title}]({CODE}{code})")
        name = f"refused-{family['name']}"
        topics[name] = Topic(name, "refused", family["title"], "\n\n".join((family["text"], "\n".join(links))))
    return Book(table.get("parts", {}), topics)


_ENTRY = "### {what_head}\n\n{what}\n\n### {safe_head}\n\n{safe}\n\n### {todo_head}\n\n{todo}\n\n{code} {more}"


def _all_keys() -> str:
    """Return the text of the topic of all keys."""
    found: dict[str, list[str]] = {}
    for line in keys.lines():
        caps = " ".join(f"{{c:{cap}}}" for cap in line.caps)
        found.setdefault(line.group, []).append(f"| {caps} | {line.words}")
    groups = [f"### {said(f'keys.group_{group}')}\n\n" + "\n".join(rows) for group, rows in found.items()]
    return "\n\n".join(groups)
