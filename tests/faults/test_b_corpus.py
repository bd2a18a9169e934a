"""Every bundle of the corpus gives what the index says, from the files that are kept and from files made anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fjidesk.bundle import keys, verify
from fjidesk.errors import BundleRefused
from fjidesk.model.records import Member
from tests.corpus.bundles import by_hand, make

HERE = Path(make.__file__).parent
INDEX = json.loads((HERE / "index.json").read_text(encoding="utf-8"))
LEAD = keys.Identity(by_hand.key_of("lead"))
ROSTER = {
    keys.fingerprint(entry["public_key"]): Member(
        name=name,
        organisation="",
        inspectorate="",
        role=entry["role"],
        public_key=entry["public_key"],
        since="2013-11-01T09:00:00Z",
        revoked=entry["revoked"],
        until=entry["until"],
    )
    for name, entry in INDEX["roster"].items()
}
MADE = {f"{folder}/{name}.fjib": vector for folder, made in make.FOLDERS.items() for name, vector in made()}


def code_of(data):
    try:
        verify.verify(data, LEAD, ROSTER)
    except BundleRefused as error:
        return error.code
    return ""


@pytest.mark.parametrize("name", INDEX["files"])
def test_a_file_of_the_corpus_gives_what_the_index_says(name):
    assert code_of((HERE / name).read_bytes()) == INDEX["files"][name]["code"]


@pytest.mark.parametrize("name", MADE)
def test_a_file_made_anew_gives_the_same(name):
    assert code_of(MADE[name].data) == MADE[name].code


def test_the_index_and_the_folders_agree():
    there = {path.relative_to(HERE).as_posix() for path in HERE.glob("*/*.fjib")}
    assert there == set(INDEX["files"]) == set(MADE)
    assert make.index() == INDEX
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc") < 200_000


def test_each_sentence_of_a_refusal_belongs_to_one_code():
    said: dict[str, str] = {}
    for name, entry in INDEX["files"].items():
        if entry["code"]:
            with pytest.raises(BundleRefused) as refused:
                verify.verify((HERE / name).read_bytes(), LEAD, ROSTER)
            assert refused.value.message.endswith(".")
            assert refused.value.remedy.endswith(".")
            assert said.setdefault(refused.value.message, refused.value.code) == refused.value.code
    assert set(said.values()) == {
        "changed-on-the-way",
        "contents-wrong",
        "damaged",
        "empty-file",
        "format-newer",
        "key-expired",
        "key-revoked",
        "not-a-bundle",
        "not-a-member",
        "not-for-you",
        "not-signed",
        "passphrase-sealed",
        "signature-wrong",
        "signed-for-other",
        "too-many-recipients",
        "too-much-inside",
    }
