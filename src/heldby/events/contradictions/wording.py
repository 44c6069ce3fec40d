"""Words in the quote of a claim that decide whether it can contradict another claim."""

from __future__ import annotations

import re

PART = re.compile(
    r"\b(?:parts?|half|most|much|some|several|streets|districts?|neighbou?rhoods?|quarters?|suburbs?|outskirts|edges?|"
    r"cent(?:re|er)(?!-?(?:north|south|east|west)| of the country)|downtown|"
    r"(?:per ?cent|thirds?|quarters?) of)\b|%",
    re.I,
)
"""Words for a part of a place. Two sides can each hold a part, and a part is taken before the whole.

The "centre-west" and "the centre of the country" are regions, not parts of a place.
"""
STILL = re.compile(
    r"\b(?:still|remain(?:s|ed)?|retain(?:s|ed)?|never (?:fell|fallen)|not fallen|has held out|continues? to (?:hold|control))\b", re.I
)
"""Words which say that a side holds a place in spite of news that it has lost it."""
ONLY_THEN = re.compile(r"\b(?:only (?:on|after|now|then|this|late|at)|not until|at last|finally|first time)\b", re.I)
"""Words which say that something had not happened before."""
INTO = re.compile(r"\binto\b|\bthe gates of\b", re.I)
"""Words for a fight that leads into a place."""
UNCONFIRMED = re.compile(r"\b(?:not|nor|never|yet to) (?:yet )?(?:acknowledge|mention|comment|confirm|report|speak|spoken)(?:e?d)?\b", re.I)
"""Words for silence about something, which is no denial."""
FALLEN = re.compile(r"\b(?:fell|fallen|lost|been (?:taken|captured|seized|overrun))\b", re.I)
"""Words for the loss of a place, without a taker as the subject."""
RISEN = re.compile(r"\b(?:rose|risen|rises|rising|climbed|climbs|increased|grown|grew|updated|revised|new toll|now (?:stands|at))\b", re.I)
"""Words for a figure that replaces an earlier one."""
SMALLER_SCOPE = re.compile(
    r"\b(?:north|south|east|west|centre|center)(?:-?(?:east|west))?(?:ern)?\b|"
    r"\b(?:central|province|governorate|region|state of|district|valley|border|river|coast|desert|near|around)\b",
    re.I,
)
"""Words for a part of a country. The last place there need not be the last place in the country."""
SIZE = re.compile(r"\b(?:large|larger|big|bigger|major|main|significant|important|importance|urban|city|key|strategic|strongest)\b", re.I)
"""Words for places of a kind. The last large town need not be the last place, and the record does not tell which places are large."""
