"""Renders one pattern: chooses among its alternatives, fills its slots and gives the claims that it states.

Notation of patterns.txt. A line is `sentence => claims`. `[a|b]` chooses one alternative. `<1:...>` marks quote 1. `x/y:A` takes x or y by
the number of the last mention of party A. Slots:

    A B C         parties; .s possessive, .pl its fighters, .adj adjective, .bare without article; {A:they} the text "they", {A:its/their}
    P Q R         towns; .n the name alone, {P:the $} "the town" or "the city", {P:it} the text "it"
    F U G         a site of town P, a unit, a province
    D D2 d        day of an act, a later one, day of a statement; T T2 past times; S S0 since; X n m K Y1 Y2 duration, numbers, km, years
    N N2          a speaker, a person with a rank; .bare without article
    AN            "third": the number of years from an act to the day d

A claim is `QUOTE TYPE a=ACTORS t=TARGETS p=PLACES w=TIME s=SOURCE v=NUMBER:UNIT !STATUS`; slots joined with a comma, or a text in quotation
marks. With ? after a slot, it counts only if the sentence has it. A claim with a number is a figure.
"""

from __future__ import annotations

import random
import re
import shlex
from dataclasses import dataclass, field
from typing import Any

from training.compose.names import Form, Names, War
from training.compose.times import Said, Times

CONTROL = frozenset({"holds", "partly_holds", "contests", "besieged", "lost"})
RELATIONS = frozenset({"part_of", "allied_with", "backs", "fights", "leads"})
KINDS = ("the town", "the town", "the city", "the village")
SITES = ("{} airport", "the airport of {}", "{} air base", "the power station at {}", "the {} refinery", "the port of {}", "the {} dam")
YEARS = ("first", "second", "third", "fourth", "fifth", "sixth")
DURATIONS = ("two days", "three days", "four weeks", "a week", "two months", "six months", "ten days", "a month", "weeks", "days")


@dataclass
class Rendered:
    """A sentence with its quotes by number, and the mention that each slot stands for."""

    text: str = ""
    quotes: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, str | None] = field(default_factory=dict)


class Sentence:
    """One pattern with the names and times of a report."""

    def __init__(self, war: War, names: Names, times: Times, speakers: tuple[str, ...], rng: random.Random, town: str | None) -> None:
        self.war, self.names, self.times, self.rng, self.speakers = war, names, times, rng, speakers
        parties = list(war.parties)
        rng.shuffle(parties)
        self.parties = dict(zip("ABC", parties, strict=True))
        towns = rng.sample(war.towns, 4)
        if town is not None:
            towns = [town, *(t for t in towns if t != town)]
        self.places = dict(zip("PQR", towns, strict=False))
        self.kind = {p: rng.choice(KINDS) for p in "PQR"}
        self.plural = dict.fromkeys("ABC", False)
        self.out = Rendered()
        self.quote: dict[str, int] = {}

    def render(self, pattern: str) -> Rendered:
        """Return the sentence."""
        text = self._choose(pattern)
        at, built = 0, ""
        for part in re.finditer(r"\{([^{}]*)\}|<(\d):|>|(\w+)/(\w+):([ABC])", text):
            built += text[at : part.start()]
            at = part.end()
            if part[1] is not None:
                said = self._slot(part[1])
                if not built or re.search(r"[.!?:]\s*$", built):
                    said = said[:1].upper() + said[1:]
                built += said
            elif part[2] is not None:
                self.quote[part[2]] = len(built)
            elif part[0] == ">":
                number = max(self.quote, key=lambda q: (q not in self.out.quotes, self.quote[q]))
                self.out.quotes[number] = built[self.quote[number] :]
            else:
                built += part[4] if self.plural[part[5]] else part[3]
        built += text[at:]
        first = re.search(r"\w", built)
        if first and first.start() < 2:
            built = built[: first.start()] + built[first.start()].upper() + built[first.start() + 1 :]
            self.out.quotes = {k: v if v in built else v[:1].upper() + v[1:] for k, v in self.out.quotes.items()}
        self.out.text = built
        return self.out

    def _choose(self, text: str) -> str:
        while found := re.search(r"\[([^\[\]]*)\]", text):
            choice = self.rng.choice(found[1].split("|"))
            split = re.fullmatch(r"(.*?)([\w ]+)/([\w ]+):([ABC])(.*)", choice)
            if split and " " in split[2] + split[3]:  # several words agree: the same word pairs, one by one
                one, two = split[2].split(), split[3].split()
                choice = split[1] + " ".join(a if a == b else f"{a}/{b}:{split[4]}" for a, b in zip(one, two, strict=True)) + split[5]
            text = text[: found.start()] + choice + text[found.end() :]
        return text

    def _slot(self, slot: str) -> str:
        name, _, literal = slot.partition(":")
        name, _, form = name.partition(".")
        if name in self.parties:
            return self._party(name, form, literal)
        if name in self.places:
            return self._place(name, form, literal)
        if name in ("D", "D2", "d", "T", "T2", "S", "S0"):
            return self._time(name)
        if name == "AN":
            return self._years()
        return self._other(name, form)

    def _party(self, name: str, form: str, literal: str) -> str:
        party = self.parties[name]
        if literal:
            one, _, two = literal.partition("/")
            return two if two and self.plural[name] else one
        if form == "adj":
            self.out.mentions.setdefault(name, party.adjective)
            return party.adjective
        named = [f for f in party.forms if " of " not in f.text] if form == "s" else []
        chosen: Form = self.rng.choice(party.people if form == "pl" else named or party.forms)
        self.plural[name] = chosen.plural
        self.out.mentions.setdefault(name, chosen.name)
        text = chosen.name if form == "bare" else chosen.text
        if form == "bare":
            text = text[:1].upper() + text[1:]
        if form == "s":
            text += "'" if text.endswith("s") else "'s"
        return text

    def _place(self, name: str, form: str, literal: str) -> str:
        town = self.places[name]
        if literal:
            kind = self.kind[name]
            return literal.replace("the $", kind).replace("The $", kind.capitalize())
        self.out.mentions.setdefault(name, town)
        if form == "n" or self.rng.random() < 0.8:
            return town
        return f"{self.kind[name]} of {town}"

    def _time(self, name: str) -> str:
        times = self.times
        make = {
            "D": times.act, "D2": lambda: times.act(True), "d": times.speech, "T": times.past, "T2": lambda: times.past(True),
            "S": times.since, "S0": times.since_past,
        }  # fmt: skip
        said: Said = make[name]()
        self.out.mentions[name] = said.value
        return said.text

    def _years(self) -> str:
        """Return how many years ago an act happened, and set the day of the act."""
        years, day = self.rng.randint(1, len(YEARS)), self.out.mentions.get("d")
        self.out.mentions["AN"] = f"{int(day[:4]) - years}{day[4:]}" if day and not day.endswith("02-29") else None
        return YEARS[years - 1]

    def _other(self, name: str, form: str) -> str:
        rng, town = self.rng, self.places["P"]
        year = self.times.anchor.year - 9
        province = f"{rng.choice(self.war.provinces)} province"
        made = {
            "F": lambda: rng.choice(SITES).format(town), "U": lambda: "the " + self.names.unit(rng.choice(self.war.towns).split()[0]),
            "G": lambda: rng.choice((province, "the province", "the region", "the north of the country")),
            "X": lambda: rng.choice(DURATIONS), "n": lambda: str(rng.randint(3, 90)),
            "m": lambda: str(rng.randint(3, 900)), "K": lambda: str(rng.randint(5, 120)),
            "Y1": lambda: str(year), "Y2": lambda: str(year + rng.randint(1, 4)), "N": lambda: rng.choice(self.speakers),
            "N2": lambda: self.names.person(self.war.towns),
        }[name]()  # fmt: skip
        plain = re.sub(r"^(the|a|an|two) ", "", made)
        self.out.mentions[name] = plain
        return plain[:1].upper() + plain[1:] if form == "bare" else made


def claims_of(text: str, rendered: Rendered, times: Times) -> list[dict[str, Any]]:
    """Return the annotations that the right side of a pattern states."""
    out = []
    for part in filter(None, (p.strip() for p in text.split(" ; "))):
        number, kind, *rest = shlex.split(part)
        quote = rendered.quotes.get(number)
        if quote is None:
            continue
        status = next((r[1:] for r in rest if r.startswith("!")), "ongoing" if kind in CONTROL | RELATIONS else "happened")
        if kind == "lost" and status == "ongoing":
            status = "happened"
        fields = dict(r.split("=", 1) for r in rest if "=" in r)
        group = "figure" if "v" in fields else "control" if kind in CONTROL else "relation" if kind in RELATIONS else "event"
        roles = {role: _mentions(fields.get(key, ""), rendered) for role, key in (("actor", "a"), ("target", "t"), ("place", "p"))}
        source = _mentions(fields.get("s", ""), rendered)
        out.append(
            {
                "quote": quote, "kind": group, "type": kind, **roles, "when": _when(fields.get("w", ""), rendered, times),
                "status": status, "source": source[0] if source else None, "value": _value(fields.get("v", ""), rendered),
            }
        )  # fmt: skip
    return out


def _value(value: str, rendered: Rendered) -> dict[str, Any] | None:
    """Return the value of a figure: `n:men` is the number of slot n, `4+:men` at least four, `~20:men` about twenty."""
    if not value:
        return None
    number, _, unit = value.partition(":")
    said = number.strip("~+")
    count = int(rendered.mentions.get(said) or said)
    unit = (rendered.mentions.get(unit) or "") if unit in rendered.mentions else unit
    return {"low": count, "high": None if number.endswith("+") else count, "unit": unit, "approx": number.startswith("~")}


def _mentions(value: str, rendered: Rendered) -> list[str]:
    if not value:
        return []
    if re.search(r"[a-z]{2}", value):
        return [re.sub(r"\{(\w+)\}", lambda m: rendered.mentions.get(m[1]) or "", value)]
    return [m for slot in value.split(",") if (m := rendered.mentions.get(slot.rstrip("?")))]


def _when(value: str, rendered: Rendered, times: Times) -> str | None:
    if not value:
        return None
    slot = value.rstrip("?+")
    if "/" in slot:
        first, _, last = slot.partition("/")
        return f"{rendered.mentions.get(first)}/{rendered.mentions.get(last)}"
    said = rendered.mentions.get(slot)
    if value.endswith("+"):
        return times.until_now(said)
    if slot == "S0" and said:
        return f"{said}/{rendered.mentions['D']}" if rendered.mentions.get("D") else times.until_now(said)
    return said
