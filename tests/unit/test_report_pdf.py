"""The summary as PDF, read back: what stands on its pages, and that the same content gives the same bytes."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest

from fjidesk.report.parts import Line, Quote, Quotes, SummaryContent
from fjidesk.report.pdf import pdf

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "summary-small.json"
HOSTILE = "<b>bold</b> & </para> <font color='red'> &amp; <a href='x'> %s {x} \\ ŵŷŴŶ ← ★"


@pytest.fixture(scope="module")
def content():
    return msgspec.json.decode(GOLDEN.read_bytes(), type=SummaryContent)


@pytest.fixture(scope="module")
def golden_pdf(content):
    return pdf(content)


def read(data) -> Any:
    return pypdf.PdfReader(io.BytesIO(data))


def texts(data):
    return [page.extract_text() for page in read(data).pages]


def plain(data):
    return " ".join(" ".join(texts(data)).split())


def with_quotes(content, *quotes):
    printed = [Quote(text=text, source="child", kind="quote") for text in quotes]
    first = msgspec.structs.replace(content.themes[0], quotes=Quotes(printed=printed, withheld=[]))
    return msgspec.structs.replace(content, themes=[first, *content.themes[1:]])


def with_identification(content, **changes):
    return msgspec.structs.replace(content, identification=msgspec.structs.replace(content.identification, **changes))


def test_each_theme_has_percent_counts_descriptor_and_stars_in_words(content, golden_pdf):
    pages = [" ".join(page.split()) for page in texts(golden_pdf)]
    for theme in content.themes:
        page = next(page for page in pages[1:] if f"{theme.standing.number} {theme.standing.title}" in page)
        for words in (theme.standing.figure, theme.standing.counts, theme.standing.descriptor):
            assert words in page
            assert words in pages[0]
        if theme.standing.stars:
            assert theme.standing.stars.words in page
            assert theme.standing.stars.words in pages[0]
    assert "No score: its descriptor is settled by moderation" in pages[0]
    assert "No score: its descriptor is settled by moderation" in pages[-1]


def test_the_marking_stands_twice_on_every_page_and_first(content, golden_pdf):
    marking = content.identification.marking
    pages = texts(golden_pdf)
    assert len(pages) > 3
    for page in pages:
        assert page.count(marking) == 2
        assert page.startswith(marking)


def test_every_page_says_its_number_of_how_many_and_that_it_is_a_draft(golden_pdf):
    pages = texts(golden_pdf)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Small 2014. Interim summary. Draft, not settled" in page


def test_the_counts_of_each_chart_stand_in_its_text_form(content, golden_pdf):
    found = plain(golden_pdf)
    for theme in content.themes:
        for line in theme.chart.lines:
            share = "–" if line.percent is None else f"{line.percent}%"  # noqa: RUF001
            assert f"{line.yes} {line.no} {line.na} {share} {line.words}" in found


def test_the_same_content_gives_the_same_bytes_in_any_process_and_zone(content, golden_pdf):
    assert pdf(content) == golden_pdf
    code = (
        "import hashlib,msgspec,pathlib,sys;from fjidesk.report.parts import SummaryContent;"
        "from fjidesk.report.pdf import pdf;"
        "c=msgspec.json.decode(pathlib.Path(sys.argv[1]).read_bytes(),type=SummaryContent);"
        "sys.stdout.buffer.write(pdf(c))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code, str(GOLDEN)], env=env, capture_output=True, check=True)
    assert done.stdout == golden_pdf


def test_the_file_says_what_it_is_and_is_dated_by_its_content(content, golden_pdf):
    reader = read(golden_pdf)
    assert reader.metadata.title == "Small 2014: Interim summary. Draft, not settled"
    assert reader.metadata.author == "An inspectorate"
    assert reader.metadata.subject.startswith(content.identification.marking)
    assert reader.metadata.creation_date.isoformat() == "2013-11-22T17:48:12+00:00"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert all(page.mediabox.width == pytest.approx(595.3, abs=0.1) for page in reader.pages)


def test_the_bookmarks_lead_to_the_themes(content, golden_pdf):
    reader = read(golden_pdf)
    top = [entry for entry in reader.outline if not isinstance(entry, list)]
    titles = [" ".join(entry.title.split()) for entry in top]
    assert titles == ["Small 2014", *(f"{found.number} {found.title}" for found in content.standings)]
    for entry, title in zip(top, titles, strict=True):
        assert title in " ".join(reader.pages[reader.get_destination_page_number(entry)].extract_text().split())


def test_every_font_is_embedded(golden_pdf):
    fonts: dict[str, Any] = {}
    for page in read(golden_pdf).pages:
        fonts |= {font["/BaseFont"]: font for font in (f.get_object() for f in page["/Resources"]["/Font"].values())}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())
    assert all("Inter" in name for name in fonts)


def test_text_of_users_is_printed_as_it_was_written(content):
    found = plain(pdf(with_identification(with_quotes(content, HOSTILE), inspection=HOSTILE, author=HOSTILE)))
    assert HOSTILE in found
    assert found.count(HOSTILE) >= 2


def test_what_no_font_has_is_shown_as_a_square_and_controls_are_dropped(content):
    found = plain(pdf(with_quotes(content, "one\x00\x07 \u202etwo\u2028 \U0001f600 three\r\nfour")))
    assert "one two □ three four" in found


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        pytest.param("The child was not asked. ", 1200, id="words"),
        pytest.param("x", 30_000, id="one word"),
        pytest.param("a new line\n", 3_000, id="lines"),
    ],
)
def test_long_text_runs_over_pages_and_none_of_it_is_lost(content, unit, times):
    pages = texts(pdf(with_quotes(content, unit * times, "the end of it")))
    found = re.sub(r"\s", "", "".join(pages))
    ends = len(pages)  # what stands on two pages is cut in two by their marks, and is not found here
    assert found.count(re.sub(r"\s", "", unit)) >= times - ends
    assert "theendofit" in found
    assert all(page.count(content.identification.marking) == 2 for page in pages)


def test_a_long_title_and_marking_stay_inside_the_page(content):
    changed = with_identification(content, inspection="A long title of an inspection " * 20, marking="MARKING " * 14)
    reader = pypdf.PdfReader(io.BytesIO(pdf(changed)))
    assert "…. Interim summary. Draft, not settled" in reader.pages[0].extract_text()
    assert reader.pages[0].extract_text().count("MARKING") == 28


def test_a_table_over_pages_repeats_its_header(content):
    topic = content.governance[0].topics[0]
    many = [msgspec.structs.replace(topic, id=f"T{number:03}") for number in range(120)]
    board = msgspec.structs.replace(content.governance[0], topics=many)
    pages = [
        page
        for page in texts(pdf(msgspec.structs.replace(content, governance=[board])))
        if re.search("T[0-9]{3}", page)
    ]
    assert len(pages) > 2
    assert all("By inspectorate" in page for page in pages)


def test_no_heading_stands_alone_at_the_foot_of_a_page(content):
    """Move everything down by a line at a time: a heading is never the last thing on a page."""
    headings = {"Weakest questions", "Strongest questions", "Not settled yet", "Reasons most often given for No"}
    for count in range(0, 40, 3):
        facts = [*content.themes[0].sections, *[content.themes[0].sections[0]] * count]
        first = msgspec.structs.replace(content.themes[0], sections=facts)
        for page in texts(pdf(msgspec.structs.replace(content, themes=[first]))):
            lines = [line.strip() for line in page.splitlines() if line.strip()]
            assert lines[-1] not in headings


def test_a_summary_of_nothing_is_a_page_too(content):
    empty = msgspec.structs.replace(content, themes=[], governance=[], standings=[], facts=[Line(label="a", value="b")])
    found = texts(pdf(empty))
    assert len(found) == 1
    assert "Page 1 of 1" in found[0]


def test_reportlab_is_loaded_only_when_a_file_is_written():
    code = "import sys, fjidesk.report.pdf, fjidesk.report.content; sys.exit('reportlab' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0
