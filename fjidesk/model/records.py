"""The bodies of records: everything that a person edits (design 5)."""

from typing import Annotated, Literal

import msgspec

Role = Literal["lead", "deputy", "inspector", "local_assessor", "partner_inspector", "support"]
AnswerValue = Literal["yes", "no", "na"]
Judgement = Literal["strength", "mixed", "weakness", "not_seen", ""]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]  # what every reader of JSON, and the store, holds exactly
LEADS: frozenset[str] = frozenset({"lead", "deputy"})
# Kinds of which several heads are no conflict for anybody to settle: the one that stands counts.
SETTLED_BY_ORDER: frozenset[str] = frozenset({"receipt"})
# Kinds that a pack says again in its signer's name, where somebody else wrote them.
SAID_AGAIN: frozenset[str] = frozenset({"inspection", "framework", "member", "case", "allocation"})


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One whole value of one record."""


class Inspection(Body, frozen=True):
    """What is inspected, and by which framework. Key: ``[]``; a store holds one inspection.

    ``recovery`` is the office's age recipient, ``age1…``, to which every bundle is sealed too; empty for none.
    """

    id: str
    title: str
    framework: str
    framework_version: str
    framework_sha256: str
    marking: str = "OFFICIAL-SENSITIVE"
    marking_case: str = "OFFICIAL-SENSITIVE [PERSONAL]"
    recovery: str = ""


class FrameworkText(Body, frozen=True):
    """The full text of the framework. Key: ``[framework id]``."""

    toml: str


class Member(Body, frozen=True):
    """A person of the team and the key that proves it. Key: ``[fingerprint]``.

    ``replaces`` is the fingerprint of the key that this one came after; empty for a person's first. ``until`` is the
    last day of the membership, as an ISO date; empty for no end.
    """

    name: str
    organisation: str
    inspectorate: str
    role: Role
    public_key: str
    since: str
    revoked: str = ""
    replaces: str = ""
    until: str = ""


class Case(Body, frozen=True):
    """A case of the sample with the facts that came with it. Key: ``[reference]``."""

    facts: dict[str, str]
    slot_minutes: Count = 0


class Allocation(Body, frozen=True):
    """Who reads a case: first, or second and blind. Key: ``[case, member]``."""

    turn: Literal["first", "second"]


class Reading(Body, frozen=True):
    """One member's assessment of one case, without its answers. Key: ``[case, member]``.

    ``facts`` are whole: what came with the sample, as the reader corrected it. They decide what applies here.
    """

    state: Literal["open", "finished", "reopened"]
    facts: dict[str, str]
    case_manager: Literal["present", "absent", ""] = ""
    minutes: Count = 0
    gaps: bool = False
    reason: str = ""


class Answer(Body, frozen=True):
    """An answer with its ground. Key: ``[case, member, question]``.

    ``answer`` is empty while there is only a note: somebody writes before judging, and the question is still to answer.
    ``reasons`` are ids, the main one first: of the question's reasons for No, of the framework's for N/A by hand.
    """

    answer: AnswerValue | Literal[""] = ""
    reasons: list[str] = msgspec.field(default_factory=list)
    other: str = ""
    note: str = ""
    source: Literal["record", "case_manager", "both", ""] = ""
    record: str = ""
    dated: str = ""
    place: str = ""
    confidence: Literal["sure", "fairly", "unsure", ""] = ""
    discuss: bool = False


class Limiting(Body, frozen=True):
    """A flag: serious, unaddressed and someone is left at risk. Key: ``[case, member, theme]``."""

    at_risk: Literal["child", "other", "both"]
    text: str


class Alert(Body, frozen=True):
    """Act now: someone may be at risk today. Key: ``[member, own id]``.

    The lead may add the outcome, which closes it.
    """

    case: str
    at_risk: Literal["child", "other", "both"]
    what: str
    told: str
    told_at: str
    will_do: str = ""
    outcome: str = ""


class Evidence(Body, frozen=True):
    """What cases cannot give, and the quotes and illustrations that cases do give. Key: ``[member, own id]``."""

    kind: Literal["interview", "meeting", "document", "observation", "data", "quote", "illustration"]
    theme: str
    text: str
    topic: str = ""
    judgement: Judgement = ""
    inspectorate: str = ""
    confidence: Literal["sure", "fairly", "unsure", ""] = ""
    source: str = ""
    dated: str = ""
    case: str = ""
    consent: Literal["yes", "no", ""] = ""
    altered: Literal["yes", "no", ""] = ""


class Query(Body, frozen=True):
    """What the lead or deputy asks a member about a case or a question. Key: ``[own id]``."""

    case: str
    member: str
    text: str
    question: str = ""
    resolved: bool = False


class Reply(Body, frozen=True):
    """The asked member's reply. Key: ``[query id, own id]``."""

    text: str


class Decision(Body, frozen=True):
    """A decision on a limiting-factor flag. Key: ``[case, member, theme]`` of the flag."""

    limits: bool
    reason: str


class Agreed(Body, frozen=True):
    """What settles the answers of two readers that differ. Key: ``[case, question]``.

    ``first`` and ``second`` are the two answers that it settles, N/A by rule with them: where a reader changes one, it
    settles nothing until it is agreed anew. ``reasons`` are as in an answer; ``ground`` says why this was agreed.
    """

    answer: AnswerValue
    first: AnswerValue
    second: AnswerValue
    ground: str
    reasons: list[str] = msgspec.field(default_factory=list)


class Receipt(Body, frozen=True):
    """What a lead or deputy holds of one device. Key: ``[member who received, device]``, named as ``receipts`` says.

    It covers the device's revisions with a counter up to ``counter``, quarantined ones with them. Whoever wrote them
    compares ``state`` with the state hash of their own: equal means that every one of them has been received.
    """

    member: str
    counter: Count
    revisions: Count
    state: str
    quarantined: Count = 0


class Retention(Body, frozen=True):
    """Until when what is kept, as ISO dates, each empty where none is set. Key: ``[inspection id]``.

    A hold stops every destruction; ``hold`` says why, ``held_since`` from which date. ``released`` says why the last
    one was lifted.
    """

    notes: str = ""
    answers: str = ""
    bundles: str = ""
    totals: str = ""
    hold: str = ""
    held_since: str = ""
    released: str = ""


KINDS: dict[str, type[Body]] = {
    "inspection": Inspection,
    "framework": FrameworkText,
    "member": Member,
    "case": Case,
    "allocation": Allocation,
    "reading": Reading,
    "answer": Answer,
    "limiting": Limiting,
    "alert": Alert,
    "evidence": Evidence,
    "query": Query,
    "reply": Reply,
    "decision": Decision,
    "agreed": Agreed,
    "receipt": Receipt,
    "retention": Retention,
}
KEY_PARTS: dict[str, tuple[str, ...]] = {
    "inspection": (),
    "framework": ("id",),
    "member": ("fingerprint",),
    "case": ("reference",),
    "allocation": ("case_ref", "member"),
    "reading": ("case_ref", "member"),
    "answer": ("case_ref", "member", "question"),
    "limiting": ("case_ref", "member", "theme"),
    "alert": ("member", "id"),
    "evidence": ("member", "id"),
    "query": ("id",),
    "reply": ("query", "id"),
    "decision": ("case_ref", "member", "theme"),
    "agreed": ("case_ref", "question"),
    "receipt": ("giver", "device"),
    "retention": ("inspection",),
}
