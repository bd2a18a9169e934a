"""E: the seal. Who can open it, what harm to it is told, and what is left behind when it does not open.

E1 is by the age specification: a bundle written from it by hand (tests/corpus/bundles/by_hand.py) opens in the program
and in age, and every departure from it below is refused. E6 (the recovery key opens every export) belongs to export. E7
(the passphrase step off the window's thread) and E9 of clipboard and titles are in tests/ui/test_e7_e9_secrets.py; E9
of logs, dumps and lists is in test_p3_marked_strings.py.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from fjidesk.bundle import seal, verify
from fjidesk.desk import bundles
from fjidesk.errors import BundleRefused
from fjidesk.model.records import Answer
from tests.corpus.bundles import by_hand, make
from tests.faults.conftest import open_desk
from tests.faults.test_b_corpus import LEAD, code_of
from tests.unit.merge.test_merge import bring, forged, revision

LONG = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(5000))  # three pieces, the last not whole
SEED = hashlib.sha256(LONG).digest()
FILE_KEY, NONCE = by_hand.secrets_of(SEED)
STANZA = by_hand.stanza(make.LEAD, FILE_KEY, SEED)
PIECES = by_hand.chunks(FILE_KEY, NONCE, LONG)


def age_file(stanzas=(STANZA,), pieces=PIECES, head=None, nonce=NONCE):
    start = by_hand.header(FILE_KEY, stanzas) if head is None else head
    return start + nonce + b"".join(pieces)


def unsealed(data):
    return seal.unseal(data, LEAD)


def told(data):
    with pytest.raises(BundleRefused) as refused:
        unsealed(data)
    return refused.value.code


def test_e1_what_is_written_by_the_specification_opens():
    assert unsealed(age_file()) == LONG
    assert len(PIECES) == 3
    one = by_hand.sealed(b"", [make.LEAD])
    assert unsealed(one) == b""
    assert unsealed(age_file([b"-> grease x y\nAAAA\n", STANZA])) == LONG
    assert unsealed(by_hand.sealed(bytes(by_hand.CHUNK), [make.LEAD])) == bytes(by_hand.CHUNK)


@pytest.mark.unix
def test_e1_age_itself_opens_what_is_written_by_the_specification(tmp_path):
    tool = shutil.which("age")
    if tool is None:
        pytest.skip("age is not installed")
    (tmp_path / "key").write_bytes(by_hand.key_file(make.LEAD))
    (tmp_path / "key").chmod(0o600)
    done = subprocess.run([tool, "-d", "-i", tmp_path / "key"], input=age_file(), capture_output=True, check=True)
    assert done.stdout == LONG


def test_e1_every_departure_from_the_header_is_refused():
    good = by_hand.header(FILE_KEY, [STANZA])
    mac = good[good.index(b"\n--- ") + 5 : -1]
    wrong = [
        good.replace(b"\n--- ", b"\n---"),
        good.replace(b"\n--- ", b"\n---  "),
        good.replace(mac, mac + b"="),
        good.replace(mac, mac[:-2]),
        good.replace(mac, b""),
        good.replace(b"-> ", b"->"),
        good.replace(b"-> ", b"- "),
        good.replace(b"ssh-ed25519 ", b"ssh-ed25519  "),
        good.replace(b"-> ssh", b"-> \x01ssh"),
        good.replace(STANZA, STANZA + b"\n"),
        good.replace(STANZA, STANZA + STANZA),
        by_hand.header(FILE_KEY, [STANZA[:-3] + b"\n"]),
        by_hand.header(FILE_KEY, [STANZA[:-1] + b"=\n"]),
        by_hand.header(bytes(16), [STANZA]),
        by_hand.header(FILE_KEY, [b"-> x\n", STANZA]),
        by_hand.header(FILE_KEY, [b"-> x\n" + b"A" * 64 + b"\n", STANZA]),
        by_hand.header(FILE_KEY, [b"-> x\n" + b"A" * 65 + b"\n\n", STANZA]),
        by_hand.header(FILE_KEY, [b"-> x y \nAAAA\n", STANZA]),
    ]
    for head in wrong:
        assert told(age_file(head=head)) in {"damaged", "not-for-you"}, head


def test_e2_for_somebody_else_and_damaged_are_two_things():
    assert told(by_hand.sealed(LONG, [make.STRANGER])) == "not-for-you"
    assert told(age_file(pieces=[b"x" + PIECES[0][1:], *PIECES[1:]])) == "damaged"


def test_e3_the_recipients_that_are_shown_are_those_of_the_seal_and_of_the_pack(team, tmp_path):
    lead = team.lead()
    reader, other = team.join("reader", first=("HB-01",)), team.join("other")
    pack = bundles.pack(lead, reader.me, tmp_path)
    assert sorted(pack.recipients) == ["lead", "reader"]
    assert sorted(bundles.inspect(reader, pack.path).recipients) == ["lead", "reader"]
    head = pack.path.read_bytes().partition(b"\n--- ")[0]
    tags = {line.split()[2] for line in head.split(b"\n") if line.startswith(b"-> ssh-ed25519 ")}
    assert tags == {tag_of(lead.identity), tag_of(reader.identity)}
    assert head.count(b"\n-> ssh-ed25519 ") == 2
    assert b"\n-> X25519 " not in head
    with pytest.raises(BundleRefused):
        bundles.look(other, pack.path)


def tag_of(identity):
    import base64

    return base64.b64encode(bytes.fromhex(identity.fingerprint)[:4]).rstrip(b"=")


@pytest.mark.parametrize(
    "pieces",
    [
        PIECES[:-1],
        PIECES[:1],
        [],
        [PIECES[1], PIECES[0], PIECES[2]],
        [PIECES[0], PIECES[0], PIECES[2]],
        [PIECES[0], PIECES[2]],
        [*PIECES, PIECES[2]],
        [*PIECES, by_hand.chunks(FILE_KEY, NONCE, b"")[0]],
        [PIECES[0], PIECES[1], PIECES[2][:-1]],
        [PIECES[0][:-1], *PIECES[1:]],
        [*by_hand.chunks(FILE_KEY, NONCE, LONG[: 2 * by_hand.CHUNK]), PIECES[2]],
    ],
)
def test_e4_pieces_dropped_swapped_or_doubled_are_damage(pieces):
    assert told(age_file(pieces=pieces)) == "damaged"


def test_e4_a_stanza_removed_or_put_in_is_noticed():
    """Without one's own stanza nothing proves that there was one: that is "not for you", and opens nothing."""
    other = by_hand.stanza(make.AUTHOR, FILE_KEY, SEED)
    head = by_hand.header(FILE_KEY, [STANZA, other])
    assert unsealed(age_file(head=head)) == LONG
    assert told(age_file(head=head.replace(other, b""))) == "damaged"
    assert told(age_file(head=head.replace(STANZA, b""))) == "not-for-you"
    assert told(age_file(head=by_hand.header(FILE_KEY, [STANZA]).replace(STANZA, STANZA + other))) == "damaged"
    assert told(age_file(nonce=bytes(16))) == "damaged"


def test_e8_a_passphrase_is_refused_before_any_work():
    """A work factor of 2^63 would never end; no seal of a bundle is by passphrase, so none is tried."""
    made = dict(make.invalid())
    start = time.monotonic()
    for name in ("scrypt", "scrypt-63"):
        assert code_of(made[name].data) == "passphrase-sealed"
    hidden = by_hand.sealed(make.SIGNED, make.PEOPLE, [b"-> x\nAAAA\n-> scrypt AAAA 63\nAAAA\n"])
    assert code_of(hidden) == "passphrase-sealed"
    assert time.monotonic() - start < 10


MARK = "a marked note that nothing but the store may hold"


def plaintext_left(*roots):
    return [
        path
        for root in roots
        for path in root.rglob("*")
        if path.is_file() and any(part in path.read_bytes() for part in (MARK.encode(), b"SSH SIGNATURE"))
    ]


def test_e5_no_plaintext_is_left_after_a_refusal(team, tmp_path, monkeypatch):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    made = [revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no", note=MARK))]
    for name, value in (("counts", {}), ("inspection", "x"), ("format", 2), ("sequence", 99_999)):
        assert bring(lead, tmp_path, forged(reader, lead, made, **{name: value})).status == "refused"
    assert bring(lead, tmp_path, forged(reader, lead, made)).status == "merged"
    assert plaintext_left(tmp_path) == []
    assert not list(temporary.iterdir())


CHILD = """
import sys
from pathlib import Path
from fjidesk.bundle import verify
from fjidesk.desk import bundles
from tests.faults.conftest import open_desk
desk = open_desk(Path(sys.argv[1]))
kept = verify._read
def slowly(payload):
    found = kept(payload)
    print("open", flush=True)
    import time
    time.sleep(60)
    return found
verify._read = slowly
bundles.bring_in(desk, [Path(sys.argv[2])])
"""


@pytest.mark.unix
def test_e5_no_plaintext_is_left_after_kill_9(made, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", CHILD, str(made.lead), str(made.bundles[0])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        child.send_signal(signal.SIGKILL)
    left = [path for path in made.root.rglob("*") if path.is_file() and b"a marked note, as long" in path.read_bytes()]
    assert left == []
    assert plaintext_left(made.root, temporary) == []
    desk = open_desk(made.lead)
    assert bundles.bring_in(desk, [made.bundles[0]])[0].status == "merged"
    desk.close()


def test_nothing_larger_than_a_bundle_is_unsealed(monkeypatch):
    monkeypatch.setattr(verify, "FILE_LIMIT", len(make.GOOD) - 1)
    assert code_of(make.GOOD) == "too-large"
