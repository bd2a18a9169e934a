"""A topic of the help as rich text in the colours and the type of the window."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from fjidesk.ui.help.book import filled

if TYPE_CHECKING:
    from fjidesk.ui.help.book import Topic
    from fjidesk.ui.theme import Theme

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+)\)")
_MARK = re.compile(r"\{[kv]:[\w-]+\}")
_CAP = re.compile(r"\{c:([^}]+)\}")
_NUMBER = re.compile(r"\d+\. ")


def html(topic: Topic, theme: Theme, part: str) -> str:
    """Return the page of a topic.

    Args:
        topic: to show.
        theme: whose colours and sizes it takes.
        part: the title of the part in which it stands.
    """
    body = "".join(_block(block, theme) for block in topic.text.strip().split("\n\n"))
    size = theme.px
    ink, quiet = theme.colour("ink").name(), theme.colour("ink2").name()
    style = (
        f"body{{color:{ink};font-size:{size(14)}px}} a{{color:{theme.colour('accent').name()}}} "
        f"p,li{{line-height:145%;margin-bottom:{size(8)}px;margin-top:0}} "
        f"h1{{font-family:'Inter Display';font-size:{size(22)}px;font-weight:600;margin-top:0}} "
        f"h1{{margin-bottom:{size(10)}px}} i{{font-style:normal;font-weight:600}} "
        f"h3{{font-size:{size(14)}px;font-weight:600;margin-top:{size(16)}px;margin-bottom:{size(6)}px}} "
        f"p.part{{color:{quiet};font-size:{size(12)}px;margin-bottom:{size(2)}px}} "
        f"td{{padding:{size(3)}px {size(18)}px {size(3)}px 0}} "
        f"ul,ol{{margin-top:0;margin-left:{size(18)}px;-qt-list-indent:0}}"
    )
    head = f'<p class="part">{escape(part)}</p>' if part != topic.title else ""
    return f"<html><head><style>{style}</style></head><body>{head}<h1>{escape(topic.title)}</h1>{body}</body></html>"


def _block(block: str, theme: Theme) -> str:
    lines = block.strip().split("\n")
    if lines[0].startswith("### "):
        return f"<h3>{_words(lines[0][4:], theme)}</h3>"
    if lines[0].startswith("| "):
        rows = (line[2:].split(" | ", 1) for line in lines)
        cells = "".join(f"<tr><td>{_words(caps, theme)}</td><td>{_words(what, theme)}</td></tr>" for caps, what in rows)
        return f'<table cellspacing="0">{cells}</table>'
    if lines[0].startswith("- "):
        return f"<ul>{''.join(f'<li>{_words(item, theme)}</li>' for item in _items(lines, '- '))}</ul>"
    if _NUMBER.match(lines[0]):
        return f"<ol>{''.join(f'<li>{_words(item, theme)}</li>' for item in _items(lines, ''))}</ol>"
    return f"<p>{_words(' '.join(lines), theme)}</p>"


def _items(lines: list[str], mark: str) -> list[str]:
    """Return the items of a list; a line that goes on an item is joined to it."""
    found: list[str] = []
    for line in lines:
        if mark and line.startswith(mark):
            found.append(line.removeprefix(mark))
        elif not mark and _NUMBER.match(line):
            found.append(_NUMBER.sub("", line, count=1))
        else:
            found[-1] += f" {line.strip()}"
    return found


def _words(text: str, theme: Theme) -> str:
    """Return a line with its marks turned into bold, links and key caps; all else is plain text."""
    found = escape(text, quote=False)
    found = _BOLD.sub(r'<span style="font-weight:600">\1</span>', found)
    found = _LINK.sub(r'<a href="help:\2">\1</a>', found)
    found = _MARK.sub(
        lambda mark: f"<i>{escape(filled(mark[0]))}</i>" if mark[0][1] == "v" else _cap(filled(mark[0]), theme), found
    )
    return _CAP.sub(lambda mark: _cap(mark[1], theme), found)


def _cap(key: str, theme: Theme) -> str:
    ground, ink = theme.colour("sunken").name(), theme.colour("ink").name()
    words = escape(key).replace(" ", "&nbsp;").replace("-", "&#8209;")
    return (
        f'<span style="background-color:{ground};color:{ink};font-size:{theme.px(12)}px;font-weight:500">'
        f"&nbsp;{words}&nbsp;</span>"
    )
