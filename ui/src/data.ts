// The page's data, read once and indexed, and the questions its parts ask of it.

import type { PageClaim, PageData, PagePlace, PageReport } from './contract'
import { fold } from './fold'
import { Given, type History } from './history'
import type { Basemap } from './map/basemap'
import type { Live } from './live.svelte'
import { toDay, type Day } from './time'

export interface Place {
  source: PagePlace
  /** Name and area as a search sees them. */
  folded: string
  versions: { from: Day | null; history: History }[]
  claims: Claim[]
  /** How much is said of it. */
  weight: number
  /** Its history as one could tell it on a day, where that has to be asked of a server. */
  asKnown?: (day: Day) => History
}

/** How many claims speak of a day (null: of none), by the day from which they could be known. */
export interface Told {
  day: Day | null
  known: Day | null
  claims: number
}

export interface Claim {
  source: PageClaim
  report: PageReport
  /** First day the claim speaks of, else the day its report was published; null if neither is known. */
  day: Day | null
  known: Day | null
}

export interface Data {
  page: PageData
  places: Place[]
  placeById: Map<string, Place>
  claims: Claim[]
  claimById: Map<string, Claim>
  reportById: Map<string, PageReport>
  lookBySide: Map<string, number>
  nameBySide: Map<string, string>
  clock: { first: Day; last: Day } | null
  told: Told[]
  sizes: { places: number; claims: number; disputes: number; reports: number }
  /** The server that tells the rest; a page that carries all of it has none. */
  live?: Live
}

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

/** What the page was given: its data, or where to ask for it. */
export function given(): { live: string; token: boolean; basemap: Basemap | null } | null {
  const told = JSON.parse(document.getElementById('heldby-data')?.textContent ?? 'null') as {
    live?: string
    token?: boolean
    basemap?: Basemap
  } | null
  return told?.live ? { live: told.live, token: told.token === true, basemap: told.basemap ?? null } : null
}

export function readData(): Data {
  const text = document.getElementById('heldby-data')?.textContent ?? 'null'
  // Overrides of the writing direction can make a name read as another; legitimate text has no need of them.
  return index((JSON.parse(text.replace(/[\u202d\u202e]/g, '\ufffd')) as PageData | null) ?? EMPTY)
}

export function index(page: PageData): Data {
  const reportById = new Map(page.reports.map((report) => [report.id, report]))
  const claims = page.claims.flatMap((source) => toClaim(source, reportById))
  const claimById = new Map(claims.map((claim) => [claim.source.id, claim]))
  const places = page.places.map((source) => toPlace(source))
  const placeById = new Map(places.map((place) => [place.source.id, place]))
  attach(claims, places, placeById, claimById)
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
    told: toldBy(claims),
    sizes: { places: places.length, claims: claims.length, disputes: page.disputes.length, reports: page.reports.length },
  }
}

export function toClaim(source: PageClaim, reports: Map<string, PageReport>): Claim[] {
  const report = reports.get(source.report)
  if (!report) return []
  const day = toDay(source.when?.first) ?? toDay(source.when?.last) ?? toDay(report.published)
  return [{ source, report, day, known: toDay(report.known) }]
}

function toPlace(source: PagePlace): Place {
  const versions = source.versions.map((version) => ({
    from: toDay(version.known_from),
    history: new Given(version.intervals.map((interval) => ({ first: toDay(interval.first), last: toDay(interval.last), interval }))),
  }))
  return { source, folded: fold([source.name, source.within].join(' ')), versions, claims: [], weight: 0 }
}

/** Gives each place the claims that name it and those its control rests on, each once. */
function attach(claims: Claim[], places: Place[], byId: Map<string, Place>, claimById: Map<string, Claim>): void {
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
    place.weight = set.size
  }
}

/** Days before the first report that the clock may still reach back; older days, as in "since 2014", are told but not played. */
const LOOK_BACK = 45

/** The days the slider runs over: from the first to the last that the record speaks of in its own time; null if nothing is dated. */
function clockOf(page: PageData, claims: Claim[], places: Place[]): Data['clock'] {
  const published = page.reports.flatMap((report) => toDay(report.published) ?? [])
  return clockFrom(
    published,
    claims.filter(isExact).flatMap((claim) => claim.day ?? []),
    places,
  )
}

export function clockFrom(published: Day[], told: Day[], places: Place[]): Data['clock'] {
  const changes = places.flatMap((place) => place.versions.at(-1)?.history.beginnings() ?? [])
  const days = [...told, ...changes, ...published]
  if (days.length === 0) return null
  const floor = published.length > 0 ? published.reduce((a, b) => Math.min(a, b)) - LOOK_BACK : -Infinity
  const ceiling = published.length > 0 ? published.reduce((a, b) => Math.max(a, b)) : Infinity
  const kept = days.filter((day) => day >= floor && day <= ceiling)
  const first = kept.reduce((a, b) => Math.min(a, b)) - 1
  const last = kept.reduce((a, b) => Math.max(a, b))
  return { first, last: Math.max(last, first + 1) }
}

function toldBy(claims: Claim[]): Told[] {
  const found = new Map<string, Told>()
  for (const { day, known } of claims) {
    const one = found.get(`${day} ${known}`)
    if (one) one.claims += 1
    else found.set(`${day} ${known}`, { day, known, claims: 1 })
  }
  return [...found.values()]
}

const isExact = (claim: Claim): boolean =>
  ['day', 'week'].includes(claim.source.when?.precision ?? 'day') && ['happened', 'ongoing'].includes(claim.source.status)
