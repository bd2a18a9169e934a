"""What a write has touched, so that a view refreshes only what changed."""

from dataclasses import dataclass, field

from fjidesk.model.revision import Record


@dataclass(frozen=True)
class Changes:
    """The records that a verb touched, and the revisions that it made."""

    records: frozenset[Record] = frozenset()
    revisions: tuple[str, ...] = field(default=())

    @property
    def cases(self) -> frozenset[str]:
        """Return the references of the cases whose readings are touched."""
        kinds = {"case", "allocation", "reading", "answer", "limiting", "agreed"}
        return frozenset(key[0] for kind, key in self.records if kind in kinds)

    @property
    def scores(self) -> bool:
        """Tell whether scores may have changed."""
        return any(kind in {"reading", "answer", "agreed", "allocation", "framework"} for kind, _ in self.records)
