"""A dossier with hostile texts: they are shown as text, run no code, make no requests and do not reverse the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from served import serving  # type: ignore[import-not-found]

from dossier_making import HandReading, claim_of, make_report
from heldby import pipeline
from heldby.store import Dossier

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

expect = pytest.importorskip("playwright.sync_api").expect

SCRIPT = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"><svg onload=alert(1)>"
NAME = f"{SCRIPT} Brigade"
OVERRIDE = "\u202eevil\u202d \u2066Rawa\u2069"
NESTED = "<div>" * 1000 + "deep" + "(" * 1000
LONG = "a very long sentence that does not end " * 130_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("hostile") / "dossier"
    with Dossier.open(folder, create=True, who=SCRIPT) as dossier:
        for number, (body, place) in enumerate([(SCRIPT, "Rawa"), (OVERRIDE, "al-Qaim"), (NESTED, "Abu Kamal"), (LONG, "Rawa")]):
            sentence = f"{NAME} took {place} from IS {body}"
            text = f"{sentence}. {OVERRIDE}"
            fields = {"title": SCRIPT + OVERRIDE, "source": NAME, "url": "javascript:document.title='broken'"}
            report, original = make_report(text, id=f"r{number}{SCRIPT}", published=f"2017-11-0{number + 1}", **fields)
            claim = claim_of(
                report, sentence, type="capture", actor=[NAME], target=["IS"], place=[place], day=f"2017-11-0{number + 1}", source=NAME
            )
            dossier.add(report, original, HandReading(report, (), (claim,)))
        pipeline.conclude(dossier)
        with serving(dossier, title=SCRIPT) as found:
            yield found


@pytest.mark.parametrize(
    "view", ["map", "timeline", "actors", "contradictions", "sources", "reports", "changes", "review", "audit", "bring"]
)
def test_hostile_dossier_is_shown_as_text(plain_browser: Browser, address: str, view: str) -> None:
    context = plain_browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else problems.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}#view={view}")
    page.wait_for_selector(".app")
    page.wait_for_timeout(800)
    if view == "map":
        page.locator("#panel").get_by_role("button", name="Rawa").click()
        expect(page.locator("article.claim").first).to_contain_text("</script>")
        page.locator("article.claim .link").first.click()
        expect(page.get_by_role("dialog")).to_contain_text("</script>")
    if view in ("timeline", "reports", "sources", "review"):
        expect(page.locator("main")).to_contain_text("</script>")
    assert problems == []
    assert "broken" not in page.title().replace(SCRIPT, "")
    assert page.locator("#app img, #app script, a[href^='javascript']").count() == 0
    shown = page.locator("body").inner_text()
    assert "\u202e" not in shown and "\u202d" not in shown
    assert page.evaluate("document.documentElement.scrollWidth") <= 1200
    context.close()
