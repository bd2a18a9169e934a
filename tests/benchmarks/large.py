"""Bundles of thousands of readings, straight from the model, and what is measured on them in a process of its own.

Started as ``python -m tests.benchmarks.large WORK FOLDER``, with a folder that ``make`` filled: ``floor`` or ``merge``.
It prints one line of JSON.
"""

from __future__ import annotations

import gc
import json
import random
import secrets
import shutil
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from fjidesk import clock
from fjidesk.bundle import keys, seal, sshsig
from fjidesk.bundle import verify as opening
from fjidesk.bundle import write as writing
from fjidesk.bundle.manifest import FORMAT, Manifest
from fjidesk.bundle.write import NAMESPACE
from fjidesk.desk import bundles, checks, identity, inspection, scores, workspace
from fjidesk.desk import writing as desk_writing
from fjidesk.model import revision as rev
from fjidesk.model.records import Answer, Case, Member, Reading
from fjidesk.store import database

PASSPHRASE = "nine copper kettles under snow"
READERS = 10
AGAIN = 20  # one answer in so many is changed once
NOTED = 3  # one answer in so many has a note
AT = "2013-11-18T09:00:00Z"
WORDS = ("plan", "review", "visit", "education", "order", "risk", "family", "worker", "record", "contact", "breach")


def make(folder, count):
    """Make a lead's desk with the sample allocated, and ten readers' bundles with so many readings together."""
    lead, _ = workspace.create(
        folder / "lead", PASSPHRASE, clock=clock.now, ids=clock.new_id, entropy=secrets.token_bytes(32), rounds=1
    )
    identity.describe(lead, identity.Profile("lead", "A service", "probation", "lead"))
    inspection.create(lead, "Harbourside 2014", inspection.framework_bytes("fji-2014"), "fji-2014.toml")
    facts = all_apply(lead.framework)
    people = [keys.create() for _ in range(READERS)]
    members = [
        Member(name=f"reader {number}", organisation="A service", inspectorate="probation", role="inspector",
               public_key=one.public_line, since=AT)
        for number, one in enumerate(people)
    ]  # fmt: skip
    desk_writing.write(
        lead, [("member", (one.fingerprint,), entry) for one, entry in zip(people, members, strict=True)]
    )
    names = [f"HB-{number:05d}" for number in range(count)]
    desk_writing.write(lead, [("case", (name,), Case(facts=facts)) for name in names])
    inspection.allocate_all(
        lead, [(name, people[number % READERS].fingerprint, "first") for number, name in enumerate(names)]
    )
    chance = random.Random(count)
    (folder / "bundles").mkdir()
    for number, one in enumerate(people):
        made = [line for name in names[number::READERS] for line in reading(one, name, facts, lead.framework, chance)]
        (folder / "bundles" / f"{number}.fjib").write_bytes(bundle(lead, one, made))
    lead.close()


def all_apply(framework):
    """Return facts by which nearly every question applies."""
    wanted = Counter(
        (leaf.fact, value)
        for question in framework.questions
        if question.applies is not None
        for leaf in question.applies.leaves()
        if leaf.fact is not None
        for value in leaf.values or []
    )
    facts = {}
    for fact in framework.facts:
        if fact.kind == "choice":
            facts[fact.id] = max((value.id for value in fact.values), key=lambda name: wanted[fact.id, name])
    return facts


def reading(author, case, facts, framework, chance):
    """Yield the revisions of one finished reading: 117 answers, some noted, some changed."""
    counter = chance.randrange(1, 1000)
    sealed = partial(rev.make, author=author.fingerprint, device=author.fingerprint[:32], made_at=AT)
    key = (case, author.fingerprint)
    opened = sealed(kind="reading", key=key, body=Reading(state="open", facts=facts), parents=(), counter=counter)
    yield opened
    for question in framework.on_screen:
        counter += 2
        given = Answer(
            answer=chance.choice(["yes", "yes", "no"]),
            note=" ".join(chance.choices(WORDS, k=15)) if chance.randrange(NOTED) == 0 else "",
            source=chance.choice(["record", "case_manager", "both", ""]),
        )
        first = sealed(kind="answer", key=(*key, question.id), body=given, parents=(), counter=counter)
        yield first
        if chance.randrange(AGAIN) == 0:
            counter += 2
            other = msgspec.structs.replace(given, answer="yes", confidence="sure")
            yield sealed(kind="answer", key=(*key, question.id), body=other, parents=[first.id], counter=counter)
    done = Reading(state="finished", facts=facts, case_manager="present", minutes=90)
    yield sealed(kind="reading", key=key, body=done, parents=[opened.id], counter=counter + 2)


def bundle(lead, author, made):
    """Return the bundle of one reader for the lead."""
    first = lead.inspection
    manifest = Manifest(
        format=FORMAT, kind="readings", inspection=first.id, author=author.fingerprint,
        device=author.fingerprint[:32], sequence=1, previous="", before={lead.me: 0}, created=AT,
        framework=(first.framework, first.framework_version, first.framework_sha256), recipients=[lead.me],
        counts=writing.counts_of(made), state=writing.state_of(made),
    )  # fmt: skip
    return writing.write(author, manifest, made, {lead.me: lead.identity.public_line}).data


def opened(folder, name):
    """Open a copy of the lead's desk."""
    shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(folder / "lead", folder / name)
    return workspace.open_desk(folder / name, PASSPHRASE, clock=clock.now, ids=clock.new_id)


def peak():
    """Return the most memory that this process ever had, in MiB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def floor(folder):
    """Time the bare work: decrypt, verify, gunzip, and ``executemany`` of the same rows, a transaction a bundle.

    The same schema, indexes, pragmas and durability. Reading the JSON into rows is not timed.
    """
    mine = workspace.unlock(folder / "lead", PASSPHRASE)
    (folder / "floor.db").unlink(missing_ok=True)
    store = database.open_store(folder / "floor.db", secrets.token_bytes(32), create=True)
    conn, spent = store.db.conn, 0.0
    for path in sorted((folder / "bundles").iterdir()):
        start = time.perf_counter()
        armour, payload = sshsig.split(seal.unseal(path.read_bytes(), mine))
        sshsig.verify(armour, payload, NAMESPACE)
        lines = opening._unpacked(payload).splitlines()
        spent += time.perf_counter() - start
        tables = rows_of(lines[1:])
        start = time.perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        for name, rows in tables.items():
            conn.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows)  # noqa: S608
        conn.execute("COMMIT")
        spent += time.perf_counter() - start
        del tables, lines, payload
    store.close()
    return {"seconds": spent}


def rows_of(lines):
    """Return the rows of every table that is written, as the merge writes them."""
    tables: dict[str, list[tuple[Any, ...]]] = {
        "revision": [],
        "parent": [],
        "head": [],
        "answer": [],
        "reading": [],
        "bundle": [],
    }
    value = {}
    for data in lines:
        sealed = rev.read(data)
        made = sealed.revision
        key = json.dumps(list(made.key), separators=(",", ":"))
        tables["revision"].append(
            (sealed.id, made.kind, key, made.author, made.device, made.counter, made.made_at, 0, data, "b")
        )
        tables["parent"] += [(sealed.id, parent) for parent in made.parents]
        value[made.kind, key] = (sealed.id, made)
    for (kind, key), (name, made) in value.items():
        tables["head"].append((kind, key, name))
        found = rev.body_of(made)
        assert found is not None
        body = rev.as_row(found)
        tables[kind].append((*made.key, *body.values(), name))
    tables["bundle"].append((tables["revision"][0][0], "in", "readings", *"123456789", ""))
    return tables


def merge(folder):
    """Time the merge of all bundles, the same again, and the scores; then bring one more reading in."""
    desk = opened(folder, "merged")
    paths = sorted((folder / "bundles").iterdir())
    start = time.perf_counter()
    outcomes = bundles.bring_in(desk, paths)
    first, top = time.perf_counter() - start, peak()
    assert {one.status for one in outcomes} == {"merged"}
    before = checks.state(desk)
    start = time.perf_counter()
    outcomes = bundles.bring_in(desk, paths)
    again = time.perf_counter() - start
    assert {one.status for one in outcomes} == {"already"}
    assert checks.state(desk) == before
    found = {"seconds": first, "peak": top, "again": again, "added": len(outcomes), **scored(desk)}
    desk.close()
    return found


def scored(desk):
    """Time the scores against the bare GROUP BY of the same join."""
    bare = shortest(lambda: desk.db.execute(GROUP).fetchall())
    spent = shortest(lambda: scores.scores(desk))
    return {"group": bare, "scores": spent}


GROUP = """
    SELECT a.question, a.answer, count(*) FROM reading JOIN allocation USING (case_ref, member)
    JOIN answer AS a USING (case_ref, member)
    LEFT JOIN ruled_out AS o ON o.case_ref = a.case_ref AND o.member = a.member AND o.question = a.question
    WHERE reading.state = 'finished' AND allocation.turn = 'first' AND o.question IS NULL
    GROUP BY a.question, a.answer
"""


def shortest(call, times=3):
    """Return the shortest of several runs, in seconds."""
    spent = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return min(spent)


if __name__ == "__main__":
    work = {"floor": floor, "merge": merge}[sys.argv[1]]
    sys.stdout.write(json.dumps(work(Path(sys.argv[2]))) + "\n")
