"""Describes features in words for `heldby explain`: `event/capture|near=strike` becomes "for event/capture: “strike” is near it".

A score in these texts stands for a probability of the first pass: its log odds, counted in steps of 0.5 or 1, rounded to a whole number of
steps and clipped to the range from -5 to 5.
"""

from __future__ import annotations

import re

CLASSES = {
    "A": "named party", "F": "described party", "P": "place", "L": "noun for a place", "X": "pronoun", "B": "building", "W": "weapon",
    "H": "other name", "O": "other noun", "-": "word outside the phrases",
}  # fmt: skip
RELATIONS = {
    "nsubj": "subject", "nsubj:pass": "passive subject", "nsubj:outer": "subject", "obj": "object", "iobj": "indirect object",
    "obl": "adverbial", "obl:agent": "agent", "nmod": "noun modifier", "nmod:poss": "possessor", "amod": "adjective modifier",
    "compound": "compound part", "compound:prt": "particle", "conj": "conjunct", "cc": "conjunction", "case": "preposition",
    "det": "determiner", "nummod": "number", "advmod": "adverb", "aux": "auxiliary", "aux:pass": "passive auxiliary", "cop": "copula",
    "mark": "subordinating word", "xcomp": "complement", "ccomp": "clause complement", "advcl": "adverbial clause", "acl": "noun clause",
    "acl:relcl": "relative clause", "appos": "apposition", "flat": "name part", "parataxis": "parenthesis", "ROOT": "root", "punct": "mark",
    "-": "none",
}  # fmt: skip
PARTS_OF_SPEECH = {
    "VERB": "verb", "NOUN": "noun", "PROPN": "name", "ADJ": "adjective", "ADV": "adverb", "NUM": "number", "AUX": "auxiliary",
    "PRON": "pronoun", "ADP": "preposition", "SYM": "symbol",
}  # fmt: skip
PLACEHOLDERS = {"<name>": "a name", "<num>": "a number", "<adj-name>": "a nationality", "<space>": "white space", "-": "none"}
POSITIONS = {"same": "at the same word", "up": "above it in the parse", "down": "below it in the parse", "side": "beside it in the parse"}
KINDS = r"event|control|relation|figure"
_R = r"[\w]+(?::(?:pass|agent|relcl|poss|prt|outer|unmarked|desc))?"
_ROLE = r"(?P<role>actor|target|place)"
_FAR = r"(?P<far>x?)"

RULES = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        # The trigger and its surroundings
        (r"lem=(?P<word>[^:]+)(:.+)?", "the word is {word}"),
        (rf"lemdep=(?P<word>.+?):(?P<dep>{_R})", "the word is {word}, as {dep}"),
        (r"lempos=(?P<word>.+):(?P<pos>\w+)", "the word is {word}, {pos}"),
        (r"pos=(?P<pos>.+)", "its part of speech is {pos}"),
        (r"tag=(?P<tag>.+)", "its form has the tag {tag}"),
        (r"dep=(?P<dep>.+)", "its relation in the parse: {dep}"),
        (r"has=(?P<dep>.+)", "it has a dependent: {dep}"),
        (rf"arg=(?P<dep>{_R}):(?P<prep>[^:]*):(?P<cls>.)", "its {dep}{prep} is {cls}"),
        (rf"argw=(?P<dep>{_R}):(?P<prep>[^:]*):(?P<word>.+)", "its {dep}{prep} is {word}"),
        (rf"fn=(?P<dep>{_R}):(?P<word>.+)", "its {dep} is {word}"),
        (r"head=(?P<word>.+)", "it depends on {word}"),
        (rf"headdep=(?P<dep>{_R}):(?P<word>.+)", "it is the {dep} of {word}"),
        (rf"headpos=(?P<pos>\w+):(?P<dep>{_R})", "it is the {dep} of {pos}"),
        (rf"sib=(?P<dep>{_R})>(?P<dep2>{_R}):(?P<cls>.)", "its head has a {dep2} that is {cls}"),
        (rf"sibw=(?P<dep>{_R}):(?P<word>.+)", "its head has the {dep} {word}"),
        (r"near=(?P<word>.+)", "{word} is near it"),
        (r"at-(?P<n>\d)=(?P<word>.+)", "{word} is {n} before it"),
        (r"at(?P<n>\d)=(?P<word>.+)", "{word} is {n} after it"),
        (r"anc=(?P<word>.+)", "{word} is above it in the parse"),
        (r"sent=(?P<word>.+)", "the sentence has words of the class {word}"),
        (r"sentc=(?P<kind>.)(?P<most>\d)", "phrases of the sentence of the class “{kind}”: {most}"),
        (r"sentlen=(?P<n>\d)", "length of the sentence, in steps of eight words: {n}"),
        (r"sentno=0", "it is in the first sentence"),
        (r"sentno=1", "it is in the second sentence"),
        (r"sentno=2", "it is after the second sentence"),
        (r"noun=(?P<word>.+)", "it counts {word}"),
        (r"nounc=(?P<cls>.)", "it counts {cls}"),
        (r"hyphen=after", "it follows a hyphen"),
        (r"hyphenc=(?P<cls>.)", "the word before its hyphen is {cls}"),
        (r"quoted", "it is in a quotation"),
        # Constructions
        (r"told(=(?:" + KINDS + r")/.+)?", "a construction finds the claim"),
        (r"told=none(?P<rest>.*)", "the construction gives this phrase no role"),
        (rf"told={_ROLE}{_FAR}", "the construction makes this phrase the {role}"),
        # Status
        (r"kind=(?P<word>.+)", "the claim is of the kind {word}"),
        (rf"up(?P<up>\d)=(?P<dep>{_R}):(?P<word>.+)", "{up} is {word}, reached by the relation: {dep}"),
        (r"uptag(?P<up>\d)=(?P<tag>.+)", "{up} has the tag {tag}"),
        (r"((?P<tag>[A-Z$]+):)?fn(?P<up>\d)=(?P<word>.+)", "{up} has the function word {word}"),
        (r"cl(?P<up>\d)=(?P<word>.+)", "{up} is of the class {word}"),
        (rf"ch=(?P<word>.+):(?P<dep>{_R})", "its {dep} is of the class {word}"),
        (r"before=(?P<word>.+)", "{word} is shortly before it"),
        # The network's scores
        (r"e(?P<than>[=>])(?P<n>-?\d+)", "the network's log odds of the claim{than}{n}"),
        (r"e\.top(=.+)?", "the network finds this type the likeliest of all"),
        (rf"e\.{_ROLE}=(?P<n>-?\d+)", "the network's log odds that it is the {role}: {n}"),
        (rf"e\.pn?\.{_ROLE}=(?P<n>-?\d+)(:.+)?", "the network's log probability that it is the {role}, plus 2: {n}"),
        (rf"e\.t\.{_ROLE}=(?P<n>\d)", "the network's probability that it is the {role}, in tenths: {n}"),
        (rf"e\.best={_ROLE}(:.+)?", "the network finds it the likeliest {role}"),
        (r"e\.said=(?P<word>.+)", "the network finds the status {word} the likeliest"),
        (r"e\.(?P<word>\w+)=(?P<n>-?\d+)", "the network's log probability of the status {word}: {n}"),
        # Role candidates
        (r"c=(?P<cls>.):0", "the phrase is {cls} in the same sentence"),
        (r"c=(?P<cls>.):(?P<distance>\d)", "the phrase is {cls}, {distance}"),
        (rf"c=(?P<cls>.){_FAR}", "the phrase is {cls}{far}"),
        (r"c=(?P<cls>.):(?P<case>.*)", "the phrase is {cls}{case}"),
        (r"(?P<pos>[A-Z]+):(?P<case>.*)", "the trigger is {pos}, and the phrase stands{case}"),
        (r"cx=(?P<cls>.):(?P<n>\d):(?P<m>\d)", "the phrase is {cls}, {n} sentences back, after {m} nearer ones"),
        (r"h=(?P<word>.+)", "the phrase is {word}"),
        (r"x\.dep=(?P<dep>.+):(?P<cls>.)", "the phrase is {cls}, its relation in its own sentence: {dep}"),
        (r"x\.rank=(?P<n>\d+):(?P<kind>.)", "nearer phrases of the class “{kind}”: {n}"),
        (r"x\.case=(?P<case>.*):(?P<cls>.)", "the phrase is {cls}{case}"),
        (r"p(?P<than>[=>])(?P<n>-?\d+)", "score of the claim in the first pass{than}{n}"),
        (r"p=(?P<path>.+)", "the path to it is {path}"),
        (r"pc=(?P<path>.+):(?P<cls>.)", "the path to it is {path}, and it is {cls}"),
        (r"case=:(?P<cls>.)", "it is {cls} without a preposition"),
        (r"case=(?P<word>.+):(?P<cls>.)", "it is {cls} with the preposition {word}"),
        (rf"casedep=(?P<case>.*):(?P<dep>{_R})", "its relation: {dep}{case}"),
        (r"dist=-(?P<n>\d)(:.)?", "distance before the trigger, in steps of three words: {n}"),
        (r"dist=\+(?P<n>\d)(:.)?", "distance after the trigger, in steps of three words: {n}"),
        (r"side=(?P<before>True|False):(?P<cls>.):(?P<m>\d)", "it is {cls} {before} the trigger, after {m} nearer ones"),
        (r"mod=(?P<not>True|False):(?P<cls>.)", "it is {cls} and {not} a modifier"),
        (r"tpos=(?P<pos>\w+):(?P<path>.+):(?P<cls>.)", "the trigger is {pos}, the path is {path}, and it is {cls}"),
        (rf"dep=(?P<dep>{_R}):(?P<cls>.)", "it is {cls}; its relation: {dep}"),
        (rf"g=(?P<word>.+):(?P<dep>{_R})", "it is the {dep} of {word}"),
        (r"conj=(?P<cls>.)", "it is {cls} that continues a list"),
        (r"title:.+", "the title names it"),
        (r"n=(?P<most>\d):.+", "phrases of the report that denote it: {most}"),
        (rf"was={_ROLE}:(?P<age>\d).*", "an earlier claim{age} has it as {role}"),
        (rf"with={_ROLE}:(?P<label>.+)", "{label} in this sentence has it as {role}"),
        # The second pass: claims
        (rf"{_ROLE}(?P<than>[=>])(?P<n>-?\d+){_FAR}", "score as {role} in the first pass{than}{n}{far}"),
        (rf"{_ROLE}=(?P<is>True|False)", "a likely {role} is {is}"),
        (rf"{_ROLE}~(?P<is>True|False)", "a possible {role} is {is}"),
        (r"rival=(?P<n>-?\d):.+", "score of another claim at the same word, less its own: {n}"),
        (r"rival=(?P<label>.+):(?:True|False)", "the same word may state {label}"),
        (r"with=(?P<label>.+):(?P<position>\w+)", "{label} is stated {position}"),
        (r"twin=(?P<position>\w+):(?:True|False)", "a claim of the same type is stated {position}"),
        (r"labels=(?P<most>\d)", "other claims of its type in the report: {most}"),
        (r"beside=(?P<most>\d)", "other claims in the sentence: {most}"),
        (r"after=-(:.*)?", "no attack is stated before it"),
        (r"after=(?:True|False):(?P<word>.+)", "an attack is stated before it, and the word is {word}"),
        (r"after=(?P<label>[^:]+)(:.*)?", "the last attack before it is {label}"),
        # The second pass: roles
        (r"claim=(?P<n>-?\d+)", "score of the claim in the first pass: {n}"),
        (r"none=.+", "which roles the first pass leaves empty"),
        (rf"filled\.{_ROLE}=(?P<most>\d)", "likely phrases for the {role}: {most}"),
        (r"det=verb", "the trigger is a verb"),
        (r"det=(?P<word>.*)", "the determiner of the trigger is {word}"),
        (rf"{_ROLE}\.alone", "no other phrase may be the {role}"),
        (rf"{_ROLE}\.rank=(?P<most>\d)(:.+)?{_FAR}", "phrases more likely to be the {role}: {most}"),
        (rf"{_ROLE}\.tie=(?P<most>\d):(?P<dep>.+):(?:True|False)", "relation to the likeliest other {role}: {dep}; more likely: {most}"),
        (rf"{_ROLE}\.alike=(?P<most>\d):(?P<alike>True|False):.+", "the likeliest other {role} is of {alike} class"),
        (rf"{_ROLE}\.twin=.+", "the likeliest other {role} denotes the same"),
        (rf"{_ROLE}\.share=(?P<n>\d){_FAR}(:.)?", "share of the other claims with it as {role}, in quarters: {n}"),
        (rf"n\.{_ROLE}=(?P<most>\w+?){_FAR}(:.)?", "other claims with it as {role}: {most}"),
        (r"foe\.target=(?P<most>-?\w+?)(:.+)?" + _FAR, "other claims with it as target of the likeliest actor: {most}"),
        (r"foe\.actor=(?P<most>-?\w+?)(:.+)?" + _FAR, "other claims with it as actor against the likeliest target: {most}"),
        (rf"last={_ROLE}.*", "the claim before has it as {role}"),
        (rf"next={_ROLE}.*", "the claim after has it as {role}"),
        (rf"(?P<label>(?:{KINDS}))\.(?P<position>\w+)={_ROLE}{_FAR}", "a claim of the kind {label} {position} has it as {role}"),
        (rf"(?P<label>(?:{KINDS}).*)={_ROLE}{_FAR}", "another claim of the sentence ({label}) has it as {role}"),
        (rf"(?P<label>(?:{KINDS}).*?)(\.(?P<position>\w+))?=none{_FAR}", "another claim of the sentence ({label}) does not have it"),
        (r"(?P<counted>noun|listed|other):(?P<rest>.+)", "{counted}"),
        (rf"(?P<label>(?:{KINDS})/\w+)", "the type is {label}"),
    )
)  # fmt: skip
"""Patterns of features with their descriptions. The first that matches is used."""

VALUES = {
    "dep": RELATIONS,
    "dep2": RELATIONS,
    "position": POSITIONS,
    "before": {"True": "before", "False": "after"},
    "not": {"True": "is", "False": "is not"},
    "is": {"True": "found", "False": "not found"},
    "alike": {"True": "the same", "False": "another"},
    "than": {"=": ": ", ">": " above "},
    "far": {"": "", "x": ", in another sentence"},
    "kind": CLASSES,
    "up": {"0": "the word itself", "1": "the word above it", "2": "the second word above it", "3": "a word further above it"},
    "most": {"3": "3 or more", "True": "some", "False": "none"},
    "age": {"0": " of this sentence", "1": " one sentence back", "2": " two sentences back", "3": " further back"},
    "distance": {"1": "one sentence back", "9": "only later in the report"},
    "counted": {
        "noun": "it is what the number counts",
        "listed": "it is in a list with what the number counts",
        "other": "it is not what the number counts",
    },
}


def describe_feature(feature: str) -> str:
    """Return a feature in words. If no pattern matches its name, only its labels are put in words."""
    *labels, name = feature.split("|")
    text = _describe(name)
    return f"for {', '.join(map(_label, labels))}: {text}" if labels else text


def _describe(name: str) -> str:
    for prefix, subject in (("n.", "the counted noun: "), ("w.", "around the counted noun: ")):
        if name.startswith(prefix) and not re.match(r"n\.(actor|target|place)=", name):
            return subject + _describe(name.removeprefix(prefix))
    for pattern, text in RULES:
        if match := pattern.fullmatch(name):
            return text.format(**{key: _value(key, value or "") for key, value in match.groupdict().items()})
    return name


def _label(label: str) -> str:
    """Return a label in words: a kind or type of claim as it is, a class of phrases by its name, a word in quotation marks."""
    plain = label.removeprefix("x")  # "xevent": the phrase is in another sentence
    if plain in KINDS.split("|") or "/" in label:
        return plain
    return _with_article(CLASSES[label]) if label in CLASSES else _word(label)


def _value(key: str, value: str) -> str:
    """Return a value of a feature in words."""
    if key == "cls":
        return _with_article(CLASSES.get(value, value))
    if key == "pos":
        return _with_article(PARTS_OF_SPEECH.get(value, value))
    if key == "word":
        return _word(value)
    if key == "case":
        return f" with “{value}”" if value else " without a preposition"
    if key == "prep":
        return f" with “{value}”" if value else ""
    if key == "distance":
        return VALUES[key].get(value, f"{value} sentences back")
    return VALUES[key].get(value, value) if key in VALUES else value


def _word(word: str) -> str:
    return PLACEHOLDERS.get(word) or f"“{word}”"


def _with_article(noun: str) -> str:
    return f"an{noun}" if noun.startswith("other ") else f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
