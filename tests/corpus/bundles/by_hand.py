"""A bundle written from resources/schema/bundle-1.md alone, with nothing of the package: what the specification leaves
out would be missing here. Every secret that a writer draws is fixed, so that the same call gives the same bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
NAMESPACE = b"fjidesk-bundle@v1"
LABEL = b"age-encryption.org/v1/ssh-ed25519"
CHUNK = 64 * 1024
PRIME = 2**255 - 19


def key_of(name: str) -> Ed25519PrivateKey:
    """Return the fixed key of a made-up person: the seed is the SHA-256 of the name."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


def wire(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


def blob_of(key: Ed25519PrivateKey) -> bytes:
    return wire(b"ssh-ed25519") + wire(key.public_key().public_bytes_raw())


def line_of(key: Ed25519PrivateKey) -> str:
    return f"ssh-ed25519 {base64.b64encode(blob_of(key)).decode()}"


def fingerprint_of(key: Ed25519PrivateKey) -> str:
    return hashlib.sha256(blob_of(key)).hexdigest()


def key_file(key: Ed25519PrivateKey) -> bytes:
    """Return the private key as an OpenSSH file without a passphrase, for the programs that check by hand."""
    public = blob_of(key)
    pair = key.private_bytes_raw() + key.public_key().public_bytes_raw()
    secret = bytes(8) + public + wire(pair) + wire(b"")
    secret += bytes(range(1, 1 + -len(secret) % 8))
    body = b"openssh-key-v1\0" + wire(b"none") + wire(b"none") + wire(b"") + (1).to_bytes(4, "big")
    text = base64.b64encode(body + wire(public) + wire(secret))
    lines = [text[start : start + 70] for start in range(0, len(text), 70)]
    frame = b"-----%s OPENSSH PRIVATE KEY-----\n"
    return frame % b"BEGIN" + b"\n".join(lines) + b"\n" + frame % b"END"


def signed(  # a signature of every kind, right ones and others
    key: Any,
    payload: bytes,
    namespace: bytes = NAMESPACE,
    *,
    version: int = 1,
    algorithm: bytes = b"sha512",
    kind: bytes = b"ssh-ed25519",
    width: int = 70,
    spoil: bool = False,
) -> bytes:
    """Return an armoured signature with the payload behind it."""
    digest = hashlib.new(algorithm.decode(), payload).digest()
    message = b"SSHSIG" + wire(namespace) + wire(b"") + wire(algorithm) + wire(digest)
    value = key.sign(message)
    if spoil:
        value = bytes([value[0] ^ 1]) + value[1:]
    public = wire(kind) + wire(key.public_key().public_bytes_raw())
    parts = wire(public) + wire(namespace) + wire(b"") + wire(algorithm) + wire(wire(kind) + wire(value))
    text = base64.b64encode(b"SSHSIG" + version.to_bytes(4, "big") + parts)
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    return BEGIN + b"\n".join(lines) + b"\n" + END + payload


def packed(*lines: bytes) -> bytes:
    return gzip.compress(b"".join(line + b"\n" for line in lines), mtime=0)


def compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def _plain64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _montgomery(key: Ed25519PrivateKey) -> bytes:
    """Return the public key on the other curve: u = (1 + y) / (1 - y)."""
    y = int.from_bytes(key.public_key().public_bytes_raw(), "little") & (2**255 - 1)
    return ((1 + y) * pow(1 - y, -1, PRIME) % PRIME).to_bytes(32, "little")


def stanza(key: Ed25519PrivateKey, file_key: bytes, seed: bytes) -> bytes:
    """Return the lines of a header that let one person in."""
    ephemeral = X25519PrivateKey.from_private_bytes(hashlib.sha256(b"ephemeral" + seed + blob_of(key)).digest())
    share, theirs = ephemeral.public_key().public_bytes_raw(), _montgomery(key)
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(theirs))
    tweak = X25519PrivateKey.from_private_bytes(_hkdf(b"", blob_of(key), LABEL))
    shared = tweak.exchange(X25519PublicKey.from_public_bytes(shared))
    body = ChaCha20Poly1305(_hkdf(shared, share + theirs, LABEL)).encrypt(bytes(12), file_key, None)
    tag = hashlib.sha256(blob_of(key)).digest()[:4]
    return b"-> ssh-ed25519 %s %s\n%s\n" % (_plain64(tag), _plain64(share), _plain64(body))


def chunks(file_key: bytes, nonce: bytes, data: bytes) -> list[bytes]:
    """Return the sealed chunks of a payload, in order."""
    cipher = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
    parts = [data[start : start + CHUNK] for start in range(0, len(data), CHUNK)] or [b""]
    return [
        cipher.encrypt(number.to_bytes(11, "big") + bytes([number == len(parts) - 1]), part, None)
        for number, part in enumerate(parts)
    ]


def header(file_key: bytes, stanzas: Iterable[bytes], version: bytes = b"v1") -> bytes:
    start = b"age-encryption.org/" + version + b"\n" + b"".join(stanzas) + b"---"
    return start + b" " + _plain64(hmac.digest(_hkdf(file_key, b"", b"header"), start, "sha256")) + b"\n"


def secrets_of(seed: bytes) -> tuple[bytes, bytes]:
    """Return the file key and the nonce, which a writer would draw."""
    return hashlib.sha256(b"file key" + seed).digest()[:16], hashlib.sha256(b"nonce" + seed).digest()[:16]


def sealed(
    data: bytes, people: Sequence[Ed25519PrivateKey], more: Sequence[bytes] = (), version: bytes = b"v1"
) -> bytes:
    """Return an age file for people, with any further stanzas before theirs."""
    seed = hashlib.sha256(data).digest()
    file_key, nonce = secrets_of(seed)
    stanzas = [*more, *(stanza(key, file_key, seed) for key in people)]
    return header(file_key, stanzas, version) + nonce + b"".join(chunks(file_key, nonce, data))
