"""Hand-made data of a page with every kind of content that a page shows. All texts were written for the tests."""

from __future__ import annotations

import datetime as dt

from heldby.model import Interval, Passage, SourceRef, Value, When
from heldby.model.control import Onset
from heldby.presentation.schema import (
    Course,
    Dispute,
    Landmark,
    PageClaim,
    PageData,
    PagePlace,
    PageReport,
    Party,
    Side,
    Stretch,
    Version,
    Where,
)

HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">\u202eevil"
IRAQ, IS, SYRIA, SDF, TRIBES = "government-of-iraq", "islamic-state", "government-of-syria", "syrian-democratic-forces", "tribal-volunteers"
NAMES = {
    IRAQ: "Government of Iraq",
    IS: "Islamic State",
    SYRIA: "Government of Syria",
    SDF: "Syrian Democratic Forces",
    TRIBES: "Tribal volunteers",
}

TEXTS: dict[str, tuple[str, str | None, str, str]] = {
    "north": (
        "Army enters Al-Qaim",
        "2017-11-03",
        "Northern Wire",
        "BAGHDAD. Government troops took the border town of Al-Qaim on Friday, the joint command said. "
        "Engineers were clearing its streets of mines. "
        "Islamic State still held the farms on the north bank, an officer said. Copyright Northern Wire.",
    ),
    "copy": (
        "Army enters Al-Qaim",
        "2017-11-04",
        "Valley Post",
        "Government troops took the border town of Al-Qaim on Friday, the joint command said. "
        "Engineers were clearing its streets of mines.",
    ),
    "claim": (
        "Damascus announces Abu Kamal",
        "2017-11-09",
        "State Herald",
        "The army and its allies have taken Abu Kamal, the last town of the group in Syria, the general command announced on Thursday.",
    ),
    "denial": (
        "Fighters return to Abu Kamal",
        "2017-11-11",
        "Euphrates Monitor",
        "Islamic State came back through tunnels and by Saturday held Abu Kamal again, residents told the monitor. "
        "Clashes went on in its northern quarters.",
    ),
    "end": (
        "Abu Kamal falls again",
        "2017-11-19",
        "Euphrates Monitor",
        "Government forces took Abu Kamal for the second time on Sunday. The group left for the desert around it.",
    ),
    "rawa": (
        "Rawa retaken",
        "2017-11-17",
        "Northern Wire",
        "Iraqi troops raised the flag over Rawa on Friday morning. About 1,500 fighters had been in the area, the coalition said.",
    ),
    "arabic": (
        "القوات تدخل القائم",
        "2017-11-05",
        "صوت الفرات",
        "قال قائد محلي إن القوات العراقية تسيطر على القائم منذ يوم الجمعة. وما زالت المعارك مستمرة في القرى المجاورة.",
    ),
    "hostile": (
        f"Title {HOSTILE}",
        "2017-11-12",
        HOSTILE,
        f"An attacker wrote {HOSTILE} here. The farms of Jabbab 🌾 were shelled on Sunday, it said.",
    ),
    "undated": ("Siege of Hawija", None, "Hill Gazette", "Troops have surrounded Hawija. They were said to plan an assault soon."),
}

RIVER = Course(
    name="Euphrates",
    lines=(
        (
            (39.01, 35.95),
            (39.6, 35.6),
            (40.14, 35.34),
            (40.43, 35.02),
            (40.92, 34.45),
            (41.06, 34.37),
            (41.37, 34.4),
            (41.91, 34.48),
            (42.2, 34.3),
            (42.83, 33.64),
            (43.3, 33.42),
            (43.79, 33.35),
        ),
    ),
)


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def report(key: str) -> PageReport:
    title, published, source, text = TEXTS[key]
    unread = (Passage(start=text.index("Copyright"), end=len(text), kind="copyright"),) if "Copyright" in text else ()
    return PageReport(
        id=key,
        title=title,
        source=source,
        published=day(published),
        known=day(published or "2017-12-01"),
        family="north" if key == "copy" else key,
        url="javascript:alert(1)" if key == "hostile" else f"https://news.example/{key}",
        length=len(text),
        text=(Stretch(start=0, text=text),),
        unread=unread,
        doubt="the footer names another year" if key == "rawa" else None,
    )


def claim(
    key: str, at: str, to: str, type_: str, actor: str | None, target: str | None, place: str | None, on: str | None, **more: object
) -> PageClaim:
    text = TEXTS[key][3]
    start = text.index(at)
    end = text.index(to, start) + len(to)
    kind = "control" if type_ in {"holds", "contests", "besieged"} else "figure" if type_ == "strength" else "event"
    fields: dict[str, object] = {"status": "ongoing" if kind == "control" else "happened", "confidence": 0.9, **more}
    parties = {
        name: (Party(text=NAMES[who], name=NAMES[who], id=who, side=who),) if who else ()
        for name, who in (("actor", actor), ("target", target))
    }
    when = When(first=day(on), last=day(on), precision="day", text=on) if on else None
    where = (Where(text=place, name=place, key=place),) if place else ()
    return PageClaim(
        id=f"{key}-{type_}-{start}", report=key, start=start, end=end, kind=kind, type=type_, place=where, when=when, **parties, **fields
    )  # type: ignore[arg-type]


def claims() -> tuple[PageClaim, ...]:
    command, officer = (
        SourceRef(text="the joint command"),
        SourceRef(text="an officer", kind="anonymous", via=SourceRef(text="Northern Wire", kind="outlet")),
    )
    return (
        claim("north", "Government troops", "command said.", "capture", IRAQ, IS, "al-qaim", "2017-11-03", source=command),
        claim("north", "Islamic State", "officer said.", "holds", IS, None, "north-bank", "2017-11-03", source=officer, confidence=0.8),
        claim("copy", "Government troops", "command said.", "capture", IRAQ, IS, "al-qaim", "2017-11-03", source=command),
        claim(
            "claim",
            "The army",
            "on Thursday.",
            "capture",
            SYRIA,
            IS,
            "abu-kamal",
            "2017-11-09",
            source=SourceRef(text="the general command"),
            held_as="last",
        ),
        claim("denial", "Islamic State", "the monitor.", "holds", IS, None, "abu-kamal", "2017-11-11", source=SourceRef(text="residents")),
        claim("denial", "Clashes", "quarters.", "clash", None, None, "abu-kamal", "2017-11-11", confidence=0.7),
        claim("end", "Government forces", "on Sunday.", "capture", SYRIA, IS, "abu-kamal", "2017-11-19"),
        claim("rawa", "Iraqi troops", "morning.", "capture", IRAQ, IS, "rawa", "2017-11-17"),
        claim(
            "rawa",
            "About 1,500",
            "coalition said.",
            "strength",
            IS,
            None,
            "rawa",
            None,
            value=Value(low=1500, high=1500, unit="fighters", approx=True),
            source=SourceRef(text="the coalition"),
        ),
        claim(
            "arabic", "قال", "الجمعة.", "holds", IRAQ, None, "al-qaim", "2017-11-05", source=SourceRef(text="قائد محلي", kind="anonymous")
        ),
        claim("hostile", "The farms", "it said.", "shelling", None, None, "jabbab", "2017-11-12", source=SourceRef(text="it", kind="lost")),
        claim("undated", "Troops", "Hawija.", "besieged", IRAQ, IS, "hawija", None),
        claim("undated", "They were", "soon.", "offensive", IRAQ, None, "hawija", None, status="planned"),
    )


def span(
    first: str | None, last: str | None, side: str | None, p: float, *rest: str, status: str = "held", inferred: bool = False,
    onset: Onset | None = None,
) -> Interval:  # fmt: skip
    holder = NAMES.get(side or "")
    return Interval(
        first=day(first), last=day(last), holder=holder, side=side, status=status, p=p, inferred=inferred, claims=rest, onset=onset,  # type: ignore[arg-type]
    )  # fmt: skip


def places() -> tuple[PagePlace, ...]:
    ids = {c.report + "-" + c.type: c.id for c in claims()}
    took, first, back, again, clash = (
        ids[key] for key in ("north-capture", "claim-capture", "denial-holds", "end-capture", "denial-clash")
    )
    before = span("2017-10-25", "2017-11-08", IS, 0.86)
    kamal = (
        Version(known_from=day("2017-11-03"), intervals=(span("2017-10-25", None, IS, 0.86),)),
        Version(known_from=day("2017-11-09"), intervals=(before, span("2017-11-09", None, SYRIA, 0.9, first))),
        Version(
            known_from=day("2017-11-11"),
            intervals=(
                before,
                span("2017-11-09", "2017-11-10", SYRIA, 0.55, first, status="contested"),
                span("2017-11-11", None, IS, 0.82, back, clash),
            ),
        ),
        Version(
            known_from=day("2017-11-19"),
            intervals=(
                before,
                span("2017-11-09", "2017-11-10", SYRIA, 0.55, first, status="contested"),
                span("2017-11-11", "2017-11-18", IS, 0.85, back, clash),
                span("2017-11-19", None, SYRIA, 0.93, again),
            ),
        ),
    )

    def place(
        key: str, name: str, within: str, country: str, at: tuple[float, float] | None, *versions: Version, **more: object
    ) -> PagePlace:
        lat, lon = at or (None, None)
        fields: dict[str, object] = {"precision": "point" if at else "admin1", **more}
        return PagePlace(id=key, name=name, within=within, country=country, lat=lat, lon=lon, versions=versions, **fields)  # type: ignore[arg-type]

    qaim = Version(
        known_from=day("2017-11-03"),
        intervals=(span("2017-10-25", "2017-11-02", IS, 0.9), span("2017-11-03", None, IRAQ, 0.95, took, ids["copy-capture"])),
    )
    rawa = Version(
        known_from=day("2017-11-17"),
        intervals=(span("2017-10-25", "2017-11-16", IS, 0.8), span("2017-11-17", None, IRAQ, 0.92, ids["rawa-capture"])),
    )
    return (
        place("al-qaim", "Al-Qaim", "Anbar, Iraq", "IQ", (34.369, 41.094), qaim),
        place("abu-kamal", "Abu Kamal", "Deir ez-Zor, Syria", "SY", (34.453, 40.918), *kamal),
        place("rawa", "Rawa", "Anbar, Iraq", "IQ", (34.481, 41.917), rawa),
        place(
            "ana",
            "Ana",
            "Anbar, Iraq",
            "IQ",
            (34.372, 41.988),
            Version(known_from=day("2017-11-03"), intervals=(span("2017-10-28", None, IRAQ, 0.6, inferred=True),)),
        ),
        place(
            "mayadin",
            "Al-Mayadin",
            "Deir ez-Zor, Syria",
            "SY",
            (35.018, 40.453),
            Version(known_from=day("2017-11-03"), intervals=(span("2017-10-26", None, SYRIA, 0.9),)),
        ),
        place(
            "omar",
            "Omar oil field",
            "Deir ez-Zor, Syria",
            "SY",
            (35.12, 40.61),
            Version(known_from=day("2017-11-03"), intervals=(span("2017-10-26", None, SDF, 0.84),)),
            precision="near",
            radius_km=8.0,
        ),
        place(
            "hawija",
            "Hawija",
            "Kirkuk, Iraq",
            "IQ",
            (35.326, 43.772),
            Version(intervals=(span(None, None, IS, 0.7, ids["undated-besieged"], status="besieged"),)),
        ),
        place(
            "north-bank",
            "North bank farms",
            "Anbar, Iraq",
            "IQ",
            (34.46, 41.25),
            Version(known_from=day("2017-11-03"), intervals=(span("2017-11-03", None, IS, 0.62, ids["north-holds"], onset="by"),)),
            precision="area",
            radius_km=18.0,
        ),
        place(
            "jabbab",
            f"Jabbab {HOSTILE}",
            "Anbar, Iraq",
            "IQ",
            None,
            Version(known_from=day("2017-11-03"), intervals=(span("2017-11-03", None, IRAQ, 0.75, ids["hostile-shelling"]),)),
        ),
    )


def sample() -> PageData:
    """Return the data of the whole page."""
    every = claims()
    captures = tuple(c.id for c in every if c.report in {"claim", "denial"})[:2]
    return PageData(
        title="The Euphrates, autumn 2017",
        generator="heldby 0.1.0",
        generated=dt.date(2026, 1, 2),
        sides=tuple(Side(id=key, name=NAMES[key], look=look) for look, key in enumerate([IRAQ, IS, SYRIA, SDF])),
        places=places(),
        claims=every,
        reports=tuple(report(key) for key in TEXTS),
        disputes=(
            Dispute(
                id="d1",
                kind="holder",
                reason="Two reports disagree on who held Abu Kamal from 9 to 11 November 2017.",
                place="Abu Kamal",
                claims=captures,
                first=day("2017-11-09"),
                last=day("2017-11-11"),
            ),
        ),
        cuts=tuple(sorted({dt.date.fromisoformat(p) for _, p, _, _ in TEXTS.values() if p})),
        rivers=(RIVER,),
        landmarks=(
            Landmark(name="Baghdad", lat=33.34, lon=44.39),
            Landmark(name="Mosul", lat=36.34, lon=43.13),
            Landmark(name="Deir ez-Zor", lat=35.34, lon=40.14),
        ),
    )
