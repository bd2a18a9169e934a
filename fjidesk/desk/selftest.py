"""Prove that the installed program is whole: open every resource and walk the road once in a temporary folder."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from fjidesk import clock, resource
from fjidesk.desk import bundles, checks, identity, inspection, keyring, reading, scores, summary, workspace
from fjidesk.model.records import Answer

_PASSPHRASE = "self test of the program"  # noqa: S105  (locks a desk that is deleted at once)
_FEW_ROUNDS = 4


def run() -> list[str]:
    """Walk the road and return the names of the steps that passed; whatever fails is raised."""
    steps = []
    for name in inspection.framework_names():
        inspection.load_framework(name)
    steps.append("frameworks")
    _open_all(resource.path("."))
    steps.append("resources")
    with tempfile.TemporaryDirectory(prefix="fjidesk-self-test-") as place:
        lead = _desk(Path(place), "lead")
        reader = _desk(Path(place), "inspector")
        try:
            _walk(Path(place), lead, reader)
        finally:
            lead.close()
            reader.close()
    steps += ["keys", "store", "bundles", "merge", "scores", "summary"]
    return steps


def _open_all(folder: Path) -> None:
    for found in sorted(folder.rglob("*")):
        if found.is_file() and not found.read_bytes():
            raise FileNotFoundError(found.name)


def _desk(place: Path, role: str) -> workspace.Desk:
    desk, secret = workspace.create(
        place / role,
        _PASSPHRASE,
        clock=clock.now,
        ids=clock.new_id,
        entropy=secrets.token_bytes(32),
        rounds=_FEW_ROUNDS,
    )
    identity.describe(desk, identity.Profile(role, "", "", role))
    keyring.write_sheet(desk, secret, place / f"{role}.pdf")
    return desk


def _walk(place: Path, lead: workspace.Desk, reader: workspace.Desk) -> None:
    inspection.create(lead, "Self-test", inspection.framework_bytes("fji-2014"), "fji-2014.toml")
    card = identity.card(reader)
    inspection.add_member(lead, card, inspection.read_card(card).words)
    inspection.import_cases(lead, b"reference\nST-01\n", "self-test.csv")
    inspection.allocate(lead, "ST-01", reader.me, "first")
    bundles.open_pack(reader, bundles.pack(lead, reader.me, place).path, identity.show(lead).words)
    reading.answer(reader, "ST-01", "R01", Answer(answer="yes"))
    reading.finish(reader, "ST-01", with_gaps=True)
    outcome = bundles.bring_in(lead, [bundles.export(reader, place).path])[0]
    found = scores.scores(lead).themes[0]
    if outcome.status != "merged" or (found.yes, found.applicable) != (1, 1):
        raise AssertionError(outcome)
    for desk in (lead, reader):
        difference = checks.check(desk).difference
        if difference:
            raise AssertionError(difference)
    summary.write_pdf(lead, place / "summary.pdf")
