"""Redaction of single reports and claims: what is sensitive is replaced by a mark, and places are coarsened."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from heldby.model import ActorRef, Claim, Mention, PlaceRef, Report, SourceRef, make_claim
from heldby.reference.actors import load_actors
from heldby.reference.place_keys import is_area
from heldby.release.coarse_places import HIDDEN, Coarsener, country_name, is_fine, names_a_place
from heldby.release.masked_text import REDACTION_MARK, MaskedText
from heldby.release.name_matcher import NameMatcher, Span
from heldby.release.people import parts_of
from heldby.release.policy import ReleasePolicy
from heldby.release.protected import ANONYMOUS, facility_spans, is_health_facility
from heldby.release.sensitive_names import SensitiveNames
from heldby.store.addition import Addition

VOCABULARY_FIELDS = frozenset({"kind", "type", "status", "precision", "method", "category", "held_as", "language"})
"""Fields whose values come from heldby and are never redacted."""
ADDRESS_FIELDS = frozenset({"id", "url", "path"})
"""Fields where capitals have no meaning."""
MAX_WORD_LENGTH = 3
"""Texts of up to this many characters are redacted only as whole words. Longer texts are also redacted inside other words."""
MAX_CACHED, CACHE_SIZE = 200, 100_000
"""Length of the longest text whose hidden names are kept for the next time, and number of such texts: names recur in many claims."""
COORDINATES = re.compile(
    r"[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*[NSns]?\s*[,;/ ]\s*[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*[EWew]?"
    r"|\d{1,3}\s*°\s*\d{1,2}\s*['′’](?:\s*[\d.,]+\s*[\"″”])?\s*[NSEW]"
    r"|\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"
)
"""Pairs of decimal degrees, degrees with minutes, and references to the military grid (MGRS)."""
ADDRESS = re.compile(r"(?:https?://|www\.)(?P<rest>[^\s\"'<>]+)", re.IGNORECASE)


class RedactedReading(NamedTuple):
    """A redacted report with its redacted claims."""

    report: Report
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    notes: tuple[str, ...] = ()


class Redactor:
    """Redacts reports and claims by a release policy and a list of names. It treats every side alike.

    Args:
        policy: the release policy.
        names: what must not be named.
        secret: key of the ids that stand for hidden places.
    """

    def __init__(self, policy: ReleasePolicy, names: SensitiveNames, secret: bytes = b"") -> None:
        self._km, self._names = policy.coarsen, names
        self._pattern = _any_of(names.listed)
        self._cache: dict[tuple[str, bool], list[Span]] = {}
        self._people, self._holders = NameMatcher(), NameMatcher()
        for matcher, people in ((self._people, names.people), (self._holders, names.office_holders)):
            for one in people:
                matcher.add(one)
        self._coarsener = Coarsener(policy.coarsen, secret, lambda text: bool(list(self.spans(text, any_case=False))))

    def addition(self, report: Report, claims: Iterable[Claim]) -> Addition:
        """Return a redacted report and its redacted claims, ready to be added to another dossier."""
        page = _Page(self, report)
        redacted = page.redacted()
        reading = RedactedReading(redacted, tuple(page.claim(one, redacted.id) for one in claims))
        return Addition(redacted, redacted.text.encode(), reading, given_id=redacted.id)

    def redact(self, text: str) -> str:
        """Return a text that belongs to no report, with what is sensitive replaced."""
        return MaskedText(text, self.spans(text, any_case=True)).text

    def is_listed(self, text: str | None) -> bool:
        """Check whether a text has a name that the owner lists."""
        return text is not None and any(True for _ in self._listed_spans(text))

    def _listed_spans(self, text: str) -> Iterator[Span]:
        if self._pattern:
            yield from (Span(*found.span()) for found in self._pattern.finditer(text))
        yield from self._names.known.spans(text, any_case=True)

    def spans(self, text: str, *, any_case: bool) -> Iterator[Span]:
        """Yield what is hidden in a text of any report. With `any_case`, capitals never matter."""
        if len(text) > MAX_CACHED:
            yield from self._find(text, any_case)
            return
        found = self._cache.get((text, any_case))
        if found is None:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            found = self._cache[text, any_case] = list(self._find(text, any_case))
        yield from found

    def _find(self, text: str, any_case: bool) -> Iterator[Span]:
        yield from self._listed_spans(text)
        yield from self._names.coarse.spans(text, any_case=any_case)
        yield from self._people.spans(text)
        yield from facility_spans(text)
        if self._km or self._names.places_listed:
            yield from (Span(*found.span()) for found in COORDINATES.finditer(text))
        for found in ADDRESS.finditer(text):
            if any(True for _ in self.spans(unquote(found["rest"]), any_case=True)):
                yield Span(*found.span())

    def page_matcher(self, report: Report) -> NameMatcher:
        """Return a matcher of what is hidden in this report only: parts of the names of its private persons."""
        matcher, text = NameMatcher(), f"{report.title or ''}\n{report.text}"
        for span in self._people.spans(text):
            for part in parts_of(text[span.start : span.end]):
                matcher.add(part, any_case=False)
        matcher.discard(part for span in self._holders.spans(text) for part in parts_of(text[span.start : span.end]))
        return matcher

    def descriptions(self, report: Report) -> re.Pattern[str] | None:
        """Return a pattern of the descriptions that could identify anonymous sources of a report."""
        return _any_of(self._names.sources.get(report.id, ()))

    def place(self, ref: PlaceRef) -> PlaceRef | None:
        """Return a redacted place; None if it, the place that it is described from, or an area around it is listed."""
        around = (ref.within, country_name(ref.country), ref.relative.of if ref.relative else None)
        if any(map(self.is_listed, (ref.id, ref.text, ref.name, *around))):
            return None
        if is_health_facility(ref):
            return self._coarsener.coarse(ref, "health facility", point=False)
        if not self._km:
            return ref
        if is_area(ref):
            return self._coarsener.moved(ref)
        told = (ref.text, ref.name, ref.id)
        if (is_fine(ref, self._km) and names_a_place(ref)) or any(one and list(self.spans(one, any_case=True)) for one in told):
            return self._coarsener.coarse(ref)
        return self._coarsener.moved(ref)


class _Page:
    """One report with all that is hidden in it."""

    def __init__(self, redactor: Redactor, report: Report) -> None:
        self._redactor, self._report = redactor, report
        self._local, self._descriptions = redactor.page_matcher(report), redactor.descriptions(report)
        self._text = self._masked(report.text)

    def redacted(self) -> Report:
        """Return the redacted report. If anything was redacted, the address is removed too, since it leads to the full text."""
        before = self._report.model_dump(exclude={"path"})
        fields = {**self._redact({**before, "text": ""}), "text": self._text.text}
        sha256 = hashlib.sha256(self._text.text.encode()).hexdigest()
        if fields != before:
            # The digest of the full text would confirm a guess at what was redacted.
            named = fields["id"] == self._report.id and self._report.id != f"sha256:{self._report.sha256}"
            source = fields["source"] if fields["source"] == self._report.source else None
            fields |= {"url": None, "source": source, "id": self._report.id if named else f"sha256:{sha256}"}
        return Report(**{**fields, "sha256": sha256})

    def claim(self, claim: Claim, report: str) -> Claim:
        """Return a redacted claim of the redacted report, with the offsets that its quote has there."""
        fields = self._redact({**claim.model_dump(exclude={"id", "quote", "place", "actor", "target", "source"})})
        start, end = fields["start"], fields["end"]
        places = (self._redactor.place(ref) for ref in claim.place)
        return make_claim(
            **{
                **fields,
                "report": report,
                "quote": self._text.text[start:end],
                "place": tuple(self._place(ref) for ref in places if ref is not None),
                "actor": tuple(map(self._actor, claim.actor)),
                "target": tuple(map(self._actor, claim.target)),
                "source": self._source(claim.source),
            }
        )

    def _place(self, ref: PlaceRef) -> PlaceRef:
        """Return a redacted place. A country or province keeps its name, even if its capital has the same name and is hidden."""
        if (ref.id or "").startswith(HIDDEN):
            return ref
        kept = ref.model_dump(include={"id", "name", "within"}) if is_area(ref) else {}
        return PlaceRef(**{**self._redact(ref.model_dump()), **kept})

    def _actor(self, ref: ActorRef) -> ActorRef:
        """Return a redacted actor. A party keeps the name and id that the actor file gives it, unless the owner lists them."""
        kept = {"id": ref.id, "name": ref.name} if self._keeps_id(ref.id, ref.name) else {}
        return ActorRef(**{**self._redact(ref.model_dump()), **kept})

    def _source(self, source: SourceRef | None) -> SourceRef | None:
        if source is None:
            return None
        kept = {"id": source.id} if self._keeps_id(source.id) else {}
        text = {"text": ANONYMOUS} if source.kind == "anonymous" else {}
        plain = self._redact(source.model_dump(exclude={"via"}))
        return SourceRef(**{**plain, **kept, **text, "via": self._source(source.via)})

    def _keeps_id(self, id: str | None, name: str | None = None) -> bool:
        return id is not None and load_actors().get(id) is not None and not any(map(self._redactor.is_listed, (id, name)))

    def _masked(self, text: str, *, any_case: bool = False) -> MaskedText:
        described = self._descriptions.finditer(text) if self._descriptions else ()
        here = (*self._local.spans(text, any_case=any_case), *(Span(*found.span()) for found in described))
        return MaskedText(text, [*self._redactor.spans(text, any_case=any_case), *here])

    def _redact(self, value: Any, field: str = "") -> Any:
        """Return a JSON-like value with what is sensitive replaced in all its strings, and with the new offsets."""
        if isinstance(value, str):
            if "%" in value and unquote(value) != self._masked(unquote(value), any_case=True).text:
                return REDACTION_MARK
            return self._masked(value, any_case=field in ADDRESS_FIELDS).text
        if isinstance(value, int) and field in ("start", "end"):
            return self._text.offset(value, end=field == "end")
        if isinstance(value, dict):
            return {name: one if name in VOCABULARY_FIELDS else self._redact(one, name) for name, one in value.items()}
        return type(value)(self._redact(one, field) for one in value) if isinstance(value, list | tuple) else value


def _any_of(texts: Iterable[str]) -> re.Pattern[str] | None:
    # The longest text comes first. Otherwise, only "Kamal" might be redacted in "Abu Kamal".
    longest = sorted(texts, key=lambda text: (-len(text), text))
    return re.compile("|".join(map(_loose_pattern, longest)), re.IGNORECASE) if longest else None


def _loose_pattern(text: str) -> str:
    """Return a pattern that matches a text with any spaces or hyphens between its words."""
    pattern = r"[\s\-_+.]*".join(re.escape(part) for part in re.split(r"[\s\-_]+", text.strip()))
    return rf"(?<!\w){pattern}(?!\w)" if len(text.strip()) <= MAX_WORD_LENGTH else pattern
