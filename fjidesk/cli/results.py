"""Verbs for scores and the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjidesk.cli.common import FILE, Setting, table, verb
from fjidesk.model.counts import count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fjidesk.model.framework import Framework
    from fjidesk.model.score import Scores, ThemeScore

_TABLE_LIMIT = 256 * 1024 * 1024


def attach(root: click.Group) -> None:
    """Add these verbs to the command line."""
    verb(root)(score)
    verb(root)(summary)


@click.argument("file", type=FILE, required=False)
@click.option("--framework", "name", help="With FILE: an id, or a framework file. Default fji-2014.")
def score(setting: Setting, file: Path | None, name: str | None) -> None:
    """Score this desk's counted readings, or FILE: a table with the columns case,question,answer."""
    from fjidesk.desk import access, blind
    from fjidesk.desk import scores as desk_scores
    from fjidesk.files import read_bounded
    from fjidesk.model import framework_file

    if file is None:
        if name is not None:
            raise click.UsageError("--framework goes with FILE; a desk is scored by its inspection's framework.")
        with setting.opened() as desk:
            found, framework = desk_scores.scores(desk), desk.framework
            differences, left = desk_scores.open_differences(desk), blind.told_left_out(desk)
            access.viewed_scores(desk)
    else:
        from fjidesk.cli.frameworks import framework_data

        framework = framework_file.parse(*framework_data(name or "fji-2014"))
        found = desk_scores.score_table(framework, read_bounded(file, _TABLE_LIMIT), file.name)
        differences, left = {}, ""
    document = {**_fields(found), "left_out": left} if left else found
    setting.say(document, lambda: [*score_lines(found, framework, differences), *([left] if left else [])])


def _fields(found: Scores) -> dict[str, object]:
    return {name: getattr(found, name) for name in found.__struct_fields__}


def score_lines(found: Scores, framework: Framework, differences: Mapping[str, int]) -> list[str]:
    """Return the result table for people."""
    rows = [["Theme", "Score", "Yes of applicable", "Descriptor", "Stars"]]
    for place, theme in enumerate(framework.themes, 1):
        rows.append([f"{place} {theme.title.en}", *_cells(found.theme(theme.id), framework, scored=theme.scored)])
    lines = [
        *table(rows, right=(1, 2)),
        "",
        f"{count(found.cases, 'reading')} counted, one a case. Provisional until moderated.",
    ]
    if differences:
        differ = count(sum(differences.values()), "answer differs", "answers differ")
        lines.append(
            f"{differ} between first and second readings, in {count(len(differences), 'case')}; "
            "the first reading counts until they are settled."
        )
    return lines


def _cells(theme: ThemeScore, framework: Framework, *, scored: bool) -> list[str]:
    if not scored:
        return ["no score", "", "by moderation", ""]
    if theme.percent is None or theme.stars is None:
        return ["-", f"{theme.yes} of {theme.applicable}", theme.descriptor, ""]
    best = max(band.stars for band in framework.bands)
    return [
        f"{theme.percent}%",
        f"{theme.yes:,} of {theme.applicable:,}",
        theme.descriptor,
        f"{'★' * theme.stars} {theme.stars} of {best}",
    ]


@click.option("-o", "--output", type=FILE, required=True, help="The PDF to write.")
def summary(setting: Setting, output: Path) -> None:
    """Print the interim summary as a PDF."""
    from fjidesk.desk import summary as desk_summary

    with setting.opened() as desk:
        desk_summary.write_pdf(desk, output)
    setting.say({"summary": str(output)}, lambda: [f"Wrote {output}."])
