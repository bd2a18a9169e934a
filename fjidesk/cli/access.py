"""Verbs for the access log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from fjidesk.cli.common import FILE, Setting, table, verb
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fjidesk.desk.access_log import Asked, Line

_ACTS = ("opened", "viewed", "changed", "printed", "exported", "imported", "destroyed")

_SHOWN = 8  # cases that are named one by one


@click.group()
def access() -> None:
    """See who opened, viewed, changed, printed, exported, imported or destroyed what on this desk."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(access)


def _asking(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(
        [
            click.option("--case", default="", metavar="CASE", help="What was done with one case."),
            click.option("--member", default="", metavar="NAME", help="What one member did."),
            click.option("--act", "acts", multiple=True, type=click.Choice(_ACTS), help="May be repeated."),
            click.option("--since", default="", metavar="MOMENT", help="2014-02-07, or 2014-02-07T16:30 (UTC)."),
            click.option("--until", default="", metavar="MOMENT", help="Likewise; a date means its end."),
            click.option("--text", "words", default="", metavar="WORDS", help="All of these words stand in the row."),
        ]
    ):
        function = option(function)
    return function


@verb(access, "list")
@_asking
def list_them(setting: Setting, **parts: Any) -> None:
    """Say who did what and when, the oldest first. Each desk has a log of its own, which no bundle carries."""
    from fjidesk.desk import access_log

    with setting.opened() as desk:
        asked = access_log.Asked(**parts)
        found = access_log.lines(desk, asked)
        setting.say({"access": found, "totals": access_log.totals(found)}, lambda: _told(found, asked))


def _told(found: Sequence[Line], asked: Asked) -> list[str]:
    from fjidesk.desk.access_log import runs, totals
    from fjidesk.report.words import moment

    if not found:
        return ["The log of this desk has nothing of that."]
    rows = [
        (
            moment(run.first.at),
            run.first.who,
            run.first.act,
            " ".join(part for part in (run.first.kind, run.first.key) if part),
            "; ".join(
                part for part in (_short(run.detail, asked.case), _times(run.times, moment(run.last.at))) if part
            ),
        )
        for run in runs(found)
    ]
    counts = [
        f"{who}: {', '.join(f'{act} {_often(number)}' for act, number in acts.items())}."
        for who, acts in totals(found).items()
    ]
    about = f" of case {asked.case}" if asked.case else ""
    return [
        *table([("When", "Who", "Act", "What", "Detail"), *rows]),
        "",
        f"In all{about}, on this desk:",
        *(f"  {line}" for line in counts),
        "Other desks keep logs of their own.",
    ]


def _short(detail: str, case: str) -> str:
    """Return a detail with a long list of cases told as a number; the table and the document have every one."""
    before, mark, listed = detail.rpartition("cases ")
    cases = listed.split()
    if not mark or len(cases) <= _SHOWN:
        return detail
    return f"{before}{len(cases)} cases{f', {case} among them' if case in cases else ''}"


def _times(times: int, last: str) -> str:
    return f"{times} times, last on {last}" if times > 1 else ""


def _often(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


@verb(access)
@click.option("-o", "--output", type=FILE, required=True, help="The CSV file to write.")
@_asking
def export(setting: Setting, output: Path, **parts: Any) -> None:
    """Write the log, or what is asked of it, as a table; that is noted too."""
    from fjidesk.desk import access_log

    with setting.opened() as desk:
        rows = access_log.export(desk, output, access_log.Asked(**parts))
        setting.say({"file": str(output), "rows": rows}, lambda: [f"Wrote {output}, {count(rows, 'row')}."])
