"""What a notebook shows of claims, control and dossiers."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest

from dossier_making import claim_of, make_report
from heldby.export.notebook import dossier_card, html_of
from heldby.model import ActorRef, Claim, Control, Interval, PlaceRef, SourceRef, Value, When, make_claim
from heldby.store import Conclusions, Dossier

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> \" ' & $\\href{javascript:x}{y}$ \u202e\x00\x07 {body} %s </svg>"


SAFE_TAGS = {
    "div", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "svg", "g", "rect", "path", "circle", "polyline", "text",
}  # fmt: skip


class Tags(HTMLParser):
    """The elements of a piece of HTML with their attributes, and those that are not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def hostile_claim() -> Claim:
    ref = ActorRef(text=HOSTILE, name=HOSTILE, id=HOSTILE)
    place = PlaceRef(text=HOSTILE, name=HOSTILE, within=HOSTILE, lat=34.0, lon=41.0, precision="point", method="exact")
    nowhere = PlaceRef(text=HOSTILE, within=HOSTILE, precision="admin1", method="enclosing-area")
    return make_claim(
        report=HOSTILE, start=0, end=len(HOSTILE), quote=HOSTILE, kind="event", type="capture", actor=(ref,), target=(ref,),
        place=(place, nowhere), when=When(precision="vague", text=HOSTILE), source=SourceRef(text=HOSTILE, via=SourceRef(text=HOSTILE)),
        value=Value(low=1, unit=HOSTILE, category=HOSTILE), confidence=0.5, reader=HOSTILE,
    )  # fmt: skip


def hostile_control() -> Control:
    interval = Interval(first=None, last=None, holder=HOSTILE, side=HOSTILE, status="held", p=1.0, claims=("a",))
    return Control(place=HOSTILE, id=HOSTILE, lat=34.0, lon=41.0, within=HOSTILE, precision="point", intervals=(interval,))


def check_safe(html: str) -> None:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert {name for name, _ in tags.found} <= SAFE_TAGS
    attributes = {attribute for _, names in tags.found for attribute in names}
    assert not {one for one in attributes if one.startswith("on")} and not attributes & {"href", "src", "xlink:href", "xmlns", "data"}
    assert "://" not in html and "url(" not in html and "\u202e" not in html and "\x00" not in html
    assert tags.open == [], "every element is closed"


@pytest.mark.parametrize("record", [hostile_claim(), hostile_control()], ids=["claim", "control"])
def test_hostile_records_are_shown_as_text(record: Claim | Control) -> None:
    html = record._repr_html_()
    assert html is not None
    check_safe(html)
    assert "&lt;script&gt;" in html and "<script" not in html
    assert "tex2jax_ignore" in html, "dollar signs are not typeset as mathematics"


def test_hostile_titles_and_names_of_a_dossier_are_shown_as_text(record: Dossier) -> None:
    record.configure("title", HOSTILE)
    snapshot = record.conclusions()
    html = dossier_card(record, snapshot._replace(controls=[*snapshot.controls, hostile_control()]))
    check_safe(html)
    assert "&lt;script&gt;" in html


def test_a_claim_shows_its_sentence_speaker_day_and_map() -> None:
    report, _ = make_report("Iraqi forces took Rawa from IS.")
    claim = claim_of(report, "Iraqi forces took Rawa from IS.", type="capture", actor=["Iraqi forces"], target=["IS"], place=["Rawa"],
                     day="2017-11-17", source="the army")  # fmt: skip
    html = html_of(claim) or ""
    for part in (
        "Capture of Rawa by Iraqi forces from Islamic State.",
        "Iraqi forces took Rawa from IS.",
        "2017-11-17",
        "the army",
        "0.90",
    ):
        assert part in html
    assert html.count("<svg") >= 1 and ">Rawa</text>" in html


def test_a_claim_without_a_point_says_so_and_has_no_map() -> None:
    report, _ = make_report("Rebels fought near a village.")
    html = html_of(claim_of(report, "Rebels fought near a village.", type="clash", actor=["Rebels"], place=["a village"])) or ""
    assert "No point is known: a village (in Anbar, Iraq)" in html and "<svg" not in html and "time unknown" in html


def test_control_shows_the_latest_intervals_first(record: Dossier) -> None:
    control = next(one for one in record.conclusions().controls if one.place == "Rawa")
    html = control._repr_html_() or ""
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html)
    assert cells[:4] == ["2017-11-17", "open", "Iraqi forces", "0.93"] and cells[5:8] == ["open", "2017-11-16", "Islamic State"]
    many = control.model_copy(update={"intervals": control.intervals * 20})
    assert "28 earlier intervals left out" in (many._repr_html_() or "")


def test_unknown_and_inferred_answers_are_told_apart() -> None:
    intervals = (
        Interval(first=None, last=dt.date(2017, 1, 1), holder="A", side="a", status="held", p=0.6, inferred=True),
        Interval(first=dt.date(2017, 1, 2), last=dt.date(2017, 1, 3), holder="A", side="a", status="besieged", p=0.7),
        Interval(first=dt.date(2017, 1, 4), last=dt.date(2017, 1, 5), holder=None, side=None, status="contested", p=0.7),
        Interval(first=dt.date(2017, 1, 6), last=None, holder=None, side=None, status="unknown", p=0.4),
    )
    html = Control(place="X", id="x", lat=None, lon=None, intervals=intervals)._repr_html_() or ""
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html)
    assert cells[2::5] == ["unknown", "contested", "A, besieged", "A, inferred"] and "No point is known." in html


def test_a_dossier_shows_its_size_its_map_and_the_last_changes(record: Dossier) -> None:
    record.configure("title", "The last towns")
    html = dossier_card(record, record.conclusions())
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html)
    assert "The last towns" in html and "3 reports, published from 2017-11-03 to 2017-11-17." in html
    assert cells[::4] == ["Rawa", "Abu Kamal", "al-Qaim"] and ">Rawa</text>" in html


def test_a_card_stays_small_however_large_the_record_is(record: Dossier) -> None:
    snapshot = record.conclusions()
    [control, *_] = snapshot.controls
    many = [control.model_copy(update={"id": str(n), "place": f"Place {n}", "lat": 30 + n / 1000, "lon": 40.0}) for n in range(2_000)]
    html = dossier_card(record, snapshot._replace(controls=many))
    assert len(html) < 200_000 and "Not on the map: 1,700 places" in html


def test_an_empty_dossier_says_that_nothing_is_known(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Dossier.open(tmp_path_factory.mktemp("empty"), create=True) as empty:
        html = dossier_card(empty, Conclusions({}, [], [], []))
    assert "0 reports, none of them dated." in html and "<svg" not in html


def test_other_records_are_shown_as_text(record: Dossier) -> None:
    assert next(record.reports())._repr_html_() is None


def test_the_parser_of_these_tests_sees_what_a_browser_would_run() -> None:
    with pytest.raises(AssertionError):
        check_safe("<div><script>1</script></div>")
    with pytest.raises(AssertionError):
        check_safe('<svg onload="1"></svg>')
