// Text for claims, answers and quantities in the language of the app.

import type { Party, SourceRef, Value } from './contract'
import { holderName, type Answer } from './control'
import type { Span } from './history'
import type { Claim, Data } from './model'
import { locale, t, typeName } from './strings'
import { shortDate, toDay } from './time'

/** Returns who holds a place: "contested, probably held by Islamic State". */
export function answerText(data: Data, answer: Answer): string {
  const held = answer.status === 'unknown' || answer.status === 'silent' ? t.heldWith[answer.status] : heldText(data, answer)
  return answer.inferred ? `${held} (${t.inferred})` : held
}

function heldText(data: Data, answer: Answer): string {
  const name = holderName(data, answer)
  if (answer.status === 'contested' && name) return t.contestedWith(name)
  return [t.heldWith[answer.status], name].filter(Boolean).join(' ')
}

export const partyNames = (parties: Party[]): string => parties.map((party) => party.name ?? party.text).join(', ')

/** Returns who does what to whom: "Government of Iraq → Islamic State". */
export function partiesText(claim: Claim): string {
  const [from, to] = [partyNames(claim.source.actor), partyNames(claim.source.target)]
  if (from && to) return t.actorToTarget(from, to)
  return from || (to ? t.actorToTarget('?', to) : '')
}

export const placeNames = (claim: Claim): string => claim.source.place.map((place) => place.name ?? place.text).join(', ')

/** Returns type, parties and places of a claim in one line. */
export const claimTitle = (claim: Claim): string => [claimType(claim), partiesText(claim), placeNames(claim)].filter(Boolean).join(' · ')

/** Returns the speaker of a claim: "a security source via Xinhua". */
export function speakerText(source: SourceRef | undefined): string {
  if (!source) return t.outletItself
  const name =
    source.kind === 'lost'
      ? `“${source.text}” (${t.lostSpeaker})`
      : source.kind === 'anonymous'
        ? `${source.text} (${t.anonymous})`
        : source.text
  return source.via ? `${name} ${t.via(speakerText(source.via))}` : name
}

/** Returns the time of a claim as dates, else in the words of the report; null if it has none. */
export function whenText(claim: Claim): string | null {
  const when = claim.source.when
  if (!when) return null
  const [first, last] = [toDay(when.first), toDay(when.last)]
  if (first === null && last === null) return `“${when.text}”`
  return daysText(first, last) + (when.estimated ? ` (${t.estimated})` : '')
}

/** Returns one date, or two with a dash; "…" stands for an open end. */
export function daysText(first: number | null, last: number | null): string {
  if (first === last && first !== null) return shortDate(first)
  return `${first === null ? '…' : shortDate(first)} – ${last === null ? '…' : shortDate(last)}`
}

/** Returns an ISO date as a short date; `missing` if there is none. */
export function dateText(iso: string | undefined, missing = ''): string {
  const day = toDay(iso)
  return day === null ? missing : shortDate(day)
}

/** Returns a quantity with its bounds: "at least 95 percent". */
export function valueText(value: Value): string {
  const number = boundsText(value.low, value.high)
  if (number === '') return ''
  return [value.approx ? t.approximately(number) : number, value.unit, value.category].filter(Boolean).join(' ')
}

function boundsText(low: number | undefined, high: number | undefined): string {
  const show = (n: number): string => n.toLocaleString(locale)
  if (low === undefined) return high === undefined ? '' : t.atMost(show(high))
  if (high === undefined) return t.atLeast(show(low))
  return low === high ? show(low) : t.range(show(low), show(high))
}

export const claimType = (claim: Claim): string => typeName(claim.source.type)

/** Returns the first day of a span; "by" that day if no report dates the change itself. */
export const sinceText = ({ first, interval }: Span): string =>
  first === null ? t.undatedStart : interval.onset === 'by' ? t.byDay(shortDate(first)) : shortDate(first)
