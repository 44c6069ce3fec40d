"""Positions and colours on the drawn map."""

from __future__ import annotations

import base64
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

Colour = tuple[int, int, int]


def share_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Return the position of a point on the globe as shares of the map's width and height."""
    bounds = page.locator("[data-bounds*=' ']").get_attribute("data-bounds", timeout=90_000) or ""
    west, south, east, north = map(float, bounds.split())

    def mercator(degrees: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2))

    return (lon - west) / (east - west), (mercator(north) - mercator(lat)) / (mercator(north) - mercator(south))


def colour_at(page: Page, x: float, y: float) -> Colour:
    """Return the colour at a share of the map's width and height, once the map is drawn."""
    page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)
    image = base64.b64encode(page.locator(".map").screenshot()).decode()
    script = """async ([data, x, y]) => {
      const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode()
      const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height
      const context = canvas.getContext('2d'); context.drawImage(image, 0, 0)
      return [...context.getImageData(x * image.width, y * image.height, 1, 1).data].slice(0, 3)
    }"""
    red, green, blue = page.evaluate(script, [image, x, y])
    return red, green, blue
