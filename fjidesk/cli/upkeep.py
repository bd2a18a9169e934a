"""Verbs that look after a desk and prove the program: check, state, demo, self-test."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from fjidesk.cli.common import FILE, Setting, verb
from fjidesk.cli.results import score_lines
from fjidesk.errors import Refused
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from fjidesk.desk.demo import Demo


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    for function, name in ((check, "check"), (state, "state"), (demo, "demo"), (self_test, "self-test")):
        verb(root, name)(function)


def check(setting: Setting) -> None:
    """Recompute everything in the store from its revisions; exit 0 when it is whole."""
    from fjidesk.desk import checks, times

    with setting.opened() as desk:
        found = checks.check(desk)
        odd = times.odd(desk)
    if found.difference:
        raise Refused(
            "store-differs",
            f"The store is not whole: {found.difference}.",
            "Keep it, and see what there is to go back to with: fjidesk backup list",
        )
    setting.say(
        {**msgspec.to_builtins(found), "odd_times": odd},
        lambda: [
            f"Whole: {count(found.revisions, 'revision')}, {found.quarantined} quarantined.",
            f"State: {found.state}",
            *(f"Time {one.made_at} of {one.kind} {one.revision[:8]}: {one.why}." for one in odd),
        ],
    )


def state(setting: Setting) -> None:
    """Print the state hash: equal on two desks that hold the same revisions."""
    from fjidesk.desk import checks

    with setting.opened() as desk:
        found = checks.state(desk)
    setting.say({"state": found}, lambda: [found])


@click.option(
    "--dir",
    "folder",
    type=FILE,
    help="An empty or new folder; default a temporary one.",
)
@click.option("--headless", is_flag=True, help="Do not open the window at the end.")
@click.pass_context
def demo(context: click.Context, setting: Setting, folder: Path | None, headless: bool) -> None:
    """Make the demonstration: nine desks, 34 cases, their bundles, the merge and the scores."""
    from fjidesk.desk import demo as desk_demo

    target = folder if folder is not None else Path(tempfile.mkdtemp(prefix="fjidesk-demo-"))
    done = desk_demo.make(target, lambda line: None if setting.as_json else click.echo(line))
    setting.say(
        done.document(), lambda: ["", *score_lines(done.scores, done.framework, done.differences), "", *_where(done)]
    )
    if not headless and not setting.as_json and setting.doors is not None and _display():
        lead = done.desks[0]
        context.exit(setting.doors.window(Path(lead.folder), Path(lead.passphrase_file), "scores"))


def _where(done: Demo) -> list[str]:
    lines = [
        f"Everything lies in {done.folder}",
        f"  Summary:  {done.summary}",
        f"  Numbers:  {done.folder / 'demo.json'}",
        f"  Bundles:  {done.folder / 'bundles'}",
        f"  State:    {done.state}",
        "  Desks:",
    ]
    lines += [f"    {desk.role:15} {desk.folder}" for desk in done.desks]
    lead = done.desks[0]
    return [
        *lines,
        "Look into the lead's desk with:",
        f"  fjidesk --desk {lead.folder} --passphrase-file {lead.passphrase_file}",
    ]


def _display() -> bool:
    """Tell whether a window can be shown: always on Windows and macOS, with a display elsewhere."""
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def self_test(setting: Setting) -> None:
    """Open every resource, walk the whole road in a temporary folder, and build the window unseen."""
    from fjidesk.desk import selftest

    steps = selftest.run()
    if setting.doors is not None:
        setting.doors.probe()
        steps.append("window")
    setting.say({"passed": steps}, lambda: [f"Passed: {', '.join(steps)}."])
