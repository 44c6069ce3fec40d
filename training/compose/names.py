"""The names that composed reports use: parties of real and invented wars, towns, units, persons and speakers."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from heldby.reference.actors import ActorIndex, load_actors
from heldby.reference.gazetteer import open_gazetteer

PLURAL = frozenset({
    "forces", "brigades", "fighters", "units", "troops", "rebels", "militias", "groups", "commandos", "guards", "volunteers",
    "battalions", "houthis", "taliban",
})  # fmt: skip
"""Last words of names that take a plural verb."""
COLLECTIVE = frozenset({
    "army", "front", "movement", "council", "party", "brigade", "militia", "group", "alliance", "union", "organisation",
    "organization", "coalition", "state", "guard", "command", "corps", "resistance", "force", "legion", "congress", "division",
    "committee", "battalion", "opposition", "unit", "rebellion", "federation",
})  # fmt: skip
"""Last words of names that take an article."""
UNNAMED = (
    "the rebels", "rebels", "the insurgents", "insurgents", "the militia", "separatists", "the separatists", "opposition fighters",
    "rebel forces", "militants", "rebel fighters", "the guerrillas",
)  # fmt: skip
STATE = (
    "the army",
    "government forces",
    "government troops",
    "{adj} troops",
    "{adj} forces",
    "the {adj} army",
    "the {adj} military",
    "{adj} soldiers",
)
INVENTED = (
    "{word} Liberation Army", "{word} Front", "Free {word} Army", "{word} Brigades", "{word} Resistance", "{word} People's Party",
    "{word} National Movement", "{word} Defence Forces", "Army of {word}", "{word} Islamic Front", "United {word} Rebels",
)  # fmt: skip
SPEAKERS = (
    "a military spokesman", "the governor", "local officials", "a security source", "residents", "the defence ministry", "an aid worker",
    "a monitoring group", "the regional police chief", "two officers", "the prime minister", "a hospital doctor", "the mayor",
    "a Western diplomat", "the United Nations", "state television", "a local radio station", "witnesses", "the ministry of defence",
    "a senior official", "truck drivers", "the Red Cross", "a tribal elder", "an analyst in the capital", "the general staff",
)  # fmt: skip
RANKS = ("General", "Colonel", "Major", "Commander", "Captain", "Brigadier")
UNITS = (
    "{n} Brigade",
    "{n} Infantry Division",
    "{n} Mountain Battalion",
    "{n} Mechanised Brigade",
    "{word} Battalion",
    "{word} Brigade",
    "{n} Corps",
)
ORDINALS = ("1st", "2nd", "3rd", "4th", "5th", "7th", "9th", "11th", "14th", "17th", "22nd", "36th", "51st", "60th", "93rd", "128th")


@dataclass(frozen=True)
class Form:
    """A way to mention a party: the text, and whether it takes a plural verb."""

    text: str
    plural: bool

    @property
    def name(self) -> str:
        """The mention without its article, as annotations have it."""
        return re.sub(r"^(the|a|an) ", "", self.text)


@dataclass(frozen=True)
class Party:
    """A party and its mentions: `forms` as subject, `people` for its fighters, `adjective` before a noun."""

    forms: tuple[Form, ...]
    people: tuple[Form, ...]
    adjective: str


@dataclass(frozen=True)
class War:
    """Two or three parties in one country, its towns and its provinces."""

    parties: tuple[Party, ...]
    towns: tuple[str, ...]
    provinces: tuple[str, ...]


def _form(name: str) -> Form:
    last = name.split()[-1].lower()
    plural = last in PLURAL
    article = plural or last in COLLECTIVE or (name.isupper() and len(name) < 6)
    return Form(("the " if article and not name.lower().startswith("the ") else "") + name, plural)


def _named(names: list[str], rng: random.Random) -> Party:
    """Return an armed group with these names."""
    short = min(names, key=len)
    if short.split()[-1].lower() in PLURAL:
        short = " ".join(short.split()[:-1]) or short
    forms = [_form(n) for n in names]
    people = [Form(f"{short} {noun}", True) for noun in ("fighters", "militants", "gunmen", "troops", "forces")]
    if rng.random() < 0.35:
        forms.append(Form(rng.choice(UNNAMED), True))
    forms += [*rng.sample(people, 2), Form(f"fighters of {_form(short).text}", True)]
    return Party(tuple(forms), tuple(people), short)


def _state(adjective: str, country: str) -> Party:
    forms = [f.format(adj=adjective) for f in STATE] + [f"{country}'s army"]
    plural = [f for f in forms if not f.endswith(("army", "military"))]
    people = [Form(f"{w} {n}", True) for w in (adjective, "government") for n in ("soldiers", "troops", "forces")]
    return Party(tuple(Form(f, f in plural) for f in forms), tuple(people), adjective)


class Names:
    """Draws wars, units, persons and speakers."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.actors: ActorIndex = load_actors()
        self.groups: dict[str, list[list[str]]] = {}
        for actor in self.actors:
            if actor.kind in ("rebel", "jihadist", "militia", "coalition", "tribal", "state-forces") and actor.country:
                names = [n for n in (actor.name, *actor.aliases[:3]) if len(n) < 40 and re.match(r"[A-Z]", n)]
                if names:
                    self.groups.setdefault(actor.country, []).append(names)
        self.countries = sorted(c for c, groups in self.groups.items() if len(groups) > 1 and c in self.actors.countries_by_code)
        lands = {word for c in self.actors.countries.values() for word in (c.name, *c.adjectives)}
        self.towns: dict[str, list[str]] = {}
        self.provinces: dict[str, list[str]] = {}
        for file in open_gazetteer().files:
            for name, rank, places in file.query("SELECT name, rank, countries FROM place WHERE rank IN ('town', 'area1')", ()):
                if (
                    re.fullmatch(r"[^\W\d_][\w'’-]+( [^\W\d_][\w'’-]+)?", name)
                    and name[0].isupper()
                    and name not in lands
                    and "District" not in name
                ):
                    (self.towns if rank == "town" else self.provinces).setdefault(places, []).append(name)

    def war(self) -> War:
        """Return the war of a random country. Sides are drawn in random order, so that no side takes more than it loses."""
        rng = self.rng
        while True:
            code = rng.choice(self.countries)
            towns = sorted(set(self.towns.get(code, [])))
            if len(towns) > 12:
                break
        country = self.actors.countries_by_code[code]
        groups = rng.sample(self.groups[code], 2)
        if rng.random() < 0.3:
            word = rng.choice(towns).split()[0]
            name = rng.choice(INVENTED).format(word=word)
            groups[0] = [name, "".join(w[0] for w in name.split() if w[0].isupper())]
        parties = [_named(groups[0], rng), _named(groups[1], rng), _state((country.adjectives or (country.name,))[0], country.name)]
        rng.shuffle(parties)
        places = rng.sample(towns, 12)
        return War(tuple(parties), tuple(places), tuple(self.provinces.get(code) or places))

    def unit(self, word: str) -> str:
        """Return the name of a unit."""
        return self.rng.choice(UNITS).format(n=self.rng.choice(ORDINALS), word=word)

    def person(self, words: tuple[str, ...]) -> str:
        """Return a rank and a surname; invented, from the first letters of towns."""
        return f"{self.rng.choice(RANKS)} {self.rng.choice(words).split()[-1]}"
