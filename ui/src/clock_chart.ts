// The chart of the clock: claims per day and days with changes of control.

import type { ClaimCount, Place } from './model'
import type { Day } from './time'

export interface ClockRange {
  first: Day
  last: Day
}

/** The claims of one bar: all, and those known by the chosen day. */
export interface Bin {
  from: Day
  all: number
  known: number
}

const MAX_BINS = 180

/** Returns the number of days per bar. */
export const binWidth = ({ first, last }: ClockRange): number => Math.max(1, Math.ceil((last - first + 1) / MAX_BINS))

/** Counts claims per bar; without `known`, all claims count as known. */
export function claimBins(counts: ClaimCount[], range: ClockRange, known: Day | null): Bin[] {
  const width = binWidth(range)
  const length = Math.ceil((range.last - range.first + 1) / width)
  const bins: Bin[] = Array.from({ length }, (_, i) => ({ from: range.first + i * width, all: 0, known: 0 }))
  for (const count of counts) {
    const bin = count.day === null ? undefined : bins[Math.floor((count.day - range.first) / width)]
    if (!bin) continue
    bin.all += count.claims
    if (known === null || count.known === null || count.known <= known) bin.known += count.claims
  }
  return bins
}

/** Counts claims by day, undated ones under null. */
export function claimsPerDay(counts: ClaimCount[]): Map<Day | null, number> {
  const days = new Map<Day | null, number>()
  for (const { day, claims } of counts) days.set(day, (days.get(day) ?? 0) + claims)
  return days
}

/** Counts changes of control by day, with hindsight. */
export function changesPerDay(places: Place[]): Map<Day, number> {
  const days = new Map<Day, number>()
  for (const day of places.flatMap((place) => place.versions.at(-1)?.history.controlChanges() ?? []))
    days.set(day, (days.get(day) ?? 0) + 1)
  return days
}

/** Returns the first days of the bars in which control of a place changed. */
export function binsWithChanges(changes: Map<Day, number>, range: ClockRange): Day[] {
  const width = binWidth(range)
  const days = [...changes.keys()].filter((day) => day >= range.first && day <= range.last)
  return [...new Set(days.map((day) => day - ((day - range.first) % width)))]
}
