"""What a change of one record is, in words: ``No, with the reason late, became Yes; the note stayed``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fjidesk.model.counts import count
from fjidesk.model.records import Answer, Body, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fjidesk.model.framework import Framework
    from fjidesk.model.records import Member
    from fjidesk.model.revision import Record

ANSWERS = {"yes": "Yes", "no": "No", "na": "N/A", "": "No answer"}
_GROUND = {
    "other": "the reason in own words",
    "source": "the source",
    "record": "the type of record",
    "dated": "the date of the record",
    "place": "the place in the record",
    "confidence": "the confidence",
}
_VALUES = {
    "case_manager": "the case manager",
    "record": "the record",
    "both": "the record and the case manager",
    "fairly": "fairly sure",
}
_AT_RISK = {"child": "the child", "other": "somebody else", "both": "the child and somebody else"}


def sentence(case: str, question: str, words: str) -> str:
    """Return a change with where it was in front: ``HB-01, R02: Yes was given``."""
    where = ", ".join(part for part in (case, question) if part)
    return f"{where}: {words}" if where else words[:1].upper() + words[1:]


def question_of(record: Record) -> str:
    """Return the question that a record is about; empty where it is about none."""
    kind, key = record
    return key[-1] if kind in {"answer", "agreed"} else ""


class Words:
    """Says changes in the words of a framework and a roster."""

    def __init__(self, framework: Framework, roster: Mapping[str, Member]) -> None:
        self._framework = framework
        self._roster = roster
        self._themes = {theme.id: theme.title.en for theme in framework.themes}
        self._kinds: dict[str, Callable[[tuple[str, ...], Any, Any], str]] = {
            "inspection": lambda _, __, new: f"the inspection “{new.title}” was set up",
            "framework": lambda key, _, __: f"the framework {key[0]} came",
            "member": self._member,
            "case": lambda _, old, __: "its facts in the sample changed" if old else "the case came with the sample",
            "allocation": self._allocation,
            "reading": lambda _, old, new: self.reading(old, new),
            "answer": lambda key, old, new: self.answer(key[2], old, new),
            "limiting": self._limiting,
            "alert": self._alert,
            "evidence": self._evidence,
            "query": self._query,
            "reply": lambda _, __, new: f"the reply came: “{new.text}”",
            "decision": self._decision,
            "agreed": self._agreed,
            "receipt": self._receipt,
            "retention": lambda _, __, new: "; ".join(
                ["retention changed"]
                + [f"{what}: {said}" for what, said in (("hold", new.hold), ("hold lifted", new.released)) if said]
            ),
        }

    def _receipt(self, key: tuple[str, ...], _: Any, new: Any) -> str:
        if new.counter:
            return f"{self.name(key[0])} received {count(new.revisions, 'change')} from one laptop"
        return f"{self.name(key[0])} took back the receipts given to {self.name(new.member)} before"

    def name(self, fingerprint: str) -> str:
        """Return a member's working name; the start of the fingerprint of somebody who is not on the roster."""
        member = self._roster.get(fingerprint)
        return member.name if member is not None else fingerprint[:8]

    def change(self, record: Record, before: Body | None, after: Body | None) -> str:
        """Say what a change of a record was.

        Args:
            record: kind and key.
            before: the value that was replaced; None where there was none.
            after: the new value; None where it was withdrawn.
        """
        kind, key = record
        if before == after:
            return "the reading was opened" if kind == "reading" else "two versions were settled; the value stayed"
        if after is None and kind not in {
            "answer",
            "limiting",
            "evidence",
            "alert",
            "allocation",
            "decision",
            "agreed",
        }:
            return f"the {kind} was taken back"
        return self._kinds[kind](key, before, after)

    def answer(self, question: str, before: Answer | None, after: Answer | None) -> str:
        """Say how an answer changed, its ground too."""
        if after is None:
            taken = f"{self._said(question, before)} was taken back"
            return f"{taken}; its note was “{before.note}”" if before is not None and before.note else taken
        ground = list(_ground(before, after))
        if before is None:
            return "; ".join([*([f"{self._said(question, after)} was given"] if after.answer else []), *ground])
        old, new = self._said(question, before), self._said(question, after)
        if (before.answer, before.reasons) == (after.answer, after.reasons):
            return "; ".join([f"{new} stayed", *ground])
        if before.note and before.note == after.note:
            ground.insert(0, "the note stayed")
        return "; ".join([f"{old} became {new.removesuffix(',')}", *ground])

    def _said(self, question: str, given: Answer | None) -> str:
        """Return an answer with its reasons, and a comma after those, as it stands in front of a verb."""
        if given is None:
            return "an answer"
        said = ANSWERS[given.answer]
        if not given.reasons:
            return said
        reasons = [_small(self.reason(question, reason, given.answer)) for reason in given.reasons]
        return f"{said}, with the reason{'s' if len(reasons) > 1 else ''} {_joined(reasons)},"

    def reason(self, question: str, reason: str, answer: str) -> str:
        """Return the words of a reason for No, or of one for N/A by hand; its id where the framework has none."""
        known = self._framework.by_id.get(question)
        if answer == "no" and known is not None:
            return known.reason_words(reason)
        return next((found.label.en for found in self._framework.na_reasons if found.id == reason), reason)

    def reading(self, before: Reading | None, after: Reading) -> str:
        """Say how a reading changed: its state, its facts, who was there and how long it took."""
        old = before or Reading(state="open", facts=after.facts)
        parts = [] if (old.state, old.reason) == (after.state, after.reason) else [_state(after)]
        parts += self._facts(old.facts, after.facts)
        if old.case_manager != after.case_manager:
            parts.append(f"the case manager was {after.case_manager or 'neither present nor absent'}")
        if old.minutes != after.minutes:
            parts.append(f"the time used became {count(after.minutes, 'minute')}")
        if old.gaps != after.gaps and old.state == after.state:
            parts.append("it has gaps" if after.gaps else "it has no gaps")
        return "; ".join(parts) or "the reading was opened"

    def _facts(self, before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[str]:
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                yield f"{self.fact(name, before)} became {self._value(name, after)}"

    def fact(self, name: str, facts: Mapping[str, str]) -> str:
        """Return a fact with its value: ``Order: Referral order``."""
        known = self._framework.fact_by_id.get(name)
        return f"{known.label.en if known is not None else name}: {self._value(name, facts)}"

    def _value(self, name: str, facts: Mapping[str, str]) -> str:
        value, fact = facts.get(name, ""), self._framework.fact_by_id.get(name)
        known = {one.id: one.label.en for one in fact.values} if fact is not None else {}
        return known.get(value, value) or "not known"

    def _theme(self, name: str) -> str:
        return self._themes.get(name, name)

    def _member(self, key: tuple[str, ...], old: Any, new: Any) -> str:
        if new.revoked and not (old and old.revoked):
            if any(member.replaces == key[0] for member in self._roster.values()):
                return f"{new.name} changed to a new key; the old one signs no more"
            return f"the key of {new.name} was revoked"
        role = new.role.replace("_", " ")
        return f"what the roster says of {self.name(key[0])} changed" if old else f"{new.name} joined as {role}"

    def _allocation(self, key: tuple[str, ...], _: Any, new: Any) -> str:
        if new is None:
            return f"the allocation to {self.name(key[1])} was taken back"
        return f"the {new.turn} reading was allocated to {self.name(key[1])}"

    def _limiting(self, key: tuple[str, ...], old: Any, new: Any) -> str:
        what = f"the flag of a limiting factor on “{self._theme(key[2])}”"
        return _text(what, "raised", old, new, lambda one: f"{_AT_RISK[one.at_risk]} at risk, {one.text}")

    def _evidence(self, _: tuple[str, ...], old: Any, new: Any) -> str:
        one = new or old
        what = f"the evidence ({one.kind}) on “{self._theme(one.theme)}”"
        return _text(what, "added", old, new, lambda body: body.text)

    def _alert(self, _: tuple[str, ...], old: Any, new: Any) -> str:
        if new is not None and new.outcome and not (old and old.outcome):
            return f"the alert was closed: “{new.outcome}”"
        return _text("the alert", "raised", old, new, lambda one: one.what)

    def _query(self, _: tuple[str, ...], old: Any, new: Any) -> str:
        if old is not None:
            return "the query was resolved" if new.resolved else f"the query became “{new.text}”"
        return f"{self.name(new.member)} was asked: “{new.text}”"

    def _decision(self, key: tuple[str, ...], old: Any, new: Any) -> str:
        what = f"the decision on the flag on “{self._theme(key[2])}”"
        said = {True: "it limits", False: "it does not limit"}
        return _text(what, "made", old, new, lambda one: f"{said[one.limits]}, {one.reason}")

    def _agreed(self, _: tuple[str, ...], old: Any, new: Any) -> str:
        return _text("the agreed answer", "made", old, new, lambda one: f"{ANSWERS[one.answer]}, {one.ground}")


def _text(what: str, made: str, old: Any, new: Any, said: Callable[[Any], str]) -> str:
    if new is None:
        return f"{what} was taken back; it was “{said(old)}”" if old is not None else f"{what} was taken back"
    if old is None:
        return f"{what} was {made}: “{said(new)}”"
    if said(old) == said(new):
        return f"what stands beside {what} changed; its text stayed"
    return f"{what} changed: “{said(old)}” became “{said(new)}”"


def _ground(before: Answer | None, after: Answer) -> Iterable[str]:
    """Say what changed in the ground of an answer."""
    old = before.note if before is not None else ""
    if old != after.note:
        if not old:
            yield f"a note was added: “{after.note}”"
        elif not after.note:
            yield f"the note was taken out: “{old}”"
        else:
            yield f"the note “{old}” became “{after.note}”"
    for name, label in _GROUND.items():
        was, now = getattr(before, name, ""), getattr(after, name)
        if was != now:
            shown = _VALUES.get(now, now) if name in {"source", "confidence"} else now
            yield f"{label} {'became' if was else 'is'} {shown}" if now else f"{label} was taken out"
    if after.discuss != (before is not None and before.discuss):
        yield "it was marked to discuss" if after.discuss else "it is no longer marked to discuss"


def _state(after: Reading) -> str:
    if after.state == "finished":
        return "the reading was finished with gaps" if after.gaps else "the reading was finished"
    if after.state == "reopened":
        return f"the reading was reopened: “{after.reason}”"
    return "the reading was opened again"


def _small(label: str) -> str:
    """Return a label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _joined(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
