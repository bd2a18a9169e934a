"""The key of the lead of every rehearsal. It lies open in each program, keeps no secret, and is meant to.

All that leaves a rehearsal is sealed to it, so that any desk that cannot open a file can tell that it is made up.
"""

import hashlib
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fjidesk.bundle.keys import Identity


@cache
def lead() -> Identity:
    """Return the key."""
    return Identity(Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"fjidesk rehearsal").digest()))
