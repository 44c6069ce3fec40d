"""Measure the app in a headless Chromium over a large dossier: time to the map, cost of a step of the slider, and growth of memory.

Script time is the browser's own count (CDP `ScriptDuration`) in processor time of the page's thread, so other work of the machine is not in
it. WebGL is drawn in software here, so the times of frames, which are reported separately, say nothing about a user's machine. Code that
waits for elements uses locators: `wait_for_selector` returns handles, and each handle keeps the whole page in memory.
"""

from __future__ import annotations

import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page, Playwright

OPENED = 5
"""Number of times that the app is opened, each time in a new browser."""
STEPS, WARM = 60, 10
"""Steps of the time slider, and how many of them come before the first that counts."""
TENTHS, ROUNDS = 10, 3
"""Tenths of an hour of use, and rounds of actions in each. A round stands for two minutes with one action every twelve seconds."""
VIEWS = ("Timeline", "Actors", "Sources", "Reports", "Changes", "Review")

FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
UPDATE = """async (button) => {
  const at = performance.now()
  button.click()
  for (let i = 0; i < 5; i += 1) await Promise.resolve()
  return performance.now() - at
}"""
"""One step of the slider in the page's own code, until the new data are handed to the map; drawing is not included."""
SLIDE = """(slider, share) => {
  slider.value = Number(slider.min) + Math.floor(share * (slider.max - slider.min))
  slider.dispatchEvent(new Event('input', { bubbles: true }))
}"""


def browse(address: str, server_mb: Callable[[], int]) -> dict[str, Any]:
    """Return all figures. `server_mb` gives the memory of the server in MB."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        opened = [open_once(engine, address) for _ in range(OPENED)]
        with page_of(engine, address) as (page, client):
            page.locator("[data-bounds*=' ']").wait_for()
            page.wait_for_timeout(4000)
            return {
                "list_s": [round(one, 2) for one, _ in opened],
                "map_s": [round(one, 2) for _, one in opened],
                "map_median_s": round(statistics.median(one for _, one in opened), 2),
                **steps(page, client),
                "hour": hour(page, client, server_mb),
            }


@contextmanager
def page_of(engine: Playwright, address: str) -> Iterator[tuple[Page, CDPSession]]:
    """Open the app in a new browser, without waiting until it is loaded."""
    arguments = ["--headless", "--no-sandbox", "--enable-unsafe-swiftshader"]
    browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(180_000)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    yield page, client
    browser.close()


def open_once(engine: Playwright, address: str) -> tuple[float, float]:
    """Return the seconds until the list of places is shown, and until the map is shown with the places in their holders' colours."""
    with page_of(engine, address) as (page, _):
        begin = page.evaluate("performance.timeOrigin") / 1000
        page.locator("#panel table tbody tr").first.wait_for()
        listed = time.time() - begin
        page.locator("[data-ready=true]").wait_for()
        page.evaluate(FRAMES)
        return listed, time.time() - begin


def metric(client: CDPSession, name: str) -> float:
    """Return one of the browser's performance metrics."""
    return float(next(one["value"] for one in client.send("Performance.getMetrics")["metrics"] if one["name"] == name))


def steps(page: Page, client: CDPSession) -> dict[str, float]:
    """Return the script, update and frame times of steps of one day, in milliseconds."""
    # Find the button once: a search by role would add to the page's script time.
    step = page.get_by_role("button", name="Step back").element_handle()
    spent, frames, updates = [], [], []
    for _ in range(STEPS):
        before, at = metric(client, "ScriptDuration"), time.perf_counter()
        updates.append(step.evaluate(UPDATE))
        page.evaluate(FRAMES)
        frames.append((time.perf_counter() - at) * 1000)
        spent.append((metric(client, "ScriptDuration") - before) * 1000)
    spent = sorted(spent[WARM:])
    return {
        "step_script_median_ms": round(statistics.median(spent), 1), "step_script_p95_ms": round(spent[int(0.95 * len(spent))], 1),
        "step_update_median_ms": round(statistics.median(updates[WARM:]), 1),
        "step_frame_median_ms": round(statistics.median(frames[WARM:]), 1),
    }  # fmt: skip


def hour(page: Page, client: CDPSession, server_mb: Callable[[], int]) -> dict[str, list[int]]:
    """Return the memory and elements of the page and the memory of the server, before and after each tenth of an hour of steady use."""
    chance = random.Random(11)
    samples: dict[str, list[int]] = {"heap_mb": [], "elements": [], "server_mb": []}
    for tenth in range(TENTHS + 1):
        for number in range(ROUNDS if tenth else 0):
            use_page(page, VIEWS[(tenth * ROUNDS + number) % len(VIEWS)], chance)
        client.send("HeapProfiler.collectGarbage")
        samples["heap_mb"].append(round(metric(client, "JSHeapUsedSize") / 1e6))
        samples["elements"].append(round(metric(client, "Nodes")))
        samples["server_mb"].append(server_mb())
    return samples


def use_page(page: Page, view: str, chance: random.Random) -> None:
    """Move the slider three times, zoom in and out, select a place, open its sentence in the report, and visit another view."""
    slider = page.get_by_role("slider", name="Day", exact=True)
    for _ in range(3):
        slider.evaluate(SLIDE, chance.random())
        page.evaluate(FRAMES)
    for way in ("Zoom in", "Zoom out"):
        page.get_by_role("button", name=way).click()
        page.evaluate(FRAMES)
    page.locator("#panel button[data-row]").nth(chance.randrange(40)).click()
    page.locator("article.claim .link").first.click()
    page.locator("dialog mark").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=view, exact=True).click()
    page.locator("main.page h2").first.wait_for()
    page.evaluate(FRAMES)
    page.get_by_role("link", name="Map", exact=True).click()
    page.locator("[data-ready=true]").wait_for()
