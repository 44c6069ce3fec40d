// Records put into words.

import type { Party, SourceRef, Value } from './contract'
import { holderName, type Answer } from './control'
import type { Claim, Data } from './data'
import type { Span } from './history'
import { t, typeName } from './strings'
import { shortDate, toDay } from './time'

/** Who holds a place, in a few words: "contested, Islamic State". */
export function answerText(data: Data, answer: Answer): string {
  const name = holderName(data, answer)
  const nobody = answer.status === 'unknown' || answer.status === 'silent'
  const held =
    answer.status === 'contested' && name
      ? t.contestedAfter(name)
      : [t.heldWith[answer.status], nobody ? null : name].filter(Boolean).join(' ')
  return answer.inferred ? `${held} (${t.inferred})` : held
}

export const partyNames = (parties: Party[]): string => parties.map((party) => party.name ?? party.text).join(', ')

/** Who does what to whom: "Government of Iraq → Islamic State". */
export function parties(claim: Claim): string {
  const [from, to] = [partyNames(claim.source.actor), partyNames(claim.source.target)]
  if (from && to) return t.whoWhom(from, to)
  return from || (to ? t.whoWhom('?', to) : '')
}

export const placeNames = (claim: Claim): string => claim.source.place.map((place) => place.name ?? place.text).join(', ')

/** Who says so, through whom: "a security source through Xinhua". */
export function speaker(source: SourceRef | undefined): string {
  if (!source) return t.outletItself
  const own =
    source.kind === 'lost' ? `“${source.text}” (${t.lost})` : source.kind === 'anonymous' ? `${source.text} (${t.anonymous})` : source.text
  return source.via ? `${own} ${t.via(speaker(source.via))}` : own
}

/** When it was so, in the text's own words and in days as far as they are known. */
export function whenText(claim: Claim): string | null {
  const when = claim.source.when
  if (!when) return null
  const [first, last] = [toDay(when.first), toDay(when.last)]
  const estimated = when.estimated ? ` (${t.estimated})` : ''
  if (first === null && last === null) return `“${when.text}”`
  if (first === last && first !== null) return shortDate(first) + estimated
  return `${first === null ? '…' : shortDate(first)} – ${last === null ? '…' : shortDate(last)}${estimated}`
}

/** A quantity with its bounds: "at least 95 percent". */
export function valueText(value: Value): string {
  const show = (n: number): string => n.toLocaleString('en-GB')
  const { low, high } = value
  if (low === undefined && high === undefined) return ''
  const number =
    low === undefined
      ? t.atMost(show(high ?? 0))
      : high === undefined
        ? t.atLeast(show(low))
        : low === high
          ? show(low)
          : t.range(show(low), show(high))
  return [value.approx ? t.approx(number) : number, value.unit, value.category].filter(Boolean).join(' ')
}

export const claimType = (claim: Claim): string => typeName(claim.source.type)

/** The day since which an answer has held, in words: by that day, where no report tells that the side came then. */
export const sinceText = ({ first, interval }: Span): string =>
  first === null ? t.openSince : interval.onset === 'by' ? t.byDay(shortDate(first)) : shortDate(first)
