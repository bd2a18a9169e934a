"""The fields of the window in which somebody types: which of them are kept within a second, and why others are not."""

import re

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

SECRET = "a secret, or a part of one, is never written down"
SEARCH = "what is looked for is no work, and says nothing of a case"
HEARD = "what the lead says is heard anew for each pack; words that lie there would be taken for heard"
SURE = "it is typed to be sure, and must be typed then"
WITH_FIRST = "the time is written with the first words of the alert, and half of one is no time"

NOT_KEPT = {
    "Passphrase": SECRET,
    "Passphrase again": SECRET,
    "Passphrase now": SECRET,
    "New passphrase": SECRET,
    "Recovery secret": SECRET,
    "Last two groups, or the whole secret": SECRET,
    "Type the last two groups back from the paper": SECRET,
    "6  The lead’s six words": HEARD,  # noqa: RUF001  (as it stands there)
    "Type to confirm: *": SURE,
    "When": WITH_FIRST,
    "Case": SEARCH,
    "Member": SEARCH,
    "Since": SEARCH,
    "Until": SEARCH,
    "Words": SEARCH,
    "Go to": SEARCH,
    "Find in what you wrote": SEARCH,
    "Search the help": SEARCH,
    "Search by words or by key": SEARCH,
}
KEPT = {
    "Working name": "Jo",
    "Organisation": "Harbour",
    "Inspectorate": "Probation",
    "Title of the inspection": "Bay 2014",
    "Evidence note, *": "nobody told them",
    "Other, in own words": "closed early",
    "Other, in own words, *": "moved away",
    "Record, *": "Ferry log",
    "Dated, *": "9 Sep 2013",
    "Place, *": "Contact 6071",
    "Length in months": "7391",
    "Started": "2013-0",
    "Reason for reopening": "a letter came late",
    "Time used, in minutes": "1379",
    "What it is, in one line": "no bed tonight",
    "Who was told, by role": "duty officer",
    "What they will do": "ring at noon",
    "What came of it": "a bed was found",
    "What is serious and not addressed, *": "no lock on it",
    "Why by a drive that can be taken out?": "no network there",
    "Your reply *": "as it was in May",
    "Reply to: *": "as it was in June",
    "What was said, seen or read": "nobody asked us",
    "Source": "Group of six",
    "Date": "3 May 2013",
    "Close all the same, because": "it was a trial",
    "Type a filled form in: *": "R01 Y",
    "What you ask": "who was there?",
}


def fields_of(window):
    """Return the fields of a window that take typing, shown or not."""
    found = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
    return [field for field in found if not field.isReadOnly()]


def known_as(field):
    """Return a field's name without the question, theme or case that it is of."""
    name = field.accessibleName()
    every = {**KEPT, **NOT_KEPT}
    starts = (known for known in every if known.endswith("*") and re.match(re.escape(known[:-1]), name))
    return name if name in every else next(starts, name)
