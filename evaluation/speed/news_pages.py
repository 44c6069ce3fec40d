"""Generated news pages of realistic length in web archives; a share is about armed conflict. The same number gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import random
from pathlib import Path
from typing import Any

CONFLICT_SHARE = 0.02
"""Share of general news that is about armed conflict."""
SENTENCES = 22
"""Sentences of an article, about 330 words."""
WAR_SENTENCES = 8
"""Sentences about a war in an article about armed conflict, from its beginning. They give about twelve claims."""
MENU_LINKS, SCRIPT_BYTES = 180, 24_000
"""What surrounds the article of a page: links of menus, and bytes of scripts. A page has about 50 kB of HTML."""

GENERAL = (
    "The council of {town} approved a budget of {n} million for schools and roads on {day}.",
    "{name} scored twice as the home side beat their visitors {m} to one in front of {n} supporters.",
    "Shares of the retailer rose {m} percent after it reported higher sales of shoes and garden furniture.",
    "Forecasters expect {m} days of rain in the valleys and light winds along the coast by the weekend.",
    "The singer {name} announced a tour of {m} cities and said tickets would go on sale on {day}.",
    "Researchers at the university found that {n} patients who slept longer recovered faster from the treatment.",
    "The museum of {town} opened an exhibition of {n} paintings that had been kept in a private collection.",
    "House prices in {town} fell by {m} percent last year, according to the association of estate agents.",
    "The company plans to hire {n} engineers and to build a plant for batteries near the railway station.",
    "{name}, a teacher from {town}, won the prize for the best first novel of the year.",
    "The minister said that the new timetable would bring {m} more trains a day to commuters in the suburbs.",
    "Bakers in {town} complained that the price of flour had gone up by {m} percent since the spring.",
)
CONFLICT = (
    "{side} recaptured the town of {place} from {other} on {day}, the army said.",
    "At least {m} people were killed when shells hit a market in {place} on {day}, according to medical sources.",
    "{other} withdrew from {place} after {m} days of heavy fighting, residents said by telephone.",
    "A spokesman said that {side} now controlled most of {place} and the road to the north.",
    "{side} launched an offensive towards {place} early on {day} with air support.",
    "About {n} fighters remained in the area around {place}, the military said in a statement.",
    "Aid workers said that {n} families had fled {place} since the fighting began.",
    "{other} still hold the eastern districts of {place}, a local official told reporters.",
)
WARS = (
    ("Iraqi forces", "Islamic State", ("Rawa", "al-Qaim", "Mosul", "Hawija", "Tal Afar")),
    ("Syrian government forces", "Islamic State", ("Albu Kamal", "Deir al-Zor", "Palmyra", "Mayadin", "Raqqa")),
    ("Ukrainian forces", "Russian troops", ("Kherson", "Bakhmut", "Izium", "Lyman", "Kupiansk")),
    ("The Sudanese army", "the Rapid Support Forces", ("Wad Madani", "El Fasher", "Omdurman", "Nyala", "Sennar")),
)
TOWNS = ("Millbrook", "Oakham", "Riverton", "Ashford", "Lakewood", "Hartley", "Brookfield")
NAMES = ("Anna Keller", "David Moss", "Laura Finch", "Peter Lang", "Maria Costa", "James Hill")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def article(chance: random.Random, *, conflict: bool) -> str:
    """Return the text of an article in paragraphs: general news, which begins with one of four wars if `conflict`."""
    side, other, places = chance.choice(WARS)
    sentences = [
        chance.choice(CONFLICT if conflict and n < WAR_SENTENCES else GENERAL).format(
            side=side, other=other, place=chance.choice(places), town=chance.choice(TOWNS), name=chance.choice(NAMES),
            day=chance.choice(DAYS), n=chance.randint(100, 9_000), m=chance.randint(2, 40),
        )
        for n in range(SENTENCES)
    ]  # fmt: skip
    return "\n\n".join(" ".join(sentences[start : start + 2]) for start in range(0, SENTENCES, 2))


def page(text: str, published: dt.date, chance: random.Random) -> str:
    """Return a news page with an article, menus, links and scripts."""
    menu = "".join(f'<li><a class="menu-item level-{n % 3}" href="/section/{n}">Section number {n}</a></li>' for n in range(MENU_LINKS))
    script = f"<script>var data='{chance.randbytes(SCRIPT_BYTES // 2).hex()}';</script>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    title = " ".join(text.split()[:8])
    head = f'<title>{title}</title><meta property="article:published_time" content="{published}T08:00:00Z">{script}'
    return (
        f'<!doctype html><html lang="en"><head>{head}</head><body><nav><ul>{menu}</ul></nav>'
        f"<article><h1>{title}</h1>{body}</article><footer><ul>{menu}</ul></footer></body></html>"
    )


def write_shard(file: Path, number: int, pages: int, *, conflict_share: float = CONFLICT_SHARE, days: int = 360) -> None:
    """Write a web archive with pages. `number` is the number of the archive, from which its pages follow. They are from 2023.

    `days` is the number of days over which they are published.
    """
    from warcio.warcwriter import WARCWriter

    chance = random.Random(number)
    with file.open("wb") as stream:
        writer: Any = WARCWriter(stream, gzip=True)
        for n in range(pages):
            published = dt.date(2023, 1, 1) + dt.timedelta(days=chance.randrange(days))
            html = page(article(chance, conflict=chance.random() < conflict_share), published, chance).encode()
            record = writer.create_warc_record(
                f"https://news.example/{published:%Y/%m/%d}/{number}-{n}", "resource", io.BytesIO(html), warc_content_type="text/html",
                warc_headers_dict={"WARC-Date": f"{published}T12:00:00Z", "WARC-Record-ID": f"<urn:heldby:{number}:{n}>"},
            )  # fmt: skip
            writer.write_record(record)
