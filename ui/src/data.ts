// Reads the page's data and indexes it.

import type { PageClaim, PageData, PagePlace, PageReport } from './contract'
import { fold } from './fold'
import { SpanHistory } from './history'
import type { Basemap, Claim, ClaimCount, Data, Place } from './model'
import { toDay, type Day } from './time'

const EMPTY: PageData = {
  version: 1,
  title: 'heldby',
  generator: 'heldby',
  generated: '1970-01-01',
  sides: [],
  places: [],
  claims: [],
  reports: [],
  disputes: [],
  cuts: [],
  rivers: [],
  landmarks: [],
  notes: [],
}

/** Where the app finds its server. */
export interface ServerConfig {
  live: string
  token: boolean
  basemap: Basemap | null
}

const embeddedText = (): string => document.getElementById('heldby-data')?.textContent ?? 'null'

/** Returns the server that the page names, or null if the page carries its own data. */
export function serverConfig(): ServerConfig | null {
  const config = JSON.parse(embeddedText()) as { live?: string; token?: boolean; basemap?: Basemap } | null
  return config?.live ? { live: config.live, token: config.token === true, basemap: config.basemap ?? null } : null
}

/** Reads and indexes the data that the page carries. */
export function readEmbeddedData(): Data {
  // Direction overrides can make one name look like another; legitimate text does not need them.
  return indexPage((JSON.parse(embeddedText().replace(/[\u202d\u202e]/g, '\ufffd')) as PageData | null) ?? EMPTY)
}

/** Indexes a page by claim, place, report and side. */
export function indexPage(page: PageData): Data {
  const reportById = new Map(page.reports.map((report) => [report.id, report]))
  const claims = page.claims.flatMap((source) => toClaim(source, reportById) ?? [])
  const claimById = new Map(claims.map((claim) => [claim.source.id, claim]))
  const places = page.places.map((source) => toPlace(source))
  const placeById = new Map(places.map((place) => [place.source.id, place]))
  attachClaims(claims, places, placeById, claimById)
  return {
    page,
    places,
    placeById,
    claims,
    claimById,
    reportById,
    lookBySide: new Map(page.sides.map((side) => [side.id, side.look])),
    nameBySide: new Map(page.sides.map((side) => [side.id, side.name])),
    clock: clockOf(page, claims, places),
    claimCounts: countByDay(claims),
    sizes: { places: places.length, claims: claims.length, disputes: page.disputes.length, reports: page.reports.length },
  }
}

/** Joins a claim to its report; null if the report is missing. */
export function toClaim(source: PageClaim, reports: Map<string, PageReport>): Claim | null {
  const report = reports.get(source.report)
  if (!report) return null
  const day = toDay(source.when?.first) ?? toDay(source.when?.last) ?? toDay(report.published)
  return { source, report, day, known: toDay(report.known) }
}

function toPlace(source: PagePlace): Place {
  const versions = source.versions.map((version) => ({
    from: toDay(version.known_from),
    history: new SpanHistory(version.intervals.map((interval) => ({ first: toDay(interval.first), last: toDay(interval.last), interval }))),
  }))
  return { source, folded: fold([source.name, source.within].join(' ')), versions, claims: [], claimCount: 0 }
}

/** Gives each place the claims that name it and those that its control rests on, without duplicates. */
function attachClaims(claims: Claim[], places: Place[], byId: Map<string, Place>, claimById: Map<string, Claim>): void {
  const found = new Map<Place, Set<Claim>>(places.map((place) => [place, new Set()]))
  for (const claim of claims)
    for (const where of claim.source.place) {
      const place = where.key ? byId.get(where.key) : undefined
      if (place) found.get(place)?.add(claim)
    }
  for (const place of places)
    for (const version of place.versions)
      for (const span of version.history.spans)
        for (const id of span.interval.claims) {
          const claim = claimById.get(id)
          if (claim) found.get(place)?.add(claim)
        }
  for (const [place, set] of found) {
    place.claims = [...set]
    place.claimCount = set.size
  }
}

/** Days before the first publication date that the clock covers. Older days, as in "since 2014", are shown but not played. */
const LOOK_BACK = 45

function clockOf(page: PageData, claims: Claim[], places: Place[]): Data['clock'] {
  const published = page.reports.flatMap((report) => toDay(report.published) ?? [])
  return clockRange(
    published,
    claims.filter(isExact).flatMap((claim) => claim.day ?? []),
    places,
  )
}

/** Returns the days that the clock's slider covers, or null if nothing is dated. */
export function clockRange(published: Day[], claimDays: Day[], places: Place[]): Data['clock'] {
  const changes = places.flatMap((place) => place.versions.at(-1)?.history.startDays() ?? [])
  const days = [...claimDays, ...changes, ...published]
  if (days.length === 0) return null
  const floor = published.length > 0 ? least(published) - LOOK_BACK : -Infinity
  const ceiling = published.length > 0 ? greatest(published) : Infinity
  const kept = days.filter((day) => day >= floor && day <= ceiling)
  const first = least(kept) - 1
  return { first, last: Math.max(greatest(kept), first + 1) }
}

// Not Math.min(...days): a large record has more days than a call takes arguments.
const least = (days: Day[]): Day => days.reduce((a, b) => Math.min(a, b))
const greatest = (days: Day[]): Day => days.reduce((a, b) => Math.max(a, b))

function countByDay(claims: Claim[]): ClaimCount[] {
  const counts = new Map<string, ClaimCount>()
  for (const { day, known } of claims) {
    const count = counts.get(`${day} ${known}`)
    if (count) count.claims += 1
    else counts.set(`${day} ${known}`, { day, known, claims: 1 })
  }
  return [...counts.values()]
}

const isExact = (claim: Claim): boolean =>
  ['day', 'week'].includes(claim.source.when?.precision ?? 'day') && ['happened', 'ongoing'].includes(claim.source.status)
