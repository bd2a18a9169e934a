"""The whole road by the command line alone, as two people would walk it."""

from __future__ import annotations

from tests.conftest import CASES


def test_the_whole_road(call, tmp_path):
    (tmp_path / "cases.csv").write_bytes(CASES)
    lead = call(
        "identity",
        "create",
        "--name",
        "lead",
        "--role",
        "lead",
        "--recovery",
        tmp_path / "r1.txt",
        "--json",
        desk="lead",
    ).document
    call("identity", "create", "--name", "inspector 3", "--recovery", tmp_path / "r2.txt", desk="reader")
    words = call("identity", "card", "-o", tmp_path / "card.txt", "--json", desk="reader").document["words"]
    assert (tmp_path / "r1.txt").read_text(encoding="utf-8").startswith("AGE-SECRET-KEY-1")
    assert call("inspection", "create", "--title", "Harbourside 2014", desk="lead").code == 0
    assert call("inspection", "import-cases", tmp_path / "cases.csv", "--json", desk="lead").document == {"cases": 3}
    missing = call("inspection", "add-member", tmp_path / "card.txt", "--json", desk="lead")
    assert missing.error == "words-missing"
    assert words not in missing.err + missing.out, "they are to be heard, not copied"
    wrong = call("inspection", "add-member", tmp_path / "card.txt", "--words", "a b c d e f", "--json", desk="lead")
    assert wrong.error == "words-unknown"
    assert call("inspection", "add-member", tmp_path / "card.txt", "--words", words, desk="lead").code == 0
    assert call("inspection", "allocate", "HB-01", "inspector 3", desk="lead").code == 0
    packs = call("inspection", "pack", "--all", "-o", tmp_path / "packs", "--json", desk="lead").document["packs"]
    assert len(packs) == 1
    assert call("inspection", "open-pack", packs[0], "--words", lead["words"].upper(), desk="reader").code == 0
    assert call("cases", "--json", desk="reader").document["cases"][0]["state"] == "not started"

    answer = call(
        "answer",
        "HB-01",
        "r01",
        "no",
        "--reason",
        "Description, not analysis",
        "--note",
        "Made-up note.",
        "--json",
        desk="reader",
    )
    assert answer.document["answered"] == 1
    (tmp_path / "answers.csv").write_text(
        "question,answer,reasons,note\nR02,YES,,\nR03,no,no-review,None on file\n", encoding="utf-8"
    )
    taken = ("read", "HB-01", "--answers", tmp_path / "answers.csv", "--fact", "psr=none")
    assert call(*taken, "--finish", "--json", desk="reader").error == "reading-incomplete"
    assert call("cases", "HB-01", "--json", desk="reader").document["facts"].get("psr") is None, "all of it or none"
    assert call(*taken, "--json", desk="reader").document["answered"] == 3
    read = call("read", "HB-01", "--finish", "--with-gaps", "--case-manager", "absent", "--json", desk="reader")
    assert read.document["state"] == "finished"
    sheet = call("cases", "HB-01", "--json", desk="reader").document
    assert sheet["facts"]["psr"] == "none"
    assert sheet["answers"][0] == {
        "question": "R01",
        "answer": "no",
        "reasons": ["description-only"],
        "note": "Made-up note.",
    }

    bundle = call("bundle", "export", "-o", tmp_path / "out", "--json", desk="reader").document
    shown = call("bundle", "inspect", bundle["file"], "--json", desk="lead").document
    assert (shown["signer"], shown["kind"], shown["words"]) == ("inspector 3", "readings", bundle["words"])
    plan = call("bundle", "import", bundle["file"], "--plan", "--json", desk="lead").document["files"][0]
    assert (plan["status"], plan["added"]) == ("planned", bundle["revisions"])
    done = call("bundle", "import", bundle["file"], tmp_path / "no-such-file.fjib", "--json", desk="lead")
    assert done.code == 2
    assert [file["status"] for file in done.document["files"]] == ["merged", "refused"]
    assert done.document["files"][1]["code"] == "no-such-file"
    again = call("bundle", "import", bundle["file"], "--json", desk="lead")
    assert (again.code, again.document["files"][0]["status"]) == (0, "already")

    score = call("score", "--json", desk="lead").document
    assert score["cases"] == 1
    assert score["themes"][0]["yes"] == 1
    assert score["themes"][0]["applicable"] == 3
    assert call("check", desk="lead").code == 0
    assert len(call("state", desk="lead").out.strip()) == 64
    assert call("summary", "-o", tmp_path / "s.pdf", desk="lead").code == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-")


def test_clear_and_keep(call, team):
    team.lead()
    team.join("reader", first=("HB-01",))
    team.desks["reader"].close()
    call("answer", "HB-01", "R01", "no", "--reason", "late", "--json", desk="reader").error  # noqa: B018  (of R02)
    call("answer", "HB-01", "R02", "no", "--reason", "late", "--note", "One", desk="reader")
    call("answer", "HB-01", "R02", "no", "--note", "Two", desk="reader")
    sheet = call("cases", "HB-01", "--json", desk="reader").document
    assert sheet["answers"][1] == {"question": "R02", "answer": "no", "reasons": ["late"], "note": "Two"}
    call("answer", "HB-01", "R02", "yes", desk="reader")
    sheet = call("cases", "HB-01", "--json", desk="reader").document
    assert sheet["answers"][1] == {"question": "R02", "answer": "yes", "reasons": [], "note": "Two"}
    assert call("answer", "HB-01", "R02", "clear", "--json", desk="reader").document["answered"] == 0
