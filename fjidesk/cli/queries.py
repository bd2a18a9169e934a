"""Verbs for queries: put, list, reply, withdraw, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from fjidesk.cli.common import Setting, table, verb

if TYPE_CHECKING:
    from fjidesk.desk.queries import Put


@click.group()
def query() -> None:
    """Ask a case's readers, reply, and close or withdraw what was asked."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(query)


@verb(query)
@click.argument("case")
@click.option("--text", required=True, help="What is asked. No names.")
@click.option("--question", default="", help="The question that it is about, such as R02; the whole case by default.")
@click.option("--to", "members", multiple=True, metavar="MEMBER", help="One of its readers; all of them by default.")
def put(setting: Setting, case: str, text: str, question: str, members: tuple[str, ...]) -> None:
    """Put a query about CASE to its readers. It goes with the next bundle that you write for each."""
    from fjidesk.desk import inspection, queries

    with setting.opened() as desk:
        names = queries.put(desk, case, text, question.upper(), [inspection.find_member(desk, one) for one in members])
        made = [queries.find(desk, name) for name in names]
    setting.say(
        {"queries": [_document(one) for one in made]},
        lambda: [
            f'{one.id}  to {one.who}. Hand it over: fjidesk bundle export --to "{one.who}" -o DIR' for one in made
        ],
    )


@verb(query, "list")
@click.argument("case", default="")
@click.option("--open", "only_open", is_flag=True, help="Only those that are neither closed nor withdrawn.")
def list_queries(setting: Setting, case: str, only_open: bool) -> None:
    """List the queries on this desk with their replies: those with a reply to look at come first."""
    from fjidesk.desk import queries

    with setting.opened() as desk:
        found = queries.listed(desk, case, only_open=only_open)
    setting.say({"queries": [_document(one) for one in found]}, lambda: _lines(found) or ["No queries."])


def _document(one: Put) -> dict[str, object]:
    return {**msgspec.to_builtins(one), "open": one.open}


def _lines(found: list[Put]) -> list[str]:
    from fjidesk.report.words import moment

    heads = table([[one.id, one.state, f"{one.case} {one.question}".strip(), one.who] for one in found])
    said = []
    for head, one in zip(heads, found, strict=True):
        said += [head, f"    asked by {one.by}, {moment(one.at)}: {one.text}"]
        said += [f"    replied, {moment(reply.at)}: {reply.text}" for reply in one.replies]
        said += ["    replied; kept from you until both readings of the case are finished"] * bool(one.kept)
    return said


@verb(query)
@click.argument("name", metavar="ID")
@click.option("--text", required=True, help="Your reply. No names.")
def reply(setting: Setting, name: str, text: str) -> None:
    """Reply to query ID, which was put to you. It goes with the next bundle that you hand over."""
    from fjidesk.desk import concerns, queries

    with setting.opened() as desk:
        found = queries.find(desk, name)
        concerns.reply(desk, found.id, text)
    setting.say({"id": found.id}, lambda: ["Kept. It goes to the lead with the next hand-over."])


@verb(query)
@click.argument("name", metavar="ID")
def withdraw(setting: Setting, name: str) -> None:
    """Take back query ID, which has no reply yet."""
    from fjidesk.desk import queries

    with setting.opened() as desk:
        found = queries.find(desk, name)
        queries.withdraw(desk, found.id)
    setting.say({"id": found.id}, lambda: [f"Taken back. {found.who} sees that with the next bundle that you write."])


@verb(query)
@click.argument("name", metavar="ID")
def close(setting: Setting, name: str) -> None:
    """Accept the reply to query ID, which closes it."""
    from fjidesk.desk import queries

    with setting.opened() as desk:
        found = queries.find(desk, name)
        queries.close(desk, found.id)
    setting.say({"id": found.id}, lambda: ["Closed."])
