"""When a question applies: a condition over case facts and earlier answers."""

from collections.abc import Iterator, Mapping

import msgspec


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Exactly one of four forms: a fact's value, an answer's value, all of several, any of several.

    In TOML: ``{fact = "order", is = ["referral"]}``, ``{answer = "P07", is = ["yes"]}``, ``{all = […]}`` or
    ``{any = […]}``.
    """

    fact: str | None = None
    answer: str | None = None
    values: list[str] | None = msgspec.field(default=None, name="is")
    all: list["Condition"] | None = None
    any: list["Condition"] | None = None

    def forms(self) -> int:
        """Return how many of the four forms are filled; a sound condition has one."""
        return sum(form is not None for form in (self.fact, self.answer, self.all, self.any))

    def leaves(self) -> Iterator["Condition"]:
        """Yield every fact or answer test inside."""
        parts = self.all if self.all is not None else self.any
        if parts is None:
            yield self
            return
        for part in parts:
            yield from part.leaves()

    def holds(self, facts: Mapping[str, str], answers: Mapping[str, str]) -> bool | None:
        """Tell whether the condition holds; None while a fact or an answer that decides it is not known yet."""
        if self.all is not None:
            return _all([part.holds(facts, answers) for part in self.all])
        if self.any is not None:
            return _any([part.holds(facts, answers) for part in self.any])
        known = answers.get(self.answer) if self.answer is not None else facts.get(self.fact or "")
        if not known:
            return None
        return known in (self.values or [])


def _all(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _any(parts: list[bool | None]) -> bool | None:
    if True in parts:
        return True
    return None if None in parts else False
