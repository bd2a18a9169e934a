"""A card that hands a person's place on the roster from an old key to a new one, signed by both.

The file is the signature of the old key, the signature of the new key, then the bytes that both signed.
"""

import msgspec

from fjidesk.bundle import keys, sshsig
from fjidesk.errors import Refused

NAMESPACE = "fjidesk-succession@v1"


class Succession(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the two keys sign.

    Attributes:
        name: whose they are, to be shown only; the roster's own entry decides.
        replaces: the old public key.
        public_key: the new one.
        made_at: ISO 8601; becomes the new key's date on the roster, so that two leads write the same.
    """

    name: str
    replaces: str
    public_key: str
    made_at: str

    @property
    def old(self) -> str:
        """Return the fingerprint of the old key."""
        return keys.fingerprint(self.replaces)

    @property
    def new(self) -> str:
        """Return the fingerprint of the new key."""
        return keys.fingerprint(self.public_key)

    @property
    def words(self) -> str:
        """Return the six words of the new key, to be compared by voice."""
        return keys.six_words(self.new)


def write(old: keys.Identity, new: keys.Identity, name: str, made_at: str) -> bytes:
    """Return a card signed by both keys."""
    said = Succession(name=name, replaces=old.public_line, public_key=new.public_line, made_at=made_at)
    body = msgspec.json.format(msgspec.json.encode(said)) + b"\n"
    return sshsig.sign(old, body, NAMESPACE) + sshsig.sign(new, body, NAMESPACE) + body


def read(data: bytes) -> Succession:
    """Read a card and check both signatures.

    Raises:
        Refused: ``card-refused``.
    """
    try:
        first, rest = sshsig.split(data)
        second, body = sshsig.split(rest)
        signers = [keys.line_of(sshsig.verify(part, body, NAMESPACE)) for part in (first, second)]
        found = msgspec.json.decode(body, type=Succession)
    except (Refused, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _refused() from error
    if signers != [found.replaces, found.public_key] or found.replaces == found.public_key:
        raise _refused()
    return found


def _refused() -> Refused:
    return Refused(
        "card-refused",
        "This is not a card by which an old key names a new one, or it has been changed.",
        "Ask its owner for another: fjidesk identity card -o FILE",
    )
