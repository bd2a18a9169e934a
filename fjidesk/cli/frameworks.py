"""Verbs for frameworks."""

from __future__ import annotations

from pathlib import Path

import click

from fjidesk.cli.common import FILE, Setting, table, verb
from fjidesk.model.counts import count


@click.group()
def framework() -> None:
    """List, show and check frameworks."""


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    root.add_command(framework)


def framework_data(name: str) -> tuple[bytes, str]:
    """Return bytes and file name of a framework given by its id or as a file."""
    from fjidesk.desk import inspection as setup
    from fjidesk.files import read_bounded

    if name.endswith(".toml"):
        return read_bounded(Path(name), 4 * 1024 * 1024), Path(name).name
    return setup.framework_bytes(name), f"{name}.toml"


@verb(framework, "list")
def list_frameworks(setting: Setting) -> None:
    """List the frameworks that the program brings."""
    from fjidesk.desk import inspection as setup

    known = [setup.load_framework(name) for name in setup.framework_names()]
    setting.say(
        {
            "frameworks": [
                {"id": one.id, "version": one.version, "title": one.title.en, "sha256": one.sha256} for one in known
            ]
        },
        lambda: table([[one.id, one.version, one.title.en] for one in known]),
    )


@verb(framework)
@click.argument("name", default="fji-2014")
def show(setting: Setting, name: str) -> None:
    """Show a framework's facts and questions in the order of the screen."""
    from fjidesk.model import framework_file

    found = framework_file.parse(*framework_data(name))
    document = {
        "id": found.id,
        "version": found.version,
        "sha256": found.sha256,
        "facts": [{"id": fact.id, "label": fact.label.en, "values": list(fact.value_ids)} for fact in found.facts],
        "questions": [
            {
                "id": question.id,
                "theme": question.theme,
                "section": question.section,
                "scores": question.scores,
                "text": question.text.en,
                "reasons": list(question.reason_ids),
            }
            for question in found.on_screen
        ],
    }
    setting.say(
        document,
        lambda: [
            f"{found.title.en} ({found.id}, version {found.version})",
            "",
            "Case facts",
            *table([[fact.id, fact.label.en, ", ".join(fact.value_ids) or fact.kind] for fact in found.facts]),
            "",
            "Questions",
            *table([[question.id, question.section, question.text.en] for question in found.on_screen]),
        ],
    )


@verb(framework)
@click.argument("file", type=FILE)
def check(setting: Setting, file: Path) -> None:
    """Check a framework FILE; a faulty one is refused with file, key and reason."""
    from fjidesk.desk import inspection as setup

    found = setup.check_framework(file)
    scoring = sum(question.scores for question in found.questions)
    setting.say(
        {
            "id": found.id,
            "version": found.version,
            "sha256": found.sha256,
            "questions": len(found.questions),
            "scoring": scoring,
        },
        lambda: [
            f"{file.name} is sound: {found.id}, version {found.version}.",
            f"{count(len(found.questions), 'question')}, {scoring} of which count in the score.",
        ],
    )
