"""The page on checking a bundle by hand, run word for word in a shell: on one of the corpus and on a desk's own."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess

import pytest

from fjidesk import resource
from fjidesk.desk import bundles, identity
from tests.conftest import PASSPHRASE
from tests.corpus.bundles import by_hand, make

PAGE = resource.path("text/check-a-bundle.md").read_text(encoding="utf-8")
STEPS = [re.sub(r"(?m)^ {8}", "", block).strip() for block in re.findall(r"(?m)(?:^ {8}\S.*\n)+", PAGE)]

pytestmark = pytest.mark.unix


@pytest.fixture
def shell(tmp_path):
    if any(shutil.which(tool) is None for tool in ("age", "ssh-keygen", "gunzip", "bash")):
        pytest.skip("age, ssh-keygen or gunzip is not installed")

    def run(*steps, names):
        script = "\n".join(steps)
        for word, value in names.items():
            script = re.sub(rf"\b{word}\b", value, script)
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, capture_output=True, check=False, text=True
        )

    return run


def ready(tmp_path, key, bundle, author):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "identity").write_bytes(key)
    (tmp_path / "bundle.fjib").write_bytes(bundle)
    (tmp_path / "signers").write_text(f"inspector-3 {author}\n", encoding="utf-8")


NAMES = {"BUNDLE": "bundle", "NAME": "inspector-3"}


def test_the_page_has_its_steps():
    assert len(STEPS) == 6
    assert [step.split()[0] for step in STEPS] == ["cp", "age", "n=$(grep", "ssh-keygen", "gunzip", "gunzip"]


def test_the_page_is_right_word_for_word(shell, tmp_path):
    ready(tmp_path, by_hand.key_file(make.LEAD), make.GOOD, by_hand.line_of(make.AUTHOR))
    done = shell(*STEPS, names=NAMES)
    assert done.returncode == 0, done.stderr
    assert 'Good "fjidesk-bundle@v1" signature' in done.stdout
    lines = done.stdout[done.stdout.index("{") :].splitlines()
    assert json.loads(lines[0])["kind"] == "readings"
    assert make.manifest(make.ONE)["state"] == json.loads(lines[0])["state"]
    assert any(line.startswith(hashlib.sha256(make.ONE).hexdigest()) for line in lines)


def test_the_page_tells_a_changed_payload(shell, tmp_path):
    data = by_hand.sealed(make.SIGNED[: -len(make.PAYLOAD)] + make.OTHER_PAYLOAD, make.PEOPLE)
    ready(tmp_path, by_hand.key_file(make.LEAD), data, by_hand.line_of(make.AUTHOR))
    assert shell(*STEPS[:3], names=NAMES).returncode == 0
    done = shell(STEPS[3], names=NAMES)
    assert done.returncode != 0
    assert "Good" not in done.stdout


def test_a_desks_own_bundle_is_checked_with_its_passphrase(shell, team, tmp_path):
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    pack = bundles.pack(lead, reader.me, tmp_path / "out").path
    key = (reader.folder / "identity").read_bytes()
    ready(tmp_path, key, pack.read_bytes(), lead.identity.public_line)
    with_passphrase = STEPS[0].replace("-N ''", f"-P '{PASSPHRASE}' -N ''").replace('-N ""', f"-P '{PASSPHRASE}' -N ''")
    done = shell(with_passphrase, *STEPS[1:], names=NAMES)
    assert 'Good "fjidesk-bundle@v1" signature' in done.stdout, done.stderr
    assert identity.show(lead).fingerprint in done.stdout
