"""Every output of a dossier as bytes that can be searched: exports, cards, situation reports, the page, alerts, the API and notebooks."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

from fastapi.testclient import TestClient

from alerts.hostile_smtp import HostileSmtp
from alerts.hostile_webhook import HostileWebhook
from export.opened import searchable
from heldby import alerts, api, pipeline, report
from heldby.alerts.channels import open_endpoints
from heldby.export import FORMATS, export_file, write_card
from heldby.export.data_frame import FrameName
from heldby.server.app import create_app
from heldby.server.settings import ServerSettings
from heldby.sitrep import Scope, build_situation_report, write_situation_report
from heldby.store import ClaimFilter, Dossier
from heldby.store.ledger import ledger

PERIOD = Scope(dt.date(2017, 11, 1), dt.date(2017, 12, 31), None, None)
RULES = """
[[rule]]
when = "change of holder"
since = 2017-01-01
[[rule]]
when = "contested"
since = 2017-01-01
[[rule]]
when = "toll"
above = 1
since = 2017-01-01
"""
CHANNELS = """
[[send]]
to = "webhook"
url = "{url}"
[[send]]
to = "email"
server = "127.0.0.1"
port = {port}
security = "none"
sender = "a@example.org"
recipients = ["b@example.org"]
[[send]]
to = "feed"
file = "alerts.atom"
"""
Output = Callable[[Dossier, Path], bytes]


def _export(name: str) -> Output:
    def write(dossier: Dossier, folder: Path) -> bytes:
        file, snapshot = folder / "record", pipeline.take_snapshot(dossier)
        export_file(name, dossier, snapshot, ClaimFilter(), file)
        write_card(name, dossier, snapshot, None, file)
        return b"\n".join(searchable(one) for one in sorted(folder.iterdir()))

    return write


def _situation_report(ending: str) -> Output:
    def write(dossier: Dossier, folder: Path) -> bytes:
        snapshot = pipeline.take_snapshot(dossier)
        then = pipeline.derive_conclusions(dossier, known_on=PERIOD.since, events=False)
        made = build_situation_report(dossier, snapshot, PERIOD, then=then)
        write_situation_report(made, folder / f"week.{ending}", None)
        return b"\n".join(searchable(one) for one in sorted(folder.iterdir()))

    return write


def _page(dossier: Dossier, folder: Path) -> bytes:
    report.write_page(
        dossier, folder / "page.html", as_known=lambda day: pipeline.derive_conclusions(dossier, known_on=day, events=False).controls
    )
    page = (folder / "page.html").read_text("utf-8")
    data = json.loads(re.findall(r'id="heldby-data"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
    return json.dumps({**data, "rivers": []}, ensure_ascii=False).encode()


def _alerts(dossier: Dossier, folder: Path) -> bytes:
    """Send alerts through a webhook, a mail server and a feed, and return all that left."""
    log = Dossier.open(folder / "log", create=True)
    with HostileWebhook() as hook, HostileSmtp() as smtp, log:
        (folder / "rules.toml").write_text(RULES + CHANNELS.format(url=hook.url, port=smtp.port), "utf-8")
        rules = alerts.read_rules(folder / "rules.toml")
        seen = alerts.Seen(dossier, pipeline.take_snapshot(dossier), dt.date.today())
        checked = alerts.check_rules(log, rules, open_endpoints(rules, {}), lambda public: seen)
        assert checked.sent > 3 and not checked.failures
        mails = [one.get_content().encode() + str(one["Subject"]).encode() for one in smtp.kept]
        hooks = [one.body for one in hook.requests]
    return b"\n".join([*hooks, *mails, (folder / "alerts.atom").read_bytes()])


def _answers(dossier: Dossier, folder: Path) -> bytes:
    """Return all answers of the API, with every id that it lists, and the words of some searches."""
    client = TestClient(create_app(dossier, ServerSettings(read_only=True)), base_url="http://127.0.0.1:8000/api/v1/")
    return b"\n".join(f"{url} {answer}".encode() for url, answer in _all_answers(client))


def _all_answers(client: TestClient) -> Iterator[tuple[str, str]]:
    ids = {
        name: [str(one["id"]) for one in client.get(f"collections/{name}/items?limit=1000").json()["features"]]
        for name in ("places", "control", "events", "claims")
    }
    ids["reports"] = [str(one["id"]) for one in client.get("reports").json()["reports"]]
    for path, methods in client.get("openapi.json").json()["paths"].items():
        plain = path.removeprefix("/api/v1/")
        if "get" not in methods or plain.startswith(("jobs", "basemap", "openapi")):
            continue
        for name in ("places", "control", "events", "claims") if "{name}" in plain else ("",):
            for id in ids[name or plain.partition("/")[0]] if "{id}" in plain else ("",):
                url = plain.replace("{name}", name).replace("{id}", id).replace("{day}", "2017-11-21") + "?seconds=0.1"
                answer = client.get(url)
                text = answer.text if "rivers" not in answer.text else json.dumps({**answer.json(), "rivers": []}, ensure_ascii=False)
                yield url, text + json.dumps({key: answer.headers.get(key) for key in ("link", "content-disposition")})
    for query in ("Iraqi", "took", "people"):
        yield query, client.get(f"search?q={query}").text + client.get(f"search?q={query}&in=reports").text


def _notebook(dossier: Dossier, folder: Path) -> bytes:
    shown = api.Dossier(dossier)
    records = [*shown.claims(), *shown.control()]
    frames = [shown.frame(name).to_csv() for name in get_args(FrameName)]
    results = [found.to_frame().to_csv() for found in (shown.claims(), shown.events(), shown.control(), shown.holds())]
    return "\n".join([shown._repr_html_(), *(one._repr_html_() or "" for one in records), *frames, *results]).encode()


def _stored(dossier: Dossier, folder: Path) -> bytes:
    """Return the files of the copy itself, with its ledger and database unpacked. A server of the copy may hand them out."""
    files = [searchable(file) for file in sorted(dossier.folder.rglob("*")) if file.is_file()]
    with dossier.database.reading() as connection:
        entries = [repr(entry) for entry in ledger.entries(connection)]
    records = [*dossier.reports(), *dossier.claims(), *dossier.mentions()]
    return b"\n".join([*files, *(entry.encode() for entry in entries), *(one.model_dump_json().encode() for one in records)])


OUTPUTS: dict[str, Output] = {
    **{one.name: _export(one.name) for one in FORMATS},
    **{f"situation report {ending}": _situation_report(ending) for ending in ("html", "md", "docx")},
    "page": _page,
    "alerts": _alerts,
    "api": _answers,
    "notebook": _notebook,
}
STORED: dict[str, Output] = {"the copy itself": _stored}

ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff'’ʿ]")


def plain(content: bytes) -> str:
    """Return content as text in one form: entities, escapes and percent signs decoded, without accents, invisible signs and capitals."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), content.decode("utf-8", "ignore"))
    text = unicodedata.normalize("NFKD", unquote(unescape(text)))
    return INVISIBLE.sub("", "".join(c for c in text if not unicodedata.combining(c))).casefold()
