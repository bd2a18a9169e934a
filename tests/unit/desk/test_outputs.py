"""What makes a folder a desk's: never a name alone."""

from __future__ import annotations

import pytest

from fjidesk.desk import outputs
from fjidesk.errors import Refused


@pytest.mark.parametrize("names", [["identity"], ["identity", "identity.pub"], ["identity", "id_rsa", "known_hosts"]])
def test_a_folder_that_merely_has_key_files_is_no_desk(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text("a key of old", encoding="ascii")
    assert outputs.outside(tmp_path / "summary.pdf") == tmp_path / "summary.pdf"


@pytest.mark.parametrize("name", ["store.db", "store.key.age", "identity.age"])
def test_what_only_a_desk_has_proves_one(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(Refused) as refused:
        outputs.outside(tmp_path / "below" / "summary.pdf")
    assert refused.value.code == "inside-a-desk"


def test_a_key_beside_backups_proves_one(tmp_path):
    (tmp_path / "backups").mkdir()
    assert outputs.outside(tmp_path / "summary.pdf")
    (tmp_path / "identity").write_bytes(b"")
    with pytest.raises(Refused):
        outputs.outside(tmp_path / "summary.pdf")
