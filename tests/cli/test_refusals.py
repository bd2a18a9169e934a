"""What a person can get wrong: exit code 2, a code, a sentence, a remedy, and never a traceback."""

from __future__ import annotations

import sys

import pytest

from fjidesk import resource
from fjidesk.cli import Doors, run

HEADER = "case,question,answer\n"


def score(call, tmp_path, data):
    (tmp_path / "t.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return call("score", "--framework", "fji-2014", tmp_path / "t.csv", "--json")


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("HEAD\nHB-01,R01,yes\n", 1, "header lacks"),
        ("case,question,answer,colour\n", 1, "unknown column colour"),
        ("case,question,answer,answer\n", 1, "twice"),
        ("", 1, "header is missing"),
        (HEADER + "HB-01,R01,yes\nHB-01,R99,yes\n", 3, "unknown question R99"),
        (HEADER + "HB-01,R01,maybe\n", 2, "unknown answer maybe"),
        (HEADER + "HB-01,R01,yes\nHB-02,R01,yes\nHB-01,R01,yes\n", 4, "twice, first on line 2"),
        (HEADER + "HB-01,R01\n", 2, "2 cells"),
        (HEADER + ",R01,yes\n", 2, "case is missing"),
        (HEADER.encode() + b"HB-01,R01,yes\nHB-02,R01,\xff\n", 3, "not UTF-8"),
        (HEADER.encode("utf-16"), 1, "not UTF-8"),
        (HEADER + 'HB-01,R01,"yes\n', 2, "never closed"),
        (HEADER + "HB-01,R01,y\0es\n", 2, "NUL"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(call, tmp_path, data, line, words):
    outcome = score(call, tmp_path, data)
    assert outcome.error == "table-faulty"
    assert f"t.csv, line {line}:" in outcome.document["error"]["message"]
    assert words in outcome.document["error"]["message"]
    assert "themes" not in outcome.document


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_is_scored_without_a_desk(call, tmp_path, mark, newline):
    rows = [
        "case,question,answer,reasons,note",
        "HB-01,R01,YES,,",
        "HB-02,R01,No,late,A note",
        "HB-01,R02,,,",
        "HB-02,R02,na,,",
        "HB-01,R04,yes,,",
    ]
    document = score(call, tmp_path, mark + newline.join(rows).encode()).document
    theme = document["themes"][0]
    assert (document["cases"], theme["yes"], theme["applicable"], theme["percent"]) == (2, 1, 2, 50)
    assert (theme["descriptor"], theme["stars"]) == ("Unsatisfactory", 2)
    first = {question["id"]: question for question in document["questions"]}
    assert first["R02"] == {"id": "R02", "yes": 0, "no": 0, "na": 1, "unanswered": 1}
    assert first["R04"] == {"id": "R04", "yes": 1, "no": 0, "na": 0, "unanswered": 1}


def test_nothing_applicable_is_not_rated(call, tmp_path):
    document = score(call, tmp_path, HEADER).document
    assert document["cases"] == 0
    for theme in document["themes"]:
        assert (theme["percent"], theme["stars"], theme["descriptor"]) == (None, None, "Not rated")
        assert set(theme) == {
            "id",
            "yes",
            "applicable",
            "na",
            "unanswered",
            "percent",
            "descriptor",
            "stars",
            "other_methods",
            "unrounded_band_differs",
            "sections",
        }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["cases"], "no-desk"),
        (["state"], "no-desk"),
        (["score", "nothing.csv"], "no-such-file"),
        (["score", "."], "not-a-file"),
        (["score", "x.csv", "--framework", "fji-1999"], "framework-unknown"),
        (["score", "--framework", "fji-2014"], "usage"),
        (["framework", "check", "nothing.toml"], "no-such-file"),
        (["no-such-verb"], "usage"),
        (["answer", "HB-01", "R01", "perhaps"], "usage"),
        (["identity", "create", "--name", "x", "--role", "queen"], "role-unknown"),
        (["identity", "create"], "usage"),
        (["inspection", "allocate", "HB-01"], "usage"),
        (["inspection", "pack", "-o", "x"], "usage"),
        (["bundle", "import"], "usage"),
    ],
)
def test_refusals_without_a_desk(call, arguments, code):
    assert call(*arguments, "--json").error == code


def test_refusals_of_a_desk(call, team, tmp_path):
    team.lead()
    reader = team.join("reader", first=("HB-01",))
    reader.close()
    team.desks["lead"].close()
    refused = {
        ("inspection", "create", "--title", "Another"): "inspection-there",
        ("inspection", "pack", "reader", "-o", tmp_path / "p"): "not-a-lead",
        ("inspection", "allocate", "HB-01", "reader", "--withdraw"): "not-yours",
        ("answer", "HB-02", "R01", "yes"): "case-unknown",
        ("answer", "HB-01", "R99", "yes"): "question-unknown",
        ("answer", "HB-01", "R01", "yes", "--reason", "late"): "reason-unknown",
        ("answer", "HB-01", "R19", "yes"): "does-not-apply",
        ("read", "HB-01", "--fact", "victim"): "fact-form",
        ("read", "HB-01", "--fact", "victim=perhaps"): "fact-value",
        ("read", "HB-01", "--fact", "colour=red"): "fact-unknown",
        ("read", "HB-01", "--reopen", "why"): "reading-not-finished",
        ("cases", "HB-77"): "case-unknown",
        ("bundle", "inspect", tmp_path): "not-a-file",
        ("bundle", "export", "-o", tmp_path / "o", "--to", "nobody"): "member-unknown",
        ("inspection", "open-pack", tmp_path / "x.fjib"): "inspection-there",
    }
    for arguments, code in refused.items():
        assert call(*arguments, "--json", desk="reader").error == code, arguments


def test_a_wrong_passphrase_is_told_so(call, team, tmp_path, monkeypatch):
    team.lead().close()
    (tmp_path / "other.txt").write_text("not the passphrase at all\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    assert call("state", "--passphrase-file", tmp_path / "other.txt", "--json", desk="lead").error == "wrong-passphrase"
    assert (
        call("state", "--passphrase-file", tmp_path / "empty.txt", "--json", desk="lead").error
        == "passphrase-file-empty"
    )
    monkeypatch.delenv("FJIDESK_PASSPHRASE_FILE")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert call("state", "--json", desk="lead").error == "passphrase-missing"


def test_a_desk_that_is_open_elsewhere_is_refused(call, team):
    team.lead()
    assert call("state", "--json", desk="lead").error == "store-open"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "R02"', 'id = "R01"', "duplicate id"),
        ('fact = "victim"', 'fact = "victims"', "unknown fact victims"),
        ("ceiling = 49", "ceiling = 48", "gap"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "unknown key: colour"),
    ],
)
def test_a_faulty_framework_is_refused_with_file_key_and_reason(call, tmp_path, old, new, words):
    text = resource.text("frameworks/fji-2014.toml").replace(old, new, 1)
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    outcome = call("framework", "check", tmp_path / "mine.toml", "--json")
    assert outcome.error == "framework-faulty"
    assert outcome.document["error"]["message"].startswith("mine.toml: ")
    assert words in outcome.document["error"]["message"]


def test_frameworks_are_listed_shown_and_checked(call):
    assert call("framework", "list", "--json").document["frameworks"][0]["id"] == "fji-2014"
    shown = call("framework", "show", "fji-2014", "--json").document
    assert len(shown["questions"]) == 117
    assert call("framework", "check", resource.path("frameworks/fji-2014.toml"), "--json").document["scoring"] == 113
    for arguments in (("list",), ("show",), ("check", resource.path("frameworks/fji-2014.toml"))):
        assert call("framework", *arguments).out.strip()


def test_a_bug_leaves_with_1_and_a_log_without_content(call, monkeypatch, tmp_path, capsys):
    from fjidesk.desk import inspection

    def broken():
        raise RuntimeError("A CHILD'S NAME")

    monkeypatch.setattr(inspection, "framework_names", broken)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    outcome = call("framework", "list")
    assert outcome.code == 1
    assert "CHILD" not in outcome.err
    assert "RuntimeError at test_refusals.py" in outcome.err
    logged = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("faults.log"))
    assert "CHILD" not in logged


def test_a_refused_verb_leaves_nothing_half_done(call, team, tmp_path):
    from fjidesk.desk import reading

    team.lead()
    reader = team.join("reader", first=("HB-01",))
    reading.finish(reader, "HB-01", with_gaps=True)
    reader.close()
    team.desks["lead"].close()
    refused = call("read", "HB-01", "--reopen", "why", "--answers", tmp_path / "none.csv", "--json", desk="reader")
    assert refused.error == "no-such-file"
    assert call("cases", "--json", desk="reader").document["cases"][0]["state"] == "finished"
    assert call("read", "HB-09", "--json", desk="reader").error == "case-unknown"
    assert call("summary", "-o", tmp_path, "--json", desk="lead").error == "not-a-file"
    header = tmp_path / "header.csv"
    header.write_text("case,member\n", encoding="utf-8")
    assert call("inspection", "allocate", "--file", header, "--withdraw", "--json", desk="lead").error == "table-faulty"
    header.write_text("case,member\nHB-01,reader\nHB-02,reader\n", encoding="utf-8")
    assert (
        call("inspection", "allocate", "--file", header, "--withdraw", "--json", desk="lead").error == "not-allocated"
    )


def test_a_desk_is_not_made_where_its_secret_cannot_be_kept(call, tmp_path):
    missing = tmp_path / "no-such-folder" / "secret.txt"
    assert call("identity", "create", "--name", "x", "--recovery", missing, "--json").error == "not-written"
    assert call("identity", "create", "--name", " ", "--json").error == "name-missing"
    assert call("identity", "create", "--name", "a\nb", "--json").error == "name-form"
    assert not (tmp_path / "desk").exists()


def test_nothing_is_written_over_a_desks_own_files(call, team, tmp_path):
    from fjidesk.desk import workspace

    lead = team.lead()
    folder = lead.folder
    lead.close()
    before = {name: (folder / name).read_bytes() for name in workspace.KEY_FILES}
    for arguments in (
        ("identity", "card", "-o", folder / "identity"),
        ("summary", "-o", folder / "store.db"),
        ("summary", "-o", folder / "backups" / "summary.pdf"),
        ("bundle", "export", "-o", folder),
        ("identity", "rotate", "-o", folder / "identity.pub"),
    ):
        assert call(*arguments, "--json", desk="lead").error == "inside-a-desk", arguments
    assert {name: (folder / name).read_bytes() for name in workspace.KEY_FILES} == before
    assert call("check", desk="lead").code == 0
    (tmp_path / "kept.csv").write_text("kept", encoding="utf-8")
    for option in ("--recovery", "--sheet"):
        made = call("identity", "create", "--name", "x", option, tmp_path / "kept.csv", "--json", desk="new")
        assert made.error == "file-there"
    assert (tmp_path / "kept.csv").read_text(encoding="utf-8") == "kept"
    assert not (tmp_path / "new").exists()


def test_what_is_not_text_is_refused_in_text(call):
    assert call("cases", "HB\udcff", "--json").error == "not-text"
    assert call("demo", "--dir", __file__, "--json").error == "not-a-folder"


def test_without_a_window_and_without_a_verb(capsys):
    assert run([]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_window_opens_without_a_verb(tmp_path, monkeypatch):
    seen = []
    monkeypatch.delenv("FJIDESK_PASSPHRASE_FILE", raising=False)

    def window(folder, passphrase_file, start):
        seen.append((folder, passphrase_file, start))
        return 0

    assert run(["--desk", str(tmp_path)], Doors(window, lambda: None, lambda *_: [])) == 0
    assert seen == [(tmp_path, None, "")]


def test_the_demonstration_wants_an_empty_folder(call, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    assert call("demo", "--headless", "--dir", tmp_path / "full", "--json").error == "folder-not-empty"
