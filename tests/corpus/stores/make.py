"""Write the store of the schema of today into this folder: python -m tests.corpus.stores.make. Once for each schema.

A file that is here is never written again: it is what a desk of that version left behind.
"""

from __future__ import annotations

import re
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from fjidesk import clock
from fjidesk.desk import bundles, checks, identity, inspection, reading, workspace
from fjidesk.model.records import Answer
from fjidesk.store.migrations import SCHEMA

HERE = Path(__file__).parent
PASSPHRASE = "nine copper kettles under snow"
KEPT = ("identity", "identity.pub", "identity.age", "store.key.age", "store.db")
CASES = b"reference,order,stage,victim\nHB-01,yro,under_way,yes\nHB-02,referral,early,no\n"


def _desk(root: Path, name: str, role: str) -> workspace.Desk:
    desk, _ = workspace.create(
        root / name, PASSPHRASE, clock=clock.now, ids=clock.new_id, entropy=secrets.token_bytes(32), rounds=1
    )
    identity.describe(desk, identity.Profile(name, "A service", "probation", role))
    return desk


def _short_framework() -> bytes:
    """Return the shipped framework with short guidance and one reason each, so that the file stays small."""
    text = inspection.framework_bytes("fji-2014").decode()
    text = re.sub(r"(?m)^#.*\n|^\n", "", text)
    text = re.sub(r"(?m)^(reasons = \[\n {4}.*\n)(?: {4}.*\n)*", r"\1", text)
    text = re.sub(r"(?m)^(good|not_enough) = .*$", r'\1 = { en = ["x"] }', text)
    return re.sub(r"(?m)^(where|na) = .*$", r'\1 = { en = "x" }', text).encode()


def make(target: Path) -> None:
    """Make a reader's desk that has opened its pack, answered, changed an answer and handed over once."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lead, reader = _desk(root, "lead", "lead"), _desk(root, "reader", "inspector")
        inspection.create(lead, "Harbourside 2014", _short_framework(), "fji-2014.toml")
        inspection.import_cases(lead, CASES, "cases.csv")
        card = identity.card(reader)
        inspection.add_member(lead, card, inspection.read_card(card).words)
        inspection.allocate_all(lead, [("HB-01", reader.me, "first"), ("HB-02", reader.me, "first")])
        bundles.open_pack(reader, bundles.pack(lead, reader.me, root / "packs").path, identity.show(lead).words)
        names = [question.id for question in reader.framework.on_screen if question.applies is None][:8]
        reading.answer_all(reader, "HB-01", {name: Answer(answer="no", note=f"A note on {name}.") for name in names})
        reading.answer(reader, "HB-01", names[0], Answer(answer="yes"))
        bundles.export(reader, root / "out")
        state = checks.state(reader)
        lead.close()
        reader.close()
        target.mkdir(parents=True)
        for name in KEPT:
            shutil.copyfile(reader.folder / name, target / name)
        (target / "passphrase.txt").write_text(f"{PASSPHRASE}\n", encoding="ascii")
        (target / "state.txt").write_text(f"{state}\n", encoding="ascii")


if __name__ == "__main__":
    if (HERE / str(SCHEMA)).exists():
        sys.exit(f"the store of schema {SCHEMA} is here already and stays as it is")
    make(HERE / str(SCHEMA))
