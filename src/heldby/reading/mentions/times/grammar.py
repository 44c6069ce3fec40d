"""The grammar of time expressions in news English, as a list of rules.

Each rule is a pattern, the name of the builder that dates what it matches, and examples. Of overlapping matches the longest one counts, and
of equally long ones that of the earlier rule. In a pattern, names in capitals are classes of `lexer.CLASSES`, `$NAME` is one of the parts
below, and the rest is regular expression syntax. Patterns do not match the preposition before a time, which `prepositions.py` reads.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from heldby.reading.mentions.times.lexer import CLASSES

__all__ = ["CORE", "RULES", "Rule", "compile_pattern"]

_PARTS = {
    "$MONTH": "(?:MONTH|ABBR DOT?)",
    "$D": "(?:DAY|ORD)",
    "$WD": "(?:(?:WEEKDAY|WDABBR DOT?) COMMA?)",
    "$PART": "(?:(?:EARLY|MID|LATE|LATER|EARLIER) DASH? IN? THE?)",
    "$EDGE": "(?:THE? (?:START|END|MID) OF THE?)",
    "$SIDE": "(?:$PART|$EDGE)",
    "$YEAR": "(?:COMMA? (?:OF|IN)? YEAR)",
    "$N": "(?:A? SOME OF?|(?:COUNT|DAY|TWODIGIT|NUM|YEAR)(?: (?:DASH|TO|AND)? COUNT)?)",
    "$TO": "(?:DASH|TO|AND|OR)",
    "$UNIT": "(?:UNIT|UNITS|CENTURY)",
    "$POD": "(?:PARTOFDAY)",
    "$LATE": "(?:EARLY|LATE|LATER|EARLIER)",
    "$OTHER": "(?:(?:OTHERMONTH|RAMADAN) APOS? (?:ARTICLE? DASH? OTHERMONTHEND)?)",
    "$THAT": "(?:THAT SAME?|THE SAME)",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of time expression.

    `builder` is the name of a builder in `builders.BUILDERS`, or empty for a form that looks like a time but is not one.
    """

    pattern: str
    builder: str
    examples: tuple[str, ...]


RULES: tuple[Rule, ...] = (
    Rule("ISO", "iso", ("2017-11-03",)),
    Rule("NUMDATE", "numeric_date", ("3/11/2017", "03.11.2017")),
    Rule("$WD? $MONTH THE? $D $YEAR", "full_date", ("Nov. 3, 2017", "Friday, November 3rd, 2017")),
    Rule("$WD? THE? $D DASH? OF? $MONTH $YEAR", "full_date", ("3 November 2017", "the 3rd of November, 2017")),
    Rule("$WD? $MONTH THE? $D", "full_date", ("March 3", "Sunday, March 3rd")),
    Rule("$WD? THE? $D OF? $MONTH", "full_date", ("3 March", "the third of March")),
    Rule("$D COMMA (?:$D COMMA?){0,6} AND? $D OF? $MONTH $YEAR?", "full_date", ("23, 25 and 26 April",)),
    Rule("$MONTH $D $TO $D $YEAR?(?!OF?(?:MONTH|ABBR))", "full_date", ("March 3-5, 2017", "March 3 and 4")),
    Rule("$D $TO $D OF? $MONTH $YEAR?", "full_date", ("3 to 5 March", "3-5 March 2017")),
    Rule("DAY (?:DASH|SLASH) (?:MONTH|ABBR) (?:DASH|SLASH) (?:DAY|TWODIGIT|YEAR)", "short_date", ("7-Feb-15", "7-Feb-2015")),
    Rule("DAY (?:ABBR|MONTH) DOT? (?:DAY|TWODIGIT)(?=DOT|COMMA)", "short_date", ("7 Feb 15",)),
    Rule("(?:$MONTH $D COMMA?|$D $MONTH) APOS (?:DAY|TWODIGIT)", "short_date", ("Nov. 19, '16", "19 November '16")),
    Rule("$MONTH $D $TO $D $MONTH $YEAR?", "two_dates", ("May 31 and 1 June",)),
    Rule("$MONTH (?:DASH|SLASH) $MONTH $YEAR?", "month_year", ("January-June 2016",)),
    Rule("$SIDE? $MONTH $YEAR", "month_year", ("November 2017", "early March 2016", "the end of May 2016")),
    Rule("$SIDE? $MONTH", "month_year", ("November", "mid-November", "the end of May")),
    Rule("THE? (?:ORD|LAST) UNIT OF $MONTH $YEAR?", "nth_week", ("the first week of March", "the last week of May 2016")),
    Rule("THE? ORD HALF OF $MONTH $YEAR?", "half_month", ("the first half of June",)),
    Rule("$SIDE? YEAR", "plain_year", ("2014", "mid-2016", "early in 2016", "the end of 2015")),
    Rule("(?<=YEAR DASH) (?:TWODIGIT|DAY)", "year_tail", ()),
    Rule("THE? $SIDE? DECADE", "decades", ("the 1990s", "the late 1970s")),
    Rule("THE $SIDE? TENS", "decades", ("the eighties", "the early nineties")),
    Rule("THE $SIDE? YEAR APOS POSS", "decades", ("the 1930's",)),
    Rule("THE? $SIDE? ORD DASH? CENTURY BC?", "century", ("the 19th century", "19th-century", "the early twentieth century")),
    Rule("(?:NUM|DAY|TWODIGIT|YEAR) (?:BC|AD)", "era_year", ("400 BC", "360 AD")),
    Rule("AD (?:NUM|DAY|TWODIGIT|YEAR)", "era_year", ("AD 842",)),
    Rule("THE? $SIDE? SEASON $YEAR (?:DASH (?:TWODIGIT|DAY|YEAR))?", "season_of", ("spring 2016", "the winter of 2015")),
    Rule("(?:THIS|LAST|NEXT) SEASON", "season_of", ("last summer", "this winter")),
    Rule("THE? $SIDE? SEASON OF? (?:LAST|THIS|NEXT) UNIT", "season_of", ("late spring last year", "the summer of last year")),
    Rule("(?:THE|$SIDE) SEASON(?!OF)", "season_of", ("the summer", "late autumn")),
    Rule("SEASON", "bare_season", ("summer",)),
    Rule("THE? ORD (?:QUARTER|HALF) OF YEAR", "quarter", ("the first quarter of 2016", "second half of 2015")),
    Rule("QNUM DAY (?:OF? YEAR)?", "quarter", ()),
    Rule("$EDGE (?:THIS|LAST|NEXT) UNIT", "edge_of_unit", ("the start of this month",)),
    Rule("TODAY $POD?", "today", ("today", "yesterday evening", "tomorrow")),
    Rule("(?:THE|A|$N)? (?:UNIT|UNITS) (?:BEFORE|AFTER) TODAY", "beside_today", ("the day before yesterday", "two days after tomorrow")),
    Rule("NIGHTLONG", "overnight", ("overnight",)),
    Rule("NIGHTLONG (?:ON|INTO)? WEEKDAY", "night_of_weekday", ("overnight into Friday", "overnight Saturday")),
    Rule(
        "NIGHTLONG (?:FROM|ON|BETWEEN)? WEEKDAY $POD? (?:INTO|$TO) WEEKDAY $POD?",
        "night_of_weekday",
        ("overnight from Thursday into Friday",),
    ),
    Rule("(?:THIS|LAST) $POD", "part_of_day", ("this morning", "last night")),
    Rule("(?:$LATE ON?)? (?:LAST|THIS|NEXT|PAST|COMING)? WEEKDAY $POD?", "weekday", ("Thursday", "last Friday", "Sunday night")),
    Rule("THE? (?:NEXT|FOLLOWING|PREV) WEEKDAY $POD?", "weekday", ("the following Tuesday",)),
    Rule("THAT WEEKDAY $POD?", "weekday", ("that Sunday",)),
    Rule("WEEKDAY OF? (?:LAST|THIS|NEXT) UNIT", "weekday", ("Thursday of last week",)),
    Rule("THE? (?:WEEKDAY|UNIT|PARTOFDAY) BEFORE LAST", "before_last", ("the Friday before last", "the week before last")),
    Rule("(?:A|$N) (?:UNIT|UNITS) AGO (?:ON|LAST|THIS)? WEEKDAY", "weekday_weeks_ago", ("a week ago on Friday",)),
    Rule("$N WEEKDAYS AGO", "weekdays_ago", ("two Fridays ago",)),
    Rule("EVERY (?:WEEKDAY|MONTH|UNIT|UNITS|SEASON|YEAR) $POD?", "", ("every Friday night", "every day")),
    Rule("(?:$LATE|MID)? (?:THIS|LAST|NEXT|THIS PAST) UNIT", "this_unit", ("last week", "earlier this month", "this year")),
    Rule("(?:THIS|LAST|NEXT) $MONTH", "month_of_relative", ("last March",)),
    Rule("$SIDE? (?:$D OF?)? $MONTH (?:OF|COMMA)? (?:THIS|LAST|NEXT) UNIT", "month_of_relative", ("October last year",)),
    Rule("THE? (?:LAST|PAST|NEXT|COMING|PREV|FOLLOWING) $N (?:UNIT|UNITS)", "rolling", ("the past three months", "the next few days")),
    Rule("$EDGE UNIT", "edge_of_unit", ("the end of the year", "the end of the day")),
    Rule("THE UNIT(?=.)", "the_weekend", ("the weekend",)),
    Rule("DAY SLASH DAY", "nine_eleven", ("9/11",)),
    Rule("$WD? $D OF? $MONTH NUM", "early_year", ("30 September 420",)),
    Rule("THE (?:LAST|PAST|COMING) (?:UNIT|CENTURY)", "rolling", ("the past week",)),
    Rule("PAST UNIT", "rolling", ("past year",)),
    Rule("THE? (?:MOST)? (?:RECENT|COMING|THESE|PAST) UNITS", "vague", ("recent weeks", "the coming days", "these days")),
    Rule("(?:A|$N) $UNIT AGO", "ago", ("two days ago", "a year ago", "a few months ago")),
    Rule("(?:A|$N) $UNIT (?:LATER|EARLIER|AFTERWARDS)", "from_latest", ("a day later", "two weeks earlier")),
    Rule("(?:A|$N) $UNIT (?:BEFORE|AFTER)(?= COMMA|DOT)", "from_latest", ()),
    Rule("THE (?:NEXT|FOLLOWING|PREV) (?:UNIT|PARTOFDAY)", "from_latest", ("the next day", "the following month")),
    Rule("THE UNIT (?:BEFORE|AFTER)(?= COMMA|DOT)", "from_latest", ()),
    Rule("(?:EARLIER|LATER|LATE|EARLY)? $THAT (?:UNIT|PARTOFDAY)", "from_latest", ("that day", "later that year", "the same day")),
    Rule("$SIDE? (?:$D OF?)? $MONTH (?:OF|COMMA|IN)? $THAT UNIT", "month_of_latest", ("March of the same year",)),
    Rule("THE? $D OF (?:LAST|THIS|NEXT|THE) UNIT", "day_of_month", ("the 20th of last month", "the first of the month")),
    Rule("$THAT (?:MONTH|SEASON)", "month_of_latest", ()),
    Rule("(?<=[ON SINCE BY]) THE ORD", "day_of_latest", ()),
    Rule("$WD? THE? $D OF? $OTHER (?:COMMA? (?:YEAR|NUM))? ERA?", "vague", ("12 Shawwal 1438", "the third of Rajab", "3 Rabi al-Thani")),
    Rule("$OTHER (?:COMMA? YEAR) ERA?", "vague", ("Shawwal 1437 AH",)),
    Rule("(?:YEAR|NUM) ERA", "vague", ("1439 AH",)),
    Rule("THE? ORD ANNIVERSARY", "anniversary", ("the third anniversary",)),
    Rule("HOLIDAY (?:UNIT|EVE)? $YEAR?", "holiday", ("Christmas", "Christmas Eve")),
    Rule("NEW UNIT APOS? POSS? (?:UNIT|EVE) $YEAR?", "holiday", ("New Year's Eve", "New Year's Day 2017")),
    Rule("RAMADAN YEAR?", "vague", ("Ramadan",)),
    Rule("(?<=FOR) (?:ABOUT|MORE THAN)? (?:A|$N) (?:UNIT|UNITS)", "lasting", ()),
    Rule("(?:COUNT|DAY|TWODIGIT) DASH UNIT (?:DASH LENGTH)?", "going_on", ()),
    Rule("(?:UNIT|UNITS) DASH LENGTH", "going_on", ()),
    Rule("(?:A|$N) (?:UNIT|UNITS)(?=OF)", "going_on", ()),
    Rule("ORD (?:UNIT|UNITS)", "going_on", ()),
    Rule("THE UNIT BEGAN", "edge_of_unit", ()),
    Rule("(?<=IN) (?:A|$N) (?:UNIT|UNITS)", "ahead", ()),
    Rule("(?<=WITHIN) (?:A|$N|THE (?:NEXT|COMING)) (?:UNIT|UNITS)", "within", ()),
)

_CORE = (
    "MONTH ABBR WEEKDAY WDABBR YEAR UNIT UNITS PARTOFDAY SEASON CENTURY QUARTER QNUM HALF HOLIDAY TODAY DECADE BC AD ISO NUMDATE ORD SLASH "
    "TENS WEEKDAYS NIGHTLONG OTHERMONTH RAMADAN ERA"
)
CORE = tuple(_CORE.split())
"""Classes of pieces that show that a text may contain a time. A run of pieces without any of them is not matched."""


@functools.cache
def compile_pattern(source: str) -> re.Pattern[str]:
    """Return the pattern of a rule as a compiled regular expression over class letters."""
    while "$" in source:
        source = re.sub(r"\$[A-Z]+", lambda m: _PARTS[m.group()], source)
    letters = re.sub(r"[A-Z]+", lambda m: CLASSES[m.group()], source)
    return re.compile(letters.replace(" ", ""))
