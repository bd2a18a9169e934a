"""What an inspector writes beside an answer: reasons, a note in plain words, and where it was found."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fjidesk.model.applicability import NA
from fjidesk.model.framework import OTHER_REASON, Framework, Question
from resources.demo.cases import Case, holds

_LONGEST = 200
_USES = 3
_LAST_DAY = date(2013, 11, 15)
_COUNTS_OF_REASONS = (1, 1, 1, 2, 2, 2, 2, 3)
_SHARE_WITH_NOTE = 0.26
_SHARE_WITH_TAIL = 0.3


@dataclass
class Voice:
    """All that the notes draw from, and how often each note was used."""

    rng: random.Random
    framework: Framework
    words: Mapping[str, Any]
    used: Counter[str] = field(default_factory=Counter)
    forced: dict[tuple[str, str], str] = field(default_factory=dict)
    mains: dict[str, dict[str, str]] = field(default_factory=dict)

    def slots(self, case: Case) -> dict[str, str]:
        """Return what the slots of a note say in a case; the same in every note of the case."""
        found = {}
        mine = random.Random(int(case.reference[3:]))
        for slot, rows in self.words["slots"].items():
            fitting = [row["say"] for row in rows if holds(case.facts, row.get("when", ""))]
            found[slot] = mine.choice(fitting[0])
        return found

    def settle(self, cases: Sequence[Case]) -> None:
        """Choose the main reasons that are counted in the published report."""
        for question, counts in self.words["main_reasons"].items():
            noes = [case for case in cases if case.answers.get(question) == "no"]
            ranked = sorted(noes, key=lambda case: (-sum(holds(case.answers, words) for words in counts["best"]),
                                                    case.reference))
            mains = [reason for reason, count in counts["reasons"].items() for _ in range(count)]
            for case, reason in zip(ranked, mains, strict=True):
                self.forced[case.reference, question] = reason

    def reasons(self, question: Question, case: Case) -> list[str]:
        """Choose one to three reasons for a no, the main one first."""
        if not question.reasons:
            return []
        known = case.known | self.mains.setdefault(case.reference, {})
        needs = self.words["needs"].get(question.id, {})
        open_ = [reason.id for reason in question.reasons if holds(known, needs.get(reason.id, ""))]
        must = self.forced.get((case.reference, question.id)) or self._must(question, known)
        chosen = [must or self._likely(open_)]
        alone = set(self.words["alone"])
        while len(chosen) < self.rng.choice(_COUNTS_OF_REASONS) and not alone & {*chosen}:
            left = [reason for reason in open_ if reason not in chosen and reason not in alone]
            if not left:
                break
            chosen.append(self._likely(left))
        self.mains[case.reference][f"{question.id}."] = chosen[0]
        return chosen

    def _must(self, question: Question, known: Mapping[str, str]) -> str:
        """Return the main reason that other answers leave no choice about, if any."""
        musts = self.words["must"].get(question.id, {})
        return next((reason for reason, words in musts.items() if holds(known, words)), "")

    def _likely(self, reasons: Sequence[str]) -> str:
        """Choose a reason, the first ones more often."""
        return reasons[int(len(reasons) * self.rng.random() * self.rng.random() ** 0.5)]

    def no(self, question: Question, reasons: Sequence[str], case: Case, *, alone: bool) -> str:
        """Write the note of a no about its main reason, often with the second reason or a closing remark."""
        texts = self.words["no"].get(question.id, {})
        first = texts[reasons[0] if reasons else "fact"]
        second = [] if len(reasons) == 1 else texts.get(reasons[1], []) if reasons else []
        return self._fresh(first, second or self._tails(question, alone=alone), case, must=bool(second))

    def aside(self, question: Question, answer: str, case: Case) -> str:
        """Write a note beside some yes and na answers, and nothing beside the others."""
        if self.rng.random() > _SHARE_WITH_NOTE:
            return ""
        texts = self.words[answer].get(question.id, [])
        fresh = [text for text in texts if self.used[text.format(**self.slots(case))] < _USES]
        return self._fresh(fresh, [], case, must=False) if fresh else ""

    def _tails(self, question: Question, *, alone: bool) -> list[str]:
        """Return the closing remarks that suit a question; none of the case manager where that was absent."""
        tails: dict[str, list[str]] = self.words["tails"]
        return tails[question.section] + ([] if alone else tails["case_manager"])

    def _fresh(self, first: Sequence[str], more: Sequence[str], case: Case, *, must: bool) -> str:
        """Put together the note that was used least so far, with a second sentence if there is room."""
        slots = self.slots(case)
        with_more = must or self.rng.random() < _SHARE_WITH_TAIL
        tail = " " + self.rng.choice(list(more)).format(**slots) if more and with_more else ""
        texts = [text.format(**slots) for text in first]
        self.rng.shuffle(texts)
        note = min((text + tail * (len(text + tail) <= _LONGEST) for text in texts), key=lambda text: self.used[text])
        if self.used[note] >= _USES and more:
            tails = [" " + text.format(**slots) for text in more]
            note = min((text + tail for text in texts for tail in tails), key=lambda text: (self.used[text], len(text)))
        self.used[note] += 1
        return note


def source(rng: random.Random, question: Question, case: Case, note: str, *, alone: bool) -> dict[str, str]:
    """Say where an answer was found: in the record, from the case manager, or both."""
    said = "case manager" in note and not alone
    kinds = ["record"] * 6 + ([] if alone else ["both"] * 3 + ["case_manager"]) + ([] if note else [""] * 4)
    kind = "both" if said else rng.choice(kinds)
    if kind in {"", "case_manager"}:
        return {"source": kind, "record": "", "dated": "", "place": ""}
    return {"source": kind} | _record(rng, question, case)


def _record(rng: random.Random, question: Question, case: Case) -> dict[str, str]:
    """Choose a kind of record that such a case has, a date that it can bear, and a place in it."""
    fitting = [row for row in _RECORDS if holds(case.facts | {"section": question.section, "id": question.id}, row[1])]
    record, _, from_day, to_day, places = fitting[0] if rng.random() < _FIRST_CHOICE else rng.choice(fitting)
    started = date.fromisoformat(case.facts["started"])
    ends = min(_LAST_DAY, started + timedelta(days=int(case.facts["length"]) * 30))
    dated = min(started + timedelta(days=from_day + rng.randrange(to_day - from_day)), ends)
    while dated.weekday() > _FRIDAY:
        dated -= timedelta(days=1)
    written = rng.random() < _SHARE_DATED
    return {"record": record, "dated": dated.isoformat() if written else "",
            "place": rng.choice(places) if rng.random() < _SHARE_DATED else ""}


_FRIDAY = 4
_FIRST_CHOICE = 0.7
_SHARE_DATED = 0.6
# Kind of record, what it suits, first and last day after the start on which it can be dated, places in it.
_RECORDS: tuple[tuple[str, str, int, int, tuple[str, ...]], ...] = (
    ("pre-sentence report", "id=R05|R06|S02|S08 psr=used_read", -28, -5, ("page 2", "page 3", "last page")),
    ("court record", "id=R04|R07", -3, 5, ("result sheet", "court note", "remarks")),
    ("panel report", "id=R19|R20|R21|R36 order=referral", 15, 40, ("contract", "page 2", "first panel")),
    ("health record", "id=R10|R11|R12|R18|R30|R31|R32|C05|C14|C18|P06|P13|S09|S18 health_worker=yes", 20, 120,
     ("referral", "summary", "screen")),
    ("supervision record", "section=leadership id=R48|P21|C23", 30, 150, ("actions", "page 1", "case discussion")),
    ("review", "id=R03|R23|R34|P05|P11|C06|C13|R37|R38|R39|R40|R41|R42|R43|R44|R45 review_due=yes", 85, 180,
     ("front page", "scores", "changes since")),
    ("assessment", "section=assessment", -10, 35, ("core section 4", "evidence box", "vulnerability screen",
                                                   "harm screen", "section 2", "conclusion")),
    ("plan", "section=planning", 10, 45, ("objectives", "page 1", "signatures", "page 2")),
    ("contact log", "section=delivery|outcomes|leadership", 20, 200, ("contact of that day", "home visit", "phone call",
                                                                      "office session")),
    ("review", "section=outcomes|delivery review_due=yes", 85, 180, ("front page", "changes since")),
    ("contact log", "", 10, 200, ("contact of that day", "home visit", "email on file")),
)
