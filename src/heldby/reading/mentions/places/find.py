"""Find the places of a report: candidate spans are classified and resolved together, and unknown names are put inside an enclosing area."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from heldby.reading.mentions.places.candidate_spans import find_spans
from heldby.reading.mentions.places.fuzzy_match import resolve_names
from heldby.reading.mentions.places.mention import PlaceMention
from heldby.reading.mentions.places.mention_builder import build_mention, mark_if_in_actor_name
from heldby.reading.mentions.places.name_groups import country_bonuses, group_names
from heldby.reading.mentions.places.nominal import find_nominals, find_sites
from heldby.reading.mentions.places.place_span import classify_spans
from heldby.reading.mentions.places.roads import join_roads
from heldby.reading.mentions.places.token_lists import words_of
from heldby.reference.gazetteer import Gazetteer, open_gazetteer


def find_places(
    doc: Doc,
    *,
    actors: Sequence[tuple[int, int]] = (),
    title: str | None = None,
    outlet: str | None = None,
    gazetteer: Gazetteer | None = None,
    nominal: bool = False,
) -> list[PlaceMention]:
    """Return the place mentions of a parsed document in order.

    Args:
        actors: character spans of actor names. Their words are not places, except a country or area at either end.
        title: title of the report. It supports places in the countries whose peoples it names, but is not searched for mentions.
        outlet: outlet of the report, used like the title.
        gazetteer: the gazetteer; by default the one that `open_gazetteer` opens.
        nominal: whether to include descriptions ("the city", "the border"), marked as `nominal`.

    Raises:
        CacheError: no gazetteer was given and none can be opened.
    """
    gazetteer = gazetteer or open_gazetteer()
    words = words_of(doc)
    found = classify_spans(words, find_spans(words, gazetteer, actors))
    names = group_names(words, found, gazetteer)
    bonuses = country_bonuses(words, gazetteer, title, outlet)
    answers = resolve_names(names, bonuses, gazetteer)
    for one in found:
        one.chosen = answers.get(one.key, ())
    mentions = join_roads(words, [mark_if_in_actor_name(build_mention(words, found, k, gazetteer), actors) for k in range(len(found))])
    if nominal:
        mentions += find_nominals(words, mentions, gazetteer)
        mentions = sorted([*mentions, *find_sites(words, mentions)], key=lambda m: (m.start, m.end))
    return mentions
