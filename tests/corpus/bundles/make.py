"""Write the bundles of this folder: python -m tests.corpus.bundles.make.

``valid`` open; ``invalid`` are sealed and signed, and wrong inside; ``tampered`` were right until somebody or something
changed them. ``index.json`` says of each what opening it gives, whose keys are in play and what it is.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.corpus.bundles import by_hand
from tests.corpus.bundles.by_hand import compact, fingerprint_of, key_of, line_of, packed, sealed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
AUTHOR, LEAD, GONE, GUEST, STRANGER = (key_of(name) for name in ("author", "lead", "gone", "guest", "stranger"))
PEOPLE = [LEAD, AUTHOR]
ROSTER = {
    "author": {"role": "inspector", "revoked": "", "until": ""},
    "lead": {"role": "lead", "revoked": "", "until": ""},
    "gone": {"role": "inspector", "revoked": "2013-11-20", "until": ""},
    "guest": {"role": "local_assessor", "revoked": "", "until": "2013-11-22"},
}
INSPECTION = "harbourside"
CREATED = "2013-11-25T16:00:00Z"
LEAD_NAME, AUTHOR_NAME = fingerprint_of(LEAD), fingerprint_of(AUTHOR)
REVISION: dict[str, Any] = {
    "kind": "answer",
    "key": ["HB-01", AUTHOR_NAME, "R01"],
    "body": {"answer": "no", "note": "The plan was late."},
    "parents": [],
    "author": AUTHOR_NAME,
    "device": "d1",
    "counter": 1,
    "made_at": "2013-11-18T09:00:00Z",
}


class Vector(NamedTuple):
    """A file: its bytes, the code that opening it gives (empty: it opens), and what it is."""

    data: bytes
    code: str
    about: str


def revision(**changes: Any) -> bytes:
    return compact({**REVISION, **changes})


def manifest(*lines: bytes, signer: Any = AUTHOR, **changes: Any) -> dict[str, Any]:
    ids = sorted(hashlib.sha256(line).hexdigest() for line in lines)
    return {
        "format": 1,
        "kind": "readings",
        "inspection": INSPECTION,
        "author": fingerprint_of(signer),
        "device": "d1",
        "sequence": 1,
        "previous": "",
        "before": {LEAD_NAME: 0},
        "created": CREATED,
        "framework": ["fji-2014", "1", "0" * 64],
        "recipients": sorted(fingerprint_of(key) for key in PEOPLE),
        "counts": {"answer": len(lines)} if lines else {},
        "state": hashlib.sha256("\n".join(ids).encode()).hexdigest(),
        **changes,
    }


def whole(*lines: bytes, key: Any = AUTHOR, **changes: Any) -> bytes:
    """Return a bundle with these lines, right in every part that is not changed."""
    return sealed(signed(key, packed(compact(manifest(*lines, signer=key, **changes)), *lines)), PEOPLE)


def raw(first: bytes, *lines: bytes) -> bytes:
    return sealed(signed(AUTHOR, packed(first, *lines)), PEOPLE)


def around(payload: bytes, **how: Any) -> bytes:
    return sealed(signed(AUTHOR, payload, **how), PEOPLE)


ONE = revision()
FIRST = compact(manifest(ONE))
PAYLOAD = packed(FIRST, ONE)
SIGNED = signed(AUTHOR, PAYLOAD)
GOOD = sealed(SIGNED, PEOPLE)
OTHER = revision(counter=2, key=["HB-01", AUTHOR_NAME, "R02"])
OTHER_PAYLOAD = packed(compact(manifest(OTHER)), OTHER)


def valid() -> Iterator[tuple[str, Vector]]:
    odd = revision(body={"answer": "no", "note": "a\0b \u202eright to left\u202c \U0001f600 e\u0301"})
    spaced = json.dumps(dict(reversed(REVISION.items())), indent=None).encode()
    many = [revision(counter=number, key=["HB-01", AUTHOR_NAME, f"R{number:02}"]) for number in range(1, 31)]
    later = compact({**REVISION, "kind": "colour", "key": ["x"], "body": {"shade": 1}})
    for name, data, about in (
        ("one", GOOD, "one answer"),
        ("none", whole(), "no revision at all"),
        ("many", whole(*many), "thirty answers"),
        ("withdrawn", whole(ONE, revision(body=None, counter=2)), "an answer and its withdrawal"),
        ("odd-text", whole(odd), "NUL, bidi controls and an accent of its own in a note: kept as they are"),
        ("other-hand", whole(spaced), "a revision with spaces, escapes and another order of its members"),
        ("kind-of-tomorrow", whole(later, counts={"colour": 1}), "a kind that is not known: kept, and quarantined"),
        ("guest-in-time", whole(key=GUEST, created="2013-11-22T23:00:00Z"), "by a member, on the last day"),
        ("stanza-of-tomorrow", sealed(SIGNED, PEOPLE, [b"-> colour x\nAAAA\n"]), "a kind of recipient not known"),
        ("sealed-to-one", sealed(SIGNED, [LEAD]), "sealed to the lead alone"),
    ):
        yield name, Vector(data, "", about)


def invalid() -> Iterator[tuple[str, Vector]]:
    yield from _wrong_outside()
    yield from _wrong_signers()
    for name, data, about in (*_wrong_packing(), *_wrong_manifests(), *_wrong_revisions()):
        yield name, Vector(data, "contents-wrong", about)


def _wrong_outside() -> Iterator[tuple[str, Vector]]:
    salt = base64.b64encode(bytes(16)).rstrip(b"=")
    scrypt = b"-> scrypt %s %s\n" + base64.b64encode(bytes(32)).rstrip(b"=") + b"\n"
    yield "empty", Vector(b"", "empty-file", "no byte")
    yield "letter", Vector(b"Dear lead, the readings follow.\n", "not-a-bundle", "a letter")
    yield "unsealed", Vector(SIGNED, "not-a-bundle", "signed, and not sealed")
    yield "age-v2", Vector(sealed(SIGNED, PEOPLE, version=b"v2"), "format-newer", "a later version of age")
    yield "scrypt", Vector(sealed(SIGNED, [], [scrypt % (salt, b"18")]), "passphrase-sealed", "a passphrase")
    yield "scrypt-63", Vector(sealed(SIGNED, PEOPLE, [scrypt % (salt, b"63")]), "passphrase-sealed", "to last for ever")
    crowd = [b"-> x\nAAAA\n"] * 200
    yield "crowd", Vector(sealed(SIGNED, PEOPLE, crowd), "too-many-recipients", "202 recipients")
    yield "for-others", Vector(sealed(SIGNED, [STRANGER]), "not-for-you", "sealed to somebody else")
    yield "unsigned", Vector(sealed(PAYLOAD, PEOPLE), "not-signed", "sealed, and not signed")


def _wrong_signers() -> Iterator[tuple[str, Vector]]:
    for name in ("card", "succession", "certificate"):
        data = around(PAYLOAD, namespace=f"fjidesk-{name}@v1".encode())
        yield f"signed-as-{name}", Vector(data, "signed-for-other", f"a signature made for a {name}")
    yield "namespace-v2", Vector(around(PAYLOAD, namespace=b"fjidesk-bundle@v2"), "format-newer", "bundle@v2")
    yield "sshsig-v2", Vector(around(PAYLOAD, version=2), "format-newer", "SSHSIG version 2")
    yield "sha256", Vector(around(PAYLOAD, algorithm=b"sha256"), "format-newer", "another hash")
    yield "other-algorithm", Vector(around(PAYLOAD, kind=b"ssh-ed448"), "format-newer", "another kind of key")
    yield "armour-rewrapped", Vector(around(PAYLOAD, width=64), "not-signed", "the same signature in other lines")
    yield "stranger", Vector(whole(key=STRANGER), "not-a-member", "a key that is not on the roster")
    yield "revoked", Vector(whole(key=GONE), "key-revoked", "a revoked key")
    yield "expired", Vector(whole(key=GUEST), "key-expired", "written after the membership's last day")
    yield "undated", Vector(whole(key=GUEST, created=""), "key-expired", "of no day, by a membership with a last one")
    yield "format-2", Vector(raw(compact({"format": 2, "colour": "red"})), "format-newer", "format 2")
    yield "other-kind", Vector(raw(compact(manifest(kind="audit"))), "format-newer", "a kind that is not known")
    bomb = gzip.compress(b" " * (8 * 1024 * 1024), mtime=0)
    yield "bomb", Vector(around(bomb), "too-much-inside", "8 MB of spaces")


def _wrong_packing() -> Iterator[tuple[str, bytes, str]]:
    yield "not-gzip", around(b"no gzip"), "no gzip"
    yield "zlib", around(zlib.compress(FIRST + b"\n")), "zlib in place of gzip"
    yield "gzip-cut", around(PAYLOAD[:-9]), "gzip without its end"
    yield "gzip-twice", around(PAYLOAD + packed(ONE)), "a second gzip behind the first"
    yield "gzip-more", around(PAYLOAD + b"x"), "a byte behind the gzip"
    yield "no-last-newline", around(gzip.compress(FIRST + b"\n" + ONE, mtime=0)), "the last line does not end"
    yield "crlf-lines", around(gzip.compress(FIRST + b"\r\n" + ONE + b"\r\n", mtime=0)), "lines that end in CR LF"
    yield "blank-line", raw(FIRST, b"", ONE), "a blank line"
    yield "no-line", around(gzip.compress(b"", mtime=0)), "no line"


def _wrong_manifests() -> Iterator[tuple[str, bytes, str]]:
    for name, changes in (
        ("other-author", {"author": LEAD_NAME}),
        ("counts-wrong", {"counts": {"answer": 2}}),
        ("state-wrong", {"state": "0" * 64}),
        ("sequence-0", {"sequence": 0}),
        ("sequence-huge", {"sequence": 2**64}),
        ("previous-short", {"previous": "00"}),
        ("before-negative", {"before": {LEAD_NAME: -1}}),
        ("recipients-many", {"recipients": [LEAD_NAME] * 129}),
        ("more-members", {"colour": "red"}),
        ("device-long", {"device": "d" * 201}),
    ):
        yield f"manifest-{name}", raw(compact(manifest(ONE, **changes)), ONE), f"a manifest with {name}"
    yield "manifest-twice", raw(FIRST[:-1] + b',"sequence":2}', ONE), "a member that stands twice"
    yield "manifest-nan", raw(FIRST.replace(b'"sequence":1', b'"sequence":NaN'), ONE), "NaN"
    yield "manifest-bom", raw(b"\xef\xbb\xbf" + FIRST, ONE), "a mark of byte order"
    yield "manifest-cut", raw(FIRST[:-1], ONE), "JSON without its end"
    yield "manifest-deep", raw(b"[" * 100_000), "brackets without end"
    yield "manifest-long", raw(compact(manifest(ONE, created=" " * 300_000)), ONE), "a manifest of 300 KB"


def _wrong_revisions() -> Iterator[tuple[str, bytes, str]]:
    body = b'"body":{"answer":"no","note":"The plan was late."}'
    for name, line in (
        ("twice", ONE[:-1] + b',"counter":2}'),
        ("body-twice", ONE.replace(body, b'"body":{"answer":"no","answer":"yes"}')),
        ("escaped-twice", ONE.replace(body, b'"body":{"answer":"no","\\u0061nswer":"yes"}')),
        ("nan", ONE.replace(body, b'"body":{"minutes":NaN}')),
        ("infinity", ONE.replace(body, b'"body":{"minutes":1e999}')),
        ("digits", ONE.replace(body, b'"body":{"minutes":' + b"7" * 5000 + b"}")),
        ("not-utf-8", ONE.replace(b"late", b"\xff")),
        ("surrogate-bytes", ONE.replace(b"late", b"\xed\xa0\x80")),
        ("surrogate", ONE.replace(b"late", b"\\ud800")),
        ("nul", ONE.replace(b"late", b"\0")),
        ("deep", ONE.replace(body, b'"body":' + b"[" * 20 + b"]" * 20)),
        ("counter-0", revision(counter=0)),
        ("counter-huge", revision(counter=2**53)),
        ("parent-short", revision(parents=["00"])),
        ("parents-many", revision(parents=["0" * 64] * 1025)),
        ("key-long", revision(key=["k" * 201])),
        ("keys-many", revision(key=["k"] * 9)),
        ("more-members", compact({**REVISION, "colour": "red"})),
        ("long", revision(body={"note": _noise(12_000) + "n" * (1024 * 1024)})),
    ):
        yield f"revision-{name}", raw(compact(manifest(line)), line), f"a revision with {name}"


def _noise(length: int) -> str:
    """Return letters that do not pack well, so that another limit is not met before."""
    return "".join(hashlib.sha256(b"%d" % number).hexdigest() for number in range(length // 64))


def tampered() -> Iterator[tuple[str, Vector]]:
    mac = GOOD.index(b"\n--- ")
    start = GOOD.index(b"\n", mac + 1) + 1
    seed = hashlib.sha256(SIGNED).digest()
    file_key, _ = by_hand.secrets_of(seed)
    mine, theirs = (by_hand.stanza(key, file_key, seed) for key in PEOPLE)
    other = sealed(signed(AUTHOR, OTHER_PAYLOAD), PEOPLE)
    other_start = other.index(b"\n", other.index(b"\n--- ") + 1) + 1
    for name, data, code, about in (
        (
            "flipped-tag",
            _flip(GOOD, GOOD.index(b"ssh-ed25519 ") + 12),
            "not-for-you",
            "the lead's stanza names another key",
        ),
        ("flipped-mac", _flip(GOOD, mac + 6), "damaged", "a byte of the header's check"),
        ("flipped-nonce", _flip(GOOD, start), "damaged", "a byte of the nonce"),
        ("flipped-payload", _flip(GOOD, start + 40), "damaged", "a byte of the contents"),
        ("cut", GOOD[:-1], "damaged", "the last byte is missing"),
        ("cut-header", GOOD[: mac - 4], "damaged", "cut in the header"),
        ("cut-contents", GOOD[:start], "damaged", "no contents"),
        ("longer", GOOD + b"\0", "damaged", "a byte behind the end"),
        ("twice", GOOD + GOOD, "damaged", "the file twice"),
        ("stanza-removed", GOOD.replace(theirs, b""), "damaged", "the author's stanza removed, the lead's kept"),
        ("own-stanza-removed", GOOD.replace(mine, b""), "not-for-you", "the lead's stanza removed"),
        ("stanza-added", GOOD.replace(theirs, theirs + b"-> x\nAAAA\n"), "damaged", "a stanza put in"),
        ("mixed", GOOD[:start] + other[other_start:], "damaged", "header of one, contents of another"),
        ("signature-flipped", around(PAYLOAD, spoil=True), "signature-wrong", "a byte of the signature, sealed anew"),
        ("signature-swapped", sealed(SIGNED[: -len(PAYLOAD)] + OTHER_PAYLOAD, PEOPLE), "signature-wrong", "swapped"),
        ("manifest-swapped", _manifest_swapped(), "signature-wrong", "manifest of one, revisions of another"),
        ("crlf", GOOD.replace(b"\n", b"\r\n"), "changed-on-the-way", "LF turned into CR LF"),
        ("bom", b"\xef\xbb\xbf" + GOOD, "changed-on-the-way", "a mark of byte order before it"),
        ("utf-16", GOOD.decode("latin-1").encode("utf-16"), "changed-on-the-way", "turned into UTF-16"),
        ("utf-8", GOOD.decode("latin-1").encode(), "changed-on-the-way", "turned into UTF-8"),
        ("question-marks", GOOD.decode("utf-8", "replace").encode(), "changed-on-the-way", "what is no text replaced"),
        ("base64", base64.encodebytes(GOOD), "changed-on-the-way", "in letters, 76 a line"),
        ("armoured", _armoured(GOOD), "changed-on-the-way", "in age's own letters"),
        ("quoted", b"\n  " + GOOD, "changed-on-the-way", "blanks before it"),
    ):
        yield name, Vector(data, code, about)


def _flip(data: bytes, place: int) -> bytes:
    other = ord("A") if data[place] != ord("A") else ord("B")  # stays a letter of base64 where it was one
    return data[:place] + bytes([other]) + data[place + 1 :]


def _manifest_swapped() -> bytes:
    return sealed(SIGNED[: -len(PAYLOAD)] + packed(FIRST, OTHER), PEOPLE)


def _armoured(data: bytes) -> bytes:
    text = base64.b64encode(data)
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return b"-----BEGIN AGE ENCRYPTED FILE-----\n" + b"\n".join(lines) + b"\n-----END AGE ENCRYPTED FILE-----\n"


FOLDERS = {"valid": valid, "invalid": invalid, "tampered": tampered}


def index() -> dict[str, Any]:
    """Return what index.json holds."""
    files = {
        f"{folder}/{name}.fjib": {"code": vector.code, "about": vector.about}
        for folder, made in FOLDERS.items()
        for name, vector in made()
    }
    people = {
        name: {"seed": hashlib.sha256(name.encode()).hexdigest(), "public_key": line_of(key_of(name)), **entry}
        for name, entry in ROSTER.items()
    }
    return {"opened_by": "lead", "inspection": INSPECTION, "roster": people, "files": files}


def main() -> None:
    for folder, made in FOLDERS.items():
        (HERE / folder).mkdir(exist_ok=True)
        for name, vector in made():
            (HERE / folder / f"{name}.fjib").write_bytes(vector.data)
    text = json.dumps(index(), indent=1, ensure_ascii=False)
    (HERE / "index.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    (HERE / "lead.key").write_bytes(by_hand.key_file(LEAD))


if __name__ == "__main__":
    main()
