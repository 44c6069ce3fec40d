"""Words around numbers: words that bound a number, words for what it counts, and words that show that it is not a quantity."""

from __future__ import annotations

__all__ = [
    "AFTER_METRES", "APPROXIMATE", "AT_LEAST", "AT_MOST", "BEFORE_TOTALS", "CASUALTY_WORDS", "CATEGORIES", "CHANGES", "CURRENCIES",
    "DIRECTIONS", "HARMING", "HUMAN_FATES", "LOOSE", "LOOSE_COUNTS", "MEASURES", "NAMED_BY_NUMBER", "NOT_A_VICTIM", "NOT_SPECIFIC", "PARTS",
    "PERSONS", "SINGLING_OUT", "STAND_INS", "SUMMED", "TIME_UNITS", "UNIT_SIGNS", "WEIGHTS", "category", "is_person",
]  # fmt: skip

AT_LEAST = (
    "at least", "more than", "over", "no fewer than", "no less than", "not less than", "not fewer than", "upwards of", "upward of",
    "in excess of", "above", "exceeding", "exceeded", "a minimum of", "minimum of", "well over", "at a minimum", "greater than", "topped",
    "topping", "surpassed", "surpassing", "exceed", "exceeds", "surpass",
)  # fmt: skip
AT_MOST = (
    "up to", "as many as", "fewer than", "less than", "under", "below", "at most", "no more than", "not more than", "a maximum of",
    "maximum of", "as much as", "as high as", "no further than", "no farther than", "no higher than",
)  # fmt: skip
APPROXIMATE = (
    "about", "around", "some", "nearly", "almost", "roughly", "approximately", "an estimated", "estimated", "close to", "circa", "ca",
    "~", "perhaps", "possibly", "an average of", "just over", "just under", "slightly over", "at about", "probably",
)  # fmt: skip
LOOSE = {"tens": 10, "dozens": 24, "scores": 40, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}
"""Vague plurals and the least number that each means, as the annotation guide defines it."""
LOOSE_COUNTS = {"several": 2, "few": 2, "couple": 2, "many": 2}
"""Vague words before a magnitude ("several hundred", "a few dozen") and the least number that each means."""
UNIT_SIGNS = {"$": "$", "£": "£", "€": "€", "¥": "¥"}
CURRENCIES = {"dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "usd": "$", "eur": "€", "gbp": "£"}

_WORDS = {
    "named_by_number": (
        "resolution resolutions route highway road flight room regiment battalion brigade division corps unit number no article page pages "
        "chapter section class sector area phase point camp checkpoint tower block building base level type model mark gate bus line "
        "channel group decree law rule order age aged verse paragraph size part volume vol hill apollo mach"
    ),
    "persons": (
        "people person man men member victim body bodies casualty casualties leader protester worker migrant death dead soul figure "
        "gunmen militiamen servicemen policemen women children wife wives son daughter brother"
    ),
    "casualty_words": (
        "dead killed wounded injured hurt missing kidnapped captured displaced homeless trapped arrested detained slain martyred beheaded "
        "executed shot"
    ),
    "directions": "north south east west northeast northwest southeast southwest northeastern northwestern",
    "not_specific": (
        "other others another additional further new more such same different separate several various many few small large big major "
        "main key last first second next previous estimated total alleged reported confirmed recent entire whole nearby remaining "
        "suspected strong"
    ),
    "parts": "child children woman women girl boy baby death deaths casualty casualties injury injuries fatality fatalities",
    "stand_ins": "others other more those them whom who",
    "harming": (
        "kill wound injure execute behead murder slaughter arrest detain capture abduct kidnap hurt displace massacre killing wounding "
        "injuring death deaths injury injuries"
    ),
    "human_fates": (
        "kill wound injure execute behead murder slaughter arrest detain abduct kidnap hurt displace massacre die flee perish "
        "evacuate surrender defect toll casualty survive march protest gather cross escape desert"
    ),
    "not_a_victim": (
        "number lot total group series handful score dozen couple majority part half quarter third hundred thousand million few family "
        "record maximum minimum average range variety crowd blow dog unit convoy day week month year hour minute attack airstrike strike "
        "raid blast explosion bombing missile rocket bomb road wedding result incident ambush clash battle war funeral house car vehicle"
    ),
    "changes": (
        "rise rises rose risen rising grow grew grown growing increase increased increases increasing climbed raise raised raising fall "
        "fell fallen falling drop dropped decline declined reduce reduced cut up down revised jumped doubled expand expanded swelled "
        "changed corrected"
    ),
    "before_totals": (
        "to at is was are were be being reach reached reaches reaching number numbered numbers numbering hit stand stood stands totaled "
        "totalled total from : have has had"
    ),
    "after_metres": "into from away above below deep high long wide tall north south east west off ( ) . ,",
    "measures": "km kms sqkm km2 mi kg m ha tons tonnes kilometers kilometres miles meters metres hectares acres barrels liters litres",
}
TIME_UNITS = frozenset({"hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "minutes"})
NAMED_BY_NUMBER = frozenset(_WORDS["named_by_number"].split())
"""Words whose number is a name ("Route 6", "Resolution 2254")."""
CASUALTY_WORDS = frozenset(_WORDS["casualty_words"].split())
"""Adjectives that stand for the people that they describe ("15 wounded")."""
DIRECTIONS = frozenset(_WORDS["directions"].split())
"""Words for directions after a counted noun, which are not part of it ("five villages northeast of")."""
NOT_SPECIFIC = frozenset(_WORDS["not_specific"].split())
"""Adjectives that do not specify a thing. They are not part of a unit."""
PARTS = frozenset(_WORDS["parts"].split())
"""Words for persons often singled out of a larger number, and for harm. "14 others" after one of them counts people in general."""
SUMMED = frozenset({"them", "those", "whom", "dead", "killed", "wounded", "injured", "victims", "casualties", "fatalities", "deaths"})
"""Words for a total after "of" ("14 of the dead", "eight of them")."""
SINGLING_OUT = frozenset({"including", "among", "incl"})
"""Words before a number of persons who are part of a larger number."""
WEIGHTS = frozenset({"pound", "lb", "kg", "kilogram", "kilogramme", "kilo", "ton", "tonne", "caliber", "calibre"})
"""Measures that may stand before the noun that they describe ("2,000 pound bombs")."""
STAND_INS = frozenset(_WORDS["stand_ins"].split())
"""Words that stand for people mentioned before ("30 others")."""
HARMING = frozenset(_WORDS["harming"].split())
"""Words for harm that show that a number shortly after them counts people ("killing seven")."""
HUMAN_FATES = frozenset(_WORDS["human_fates"].split())
"""Verbs and nouns for what only people do or suffer. A number that depends on one of them counts people ("dozens died")."""
MEASURES = frozenset(_WORDS["measures"].split())
NOT_A_VICTIM = frozenset(_WORDS["not_a_victim"].split())
"""Nouns after "a" that are no single person."""
CHANGES = frozenset(_WORDS["changes"].split())
"""Words after which "from 12 to 18" gives an old and a new number, not a range."""
BEFORE_TOTALS = frozenset(_WORDS["before_totals"].split())
"""Words directly before the number of a total ("the toll rose to 40")."""
AFTER_METRES = frozenset({*_WORDS["after_metres"].split(), ""})
"""Words after "5m" that make it five metres and not five million."""

_CATEGORY_WORDS = {
    "children": "child children schoolchild schoolchildren girl boy baby babies infant toddler minor teenager kid",
    "women": "woman women",
    "civilians": (
        "civilian resident villager inhabitant bystander noncombatant citizen pedestrian worshipper passenger shopper family farmer "
        "student pupil teacher refugee evacuee"
    ),
    "combatants": (
        "fighter militant rebel gunman gunmen insurgent jihadist jihadi terrorist combatant militiaman militiamen guerrilla "
        "mercenary extremist bomber attacker operative islamist separatist recruit"
    ),
    "security forces": (
        "soldier troop troops serviceman servicemen servicewoman policeman policemen police officer guard conscript paratrooper commando "
        "marine airman guardsman trooper lieutenant colonel sergeant commander personnel"
    ),
    "aid workers": "medic doctor nurse paramedic rescuer",
    "journalists": "journalist reporter cameraman photographer",
    "prisoners": "prisoner detainee hostage captive inmate",
}
CATEGORIES = {word: name for name, words in _CATEGORY_WORDS.items() for word in words.split()}
PERSONS = frozenset(CATEGORIES) | frozenset(_WORDS["persons"].split())


def category(lemma: str) -> str | None:
    """Return the category of people that a noun names ("civilians", "combatants", "security forces", "children" and others), or None."""
    return CATEGORIES.get(lemma.lower()) or CATEGORIES.get(lemma.lower().removesuffix("s"))


def is_person(unit: str) -> bool:
    """Check whether a unit is a word for people."""
    return unit in PERSONS or unit.removesuffix("s") in PERSONS
