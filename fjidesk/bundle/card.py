"""An identity card: who somebody is and which key is theirs, signed by that key (design 7)."""

import msgspec

from fjidesk.bundle import keys, sshsig
from fjidesk.errors import Refused

NAMESPACE = "fjidesk-card@v1"
CARD_LIMIT = 16 * 1024


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a member sends the lead. The name is a role or a working name, never a child's."""

    name: str
    organisation: str
    inspectorate: str
    role: str
    public_key: str

    @property
    def words(self) -> str:
        """Return the six words of the card's key, to be compared by voice."""
        return keys.six_words(keys.fingerprint(self.public_key))


def write(identity: keys.Identity, name: str, organisation: str, inspectorate: str, role: str) -> bytes:
    """Return a signed card."""
    card = Card(
        name=name, organisation=organisation, inspectorate=inspectorate, role=role, public_key=identity.public_line
    )
    body = msgspec.json.format(msgspec.json.encode(card)) + b"\n"
    return sshsig.sign(identity, body, NAMESPACE) + body


def read(data: bytes) -> Card:
    """Read a card and check that the key on it signed it.

    Raises:
        Refused: ``card-refused``.
    """
    try:
        armoured, body = sshsig.split(data)
        signer = sshsig.verify(armoured, body, NAMESPACE)
        card = msgspec.json.decode(body, type=Card)
    except (Refused, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _refused() from error
    if keys.line_of(signer) != card.public_key:
        raise _refused()
    return card


def _refused() -> Refused:
    return Refused(
        "card-refused",
        "This is not an identity card, or it has been changed.",
        "Ask its owner to send it again: fjidesk identity card -o FILE",
    )
