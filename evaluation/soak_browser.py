"""The app in a headless Chromium over a large dossier: how soon the map stands, what a step of the clock costs, if memory stays flat.

Script time is the browser's own count (CDP `ScriptDuration`), in processor time of the page's thread, so that what else the machine does
is not in it. WebGL is drawn in software here, which says nothing of a person's machine: frames are told apart.
Elements are waited for by locators: `wait_for_selector` would hand out handles, and the browser keeps each with the whole page around it.
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
"""How often the app is opened, each time in a new browser."""
STEPS, WARM = 60, 10
"""Steps of the clock, and how many of them come before any is counted."""
TENTHS, ROUNDS = 10, 3
"""An hour of use, looked at ten times; each round of things done stands for two minutes of it, something new every twelve seconds."""
VIEWS = ("Timeline", "Actors", "Sources", "Reports", "Changes", "Review")

FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
UPDATE = """async (button) => {
  const at = performance.now()
  button.click()
  for (let i = 0; i < 5; i += 1) await Promise.resolve()
  return performance.now() - at
}"""
"""One step of the clock as far as the page's own code goes, until what is new is handed to the map; its drawing is not in it."""
SLIDE = """(slider, share) => {
  slider.value = Number(slider.min) + Math.floor(share * (slider.max - slider.min))
  slider.dispatchEvent(new Event('input', { bubbles: true }))
}"""


def browse(address: str, server_mb: Callable[[], int]) -> dict[str, Any]:
    """All of it."""
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
    """The app in a new browser, on its way."""
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
    """Seconds until the list of places is there, and until the map is on the screen with the places in their holders' colours."""
    with page_of(engine, address) as (page, _):
        begin = page.evaluate("performance.timeOrigin") / 1000
        page.locator("#panel table tbody tr").first.wait_for()
        listed = time.time() - begin
        page.locator("[data-ready=true]").wait_for()
        page.evaluate(FRAMES)
        return listed, time.time() - begin


def metric(client: CDPSession, name: str) -> float:
    """One of the browser's own counts."""
    return float(next(one["value"] for one in client.send("Performance.getMetrics")["metrics"] if one["name"] == name))


def steps(page: Page, client: CDPSession) -> dict[str, float]:
    """What sixty steps of a day cost."""
    # Found once: to look for it by its role anew is script time of the page as well.
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
    """Memory before, and after each tenth of an hour of use in which somebody does something all the time."""
    chance = random.Random(11)
    told: dict[str, list[int]] = {"heap_mb": [], "elements": [], "server_mb": []}
    for tenth in range(TENTHS + 1):
        for one in range(ROUNDS if tenth else 0):
            go_round(page, VIEWS[(tenth * ROUNDS + one) % len(VIEWS)], chance)
        client.send("HeapProfiler.collectGarbage")
        told["heap_mb"].append(round(metric(client, "JSHeapUsedSize") / 1e6))
        told["elements"].append(round(metric(client, "Nodes")))
        told["server_mb"].append(server_mb())
    return told


def go_round(page: Page, view: str, chance: random.Random) -> None:
    """The slider moved three times, the map closer and back, a place chosen, its sentence read in its report, another view looked at."""
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
