"""Revisions: made once, read back as they were, told apart by their bytes."""

import hashlib
import json
from unicodedata import normalize

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk.errors import Refused
from fjidesk.model import records
from fjidesk.model.records import KEY_PARTS, KINDS, Answer, Case, Member, Query, Reading, Reply
from fjidesk.model.revision import COUNTER_LIMIT, LINE_LIMIT, as_row, body_of, identify, make, read, stands, state_hash

PARENT = "0f" * 32
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
seen = st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"])
key_text = st.text(seen, max_size=20).map(lambda text: normalize("NFC", text))
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


def one(body, **changed):
    parts = {
        "kind": "reply",
        "key": ("q1", "r1"),
        "body": body,
        "parents": (),
        "author": "a" * 64,
        "device": "d1",
        "counter": 1,
        "made_at": "2013-11-18T09:00:00Z",
    }
    return make(**parts | changed)


def line(body=b'{"text":"x"}', **changed):
    """Return the bytes of a line made by hand."""
    parts = {
        "kind": '"reply"',
        "key": '["q1","r1"]',
        "body": None,
        "parents": "[]",
        "author": '"a"',
        "device": '"d"',
        "counter": "1",
        "made_at": '""',
    }
    parts |= changed
    encoded = [b'"%s":%s' % (name.encode(), body if value is None else value.encode()) for name, value in parts.items()]
    return b"{%s}" % b",".join(encoded)


def refused(call, *arguments):
    with pytest.raises(Refused) as caught:
        call(*arguments)
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.endswith(".")
    return caught.value.code


def test_the_id_is_the_hash_of_the_bytes():
    sealed = one(Reply(text="Thank you"))
    assert sealed.id == hashlib.sha256(sealed.data).hexdigest() == identify(sealed.data)
    assert json.loads(sealed.data) == {
        "kind": "reply",
        "key": ["q1", "r1"],
        "body": {"text": "Thank you"},
        "parents": [],
        "author": "a" * 64,
        "device": "d1",
        "counter": 1,
        "made_at": "2013-11-18T09:00:00Z",
    }
    assert b"\n" not in sealed.data


@given(text, st.lists(hashes, max_size=3), st.tuples(key_text, key_text), st.integers(1, COUNTER_LIMIT), text)
def test_what_is_made_is_read_back(words, parents, key, counter, made_at):
    sealed = one(Reply(text=words), parents=parents, key=key, counter=counter, made_at=made_at)
    again = read(sealed.data)
    assert again == sealed
    assert again.revision.record == ("reply", key)
    assert again.revision.parents == tuple(sorted(parents))
    assert body_of(again.revision) == Reply(text=words)
    assert not again.revision.withdraws
    assert b"\n" not in sealed.data


@pytest.mark.parametrize(
    "part", ["R01\0", "R\u202e10", "R01\u200b", "R01\u00a0", "\u2028", "cafe\u0301", "\u212b", "R01\x7f"]
)
def test_a_key_that_could_be_taken_for_another_is_not_written_and_not_applied(part):
    assert refused(lambda: one(Reply(text="x"), key=("q1", part))) == "key-unfit"
    made = read(line(key=json.dumps(["q1", part], ensure_ascii=False))).revision
    assert refused(body_of, made) == "key-unfit"


def test_twins_of_one_key_are_two_keys_and_only_one_of_them_is_written():
    assert one(Reply(text="x"), key=("q1", normalize("NFC", "cafe\u0301"))).revision.key != ["q1", "cafe\u0301"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("reading", b'{"state":"open","facts":{},"minutes":9223372036854775808}'),
        ("reading", b'{"state":"open","facts":{},"minutes":-1}'),
        ("receipt", b'{"member":"m","counter":9007199254740992,"revisions":1,"state":"s"}'),
    ],
)
def test_a_number_that_no_store_holds_is_not_applied(kind, body):
    key = '["HB-01","m"]'
    assert refused(body_of, read(line(body, kind=f'"{kind}"', key=key)).revision) == "body-unknown"
    assert refused(body_of, read(line(b'{"text":' + b"7" * 5000 + b"}")).revision) == "body-unknown"


@pytest.mark.parametrize(
    "changed",
    [
        {"key": json.dumps(["q"] * 9)},
        {"key": json.dumps(["q" * 201, "r"])},
        {"kind": json.dumps("k" * 201)},
        {"author": json.dumps("a" * 201)},
        {"device": json.dumps("d" * 201)},
        {"made_at": json.dumps("m" * 201)},
        {"parents": json.dumps([PARENT] * 1025)},
        {"counter": "7" * 5000},
    ],
)
def test_a_line_beyond_its_limits_is_refused(changed):
    assert refused(read, line(**changed)) == "not-a-revision"


def test_a_withdrawal_has_no_body():
    sealed = one(None)
    assert sealed.revision.withdraws
    assert body_of(read(sealed.data).revision) is None
    assert body_of(read(line(b" null ")).revision) is None


def test_other_bytes_are_another_revision():
    spaced = line().replace(b",", b", ")
    assert read(spaced).id != read(line()).id
    assert read(spaced).data == spaced


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"not JSON",
        line()[:-1],
        line() + b"x",
        line().replace(b'"device":"d",', b""),
        line(more="1"),
        line(kind="1"),
        line(key='"q1"'),
        line(key="[1]"),
        line(kind='"\\ud800"'),
        line(kind='"?"').replace(b"?", b"\xff"),
        line(counter="1.5"),
        line(counter="true"),
        line(counter="0"),
        line(counter="-1"),
        line(counter=str(COUNTER_LIMIT + 1)),
        line(parents='["ab"]'),
        line(parents=f'["{PARENT}","{PARENT}0"]'),
        line(parents="null"),
        line(parents=f'["{"g" * 64}"]'),
        line(kind='"re\\nply"'),
        line(key='["q1\\n","r1"]'),
        line(b"{"),
        line(b"[" * 100_000 + b"]" * 100_000),
    ],
)
def test_a_bad_line_is_refused(data):
    assert refused(read, data) == "not-a-revision"


def test_the_limits_are_inside():
    assert read(line(counter=str(COUNTER_LIMIT), parents=f'["{PARENT}"]')).revision.parents == (PARENT,)
    assert read(line(counter="1")).revision.counter == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (line(kind='"finding"'), "kind-unknown"),
        (line(key='["q1"]'), "body-unknown"),
        (line(key='["q1","r1","x"]'), "body-unknown"),
        (line(b"null", key="[]"), "body-unknown"),
        (line(b"{}"), "body-unknown"),
        (line(b'{"text":1}'), "body-unknown"),
        (line(b'{"text":"x","more":1}'), "body-unknown"),
        (line(b'{"text":"\xff"}'), "body-unknown"),
        (line(b"[]"), "body-unknown"),
    ],
)
def test_a_body_of_another_version_is_refused_and_kept(data, code):
    assert refused(body_of, read(data).revision) == code


@given(st.lists(hashes, unique=True, max_size=8), st.randoms())
def test_the_state_hash_knows_no_order(ids, chance):
    mixed = list(ids)
    chance.shuffle(mixed)
    assert state_hash(mixed) == state_hash(iter(ids))
    assert not ids or state_hash(ids[1:]) != state_hash(ids)


def test_the_state_hash_is_over_the_sorted_ids_one_a_line():
    assert state_hash(["b", "a"]) == hashlib.sha256(b"a\nb").hexdigest()
    assert state_hash([]) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("heads", "standing"),
    [([(1, "a")], "a"), ([(1, "z"), (2, "a")], "a"), ([(2, "a"), (2, "b")], "b"), ([(10, "a"), (9, "b")], "a")],
)
def test_the_highest_counter_stands_and_then_the_highest_id(heads, standing):
    assert stands(heads) == stands(reversed(heads)) == standing


def test_a_body_as_a_row():
    assert as_row(Answer(answer="no", reasons=["late", "other"], discuss=True)) == {
        "answer": "no",
        "reasons": '["late","other"]',
        "other": "",
        "note": "",
        "source": "",
        "record": "",
        "dated": "",
        "place": "",
        "confidence": "",
        "discuss": 1,
    }
    row = as_row(Reading(state="open", facts={"sex": "male"}, minutes=7))
    assert (row["facts"], row["gaps"], row["minutes"]) == ('{"sex":"male"}', 0, 7)
    assert type(row["gaps"]) is int


def test_every_kind_has_a_body_and_a_key():
    assert set(KINDS) == set(KEY_PARTS)
    bodies = {
        found
        for found in vars(records).values()
        if isinstance(found, type) and issubclass(found, records.Body) and found is not records.Body
    }
    assert set(KINDS.values()) == bodies


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_goes_there_and_back(kind):
    body = EXAMPLES[kind]
    assert type(body) is KINDS[kind]
    sealed = one(body, kind=kind, key=tuple(KEY_PARTS[kind]))
    assert body_of(read(sealed.data).revision) == body
    assert all(isinstance(value, str | int) for value in as_row(body).values())


EXAMPLES = {
    "inspection": records.Inspection(id="i", title="t", framework="f", framework_version="1", framework_sha256="s"),
    "framework": records.FrameworkText(toml='id = "x"\n'),
    "member": Member(name="n", organisation="o", inspectorate="p", role="deputy", public_key="k", since="s"),
    "case": Case(facts={"sex": "male"}, slot_minutes=90),
    "allocation": records.Allocation(turn="second"),
    "reading": Reading(state="reopened", facts={}, case_manager="absent", gaps=True, reason="r"),
    "answer": Answer(answer="na", reasons=["other"], other="own words", confidence="unsure"),
    "limiting": records.Limiting(at_risk="both", text="t"),
    "alert": records.Alert(case="A", at_risk="child", what="w", told="t", told_at="09:00"),
    "evidence": records.Evidence(kind="quote", theme="governance", text="t", consent="yes", altered="no"),
    "query": Query(case="A", member="m", text="t", resolved=True),
    "reply": Reply(text="t"),
    "decision": records.Decision(limits=False, reason="r"),
    "agreed": records.Agreed(answer="no", first="no", second="yes", ground="g", reasons=["late"]),
    "receipt": records.Receipt(member="m", counter=9, revisions=8, state="s", quarantined=1),
    "retention": records.Retention(notes="2027-01-31", hold="h", held_since="2026-11-01"),
}


def test_what_is_left_at_its_default_is_not_written():
    assert msgspec.json.encode(Answer(answer="yes")) == b'{"answer":"yes"}'
    assert msgspec.json.encode(Case(facts={})) == b'{"facts":{}}'


def test_a_revision_that_no_bundle_could_carry_is_not_made():
    with pytest.raises(Refused) as refused:
        one(Reply(text="x" * LINE_LIMIT))
    assert refused.value.code == "too-long"
    assert "1,024 KB" in refused.value.message
    assert len(one(Reply(text="x" * (LINE_LIMIT - 1000))).data) <= LINE_LIMIT
