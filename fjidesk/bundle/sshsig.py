"""SSH signatures, so that ``ssh-keygen -Y verify`` checks them (OpenSSH, PROTOCOL.sshsig)."""

import base64
import binascii
import hashlib
import re

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fjidesk.bundle.keys import Identity, blob, holds, wire
from fjidesk.bundle.limits import ARMOUR_LIMIT
from fjidesk.errors import Refused

_MAGIC = b"SSHSIG"
_VERSION = (1).to_bytes(4, "big")
_HASH = b"sha512"
_TYPE = b"ssh-ed25519"
_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
END = b"-----END SSH SIGNATURE-----\n"
_LINE = 70


def sign(identity: Identity, message: bytes, namespace: str) -> bytes:
    """Return an armoured signature over a message, for one purpose named by the namespace."""
    public = blob(identity.key.public_key())
    signature = wire(_TYPE) + wire(identity.key.sign(_signed(message, namespace)))
    body = _MAGIC + _VERSION + wire(public) + wire(namespace.encode()) + wire(b"") + wire(_HASH) + wire(signature)
    return _armour(body)


def _armour(body: bytes) -> bytes:
    text = base64.b64encode(body)
    lines = [text[start : start + _LINE] for start in range(0, len(text), _LINE)]
    return _BEGIN + b"\n".join(lines) + b"\n" + END


def _signed(message: bytes, namespace: str) -> bytes:
    return _MAGIC + wire(namespace.encode()) + wire(b"") + wire(_HASH) + wire(hashlib.sha512(message).digest())


def split(data: bytes) -> tuple[bytes, bytes]:
    """Split an armoured signature from the bytes that follow it.

    Raises:
        Refused: ``not-signed``.
    """
    end = data.find(END, 0, ARMOUR_LIMIT)
    if not data.startswith(_BEGIN) or end < 0:
        raise _not_signed()
    return data[: end + len(END)], data[end + len(END) :]


def signer(armoured: bytes, namespace: str) -> tuple[Ed25519PublicKey, bytes]:
    """Read an armoured signature: the key that it claims and the raw signature. Nothing is verified yet.

    Raises:
        Refused: ``not-signed``: malformed. ``signed-for-other``: made for another purpose. ``format-newer``: made by a
            version, or with an algorithm, that is not known here.
    """
    text = armoured.removeprefix(_BEGIN).removesuffix(END)
    if not re.fullmatch(rb"(?:[A-Za-z0-9+/=]{1,70}\n)+", text):
        raise _not_signed()
    try:
        body = base64.b64decode(text.replace(b"\n", b""), validate=True)
    except binascii.Error as error:
        raise _not_signed() from error
    # One signature has one form, so that nobody makes another file of the same bundle by breaking its lines elsewhere.
    if not body.startswith(_MAGIC) or _armour(body) != armoured:
        raise _not_signed()
    if not body.startswith(_MAGIC + _VERSION):
        raise _newer()
    public, space, reserved, algorithm, signature = _strings(body[len(_MAGIC) + len(_VERSION) :], 5)
    if space != namespace.encode():
        raise _other_purpose(space, namespace)
    if (reserved, algorithm) != (b"", _HASH):
        raise _newer()
    return _key(public), _value(signature)


def _key(public: bytes) -> Ed25519PublicKey:
    kind, raw = _typed(public)
    if kind != _TYPE:
        raise _newer()
    if len(raw) != 32:  # noqa: PLR2004  (RFC 8032)
        raise _not_signed()
    return Ed25519PublicKey.from_public_bytes(raw)


def _value(signature: bytes) -> bytes:
    form, value = _typed(signature)
    if form != _TYPE:
        raise _newer()
    if len(value) != 64:  # noqa: PLR2004  (RFC 8032)
        raise _not_signed()
    return value


def _typed(data: bytes) -> tuple[bytes, bytes]:
    """Return the name of an algorithm, and what else is there: for ours, the one string that follows."""
    length = int.from_bytes(data[:4], "big")
    name = data[4 : 4 + length]
    if name != _TYPE:
        return name, b""
    _, value = _strings(data, 2)
    return name, value


def _other_purpose(space: bytes, namespace: str) -> Refused:
    """Tell a later version of the same purpose from another purpose."""
    purpose, _, _ = namespace.encode().partition(b"@")
    if re.fullmatch(re.escape(purpose) + rb"@v\d{1,9}", space):
        return _newer()
    return Refused(
        "signed-for-other",
        "Its signature was made for something else, such as an identity card.",
        "Choose the bundle itself, or ask its author to write one.",
    )


def verify(armoured: bytes, message: bytes, namespace: str) -> Ed25519PublicKey:
    """Return the key whose signature over the message holds.

    Raises:
        Refused: ``not-signed``, ``signed-for-other``, ``format-newer``, ``signature-wrong``.
    """
    key, signature = signer(armoured, namespace)
    if not holds(key, signature, _signed(message, namespace)):
        raise Refused(
            "signature-wrong",
            "The signature does not belong to these contents.",
            "Ask its author to write it again; somebody or something has changed it.",
        )
    return key


def _strings(data: bytes, count: int) -> list[bytes]:
    parts: list[bytes] = []
    for _ in range(count):
        length = int.from_bytes(data[:4], "big")
        parts.append(data[4 : 4 + length])
        if len(data) < 4 + length:
            raise _not_signed()
        data = data[4 + length :]
    if data:
        raise _not_signed()
    return parts


def _not_signed() -> Refused:
    return Refused("not-signed", "It carries no signature of this kind.", "Ask its author to write it again.")


def _newer() -> Refused:
    return Refused(
        "format-newer",
        "It was made by a newer version: this one does not know how it is signed.",
        "Install the newer version of fjidesk, then bring it in.",
    )
