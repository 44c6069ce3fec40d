// Who holds a place on a day, with hindsight or as known on another day.

import type { Interval } from './contract'
import { EMPTY_HISTORY, type History, type Span } from './history'
import type { Claim, Data, Place } from './model'
import type { Day } from './time'

export interface Answer {
  place: Place
  history: History
  span: Span | null
  /** `silent`: nothing is reported for the day. */
  status: Interval['status'] | 'silent'
  side: string | null
  holder: string | null
  p: number
  inferred: boolean
}

/** Returns the history of a place as known on `known`; null means with hindsight. */
export function historyOf(place: Place, known: Day | null): History {
  if (known !== null && place.historyAsKnownOn) return place.historyAsKnownOn(known)
  const version = known === null ? place.versions.at(-1) : place.versions.findLast(({ from }) => from === null || from <= known)
  return version?.history ?? EMPTY_HISTORY
}

/** Returns who holds a place on `day`. Without a day, as in a record without dates, the last span counts. */
export function answerFor(place: Place, day: Day | null, known: Day | null): Answer {
  const history = historyOf(place, known)
  const span = history.on(day)
  if (!span) return { place, history, span: null, status: 'silent', side: null, holder: null, p: 0, inferred: false }
  const { status, side, holder, p, inferred } = span.interval
  return { place, history, span, status, side: side ?? null, holder: holder ?? null, p, inferred }
}

/** Returns the answers for all places, in their order. An unchanged answer is the same object as in `previous`, so that only changes are drawn. */
export function answersFor(data: Data, day: Day | null, known: Day | null, previous: Answer[]): Answer[] {
  return data.places.map((place, i) => {
    const old = previous[i]
    if (old?.place !== place || old.history !== historyOf(place, known)) return answerFor(place, day, known)
    const unchanged = old.span && day !== null ? covers(old.span, day) : old.span === old.history.on(day)
    return unchanged ? old : answerFor(place, day, known)
  })
}

const covers = (span: Span, day: Day): boolean => (span.first === null || span.first <= day) && (span.last === null || span.last >= day)

/** Consecutive spans with the same answer; their probabilities may differ. */
export interface Spell {
  first: Day | null
  last: Day | null
  spans: Span[]
}

const sameAnswer = (a: Span, b: Span): boolean =>
  a.interval.side === b.interval.side && a.interval.status === b.interval.status && a.interval.inferred === b.interval.inferred

/** Joins neighbouring spans with the same answer. */
export function spells(spans: Span[]): Spell[] {
  const result: Spell[] = []
  for (const span of spans) {
    const spell = result.at(-1)
    const latest = spell?.spans.at(-1)
    if (spell && latest && sameAnswer(latest, span)) {
      spell.spans.push(span)
      spell.last = span.last
    } else result.push({ first: span.first, last: span.last, spans: [span] })
  }
  return result
}

/** Returns the first span of the unbroken time in which the side of `span` has held the place. Inferred and reported spans do not join. */
export function firstSpanOfHold(place: Place, span: Span, known: Day | null): Span {
  const { spans } = historyOf(place, known)
  const { side, inferred } = span.interval
  let at = spans.indexOf(span)
  while (at > 0 && side && spans[at - 1]?.interval.side === side && spans[at - 1]?.interval.inferred === inferred) at -= 1
  return spans[at] ?? span
}

/** Returns the day since which a place has been in one side's hands without a break; null if that is open. */
export const heldSince = (place: Place, span: Span, known: Day | null): Day | null => firstSpanOfHold(place, span, known).first

/** Returns the claims known on a day. Claims without such a day always count. */
export const knownClaims = (claims: Claim[], known: Day | null): Claim[] =>
  known === null ? claims : claims.filter((claim) => claim.known === null || claim.known <= known)

/** A claim and its repetitions in copies of the same report. */
export interface Voice {
  claim: Claim
  copies: Claim[]
}

/**
 * Groups claims that repeat each other within one family of reports.
 *
 * Sorted by `rank`, lowest first, then newest first.
 */
export function voices(claims: Claim[], rank: (claim: Claim) => number = () => 0): Voice[] {
  const groups = new Map<string, Voice>()
  const ordered = [...claims].sort((a, b) => rank(a) - rank(b) || (b.day ?? -1e6) - (a.day ?? -1e6) || (a.known ?? 0) - (b.known ?? 0))
  for (const claim of ordered) {
    const { type, status, actor } = claim.source
    const key = JSON.stringify([claim.report.family, type, status, claim.day, actor.map((a) => a.id ?? a.text)])
    const voice = groups.get(key)
    if (!voice) groups.set(key, { claim, copies: [] })
    else if (voice.claim.report.id !== claim.report.id) voice.copies.push(claim)
    else groups.set(`${key} ${claim.source.id}`, { claim, copies: [] })
  }
  return [...groups.values()]
}

/** Returns the name of the holder, else of the side, else null. */
export const holderName = (data: Data, answer: Answer): string | null =>
  answer.holder ?? (answer.side ? (data.nameBySide.get(answer.side) ?? answer.side) : null)
