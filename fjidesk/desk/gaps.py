"""Bundles that went before others and were not seen: told when a batch is through, since it may hold them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from fjidesk.bundle.keys import six_words
from fjidesk.model import chains
from fjidesk.store import log

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fjidesk.desk.bringing_in import FileOutcome
    from fjidesk.desk.workspace import Desk
    from fjidesk.merge.plan import Gap, Plan


class Gaps:
    """What is missing before the bundles of a batch, and which of these came with it."""

    def __init__(self, desk: Desk) -> None:
        """Begin a batch on a desk."""
        self._desk = desk
        self._before: dict[str, Gap] = {}  # by the six words of the bundle that names it
        self._came: set[tuple[str, int, str]] = set()

    def note(self, found: Plan) -> None:
        """Note a bundle that came in, or would."""
        bundle = found.bundle
        self._came.add((bundle.manifest.device, bundle.manifest.sequence, bundle.signer))
        if found.gap is not None:
            self._before[six_words(bundle.hash)] = found.gap

    def told(self, outcomes: Iterable[FileOutcome]) -> list[FileOutcome]:
        """Return the outcomes of the batch, each with what is missing before it by now."""
        said = {words: gap.told for words, gap in self._before.items() if not self._is_seen(gap)}
        return [
            msgspec.structs.replace(one, message=f"{one.message} {said[one.words]}".strip())
            if one.words in said
            else one
            for one in outcomes
        ]

    def _is_seen(self, gap: Gap) -> bool:
        keys = chains.chain(gap.signer, self._desk.roster)
        return gap.sequence in log.from_device(self._desk.db, gap.device, keys) or any(
            (gap.device, gap.sequence, key) in self._came for key in keys
        )
