"""Words that distinguish times from other words and numbers that look like times."""

from __future__ import annotations

__all__ = ["BEFORE_MONTH", "COUNTED", "NUMBERED", "WARS", "YEAR_PREPOSITIONS"]

_WORDS = {
    "BEFORE_MONTH":
    "( , - / about after and around before between by during early for from in last late mid next of on or since this through "
    "till to until – —",
    "COUNTED":
    "% acres aircraft airstrikes attacks barrels bodies bombs cases casualties children civilians days dead deaths degrees "
    "detainees dollars employees euros families feet fighters ft hectares homes hours houses inches inhabitants injured jobs "
    "kg killed kilometers kilometres km liters litres m members men meters metres miles militants minutes missiles mm months "
    "officers others pages people percent personnel persons policemen positions pounds prisoners pupils rebels recruits "
    "refugees residents rockets rounds schoolchildren seconds shells soldiers sorties square strikes students tanks targets "
    "times tonnes tons towns troops usd vehicles victims villages volunteers weeks women words workers wounded yards year "
    "years",
    "NUMBERED":
    "# $ act article battalion bill brigade decision decree division flight highway kilometer law model no no. number order p "
    "p. page pages pp regiment regulation resolutions road room route rule unit vision vol £ €",
    "WARS":
    "assault battle battles blockade bombardment bombing campaign clashes combat conflict crisis fight fighting hostilities insurgency "
    "invasion occupation offensive operation rebellion revolt shelling siege standoff struggle uprising violence war",
    "YEAR_PREPOSITIONS":
    "( , - / about after and around before between by c ca circa during early from in late mid of or since through till to "
    "until year – —",
}  # fmt: skip
BEFORE_MONTH = frozenset(_WORDS["BEFORE_MONTH"].split())
"""Words after which a month without a day or year is a time."""
COUNTED = frozenset(_WORDS["COUNTED"].split())
"""Nouns that make the four digits before them a count."""
NUMBERED = frozenset(_WORDS["NUMBERED"].split())
"""Words that make the four digits after them a number in a name."""
YEAR_PREPOSITIONS = frozenset(_WORDS["YEAR_PREPOSITIONS"].split())
"""Words after which four digits below 1900 are a year."""
WARS = frozenset(_WORDS["WARS"].split())
"""Nouns whose length dates them: "the three-week offensive" began three weeks ago."""
