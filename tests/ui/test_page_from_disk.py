"""The page opened from disk: moving the day, choosing a place and reading its sentences, without console errors or requests."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from map_pixels import share_of  # type: ignore[import-not-found]

from heldby.report import PageData
from page_sample import sample

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Position

expect = pytest.importorskip("playwright.sync_api").expect

Open = Callable[..., "Page"]
Write = Callable[[PageData, Path], Path]


def row(page: Page, place: str) -> str:
    return " ".join(page.locator("#panel tr", has=page.get_by_role("button", name=place)).inner_text().split())


def clock(page: Page) -> Locator:
    return page.get_by_role("slider", name="Day", exact=True)


def text_of(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).first.inner_text().split())


def marked(page: Page) -> str:
    return " ".join(page.locator("dialog mark").all_inner_texts())


def position(page: Page, lon: float, lat: float) -> Position:
    """Return where a point on the globe is on the drawn map, in pixels."""
    box = page.locator("canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    x, y = share_of(page, lon, lat)
    return {"x": box["width"] * x, "y": box["height"] * y}


def test_page_opens_from_disk_and_draws_the_map(show_drawn: Open) -> None:
    page = show_drawn()
    assert page.title().startswith("The Euphrates, autumn 2017")
    assert page.locator("canvas.maplibregl-canvas").is_visible()
    assert "9 places · 13 claims · 9 reports" in page.locator("header").first.inner_text()


def test_content_policy_blocks_the_network(show: Open) -> None:
    page = show()
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "default-src 'none'" in policy and "http" not in policy and "script-src 'unsafe-inline'" not in policy


def test_moving_the_day_changes_the_holder(show: Open) -> None:
    page = show("on=2017-11-08")
    assert "Islamic State 25 Oct 2017 86%" in row(page, "Abu Kamal")
    clock(page).press("ArrowRight")
    assert "contested, probably held by Government of Syria" in row(page, "Abu Kamal")
    clock(page).press("ArrowRight")
    clock(page).press("ArrowRight")
    assert "Islamic State 11 Nov 2017" in row(page, "Abu Kamal")
    clock(page).press("End")
    assert "Government of Syria 19 Nov 2017 93%" in row(page, "Abu Kamal")
    assert clock(page).get_attribute("aria-valuetext") == "19 November 2017. 1 claim"


def test_play_advances_the_day(show: Open) -> None:
    page = show("on=2017-11-01")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".date strong")).not_to_have_text("1 November 2017")
    page.get_by_role("button", name="Pause").click()


def test_as_known_that_day_uses_nothing_published_later(show: Open) -> None:
    page = show("on=2017-11-09")
    assert "contested" in row(page, "Abu Kamal"), "with hindsight, the announcement was premature"
    page.get_by_label("Published up to that day").check(force=True)
    assert "Government of Syria 9 Nov 2017 90%" in row(page, "Abu Kamal"), "on that day, nobody had contradicted it"
    page.locator("#panel").get_by_role("button", name="Abu Kamal").click()
    evidence = page.locator("#panel").inner_text()
    assert "the last town of the group" in evidence and "residents told" not in evidence and "for the second time" not in evidence


def test_published_by_has_a_date_and_a_slider(show: Open) -> None:
    page = show("on=2017-11-19")
    page.get_by_label("Published up to…").check(force=True)
    page.get_by_label("Published up to", exact=True).nth(1).fill("2017-11-12")
    expect(page).to_have_url(re.compile("known=2017-11-12"))
    assert "Islamic State 11 Nov 2017 82%" in row(page, "Abu Kamal")
    page.get_by_role("slider", name="Published up to").press("ArrowRight")
    expect(page).to_have_url(re.compile("known=2017-11-13"))


def test_keyboard_alone_reaches_a_sentence_in_its_report(show: Open) -> None:
    page = show()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.textContent").startswith("Al-Qaim"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Al-Qaim"
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    assert marked(page) == "Government troops took the border town of Al-Qaim on Friday, the joint command said."
    page.keyboard.press("n")
    assert marked(page) == "Islamic State still held the farms on the north bank, an officer said."
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#panel").get_by_role("button", name="Al-Qaim")).to_be_focused()


def test_copies_count_as_one_source(show: Open) -> None:
    evidence = text_of(show("place=al-qaim"), "#panel")
    assert "Claims behind this answer 1" in evidence and "1 copy, counted as one source: Valley Post" in evidence


def test_latest_possible_start_is_shown_as_by_that_day(show: Open) -> None:
    assert "by 3 Nov 2017" in text_of(show("place=north-bank"), "#panel")
    evidence = text_of(show("place=al-qaim"), "#panel")
    assert "since 3 Nov 2017" in evidence and "by 3 Nov 2017" not in evidence


def test_claims_name_their_speakers(show: Open) -> None:
    assert "an officer (unnamed source) via Northern Wire" in text_of(show("place=north-bank"), "#panel")
    assert "“it” (speaker not identified)" in text_of(show("place=jabbab"), "#panel")


def test_place_without_coordinates_is_listed_and_not_drawn(show: Open) -> None:
    page = show()
    assert "Not on the map: no coordinates (1)" in page.locator("#panel").inner_text()
    marks = page.locator("svg g.mark")
    assert marks.count() == 8
    assert "Jabbab" not in " ".join(marks.all_text_contents())


def test_map_without_webgl_has_marks_as_buttons(show: Open) -> None:
    page = show("on=2017-11-10")
    assert page.locator("canvas").count() == 0
    mark = page.get_by_role("button", name="Abu Kamal: contested, probably held by Government of Syria")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("place=abu-kamal"), timeout=10_000)
    assert page.get_by_role("heading", name="Abu Kamal").is_visible()


def test_disputed_borders_are_dotted(show: Open) -> None:
    page = show()
    dotted = page.locator("svg path.disputed")
    assert dotted.get_attribute("stroke-dasharray") and len(dotted.get_attribute("d") or "") > 100, "the Golan is in view"
    assert "disputed border" in page.locator(".legend").inner_text()


def test_hostile_text_is_shown_as_text(show: Open) -> None:
    page = show("place=jabbab")
    page.get_by_role("button", name="Show in report").first.click()
    shown = page.locator("dialog").inner_text()
    assert "</script><script>document.title='broken'</script><img src=x" in shown
    assert "\u202e" not in shown, "a direction override could make text look like other text"
    assert marked(page) == "The farms of Jabbab 🌾 were shelled on Sunday, it said.", "offsets count code points"
    assert page.locator("dialog a[href^='javascript']").count() == 0 and "javascript:alert(1)" in shown
    assert page.locator("#app img").count() == 0
    assert "broken" not in page.title()


def test_arabic_quotes_run_from_the_right(show: Open) -> None:
    page = show("tab=claims&q=القائم")
    quote = page.locator("blockquote").first
    assert quote.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert quote.locator("mark").inner_text().startswith("قال قائد محلي")


def test_address_keeps_the_view(show: Open) -> None:
    page = show("on=2017-11-12&known=same&place=abu-kamal&theme=dark")
    assert text_of(page, ".date strong") == "12 November 2017"
    assert page.get_by_label("Published up to that day").is_checked()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("tab", name="Claims").click()
    page.get_by_role("searchbox").fill("abu kamal")
    expect(page).to_have_url(re.compile("q=abu"))
    again = show(page.url.partition("#")[2])
    assert again.get_by_role("searchbox").input_value() == "abu kamal"
    assert again.locator("article.claim").count() == page.locator("article.claim").count() > 0


@pytest.mark.parametrize("view", ["on=never&known=2017-99-99&place=%3Cscript%3E&tab=x&claim=y", "%%%", "on=9999-01-01"])
def test_broken_address_shows_the_default_view(show: Open, view: str) -> None:
    page = show(view)
    assert text_of(page, ".date strong") == "19 November 2017"


def test_arrow_keys_move_between_tabs(show: Open) -> None:
    page = show()
    page.get_by_role("tab", name="Places").press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "Two reports disagree on who held Abu Kamal" in page.locator("#panel").inner_text()
    page.keyboard.press("ArrowRight")
    reports = page.locator("#panel").inner_text()
    assert "Rawa retaken" in reports and "Uncertain date: the footer names another year" in reports and "undated" in reports
    assert reports.count("one of 2 copies or rewrites") == 2


@pytest.mark.parametrize("width", [320, 390, 760, 1000])
def test_place_fits_narrow_screens(show: Open, width: int) -> None:
    page = show("place=jabbab", viewport={"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


BROKEN_WORDS = """[...document.querySelectorAll('#panel tbody bdi')].flatMap(element => {
  const text = element.firstChild
  return [...text.data.matchAll(/(?<!\\S)\\S{1,16}(?!\\S)/g)].filter(found => {
    const range = document.createRange()
    range.setStart(text, found.index)
    range.setEnd(text, found.index + found[0].length)
    return new Set([...range.getClientRects()].map(rect => rect.top)).size > 1
  }).map(found => found[0])
})"""


@pytest.mark.parametrize("width", [390, 1000, 1100, 1280])
def test_names_in_the_table_break_only_between_words(show: Open, width: int) -> None:
    page = show(viewport={"width": width, "height": 844})
    assert page.locator("#panel tbody tr").count() > 8
    assert page.evaluate(BROKEN_WORDS) == []


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (1100, 800), (390, 844)])
def test_open_legend_covers_no_part_of_the_map(show: Open, width: int, height: int) -> None:
    page = show(viewport={"width": width, "height": height})
    legend = page.locator("details.legend")
    if legend.get_attribute("open") is None:
        legend.locator("summary").click()
    expect(legend).to_contain_text("Government of Iraq")
    mapped, box = page.locator(".mapped").bounding_box(), legend.bounding_box()
    assert mapped is not None and box is not None
    beside = box["x"] + box["width"] <= mapped["x"] + 1
    below = box["y"] >= mapped["y"] + mapped["height"] - 1
    assert beside or below
    assert mapped["width"] > 250 and mapped["height"] > 250


def test_search_on_the_map_opens_a_place(show: Open) -> None:
    page = show()
    box = page.get_by_role("textbox", name="Find a place or town")
    box.fill("no such place")
    expect(page.get_by_role("search")).to_contain_text("No results.")
    box.fill("hawi")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Hawija")).to_be_visible()
    mark, mapped = page.locator("svg g.mark.chosen .ring").bounding_box(), page.locator(".mapped").bounding_box()
    assert mark is not None and mapped is not None
    assert abs(mark["x"] + mark["width"] / 2 - mapped["x"] - mapped["width"] / 2) < 3


def test_link_keeps_the_part_of_the_map(show_drawn: Open) -> None:
    page = show_drawn("map=43.772,35.326,9")
    bounds = page.locator("[data-bounds*=' ']").get_attribute("data-bounds")
    page.get_by_role("button", name="Zoom out").click()
    expect(page).to_have_url(re.compile(r"map=43\.772%2C35\.326%2C8\.00"))
    again = show_drawn("map=43.772%2C35.326%2C9")
    assert again.locator("[data-bounds*=' ']").get_attribute("data-bounds") == bounds
    again.get_by_role("button", name="Show all places").click()
    expect(again).not_to_have_url(re.compile("map="))


@pytest.mark.parametrize(("kind", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg ")])
def test_map_is_saved_as_a_picture(show_drawn: Open, tmp_path: Path, kind: str, start: bytes) -> None:
    page = show_drawn("on=2017-11-12&theme=light")
    page.get_by_role("button", name="Share").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save picture ({kind})").click()
    assert download.value.suggested_filename == f"the-euphrates-autumn-2017.{kind.lower()}"
    download.value.save_as(tmp_path / "picture")
    picture = (tmp_path / "picture").read_bytes()
    assert picture.startswith(start)
    if kind == "SVG":
        text = "".join(ElementTree.fromstring(picture).itertext())
        assert "12 November 2017" in text and "Hawija" in text and "Islamic State" in text
    else:
        assert len(picture) > 50_000, "an empty picture is small"


def test_print_shows_the_map_in_light_colours(show_drawn: Open) -> None:
    page = show_drawn("on=2017-11-12&theme=dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator(".printed > svg")
    expect(printed).to_contain_text("Hawija")
    assert (printed.bounding_box() or {"height": 0})["height"] > 300
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert page.locator(".mapped").is_hidden() and page.get_by_role("button", name="Play").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_shared_link_and_embed_code_show_the_same_day(show: Open) -> None:
    page = show("on=2017-11-12")
    page.get_by_role("button", name="Share").click()
    link = page.get_by_label("Link to this view").input_value()
    code = page.get_by_label("Code that shows the map in another page").input_value()
    assert link.endswith("#on=2017-11-12")
    framed = show("on=2017-11-12&embed=1")
    assert "on=2017-11-12&#38;embed=1" in code
    assert text_of(framed, ".date strong") == "12 November 2017"
    assert framed.locator("#panel").count() == 0
    assert "embed" not in (framed.get_by_role("link", name="Open the whole page").get_attribute("href") or "")


def test_controls_have_accessible_names(show: Open) -> None:
    page = show("known=2017-11-12")
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, input, a, [role]')].filter(e => e.checkVisibility() && !(e.ariaLabel"
        " || e.textContent.trim() || e.labels?.length || e.getAttribute('aria-labelledby')))"
        ".map(e => e.outerHTML)"
    )
    assert nameless == []


def test_record_without_dates_has_no_timeline_but_answers(show: Open, write: Write, tmp_path: Path) -> None:
    whole = sample()
    data = whole.model_copy(
        update={
            "places": tuple(place for place in whole.places if place.id == "hawija"),
            "claims": tuple(claim for claim in whole.claims if claim.report == "undated"),
            "reports": tuple(report for report in whole.reports if report.id == "undated"),
            "disputes": (),
        }
    )
    page = show(path=write(data, tmp_path / "report.html"))
    assert "No report has a date" in page.locator(".dock").inner_text()
    assert "besieged, held by Islamic State undated 70%" in row(page, "Hawija")


def test_empty_record_says_so(show: Open, write: Write, tmp_path: Path) -> None:
    empty = PageData(title="Nothing yet", generator="heldby", generated=sample().generated)
    page = show(path=write(empty, tmp_path / "report.html"))
    assert "0 places · 0 claims · 0 reports" in page.locator("header").first.inner_text()
    assert "No place in this record has coordinates" in page.locator("main").inner_text()


def test_click_on_the_map_opens_a_place(show_drawn: Open) -> None:
    page = show_drawn("on=2017-11-12")
    page.locator("[data-bounds*=' ']").wait_for()
    page.locator("canvas.maplibregl-canvas").click(position=position(page, 43.772, 35.326))
    expect(page.get_by_role("heading", name="Hawija")).to_be_visible()
    clock(page).press("ArrowLeft")
    page.get_by_role("button", name="Dark mode").click()
    page.locator("html[data-theme=dark] [data-ready=true]").wait_for()
