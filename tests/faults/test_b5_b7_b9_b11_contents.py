"""B5, B7, B9, B10, B11: newer versions, odd text and numbers, no paths, nothing but revisions, one hash a content.

B6 (files carried as text) is in the corpus: tests/corpus/bundles/tampered, opened by test_b_corpus.py; so are the
duplicate keys, NaN, surrogates and brackets of B7 that refuse a whole bundle.
"""

from __future__ import annotations

import re
from unicodedata import normalize

import msgspec
import pytest

from fjidesk.bundle import verify
from fjidesk.bundle import write as writing
from fjidesk.cli.import_log import _lines as quarantine_lines
from fjidesk.desk import bundles, checks, import_log
from fjidesk.errors import BundleRefused
from fjidesk.model import revision as rev
from fjidesk.model.records import Answer
from fjidesk.model.shown import shown
from fjidesk.store import readings
from tests.corpus.bundles import make
from tests.faults import test_b_corpus as corpus
from tests.unit.merge.test_merge import bring, forged, revision

NEWER = ("age-v2", "namespace-v2", "sshsig-v2", "sha256", "other-algorithm", "format-2", "other-kind")


@pytest.fixture
def pair(team):
    lead = team.lead()
    return lead, team.join("reader", first=("HB-01",))


def by_hand(reader, key, body, kind="answer"):
    """Return a revision as another program might write it, past what this one refuses to write."""
    raw = msgspec.json.encode(
        {
            "kind": kind,
            "key": key,
            "body": body,
            "parents": [],
            "author": reader.me,
            "device": reader.device,
            "counter": 1,
            "made_at": "2013-11-18T09:00:00Z",
        }
    )
    return rev.read(raw)


def test_b5_what_is_newer_is_told_as_newer_and_never_as_damaged():
    made = dict(make.invalid())
    for name in NEWER:
        with pytest.raises(BundleRefused, match="newer version") as refused:
            verify.verify(made[name].data, corpus.LEAD, corpus.ROSTER)
        assert "Install" in refused.value.remedy


def test_b7_a_number_that_no_store_holds_is_quarantined_and_stops_nothing(pair, tmp_path):
    lead, reader = pair
    odd = [
        by_hand(reader, ["HB-01", reader.me], {"state": "open", "facts": {}, "minutes": number}, "reading")
        for number in (2**63, 2**64, -1, 10**4000)
    ]
    right = revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))
    outcome = bring(lead, tmp_path, forged(reader, lead, [*odd, right]))
    assert (outcome.status, outcome.added, outcome.quarantined) == ("merged", 1, 4)


def test_b7_twins_of_a_key_and_keys_that_are_not_seen_are_quarantined(pair, tmp_path):
    lead, reader = pair
    parts = [normalize("NFD", "R\u00e9"), "R01\u202e", "R01\0", "R01\u200b", "R01 \u00a0"]
    odd = [by_hand(reader, ["HB-01", reader.me, part], {"answer": "yes"}) for part in parts]
    outcome = bring(lead, tmp_path, forged(reader, lead, odd))
    assert (outcome.added, outcome.quarantined) == (0, len(odd))
    told = "\n".join(shown(line) for line in quarantine_lines(import_log.quarantine(lead)))
    assert told.count("could be taken for another") == len(odd)
    assert "<U+202E>" in told
    assert "\u202e" not in told
    assert not checks.check(lead).difference


def test_b7_odd_text_in_a_note_is_kept_as_it_is(pair, tmp_path):
    lead, reader = pair
    text = "NUL \0, ESC \x1b[2J, \u202eturned\u202c, e\u0301 and \u00e9, \U0001f600, \ufeff, " + "\u0300" * 50
    made = by_hand(reader, ["HB-01", reader.me, "R02"], {"answer": "no", "note": text})
    assert bring(lead, tmp_path, forged(reader, lead, [made])).added == 1
    assert readings.answers(lead.db, ("HB-01", reader.me))["R02"].note == text
    assert not checks.check(lead).difference


def test_b9_nothing_in_a_bundle_names_a_place(pair, tmp_path):
    """There is no archive inside; a device or title that looks like a path reaches no file system."""
    lead, reader = pair
    before = {path for path in tmp_path.parent.rglob("*") if "backups" not in path.parts}
    made = revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no", note="../../x"))
    assert bring(lead, tmp_path, forged(reader, lead, [made], device="../../CON")).status == "merged"
    after = {path for path in tmp_path.parent.rglob("*") if "backups" not in path.parts}
    assert {path.name for path in after - before} <= {"forged.fjib"}
    name = bundles.export(lead, tmp_path / "out", [reader.me]).path.name
    assert re.fullmatch(r"[a-z0-9-]+\.fjib", name)


def test_b10_there_are_no_attachments_and_no_part_is_missing_or_left_over(pair, tmp_path):
    lead, reader = pair
    made = [
        revision(reader, "answer", ("HB-01", reader.me, name), Answer(answer="no")) for name in ("R01", "R02", "R05")
    ]
    for held, counted in ((made, made[:2]), (made[:2], made), (made[:2], made[1:])):
        changes = {"counts": writing.counts_of(counted), "state": writing.state_of(counted)}
        outcome = bring(lead, tmp_path, forged(reader, lead, held, **changes))
        assert outcome.code == "contents-wrong"
        assert "counts other revisions" in outcome.message


def test_b11_one_content_is_one_bundle_in_as_many_files_as_one_likes(pair, tmp_path):
    lead, reader = pair
    made = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no"))]
    one, two = forged(reader, lead, made), forged(reader, lead, made)
    assert one != two
    assert bring(lead, tmp_path, one, "1.fjib").status == "merged"
    assert bring(lead, tmp_path, two, "2.fjib").status == "already"
