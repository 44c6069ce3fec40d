// Who holds a place on a day, with what was known on another.

import type { Interval } from './contract'
import type { Claim, Data, Place } from './data'
import { NOTHING, type History, type Span } from './history'
import type { Day } from './time'

export interface Answer {
  place: Place
  history: History
  span: Span | null
  status: Interval['status'] | 'silent'
  side: string | null
  holder: string | null
  p: number
  inferred: boolean
}

/** The history of a place as one could tell it on `known` (null: from all reports). */
export function historyOf(place: Place, known: Day | null): History {
  if (known !== null && place.asKnown) return place.asKnown(known)
  const version = known === null ? place.versions.at(-1) : place.versions.findLast(({ from }) => from === null || from <= known)
  return version?.history ?? NOTHING
}

/** What can be said of a place on `day` (null: the record has no clock); `silent` if nothing was reported for that day. */
export function answerFor(place: Place, day: Day | null, known: Day | null): Answer {
  const history = historyOf(place, known)
  const span = history.on(day)
  if (!span) return { place, history, span: null, status: 'silent', side: null, holder: null, p: 0, inferred: false }
  const { status, side, holder, p, inferred } = span.interval
  return { place, history, span, status, side: side ?? null, holder: holder ?? null, p, inferred }
}

/** The answers for all places, in their order. One that still stands is the same object as in `before`: who draws looks at what changed alone. */
export function answersFor(data: Data, day: Day | null, known: Day | null, before: Answer[]): Answer[] {
  return data.places.map((place, i) => {
    const old = before[i]
    if (old?.place !== place || old.history !== historyOf(place, known)) return answerFor(place, day, known)
    const stands = old.span && day !== null ? covers(old.span, day) : old.span === old.history.on(day)
    return stands ? old : answerFor(place, day, known)
  })
}

const covers = (span: Span, day: Day): boolean => (span.first === null || span.first <= day) && (span.last === null || span.last >= day)

/** A time over which one answer stands, whatever its certainty did meanwhile. */
export interface Spell {
  first: Day | null
  last: Day | null
  spans: Span[]
}

const sameAnswer = (a: Span, b: Span): boolean =>
  a.interval.side === b.interval.side && a.interval.status === b.interval.status && a.interval.inferred === b.interval.inferred

/** A history with neighbours of one answer joined: who held a place from when to when. */
export function spells(spans: Span[]): Spell[] {
  const result: Spell[] = []
  for (const span of spans) {
    const before = result.at(-1)
    const latest = before?.spans.at(-1)
    if (before && latest && sameAnswer(latest, span)) {
      before.spans.push(span)
      before.last = span.last
    } else result.push({ first: span.first, last: span.last, spans: [span] })
  }
  return result
}

/** The span with which a place came into one side's hands without a break; what is inferred of earlier days does not count among the told. */
export function begun(place: Place, span: Span, known: Day | null): Span {
  const { spans } = historyOf(place, known)
  const { side, inferred } = span.interval
  let at = spans.indexOf(span)
  while (at > 0 && side && spans[at - 1]?.interval.side === side && spans[at - 1]?.interval.inferred === inferred) at -= 1
  return spans[at] ?? span
}

/** The day since which a place has been in one side's hands without a break; null where that is open. */
export const since = (place: Place, span: Span, known: Day | null): Day | null => begun(place, span, known).first

/** Claims that could be known on `known`; an undated report is known from the day it was read in. */
export const visible = (claims: Claim[], known: Day | null): Claim[] =>
  known === null ? claims : claims.filter((claim) => claim.known === null || claim.known <= known)

export interface Voice {
  claim: Claim
  copies: Claim[]
}

/** Claims that say the same in copies of one report, told once: a family of reports is one voice. Newest first, or by `rank`, least first. */
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

/** The name of who holds, or null; a contested place names the side it last counted with. */
export const holderName = (data: Data, answer: Answer): string | null =>
  answer.holder ?? (answer.side ? (data.nameBySide.get(answer.side) ?? answer.side) : null)
