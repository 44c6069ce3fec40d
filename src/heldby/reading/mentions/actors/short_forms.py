"""Resolve short forms: acronyms in brackets, "the coalition" after "US-led coalition", and "the army" as that of the report's country."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from heldby.reading.mentions.actors.labels import resolve_labels
from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reading.mentions.actors.named import ACTING
from heldby.reading.mentions.actors.owners import UNITS, Surroundings, give_to_owners
from heldby.reference.actors import ActorIndex, load_actors, resolve_actor
from heldby.reference.actors.resolve import ORDINAL
from heldby.reference.actors.word_keys import fold_to_words, fold_word, fold_words

BRACKET = re.compile(r"\s*\(\s*$")
UNIT = re.compile(r"\d+(?:st|nd|rd|th) (?:armou?red |infantry |mechani[sz]ed |motori[sz]ed |airborne |mountain )?(?:division|corps)")
"""Numbered units that only an army has: of the country that the report is about, if the actor files do not list them."""
STATE_NOUNS = frozenset(
    ("army", "military", "government", "regime", "navy", "police", "authority", "coalition", "militia", "militias", "junta", "air force")
)
"""Nouns that alone may refer to an actor mentioned earlier with more words ("the coalition")."""
OWN_FORCES = frozenset(("army", "government", "governments", "regime", "federal", "military", "armed"))
"""Words that make a phrase for forces mean those of the government: "army's 15th Infantry Division", "federal garrison"."""
STATE_ALONE = frozenset(("army", "military", "government", "navy", "police", "authority", "air force"))
"""Nouns of `STATE_NOUNS` that mean the government of the report's country once that is named, whatever a rebel army is called."""
IRREGULAR = frozenset(("jihadist", "rebel", "militia", "tribal"))
"""Kinds of parties that "militants" alone may refer to."""


def link_short_forms(
    doc: Doc,
    mentions: Sequence[ActorMention],
    *,
    on: dt.date | None = None,
    countries: Iterable[str] = (),
    towns: Iterable[tuple[int, str]] = (),
    actors: ActorIndex | None = None,
) -> list[ActorMention]:
    """Return the same mentions, with the id and name of the actor that each short form stands for.

    A short form that could stand for several earlier actors stays open.

    Args:
        mentions: the actor mentions of the report, in text order.
        on: publication date. Actors that did not exist then are not used.
        countries: ISO codes of the countries of the report's places, likeliest first, if known. The first is the report's country.
            Without any, the report's country is inferred from the mentions.
        towns: (character, ISO code) of each town in the report. If all towns of a sentence lie in one country other than the report's,
            "government troops" in that sentence are those of that country.
        actors: the actor index; by default the built-in one.
    """
    actors = actors or load_actors()
    countries = tuple(countries)
    linked = [_with_countries(actors, mention, on, countries) for mention in _link_bracketed_acronyms(doc, list(mentions))]
    home = _home_country(actors, linked, countries)
    at_home = partial(_resolve_at_home, actors, home=home, on=on)
    linked = give_to_owners(Surroundings(doc, actors, countries, at_home), linked)
    countries_by_sentence = {start: land for start, land in _country_by_sentence(doc, towns).items() if land != home}
    out: list[ActorMention] = []
    earlier = EarlierActors(actors)
    for mention in linked:
        abroad = countries_by_sentence.get(_sentence_start(doc, mention)) if mention.form == "nominal" else None
        there = _resolve_at_home(actors, replace(mention, id=None, name=None), abroad, on)
        if not there.id and not mention.id and mention.sort != "person":
            mention = _resolve_lone_noun(actors, mention, earlier, home) or _resolve_at_home(actors, mention, home, on)
        elif mention.form == "composed":
            mention = _as_at_home(actors, mention, home, on)
        out.append(there if there.id else mention)
        earlier.add(out[-1])
    return out


def _with_countries(actors: ActorIndex, mention: ActorMention, on: dt.date | None, countries: Sequence[str]) -> ActorMention:
    """Return a mention of a name that the text alone leaves open, resolved with the countries of the report's places."""
    if mention.id or mention.sort in ("person", "people", "country") or not any(char.isupper() for char in mention.text):
        return mention
    actor = resolve_actor(actors, mention.text, on, countries=countries, certain=True) if countries else None
    return replace(mention, id=actor.id, name=actor.name) if actor and actor.kind != "person" else mention


class EarlierActors:
    """The actors mentioned so far, and the state that was named last.

    `bearers` maps each noun of `STATE_NOUNS` to the actors (id, name) whose mentions ended in that noun, each with the texts of those
    mentions.
    """

    def __init__(self, actors: ActorIndex) -> None:
        self.actors = actors
        self.bearers: dict[str, dict[tuple[str, str | None], set[str]]] = {}
        self.state: str | None = None

    def add(self, mention: ActorMention) -> None:
        """Record the next mention."""
        if mention.id is None:
            return
        noun = _head_noun(self.actors, mention)
        if noun in STATE_NOUNS or noun in UNITS:
            self.bearers.setdefault(noun, {}).setdefault((mention.id, mention.name), set()).add(mention.text)
        if not mention.nested and _is_state(self.actors, mention.id):
            self.state = mention.id

    def named(self, noun: str, text: str) -> list[tuple[str, str | None]]:
        """Return the actors (id, name) with an earlier mention that ends in this noun and whose words are not just `text`.

        If several have one, and only one of them in the same number ("the brigades", "Qassam Brigades"), that one is meant.
        """
        found = {bearer: texts for bearer, texts in self.bearers.get(noun, {}).items() if len(texts) > 1 or text not in texts}
        alike = [bearer for bearer, texts in found.items() if any(one.lower().endswith(text.lower()) for one in texts)]
        return alike if len(alike) == 1 else list(found)


def _link_bracketed_acronyms(doc: Doc, mentions: list[ActorMention]) -> list[ActorMention]:
    """Give a long name and the acronym in brackets after it the same id, and give that id to all uses of the acronym."""
    text = doc.text
    meanings: dict[str, tuple[str | None, str | None]] = {}
    for at, long in enumerate(mentions):
        following = at + 1
        while following < len(mentions) and mentions[following].start <= long.end:
            following += 1
        short = mentions[following] if following < len(mentions) else None
        if short is None or not BRACKET.fullmatch(text[long.end : short.start]) or not short.text.isupper():
            continue
        source = short if short.id and not long.id else long
        name = (source.id, source.name or long.text)
        meanings[short.text] = name
        mentions[at] = replace(long, id=long.id or source.id, name=long.name or name[1])
    return [replace(m, id=meanings[m.text][0], name=meanings[m.text][1]) if not m.id and m.text in meanings else m for m in mentions]


def _country_by_sentence(doc: Doc, towns: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return the country of each sentence whose towns all lie in one country, keyed by the first token of the sentence."""
    found: dict[int, set[str]] = {}
    for character, country in towns:
        span = doc.char_span(character, character + 1, alignment_mode="expand")
        if span is not None:
            found.setdefault(span[0].sent.start, set()).add(country)
    return {start: next(iter(countries)) for start, countries in found.items() if len(countries) == 1}


def _sentence_start(doc: Doc, mention: ActorMention) -> int:
    """Return the first token of a mention's sentence."""
    return int(doc[mention.head].sent.start)


def resolve_bare_nouns(
    doc: Doc, mentions: Sequence[ActorMention], on: dt.date | None = None, *, countries: Sequence[str] = ()
) -> dict[int, ActorMention]:
    """Resolve "militants" or "rebels" alone to the only party that they can refer to, and "the Russians" who act to their government.

    A noun is resolved if the report names exactly one non-state side that the noun's own sentence does not name. In "militants fired at
    fighters of the SDF", for example, the militants are not the SDF. A people is resolved only in a war between states: the people of the
    report's own country may be on any side of its war. Returns a mention of the party, keyed by the index of the noun in `mentions`.
    `countries` are the ISO codes of the countries of the report's places, most frequent first.
    """
    actors, home = load_actors(), _home_country(load_actors(), mentions, ())
    land = countries[0] if countries else home
    sides: dict[str, ActorMention] = {}
    named: dict[int, set[str]] = {}
    for mention in mentions:
        actor = actors.get(mention.id) if mention.id else None
        if actor and actor.kind in IRREGULAR and not _is_state(actors, side := actors.side(actor.id, on, country=home)):
            sides.setdefault(side, mention)
            named.setdefault(_sentence_start(doc, mention), set()).add(side)
    found = _peoples(doc, actors, mentions, land) if land else {}
    found |= resolve_labels(doc, mentions, actors, on, land)
    for at, mention in enumerate(mentions):
        left = sides.keys() - named.get(_sentence_start(doc, mention), set()) if _is_bare(doc, actors, mention) else ()
        if len(left) == 1 and at not in found:
            found[at] = sides[next(iter(left))]
    return found


def _peoples(doc: Doc, actors: ActorIndex, mentions: Sequence[ActorMention], home: str) -> dict[int, ActorMention]:
    """Return the peoples that act as a whole ("the Russians hold it"), each resolved to its government, by index of the mention."""
    found: dict[int, ActorMention] = {}
    forces = {m.id for m in mentions if m.id and m.sort in ("formations", "soldiers") and _is_state(actors, m.id)}
    for at, mention in enumerate(mentions):
        head = doc[mention.head]
        whole = mention.head == 0 or head.is_sent_start or doc[mention.head - 1].lower_ in ("the", "and", "but")
        if mention.id or mention.sort != "people" or " " in mention.text or head.dep_ not in ACTING or not whole:
            continue
        lands = list(actors.lands.match(mention.text, fold_words(mention.text)))
        if len(lands) == 1 and (government := actors.get(lands[0].spellings[0].id)):
            found[at] = replace(mention, id=government.id, name=government.name)
    states = forces | {m.id for m in found.values()}
    return {at: m for at, m in found.items() if (country := actors.get(m.id or "")) and (country.country != home or len(states) > 1)}


def _is_bare(doc: Doc, actors: ActorIndex, mention: ActorMention) -> bool:
    """Check for a single noun for irregular fighters without a determiner. "The militants" does not count: it refers to earlier text."""
    words = fold_to_words(mention.text)
    if mention.id or mention.form != "nominal" or mention.nested or len(words) != 1:
        return False
    return actors.heads.noun(words[0]) in actors.heads.irregulars and (mention.head == 0 or doc[mention.head - 1].pos_ != "DET")


def _resolve_lone_noun(actors: ActorIndex, mention: ActorMention, earlier: EarlierActors, home: str | None) -> ActorMention | None:
    """Return a lone noun ("the coalition"), resolved to the only earlier actor that was described with it, or None.

    A noun is not resolved to a state if another state was named later, and "the army" not to a rebel army after the home government.
    """
    words = fold_to_words(mention.text)
    noun = actors.heads.noun(words[-1]) if words else None
    if len(words) != 1 or (noun not in STATE_NOUNS and noun not in UNITS):
        return None
    bearers = earlier.named(noun, mention.text)
    if len(bearers) != 1:
        return None
    actor_id, name = bearers[0]
    country = actors.countries_by_code.get(home or "")
    if noun in STATE_ALONE and country and earlier.state == country.government and not _is_state(actors, actor_id):
        return None
    return None if _is_state(actors, actor_id) and (earlier.state or actor_id) != actor_id else replace(mention, id=actor_id, name=name)


def _is_state(actors: ActorIndex, actor_id: str | None) -> bool:
    """Check whether an actor id is the id of a state."""
    actor = actors.get(actor_id) if actor_id else None
    return actor is not None and actor.kind == "state"


def _head_noun(actors: ActorIndex, mention: ActorMention) -> str | None:
    """Return the actor noun at the end of a mention, or None."""
    return actors.heads.noun(fold_word(mention.text.rsplit(" ", 1)[-1]))


def _home_country(actors: ActorIndex, mentions: Sequence[ActorMention], countries: Sequence[str]) -> str | None:
    """Return the ISO code of the country that the report is about, or None if that is not clear.

    It is the first of `countries`. Without any, it is the country with the most mentions of its actors, if these are at least twice as many
    as those of any other. Countries whose forces are often abroad count only if no other country is named.
    """
    if countries:
        return countries[0]
    tally: dict[str, int] = {}
    for mention in mentions:
        actor = actors.get(mention.id) if mention.id else None
        if actor and actor.country and actor.kind not in ("outlet", "monitor", "person"):
            tally[actor.country] = tally.get(actor.country, 0) + 1
    inner = {code: count for code, count in tally.items() if code not in actors.heads.abroad} or tally
    ranked = sorted(inner.values(), reverse=True)
    clear = ranked and (len(ranked) == 1 or ranked[0] >= 2 * ranked[1])
    return max(inner, key=lambda code: inner[code]) if clear else None


def _resolve_at_home(actors: ActorIndex, mention: ActorMention, home: str | None, on: dt.date | None) -> ActorMention:
    """Return "the army", "government forces" or "the rebels" resolved to the actor of that name in the country `home`.

    Other mentions are returned unchanged.
    """
    if home is None:
        return mention
    words = " ".join(fold_to_words(mention.text.replace("-", " ")))
    plain = mention.text.lower()
    actor_id = actors.heads.default_party(home, words, on)
    country = actors.countries_by_code.get(home)
    if (
        actor_id is None
        and country
        and (plain in actors.heads.home or words in actors.heads.home or UNIT.fullmatch(plain) or _is_own_force(actors, mention.text))
    ):
        actor_id = country.government
    actor = actors.get(actor_id) if actor_id else None
    exists = actor is not None and (on is None or actor.existed_on(on))
    return replace(mention, id=actor.id, name=actor.name) if actor and exists else mention


def _as_at_home(actors: ActorIndex, mention: ActorMention, home: str | None, on: dt.date | None) -> ActorMention:
    """Return forces named for a people as the party that these words mean in a country: "Serb gunners" in Bosnia are not Serbia's."""
    actor_id = actors.heads.default_party(home or "", " ".join(fold_to_words(mention.text.replace("-", " "))), on)
    actor = actors.get(actor_id) if actor_id else None
    return replace(mention, id=actor.id, name=actor.name) if actor else mention


def _is_own_force(actors: ActorIndex, text: str) -> bool:
    """Check for a phrase that consists of words for the forces of a state, one of which says that they are the government's."""
    heads, words = actors.heads, [(word.key, word.text) for word in fold_words(text)]
    plain = all(key in heads.state or key in heads.neutral or ORDINAL.fullmatch(key) for key, _ in words)
    own = any(key in OWN_FORCES and (at == 0 or written.islower()) for at, (key, written) in enumerate(words))
    return len(words) > 1 and plain and own and words[-1][0] in heads.state
