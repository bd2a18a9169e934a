"""Verbs for what stands beside the answers: act-now alerts, limiting-factor flags, evidence."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from fjidesk.cli.common import Setting, table, verb
from fjidesk.errors import Refused

_AT_RISK = click.Choice(["child", "other", "both"])
_KINDS = click.Choice(["interview", "meeting", "document", "observation", "data", "quote", "illustration"])
_YES_NO = click.Choice(["yes", "no"])


@click.group()
def alert() -> None:
    """Raise, go on with, list and close act-now alerts."""


@click.group()
def flag() -> None:
    """Flag a possible limiting factor, list flags, take one back."""


@click.group()
def evidence() -> None:
    """Add, list, correct and take back evidence, quotes and illustrations."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    for group in (alert, flag, evidence):
        root.add_command(group)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


@verb(alert, "raise")
@click.argument("case")
@click.option("--at-risk", type=_AT_RISK, required=True, help="Who may be at risk.")
@click.option("--what", required=True, help="What it is, in a line. No names.")
@click.option("--told", required=True, help="Who was told, by role.")
@click.option("--told-at", metavar="MOMENT", help="When, in UTC: 2014-02-07T16:30:00Z. Now by default.")
@click.option("--will-do", help="What they will do.")
def raise_alert(setting: Setting, case: str, **fields: Any) -> None:
    """Say that somebody may be at risk today in CASE."""
    from fjidesk.clock import stamp
    from fjidesk.desk import concerns
    from fjidesk.model.records import Alert

    with setting.opened() as desk:
        fields["told_at"] = fields["told_at"] or stamp(desk.clock())
        name = concerns.raise_alert(desk, Alert(case=case, **_given(fields)))
    setting.say(
        {"id": name}, lambda: [f"Alert {name} is open. Tell the lead now; it goes with the next hand-over too."]
    )


@verb(alert, "change")
@click.argument("name", metavar="ID")
@click.option("--at-risk", type=_AT_RISK)
@click.option("--what")
@click.option("--told")
@click.option("--told-at", metavar="MOMENT")
@click.option("--will-do")
def change_alert(setting: Setting, name: str, **fields: Any) -> None:
    """Write on in your open alert ID."""
    from fjidesk.desk import alerts

    with setting.opened() as desk:
        alerts.write_on(desk, name, **_given(fields))
    setting.say({"id": name}, lambda: ["Written."])


@verb(alert, "list")
@click.argument("case", required=False)
@click.option("--open", "only_open", is_flag=True, help="Only those without an outcome.")
def list_alerts(setting: Setting, case: str | None, only_open: bool) -> None:
    """List the alerts on this desk, open ones first."""
    from fjidesk.desk import alerts

    with setting.opened() as desk:
        found = alerts.listed(desk, case or "", only_open=only_open)
        names = {key: member.name for key, member in desk.roster.items()}
    setting.say(
        {"alerts": [{"id": one.id, "open": one.open, **msgspec.to_builtins(one.alert)} for one in found]},
        lambda: (
            table(
                [
                    [
                        one.id,
                        one.alert.case,
                        "open" if one.open else "closed",
                        names.get(one.member, ""),
                        one.alert.what,
                    ]
                    for one in found
                ]
            )
            or ["No alerts."]
        ),
    )


@verb(alert, "close")
@click.argument("name", metavar="ID")
@click.option("--outcome", required=True, help="What came of it.")
def close_alert(setting: Setting, name: str, outcome: str) -> None:
    """Add the outcome of alert ID, which closes it."""
    from fjidesk.desk import alerts, concerns

    with setting.opened() as desk:
        whose = next((one.member for one in alerts.listed(desk) if one.id == name), desk.me)
        concerns.close_alert(desk, whose, name, outcome)
    setting.say({"id": name}, lambda: ["Closed."])


@verb(flag, "add")
@click.argument("case")
@click.argument("theme")
@click.option("--at-risk", type=_AT_RISK, required=True, help="Who is left at risk.")
@click.option("--text", required=True, help="What is serious and not dealt with.")
def add_flag(setting: Setting, case: str, theme: str, at_risk: Any, text: str) -> None:
    """Flag a possible limiting factor for THEME in your reading of CASE."""
    from fjidesk.desk import concerns
    from fjidesk.model.records import Limiting

    with setting.opened() as desk:
        concerns.flag_limiting(desk, case, theme, Limiting(at_risk=at_risk, text=text))
    setting.say({"case": case, "theme": theme}, lambda: [f"{case} is flagged for {theme}."])


@verb(flag, "list")
def list_flags(setting: Setting) -> None:
    """List the flags on this desk with the decision on each."""
    from fjidesk.desk import alerts

    with setting.opened() as desk:
        found = alerts.flags(desk)
    setting.say(
        {"flags": [one._asdict() for one in found]},
        lambda: table([[one.case, one.theme, one.decision, one.text] for one in found]) or ["No flags."],
    )


@verb(flag, "withdraw")
@click.argument("case")
@click.argument("theme")
def withdraw_flag(setting: Setting, case: str, theme: str) -> None:
    """Take your flag for THEME on CASE back."""
    from fjidesk.desk import alerts

    with setting.opened() as desk:
        alerts.withdraw_flag(desk, case, theme)
    setting.say({"case": case, "theme": theme}, lambda: ["Taken back."])


def _parts(function: Any) -> Any:
    """Add the options that describe a piece of evidence."""
    for option in (
        click.option("--kind", type=_KINDS),
        click.option("--theme"),
        click.option("--topic", help="Such as G01."),
        click.option("--text", help="What was said, seen or read. No names."),
        click.option("--judgement", type=click.Choice(["strength", "mixed", "weakness", "not_seen"])),
        click.option("--inspectorate", help="Your own by default."),
        click.option("--confidence", type=click.Choice(["sure", "fairly", "unsure"])),
        click.option("--source", help="Who or what, by role."),
        click.option("--dated"),
        click.option("--case", help="Of a quote or an illustration."),
        click.option("--consent", type=_YES_NO, help="Whether whoever said it agreed to print."),
        click.option("--altered", type=_YES_NO, help="Whether names and details were altered."),
    ):
        function = option(function)
    return function


@verb(evidence, "add")
@_parts
def add_evidence(setting: Setting, **fields: Any) -> None:
    """Keep a piece of evidence. It needs --kind, --theme and --text."""
    from fjidesk.desk import evidence as desk_evidence
    from fjidesk.model.records import Evidence

    given = _given(fields)
    lacking = [f"--{name}" for name in ("kind", "theme", "text") if name not in given]
    if lacking:
        raise Refused("usage", f"Missing: {', '.join(lacking)}.", "Run: fjidesk evidence add --help")
    with setting.opened() as desk:
        name = desk_evidence.add(desk, Evidence(**given))
    setting.say({"id": name}, lambda: [f"Kept as {name}."])


@verb(evidence, "change")
@click.argument("name", metavar="ID")
@_parts
def change_evidence(setting: Setting, name: str, **fields: Any) -> None:
    """Correct your piece of evidence ID. What is not given stays as it was."""
    from fjidesk.desk import evidence as desk_evidence

    with setting.opened() as desk:
        before = desk_evidence.own(desk, name)
        desk_evidence.change(desk, name, msgspec.structs.replace(before, **_given(fields)))
    setting.say({"id": name}, lambda: ["Written."])


@verb(evidence, "list")
@click.option("--theme", default="")
@click.option("--topic", default="")
@click.option("--case", default="")
def list_evidence(setting: Setting, theme: str, topic: str, case: str) -> None:
    """List the evidence on this desk; a quote or an illustration that cannot be printed yet says why."""
    from fjidesk.desk import evidence as desk_evidence

    with setting.opened() as desk:
        found = desk_evidence.listed(desk, theme, topic, case)
    setting.say(
        {
            "evidence": [
                {"id": one.id, "unprintable": one.unprintable, **msgspec.to_builtins(one.evidence)} for one in found
            ]
        },
        lambda: (
            table(
                [
                    [
                        one.id,
                        one.evidence.topic or one.evidence.theme,
                        one.evidence.kind,
                        one.evidence.judgement,
                        f"{one.evidence.text}{f' ({one.unprintable})' if one.unprintable else ''}",
                    ]
                    for one in found
                ]
            )
            or ["No evidence."]
        ),
    )


@verb(evidence, "withdraw")
@click.argument("name", metavar="ID")
def withdraw_evidence(setting: Setting, name: str) -> None:
    """Take your piece of evidence ID back; it stays in the history."""
    from fjidesk.desk import evidence as desk_evidence

    with setting.opened() as desk:
        desk_evidence.withdraw(desk, name)
    setting.say({"id": name}, lambda: ["Taken back."])
