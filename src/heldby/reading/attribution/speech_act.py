"""A speech act: a speaker that the report quotes or cites, and the word that marks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["saying", "according", "accusing", "claiming", "label"]


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """One speech act in a report.

    `cue` is the token that marks the act: the verb, "according", or the colon of a label. `speaker` is the head token of the speaker's
    phrase, `sentence` the index of the sentence that contains the cue, and `addressee` the head token of the outlet that was spoken to
    ("told Reuters"), if any. `anonymous` says that the speaker is not named ("a source"). `form` says what marks the act: a verb of saying,
    "according to", an accusation, a claim of responsibility, or a label ("Defence ministry: ...").
    """

    cue: int
    speaker: int
    sentence: int
    addressee: int | None = None
    anonymous: bool = False
    form: Form = "saying"
