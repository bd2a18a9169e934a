"""The demonstration: nine desks, 34 made-up cases, their bundles, the merge, the scores and the summary.

Every step is a verb that the window uses too. The data are in ``resources/demo/data``, where ``make.py`` beside it puts
them.
"""

from __future__ import annotations

import random
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from fjidesk import clock, resource
from fjidesk.bundle.keys import KDF_ROUNDS, six_words
from fjidesk.desk import bundles, checks, demo_data, identity, inspection, scores, workspace
from fjidesk.errors import Refused
from fjidesk.files import private_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fjidesk.desk.bundles import FileOutcome
    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Framework
    from fjidesk.model.score import Scores

TITLE = "Harbourside 2014"


class DeskPlace(msgspec.Struct, frozen=True):
    """Where a desk of the demonstration lies and how it is unlocked."""

    role: str
    folder: str
    passphrase_file: str


@dataclass(frozen=True)
class Demo:
    """What the demonstration made; ``desks`` begins with the lead's."""

    folder: Path
    scores: Scores
    framework: Framework
    differences: Mapping[str, int]
    desks: tuple[DeskPlace, ...]
    bundles: tuple[Path, ...]
    summary: Path
    state: str

    def document(self) -> dict[str, Any]:
        """Return the score document with where everything lies."""
        return {
            **msgspec.to_builtins(self.scores),
            "desks": [msgspec.to_builtins(desk) for desk in self.desks],
            "bundles": [str(path) for path in self.bundles],
            "summary": str(self.summary),
            "state": self.state,
        }


def make(folder: Path, say: Callable[[str], None], rounds: int = KDF_ROUNDS) -> Demo:
    """Make the demonstration in an empty folder.

    Args:
        folder: made if it is not there.
        say: takes a line of progress.
        rounds: bcrypt rounds of the key files.

    Raises:
        Refused: ``folder-not-empty``, and what any verb refuses.
    """
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise Refused("not-a-folder", f"{folder.name} is a file.", "Name a new or an empty folder with --dir.")
    if folder.exists() and any(folder.iterdir()):
        raise Refused(
            "folder-not-empty",
            "The folder for the demonstration is not empty.",
            "Name a new or an empty folder with --dir.",
        )
    private_folder(folder)
    desks: dict[str, Desk] = {}
    try:
        places = _create_desks(folder, desks, say, rounds)
        return _road(folder, desks, places, say)
    finally:
        for desk in desks.values():
            desk.close()


def _create_desks(
    folder: Path, desks: dict[str, Desk], say: Callable[[str], None], rounds: int
) -> tuple[DeskPlace, ...]:
    team = demo_data.team()
    say(f"Making {len(team)} desks, each with its own key, passphrase and encrypted store …")
    keys = private_folder(folder / "passphrases")
    places = []
    with ThreadPoolExecutor() as pool:  # the key files cost about a second each, on purpose
        made = [(row, pool.submit(_create_desk, folder, keys, row, rounds)) for row in team]
        for row, future in made:
            name = row["name"]
            desks[name] = future.result()
            places.append(DeskPlace(name, str(desks[name].folder), str(keys / f"{_slug(name)}.txt")))
    return tuple(places)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold())


def _create_desk(folder: Path, keys: Path, row: dict[str, str], rounds: int) -> Desk:
    passphrase = six_words(secrets.token_hex(32))
    write_whole(keys / f"{_slug(row['name'])}.txt", f"{passphrase}\n".encode())
    desk, recovery = workspace.create(
        folder / "desks" / _slug(row["name"]),
        passphrase,
        clock=clock.now,
        ids=clock.new_id,
        entropy=secrets.token_bytes(32),
        rounds=rounds,
    )
    write_whole(keys / f"{_slug(row['name'])}-recovery.txt", f"{recovery}\n".encode())
    identity.describe(desk, identity.Profile(row["name"], row["organisation"], row["inspectorate"], row["role"]))
    return desk


def _road(folder: Path, desks: dict[str, Desk], places: tuple[DeskPlace, ...], say: Callable[[str], None]) -> Demo:
    lead = desks["lead"]
    _set_up(lead, desks, say)
    _hand_out(folder, lead, desks, say)
    say("Reading the cases …")
    for name, desk in desks.items():
        if name != "lead":
            demo_data.read_cases(desk, name)
            demo_data.add_concerns(desk, name)
            say(f"  {name}: {demo_data.summed_up(name)}")
    written = [bundles.export(desk, folder / "bundles").path for name, desk in desks.items() if name != "lead"]
    say(f"Merging {len(written)} bundles on the lead's desk, in a shuffled order …")
    shuffled = random.Random(len(written)).sample(written, len(written))  # noqa: S311  (an order, not a secret)
    _merge(lead, shuffled, say)
    written += _ask_and_answer(folder, lead, desks, say)
    say("Scoring and printing the summary …")
    return _results(folder, lead, places, tuple(written))


def _set_up(lead: Desk, desks: dict[str, Desk], say: Callable[[str], None]) -> None:
    inspection.create(lead, TITLE, inspection.framework_bytes("fji-2014"), "fji-2014.toml")
    for name, desk in desks.items():
        if name != "lead":
            card = identity.card(desk)
            inspection.add_member(lead, card, inspection.read_card(card).words)
    done = inspection.import_cases(lead, resource.path("demo/data/cases.csv").read_bytes(), "cases.csv")
    wanted = [(row["case"], inspection.find_member(lead, row["member"]), row["turn"]) for row in demo_data.allocation()]
    inspection.allocate_all(lead, wanted)
    second = sum(turn == "second" for _, _, turn in wanted)
    say(
        f"Created {TITLE}: {len(done.revisions)} cases, allocated to {len(desks) - 1} readers, "
        f"{second} for a second reading."
    )


def _hand_out(folder: Path, lead: Desk, desks: dict[str, Desk], say: Callable[[str], None]) -> None:
    words = identity.show(lead).words
    for name, desk in desks.items():
        if name != "lead":
            pack = bundles.pack(lead, inspection.find_member(lead, name), folder / "packs")
            bundles.open_pack(desk, pack.path, words)
    say(f"Handed out {len(desks) - 1} packs; each was opened after comparing six words.")


def _merge(desk: Desk, paths: list[Path], say: Callable[[str], None]) -> None:
    for outcome in bundles.bring_in(desk, paths):
        if outcome.status != "merged":
            raise Refused(
                outcome.code or "demo-not-merged",
                f"{Path(outcome.file).name} was not merged. {outcome.message}",
                outcome.remedy or "Make the demonstration again in an empty folder.",
            )
        say(_merged(outcome))


def _merged(outcome: FileOutcome) -> str:
    notice = f" ({outcome.message})" if outcome.message else ""
    return f"  {Path(outcome.file).name}: {outcome.added} added{notice}"


def _ask_and_answer(folder: Path, lead: Desk, desks: dict[str, Desk], say: Callable[[str], None]) -> list[Path]:
    """Let the lead ask, decide and close; carry the query out and the reply back; return the bundles that travelled."""
    say("The lead asks one reader a query, decides on flags and closes an alert …")
    demo_data.add_concerns(lead, "lead")
    asked = demo_data.lead_acts(lead)
    out = bundles.export(lead, folder / "bundles", [inspection.find_member(lead, asked.member)])
    reader = desks[asked.member]
    _merge(reader, [out.path], say)
    demo_data.reply(reader, asked)
    back = bundles.export(reader, folder / "bundles")
    _merge(lead, [back.path], say)
    return [back.path, bundles.export(lead, folder / "bundles").path]


def _results(folder: Path, lead: Desk, places: tuple[DeskPlace, ...], written: tuple[Path, ...]) -> Demo:
    from fjidesk.desk import summary

    pdf = folder / "summary.pdf"
    summary.write_pdf(lead, pdf)
    done = Demo(
        folder,
        scores.scores(lead),
        lead.framework,
        scores.open_differences(lead),
        places,
        written,
        pdf,
        checks.state(lead),
    )
    write_whole(folder / "demo.json", msgspec.json.format(msgspec.json.encode(done.document())) + b"\n")
    return done
