// Small records for the tests.

import type { Interval, PageClaim, PageData, PagePlace, PageReport } from '../src/contract'
import type { Span } from '../src/history'
import { toDay } from '../src/time'

export const report = (fields: Partial<PageReport> = {}): PageReport => ({
  id: 'r1',
  family: 'f1',
  published: '2017-11-09',
  known: '2017-11-09',
  length: 0,
  text: [],
  unread: [],
  ...fields,
})

export const claim = (fields: Partial<PageClaim> = {}): PageClaim => ({
  id: 'c1',
  report: 'r1',
  start: 0,
  end: 0,
  kind: 'event',
  type: 'capture',
  actor: [],
  target: [],
  place: [],
  status: 'happened',
  confidence: 0.9,
  ...fields,
})

export const interval = (fields: Partial<Interval> = {}): Interval => ({ status: 'held', p: 0.9, inferred: false, claims: [], ...fields })

export const place = (fields: Partial<PagePlace> = {}): PagePlace => ({
  id: 'rawa',
  name: 'Rawa',
  lat: 34.5,
  lon: 41.9,
  precision: 'point',
  versions: [],
  ...fields,
})

export const page = (fields: Partial<PageData> = {}): PageData => ({
  version: 1,
  title: 'Test',
  generator: 'heldby',
  generated: '2018-01-01',
  sides: [],
  places: [],
  claims: [],
  reports: [],
  disputes: [],
  cuts: [],
  rivers: [],
  landmarks: [],
  notes: [],
  ...fields,
})

export const span = (first: string | null, last: string | null, side?: string, fields: Partial<Interval> = {}): Span => ({
  first: toDay(first),
  last: toDay(last),
  interval: interval({ ...(side ? { side } : {}), ...fields }),
})

/** The day of an ISO date that is known to be valid. */
export function day(iso: string): number {
  const found = toDay(iso)
  if (found === null) throw new Error(iso)
  return found
}
