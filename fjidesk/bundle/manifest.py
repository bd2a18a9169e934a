"""The first line of a bundle: what it is, whose, in which place of a sequence, and what must be in it (design 8)."""

from typing import Annotated, Literal, get_args

import msgspec

from fjidesk.bundle.limits import RECIPIENT_LIMIT
from fjidesk.model.revision import COUNTER_LIMIT, PART_LIMIT

FORMAT = 1
ENDING = ".fjib"
Kind = Literal["pack", "readings", "lead", "receipt", "relay"]
KINDS: frozenset[str] = frozenset(get_args(Kind))
Text = Annotated[str, msgspec.Meta(max_length=PART_LIMIT)]
Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
HashOrNone = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")]
Number = Annotated[int, msgspec.Meta(ge=0, le=COUNTER_LIMIT)]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a bundle says of itself.

    Attributes:
        format: the version of this format.
        kind: ``pack`` and ``lead`` travel out, ``readings`` travel in, a ``receipt`` travels back, and a ``relay``
            carries other bundles' signed bytes unchanged (``carrying``).
        inspection: id of the inspection.
        author: fingerprint of the signer.
        device: id of the device that wrote it.
        sequence: rises by one with each bundle of a device, from 1.
        previous: hash of that device's last signed bytes; empty for the first.
        before: for each recipient the sequence of the last bundle that this device sealed to them; 0 for none. So a
            recipient misses only what was meant for them.
        created: ISO 8601, shown to people only.
        framework: id, version and SHA-256 of the framework.
        recipients: fingerprints, sorted.
        counts: revisions by kind; of a relay how many bundles, as ``bundle``.
        state: state hash of the revisions inside; of a relay over the hashes of the bundles that it carries.
        recovery: the office's age recipient, to which it is sealed too; not written where there is none.
        carried: of a relay the hashes of the signed bytes that it carries, in the order of its lines; of no other kind.
    """

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]
    kind: Kind
    inspection: Text
    author: Hash
    device: Text
    sequence: Annotated[int, msgspec.Meta(ge=1, le=COUNTER_LIMIT)]
    previous: HashOrNone
    before: Annotated[dict[Hash, Number], msgspec.Meta(max_length=RECIPIENT_LIMIT)]
    created: Text
    framework: tuple[Text, Text, Text]
    recipients: Annotated[list[Hash], msgspec.Meta(max_length=RECIPIENT_LIMIT)]
    counts: Annotated[dict[Text, Number], msgspec.Meta(max_length=RECIPIENT_LIMIT)]
    state: Hash
    recovery: Text = ""
    carried: list[Hash] = []


class FormatOnly(msgspec.Struct, frozen=True):
    """The parts that every version of the format keeps in their place."""

    format: int
    kind: str = ""
