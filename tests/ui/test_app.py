"""The app over a real server on the example dossier: every task by pointer and keyboard, without console errors or foreign requests."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from served import serving  # type: ignore[import-not-found]

from heldby import pipeline
from heldby.store import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=30_000)
EXAMPLE = Path(__file__).resolve().parent.parent.parent / "examples" / "euphrates-2017"
VIEWS = ("map", "timeline", "actors", "contradictions", "sources", "reports", "changes", "review", "audit", "bring")

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    folder = tmp_path_factory.mktemp("served") / "dossier"
    with Dossier.open(folder, create=True, who="tester") as dossier:
        pipeline.run([str(EXAMPLE)], dossier)
        yield dossier


@pytest.fixture(scope="module")
def address(example: Dossier) -> Iterator[str]:
    with serving(example, title="The Euphrates, 2017") as found:
        yield found


@pytest.fixture
def show(plain_browser: Browser, visit: Open, address: str) -> Open:
    """Return a function that opens a view of the example dossier."""
    return lambda view="", **options: visit(plain_browser, address, view, **options)


def row_of(page: Page, place: str) -> Locator:
    return page.locator("#panel tr", has=page.locator("button[data-row] bdi", has_text=re.compile(f"^{place}$"))).first


def cells(page: Page, column: int) -> list[str]:
    """Return the texts of a column of the table, once it has rows."""
    page.locator(".frame tbody tr").first.wait_for()
    return page.locator(f".frame tbody tr td:nth-child({column})").all_inner_texts()


def axe_violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return the rules that axe finds violated, with the elements."""
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in found["violations"]]


def test_place_shows_its_explanation_and_its_sentence_in_the_report(show: Open) -> None:
    page = show("view=map")
    page.locator("#panel").get_by_role("button", name="Rawa").click()
    expect(page.locator("#panel")).to_contain_text("Claims behind this answer")
    page.get_by_role("button", name="Explain this answer").click()
    expect(page.locator(".why")).to_contain_text("for this answer")
    page.locator("article.claim .link").first.click()
    assert page.locator("dialog mark").first.inner_text().strip()
    which = page.locator("dialog footer")
    first = which.inner_text()
    page.keyboard.press("n" if "Claim 1 of" in first else "p")
    expect(which).not_to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_two_quick_escapes_close_the_report_and_then_the_place(show: Open) -> None:
    page = show("view=map")
    page.locator("#panel").get_by_role("button", name="Rawa").click()
    page.locator("article.claim .link").first.click()
    page.locator("dialog mark").first.wait_for()
    # The close event of a dialog comes in a later task: the second key comes before it.
    page.evaluate("""() => {
      document.querySelector('dialog').dispatchEvent(new Event('cancel', { cancelable: true })) && document.querySelector('dialog').close()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    }""")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#evidence-title")).to_have_count(0)


def test_as_known_that_day_shows_nothing_published_later(show: Open) -> None:
    page = show("on=2017-11-25")
    row = row_of(page, "Kirkuk")
    expect(row).to_contain_text("Government of Iraq")
    page.get_by_role("slider", name="Day", exact=True).fill("17449")
    expect(page).to_have_url(re.compile("on=2017-10-10"))
    expect(row).to_contain_text("Peshmerga")
    page.get_by_label("Published up to that day").check(force=True)
    expect(page.get_by_text("Uses only reports published up to 10 Oct 2017.")).to_be_visible()
    row_of(page, "Hawija").get_by_role("button").click()
    expect(page.locator("article.claim").first).to_be_visible()
    evidence = " ".join(page.locator("#panel article.claim, #panel table").all_inner_texts())  # without the axis, which has every day
    assert not re.search(r"published (1[1-9]|[23]\d) Oct 2017|\d+ (Nov|Dec) 2017", evidence)


def test_step_size_of_a_week_moves_the_day_by_seven(show: Open) -> None:
    page = show("on=2017-10-21")
    page.get_by_label("Step size", exact=True).select_option("7")
    page.get_by_role("button", name="Step forward").click()
    expect(page).to_have_url(re.compile("on=2017-10-28"))


def test_timeline_is_filtered_sorted_and_exported(show: Open) -> None:
    page = show("view=timeline")
    page.get_by_label("Type").select_option("capture")
    expect(page).to_have_url(re.compile("type=capture"))
    expect(page.locator(".frame tbody tr").first).to_contain_text("capture")
    expect(page.locator(".frame tbody tr").nth(1)).to_contain_text("capture")
    assert all(one.startswith("capture") for one in cells(page, 3))
    page.get_by_role("button", name="Date", exact=True).click()
    expect(page.get_by_role("columnheader", name="Date")).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url(re.compile("sort=when"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    lines = Path(str(download.value.path())).read_text("utf-8").splitlines()
    assert lines[0].startswith('"Sentence","Date"') and len(lines) > 5
    again = show(page.url.partition("#")[2])
    expect(again.get_by_label("Type")).to_have_value("capture")
    assert cells(again, 2)[0] == cells(page, 2)[0]


def test_arrow_keys_move_between_rows_and_enter_opens_one(show: Open) -> None:
    page = show("view=reports")
    page.locator("[data-open]").first.focus()
    page.keyboard.press("ArrowDown")
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text(title)
    expect(page).to_have_url(re.compile("report="))


def test_actors_have_a_graph_and_a_searchable_table(show: Open) -> None:
    page = show("view=actors&on=2017-11-10")
    expect(page.get_by_role("img", name=re.compile("Graph of"))).to_contain_text("Islamic State")
    page.get_by_label("Search").fill("peshmerga")
    expect(page).to_have_url(re.compile("q=peshmerga"))
    assert all("peshmerga" in row.casefold() for row in page.locator(".frame").first.locator("tbody tr").all_inner_texts())


def test_contradictions_switch_between_cards_and_a_table(show: Open) -> None:
    page = show("view=contradictions")
    expect(page.locator("article article.claim").first).to_be_visible()
    page.get_by_role("button", name="Show as table").click()
    expect(page.locator(".frame tbody tr").first).to_be_visible()
    expect(page).to_have_url(re.compile("show=table"))


def test_source_opens_its_reports(show: Open) -> None:
    page = show("view=sources")
    page.get_by_role("button", name="Palm Radio").click()
    expect(page).to_have_url(re.compile("view=reports&source=Palm"))
    expect(page.locator(".frame tbody tr").first).to_contain_text("Palm Radio")
    assert set(cells(page, 2)) == {"Palm Radio"}


def test_change_of_control_opens_the_place(show: Open) -> None:
    page = show("view=changes&since=2017-11-01")
    page.locator("main li .soft").first.wait_for()
    details = page.locator("main li .soft").all_inner_texts()
    days = [dt.datetime.strptime(found[0], "%d %b %Y") for text in details if (found := re.search(r"\d+ \w{3} \d{4}", text))]
    assert len(days) > 5 and days == sorted(days, reverse=True)
    change = page.locator(".frame").first.locator("[data-open]").first
    name = change.inner_text()
    change.click()
    expect(page.locator("#evidence-title")).to_have_text(name)


def test_rejecting_by_key_shortens_the_queue_and_undo_restores_it(show: Open, address: str) -> None:
    page = show("view=review&at=Rawa")
    expect(page.locator("section mark").first).to_be_visible()
    waiting = page.get_by_role("status").filter(has_text="to review").first
    before = waiting.inner_text()
    page.keyboard.press("r")
    expect(page.get_by_text(re.compile("Claim rejected"))).to_be_visible()
    expect(waiting).not_to_have_text(before)
    page.keyboard.press("u")
    expect(page.get_by_text(re.compile("undone")).first).to_be_visible()
    expect(waiting).to_contain_text(before.split(" · ")[-1])


def test_correction_is_saved_and_undone(show: Open, example: Dossier) -> None:
    page = show("view=review&at=Anah")
    expect(page.locator("section mark").first).to_be_visible()
    page.keyboard.press("c")
    form = page.get_by_role("form", name="Make a correction")
    form.get_by_label("Status").select_option("denied")
    page.get_by_role("button", name="Save correction").click()
    expect(page.get_by_text(re.compile("Claim corrected"))).to_be_visible()
    judgement = example.judgements()[-1]
    assert judgement.verdict == "correct" and judgement.correction == {"status": "denied"}
    page.get_by_role("button", name="Undo U").click()
    expect(page.get_by_text(re.compile("undone")).first).to_be_visible()


def test_audit_judged_by_keys_gives_precision(show: Open) -> None:
    page = show("view=audit&size=5&seed=3")
    expect(page.get_by_text("Item 1 of 5")).to_be_visible()
    for key in ("1", "1", "2", "1", "3"):
        page.keyboard.press(key)
    expect(page.get_by_text("5 of 5 judged")).to_be_visible()
    page.get_by_role("button", name="Compute precision").click()
    expect(page.get_by_role("heading", name=re.compile(r"Precision 75\.0%, 95% interval 30\.1% to 95\.4%"))).to_be_visible()


def test_pasted_text_and_dropped_file_are_added(show: Open, tmp_path: Path, example: Dossier) -> None:
    page = show("view=bring")
    page.get_by_label("Text", exact=True).fill("Government troops retook Sinjar on Monday, the army said.")
    page.get_by_label("Title").fill("A pasted report")
    page.get_by_label("Published").fill("2017-12-12")
    page.get_by_role("button", name="Add report", exact=True).click()
    file = tmp_path / "dropped.txt"
    file.write_text("Islamic State fighters left Hawija on Tuesday, a police officer said.")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("li", has_text="dropped.txt")).to_contain_text("1 report", timeout=90_000)
    page.locator("li", has_text="A pasted report").get_by_role("button", name="Show report").click()
    expect(page.get_by_role("dialog")).to_contain_text("retook Sinjar")
    for report in [
        one for one in example.reports() if one.text.startswith(("Government troops retook Sinjar", "Islamic State fighters left"))
    ]:
        example.retract(report.id, "a test")


def test_fronts_and_advances_are_drawn_listed_and_hidden(show: Open) -> None:
    page = show("on=2017-11-09")
    fronts, advances = page.locator("svg .fronts path"), page.locator("svg .advances path")
    expect(fronts.first).to_be_attached()
    expect(advances.first).to_be_attached()
    advance_list = page.get_by_role("list", name="Advances")
    expect(advance_list).to_contain_text("→ Abu Kamal")
    page.get_by_label("Fronts").uncheck()
    expect(fronts).to_have_count(0)
    expect(page).to_have_url(re.compile("hide=fronts"))
    expect(advances.first).to_be_attached()
    again = show("on=2017-11-09&hide=fronts.advances")
    expect(again.locator("[data-ready=true] svg .mark").first).to_be_visible()
    assert again.locator("svg .fronts path, svg .advances path").count() == 0
    again.get_by_label("Advances").check()
    expect(again.locator("svg .advances path").first).to_be_attached()


def test_app_uses_the_language_of_browser_menu_and_address(visit: Open, plain_browser: Browser, address: str) -> None:
    french = visit(plain_browser, address, "view=timeline", locale="fr-FR")
    expect(french.get_by_role("heading", name="Chronologie")).to_be_visible()
    expect(french.locator("tbody").first).to_contain_text("frappe aérienne")
    french.get_by_label("Langue").select_option("ar")
    expect(french.locator("html[lang=ar][dir=rtl]")).to_be_attached()
    expect(french.get_by_role("heading", name="خط الزمن")).to_be_visible()
    asked = visit(plain_browser, f"{address}?lang=ar", "on=2017-11-10")
    expect(asked.get_by_role("link", name="الخريطة")).to_be_visible()
    expect(asked.locator(".clock")).to_contain_text("نوفمبر 2017")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [390, 1400])
def test_arabic_views_fit_and_pass_axe(visit: Open, plain_browser: Browser, address: str, view: str, width: int) -> None:
    page = visit(plain_browser, f"{address}?lang=ar", f"view={view}&on=2017-11-10", viewport={"width": width, "height": 900})
    page.wait_for_timeout(600)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_views_pass_axe(show: Open, view: str, scheme: str) -> None:
    page = show(f"view={view}&on=2017-11-10", color_scheme=scheme)
    page.wait_for_timeout(700)
    assert axe_violations(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_views_fit_a_phone_and_show_the_open_tab(show: Open, view: str) -> None:
    page = show(f"view={view}", viewport={"width": 390, "height": 844})
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    open_now = page.locator("nav [aria-current]").bounding_box()
    assert open_now and open_now["x"] >= 0 and open_now["x"] + open_now["width"] <= 390, "the open view is visible in the bar"


def test_map_is_drawn_with_webgl(browser: Browser, visit: Open, address: str) -> None:
    page = visit(browser, address, "on=2017-11-10")
    page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)
    assert page.locator("canvas.maplibregl-canvas").is_visible()


def test_app_without_its_server_keeps_the_map_and_says_so(plain_browser: Browser, example: Dossier) -> None:
    with serving(example) as address:
        context = plain_browser.new_context()
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("[data-ready=true]")
        context.set_offline(True)
        page.get_by_role("slider", name="Day", exact=True).fill("17449")
        expect(row_of(page, "Kirkuk")).to_contain_text("Peshmerga")
        page.get_by_role("link", name="Timeline").click()
        expect(page.get_by_role("alert")).to_contain_text("Cannot reach the server")
        context.set_offline(False)
        context.close()


def test_token_is_requested_and_removed_from_the_address(plain_browser: Browser, visit: Open, example: Dossier) -> None:
    with serving(example, token="open-sesame") as address:
        page = plain_browser.new_context().new_page()
        page.goto(address)
        page.get_by_label(re.compile("needs an access token")).fill("open-sesame")
        page.get_by_role("button", name="Continue").click()
        expect(page.locator(".app")).to_be_visible()
        page.context.close()
        other = visit(plain_browser, address, "token=open-sesame&view=sources")
        expect(other.locator(".frame tbody tr").first).to_be_visible()
        assert "open-sesame" not in other.url
        other.context.close()
