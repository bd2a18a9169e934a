"""The specification says what the program does: numbers, members, kinds, refusals, schemas."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import jsonschema
import pytest

from fjidesk import resource
from fjidesk.bundle import keys, limits, manifest, seal, sshsig
from fjidesk.model import revision, strict
from tests.corpus.bundles import by_hand, make, schemas

TEXT = resource.path("schema/bundle-1.md").read_text(encoding="utf-8")
ROOT = Path(__file__).parents[3]
LEAD = keys.Identity(by_hand.key_of("lead"))
VALID = [vector for _, vector in make.valid()]
INVALID = dict(make.invalid())


def lines_of(data):
    _, payload = sshsig.split(seal.unseal(data, LEAD))
    return gzip.decompress(payload).split(b"\n")[:-1]


def validator(name):
    schema = json.loads(resource.path(f"schema/{name}").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_schemas_and_the_table_of_kinds_are_those_of_the_program():
    for name in schemas.MADE:
        assert resource.path(f"schema/{name}").read_text(encoding="utf-8") == schemas.text_of(name)
    assert schemas.specification() == TEXT


def test_the_table_of_the_manifest_says_how_many_each_part_holds():
    section = TEXT.partition("## 5.")[2].partition("## 6.")[0]
    parts = json.loads(resource.path("schema/manifest-1.json").read_text(encoding="utf-8"))["properties"]
    said = {
        found[1]: int(found[2])
        for found in re.finditer(r"^\| `(\w+)` \| (?:list|object)[^|]*at most (\d+)", section, flags=re.MULTILINE)
    }
    assert said == {
        name: part.get("maxItems", part.get("maxProperties"))
        for name, part in parts.items()
        if name not in {"framework", "carried"} and part.get("type") in {"array", "object"}
    }
    assert said == dict.fromkeys(("before", "recipients", "counts"), limits.RECIPIENT_LIMIT)


def test_what_is_valid_fits_the_schemas():
    first, further = validator("manifest-1.json"), validator("revision-1.json")
    for vector in VALID:
        head, *rest = lines_of(vector.data)
        first.validate(json.loads(head))
        for line in rest:
            further.validate(json.loads(line))


def test_a_reader_asks_for_no_author_among_the_recipients():
    """As section 5 says; ``guest-in-time`` is such a bundle, and the program's own always name their author."""
    named = [json.loads(lines_of(vector.data)[0]) for vector in VALID]
    assert [one["author"] for one in named if one["author"] not in one["recipients"]] == [
        by_hand.fingerprint_of(make.GUEST)
    ]
    assert "a reader asks for neither" in TEXT


@pytest.mark.parametrize(
    "name",
    [
        "sequence-0",
        "sequence-huge",
        "previous-short",
        "before-negative",
        "recipients-many",
        "more-members",
        "device-long",
    ],
)
def test_a_wrong_manifest_fits_no_schema(name):
    head = lines_of(INVALID[f"manifest-{name}"].data)[0]
    assert not validator("manifest-1.json").is_valid(json.loads(head))


@pytest.mark.parametrize(
    "name", ["counter-0", "counter-huge", "parent-short", "parents-many", "key-long", "keys-many", "more-members"]
)
def test_a_wrong_revision_fits_no_schema(name):
    line = lines_of(INVALID[f"revision-{name}"].data)[1]
    assert not validator("revision-1.json").is_valid(json.loads(line))


def test_a_body_of_another_kind_fits_no_schema():
    line = json.loads(make.revision(kind="reading"))
    assert not validator("revision-1.json").is_valid(line)


@pytest.mark.parametrize(
    "number",
    [value for name, value in vars(limits).items() if name.isupper()]
    + [revision.LINE_LIMIT, revision.COUNTER_LIMIT, revision.PARENTS_LIMIT],
)
def test_every_limit_is_named(number):
    assert f"{number:,}" in TEXT


def test_the_small_limits_are_named():
    assert f"at most {strict.DEPTH_LIMIT} levels" in TEXT
    assert f"at most {revision.PARTS_LIMIT} texts, each to {revision.PART_LIMIT}" in TEXT
    assert f"`{by_hand.NAMESPACE.decode()}`" in TEXT


@pytest.mark.parametrize("name", [*manifest.Manifest.__struct_fields__, *revision.Revision.__struct_fields__])
def test_every_member_has_its_row(name):
    assert f"\n| `{name}` |" in TEXT


def test_every_refusal_of_opening_is_named_and_no_other():
    sources = [ROOT / "fjidesk" / name for name in ("bundle/verify.py", "bundle/seal.py", "bundle/sshsig.py")]
    sources.append(ROOT / "fjidesk" / "merge" / "plan.py")
    known = set()
    for path in sources:
        known |= set(re.findall(r'Refused\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8")))
    known |= {"no-such-file", "not-a-file", "not-read"}  # of reading any file
    known -= {"recovery-wrong", "recovery-recipient-wrong"}  # of a desk, not of a bundle
    opening = TEXT[TEXT.index("## 9.") : TEXT.index("## 10.")]
    told = "".join(row.split("|")[-2] for row in opening.splitlines() if row.startswith("| ") and "`" in row)
    assert set(re.findall(r"`([a-z-]+)`", told)) == known
