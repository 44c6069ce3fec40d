"""Make variants of annotated reports, with their gold claims adjusted: other places, other places of filing, denials, doubts, and speakers.

usage: python -m training.augment OUT_DIR FOLDER... [--share 0.5] [--crops 0]

Each variant is written as ID~v.json and ID~v.gold.json, so that it belongs to the fold of the report ID. A variant changes only what its
annotation can follow exactly. What is inserted is our own. With --crops, short texts of one to three sentences of each report are written
as well, half of them with such changes: a network that only ever saw whole reports is unsure about a single sentence.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

Gold = list[dict[str, Any]]
NAME = re.compile(r"[A-Z][a-z]{3,}(?:-[A-Z]?[a-z]+)*")
COMMON = frozenset(
    [
        "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Province", "City", "District", "State",
        "Region", "County", "Governorate", "Republic", "Democratic", "United", "Kingdom", "States", "Islamic", "River", "Lake", "Mountains",
        "Mount", "Island", "Islands", "Airport", "Base", "Camp", "Hospital", "University", "Valley", "Road", "Street", "Square", "Gulf",
        "Upper", "Lower", "Middle", "Greater", "Black", "White", "Blue", "Green", "Town", "Village", "Port", "Strip", "Bank", "Desert",
    ]
)  # fmt: skip
"""Words in the names of places that are no names themselves."""
AGENCIES = ("Border Wire", "Field News", "Delta Press", "Meridian News", "North Star Agency")
SPEAKERS = (
    "a military spokesman", "the governor", "local officials", "a security source", "residents", "the defence ministry",
    "a monitoring group", "the regional police chief", "two officers", "a rebel commander", "aid workers", "the prime minister",
    "a hospital doctor",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
PAST = re.compile(
    r"\b(captured|seized|retook|recaptured|attacked|bombed|shelled|entered|stormed|surrounded|besieged|repelled|deployed|withdrew|abducted"
    r"|kidnapped|arrested|detained|destroyed|fled|killed|occupied|controlled|pulled out of|overran|liberated|launched)\b"
)
"""Verbs whose past tense can be made a perfect."""
PERFECT = {"retook": "retaken", "withdrew": "withdrawn", "overran": "overrun"}
UNTITLED = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "over", "the", "to", "with"]
)  # fmt: skip
"""Words that stay small in title case."""
OWN_VOICE = frozenset({"demand", "accuse", "threaten", "reject"})
"""Types of claims whose speaker is their actor."""


def replace_span(text: str, gold: Gold, start: int, end: int, new: str) -> str | None:
    """Replace a span of a text, and the same span in the quotes that hold it. Return None if a quote holds only a part of the span."""
    places = []
    for claim in gold:
        at = text.find(claim["quote"])
        stop = at + len(claim["quote"])
        if at < 0 or (at < end and start < stop and not (at <= start and end <= stop)):
            return None
        places.append((claim, at, stop))
    for claim, at, stop in places:
        if at <= start and end <= stop:
            claim["quote"] = text[at:start] + new + text[end:stop]
    return text[:start] + new + text[end:]


def swap_places(report: dict[str, Any], gold: Gold, names: list[str], rng: random.Random) -> bool:
    """Replace the words of place names by those of other places, everywhere alike. Names of parties stay."""
    parties = {w for c in gold for role in ("actor", "target") for m in c[role] for w in NAME.findall(m)}
    words = {w for c in gold for m in c["place"] for w in NAME.findall(m)} - COMMON - parties
    if not words:
        return False
    table = dict(zip(sorted(words), rng.sample(names, len(words)), strict=True))
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(table, key=len, reverse=True))) + r")\b")

    def changed(value: str) -> str:
        return pattern.sub(lambda m: table[m[1]], value)

    report["text"] = changed(report["text"])
    report["title"] = changed(report["title"]) if report.get("title") else report.get("title")
    for c in gold:
        c["quote"] = changed(c["quote"])
        for role in ("actor", "target", "place"):
            c[role] = [changed(m) for m in c[role]]
        if c.get("source"):
            c["source"] = changed(c["source"])
    return True


def add_dateline(report: dict[str, Any], gold: Gold, names: list[str], rng: random.Random) -> bool:
    """Put a place of filing before the text."""
    text = report["text"]
    if re.search(r"[-–—]|\(", text[:80]) or not text[:1].isupper():
        return False
    city = rng.choice(names)
    day = f", {rng.choice(MONTHS)} {rng.randint(1, 28)}" if not report.get("published") else _day_of(report["published"])
    form = rng.choice((f"{city.upper()}{day} ({rng.choice(AGENCIES)}) - ", f"{city.upper()} (AP-style) - ", f"{city.upper()} - "))
    report["text"] = form.replace("AP-style", rng.choice(AGENCIES)) + text
    return True


def _day_of(published: str) -> str:
    parts = published[:10].split("-")
    return f", {MONTHS[int(parts[1]) - 1]} {int(parts[2])}" if len(parts) == 3 else ""


def deny(report: dict[str, Any], gold: Gold, names: list[str], rng: random.Random) -> bool:
    """Turn some acts into acts that did not happen, or may have happened."""
    done = False
    for match in reversed(list(PAST.finditer(report["text"]))):
        start, end = match.span()
        at = [(c, report["text"].find(c["quote"])) for c in gold]
        inside = [c for c, i in at if 0 <= i <= start and end <= i + len(c["quote"])]
        before = report["text"][max(0, start - 24) : start].lower()
        plain = bool(re.search(r"\b\w+s? $|\w[,]? $", before)) and not re.search(
            r"\b(was|were|been|be|is|are|had|has|have|who|which|that|by|and|to|not|being|after|it|he|she|they) $|, $", before
        )
        if len(inside) != 1 or not plain or rng.random() < 0.4:
            continue
        claim = inside[0]
        if claim["kind"] != "event" or claim["status"] != "happened" or claim["type"] in OWN_VOICE:
            continue
        perfect = PERFECT.get(match[1], match[1])
        plural = bool(re.search(r"(s|people|troops|police|militia) $", before))
        have = "have" if plural else "has"
        status, words = rng.choice(
            (("denied", f"{have} not {perfect}"), ("denied", f"{have} never {perfect}"), ("hypothetical", f"may have {perfect}"),
             ("denied", f"{have} not yet {perfect}"), ("hypothetical", f"might have {perfect}"))
        )  # fmt: skip
        changed = replace_span(report["text"], gold, start, end, words)
        if changed is not None:
            report["text"] = changed
            claim["status"] = status
            done = True
    return done


def add_speakers(report: dict[str, Any], gold: Gold, names: list[str], rng: random.Random) -> bool:
    """Put some sentences that the report states itself into the mouth of a speaker."""
    done = False
    for match in reversed(list(re.finditer(r"[^.!?\n]{30,}[a-z]\.(?=\s|$)", report["text"]))):
        start, end = match.span()
        text = report["text"]
        spans = [(c, i, i + len(c["quote"])) for c in gold if (i := text.find(c["quote"])) >= 0]
        inside = [(c, i, j) for c, i, j in spans if i < end and start < j]
        whole = all(start <= i and j <= end for _, i, j in inside)
        own = all(not c.get("source") and c["type"] not in OWN_VOICE for c, _, _ in inside)
        said = re.search(r"\b(said|says|told|according|reported|announced|claimed)\b|[\"“”]", match[0])
        if not inside or not whole or not own or said or rng.random() < 0.6:
            continue
        speaker = rng.choice(SPEAKERS)
        name = re.sub(r"^(a|an|the|two) ", "", speaker)
        report["text"] = text[: end - 1] + f", {speaker} said" + text[end - 1 :]
        for c, _, _ in inside:
            c["quote"] = c["quote"].rstrip(".") if c["quote"].endswith(".") else c["quote"]
            c["source"] = name
        done = True
    return done


def title_case(text: str) -> str:
    """Capitalise all words but articles, conjunctions and prepositions, as headlines of some outlets do."""
    return re.sub(r"(?<![\w'’])[a-z]\w*", lambda m: m[0] if m[0] in UNTITLED else m[0][0].upper() + m[0][1:], text)


def change_case(report: dict[str, Any], gold: Gold, names: list[str], rng: random.Random) -> bool:
    """Write the whole report in capitals, in lower case, or like a headline in title case."""
    change: Callable[[str], str] = rng.choice((str.upper, str.upper, str.lower, title_case))
    if len(change(report["text"])) != len(report["text"]):
        return False
    report["text"] = change(report["text"])
    for c in gold:
        c["quote"] = change(c["quote"])
        for role in ("actor", "target", "place"):
            c[role] = [change(m) for m in c[role]]
        if c.get("source"):
            c["source"] = change(c["source"])
    return True


SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'A-Z0-9])|\s*\n+\s*")
CHANGES = (swap_places, add_dateline, deny, add_speakers)
CASE_SHARE = 0.04
"""Share of the variants that are written in one case."""


def variant(report: dict[str, Any], gold: Gold, names: list[str], rng: random.Random) -> tuple[dict[str, Any], Gold] | None:
    """Return a report with some changes and its gold claims, or None if none of the changes was possible."""
    report, gold = json.loads(json.dumps(report)), json.loads(json.dumps(gold))
    changes = [change_case] if rng.random() < CASE_SHARE else [c for c in CHANGES if rng.random() < 0.75]
    done = [change(report, gold, names, rng) for change in changes]
    if not any(done) or sum(report["text"].find(c["quote"]) < 0 for c in gold):
        return None
    return report, gold


def crops(report: dict[str, Any], gold: Gold, most: int, rng: random.Random) -> list[tuple[dict[str, Any], Gold]]:
    """Return up to `most` runs of one to three sentences of a report, with their gold claims.

    A run is left out if it cuts a quote, or if one of its claims has an actor, target, place or source that only other sentences name.
    """
    text = report["text"]
    ends = [m.end() for m in SENTENCE_END.finditer(text)] + [len(text)]
    starts = [0, *ends[:-1]]
    spans = [(c, i, i + len(c["quote"])) for c in gold if (i := text.find(c["quote"])) >= 0]
    first = list(range(len(starts)))
    rng.shuffle(first)
    out: list[tuple[dict[str, Any], Gold]] = []
    used: set[int] = set()
    for n in first:
        last = min(n + rng.choice((1, 1, 1, 2, 2, 3)), len(starts))
        start, end = starts[n], ends[last - 1]
        whole = [c for c, i, j in spans if start <= i and j <= end]
        cut = any(i < end and start < j and not (start <= i and j <= end) for _, i, j in spans)
        piece = text[start:end].strip()
        lower = piece.lower()
        names = [m for c in whole for m in (*c["actor"], *c["target"], *c["place"], *([c["source"]] if c.get("source") else []))]
        if cut or used & set(range(n, last)) or len(piece) < 30 or any(m.lower() not in lower for m in names):
            continue
        if not whole and rng.random() < 0.7:  # most texts that users give us state something
            continue
        used |= set(range(n, last))
        out.append((report | {"text": piece, "title": None}, whole))
        if len(out) == most:
            break
    return out


def main() -> None:
    """Write the variants and print how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--share", type=float, default=0.5, help="share of the reports to make a variant of")
    parser.add_argument("--crops", type=int, default=0, help="largest number of short texts to take from each report")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    pairs = []
    for path in sorted(p for folder in args.folders for p in folder.glob("*.gold.json")):
        report = json.loads(path.with_name(path.name.replace(".gold.json", ".json")).read_text("utf8"))
        pairs.append((report, json.loads(path.read_text("utf8"))))
    names = sorted({w for _, gold in pairs for c in gold for m in c["place"] for w in NAME.findall(m)} - COMMON)
    made = short = 0
    for report, gold in pairs:
        for n, crop in enumerate(crops(report, gold, args.crops, rng) if args.crops else []):
            other = variant(*crop, names, rng) if crop[1] and rng.random() < 0.5 else None
            write(args.out, f"{report['id']}~{args.seed}-{n}", *(other or crop))
            short += 1
        if rng.random() > args.share or not gold:
            continue
        changed = variant(report, gold, names, rng)
        if changed is not None:
            made += 1
            write(args.out, f"{report['id']}~{args.seed}", *changed)
    print(made, "variants and", short, "short texts of", len(pairs), "reports")


def write(folder: Path, identifier: str, report: dict[str, Any], gold: Gold) -> None:
    """Write a report and its gold claims to a folder."""
    (folder / f"{identifier}.json").write_text(json.dumps(report | {"id": identifier}, ensure_ascii=False), "utf8")
    (folder / f"{identifier}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf8")


if __name__ == "__main__":
    main()
