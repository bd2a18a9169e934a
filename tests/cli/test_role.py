"""A role given and taken by the command line."""

from __future__ import annotations

from fjidesk.bundle.keys import six_words


def test_by_the_command_line(desks, call):
    words = six_words(desks["one"].me)
    for name in ("lead", "one"):
        desks[name].close()
    assert call("inspection", "role", "one", "deputy", "--json", desk="lead").error == "words-missing"
    assert call("inspection", "role", "lead", "support", "--json", desk="lead").error == "last-lead"
    done = call("inspection", "role", "one", "deputy", "--words", words, desk="lead")
    assert done.out.startswith("one is deputy now. The next bundle or pack tells everybody.\nHand over to them")
    assert (
        call("inspection", "role", "one", "local_assessor", "--json", desk="lead").document["role"] == "local_assessor"
    )
    assert "local assessor already" in call("inspection", "role", "one", "local_assessor", desk="lead").err
