// The record as the app holds it: places, claims and their indexes.

import type { Job, Scene } from './api/client'
import type { PageClaim, PageData, PagePlace, PageReport } from './contract'
import type { History } from './history'
import type { Day } from './time'

export interface Place {
  source: PagePlace
  /** Name and area, folded for search. */
  folded: string
  versions: { from: Day | null; history: History }[]
  claims: Claim[]
  /** Number of claims about the place. */
  claimCount: number
  /** Returns the history as known on a day; set only if a server has to be asked for it. */
  historyAsKnownOn?: (day: Day) => History
}

/** Number of claims about a day (null: undated), by the day from which they were known. */
export interface ClaimCount {
  day: Day | null
  known: Day | null
  claims: number
}

export interface Claim {
  source: PageClaim
  report: PageReport
  /** First day that the claim is about, else the publication date of its report; null if neither is known. */
  day: Day | null
  /** Day from which the claim counts as known; null if its report has none. */
  known: Day | null
}

/** A record that a server keeps up to date. */
export interface LiveSource {
  readonly scene: Scene
  /** Changes whenever the dossier changes. */
  readonly mark: string
  jobs: Job[]
  /** Checks whether the histories as known on a day are loaded. */
  has(day: Day): boolean
  /** Loads the histories as known on a day. */
  load(day: Day): Promise<void>
  /** Loads the current scene if the record has changed. */
  refresh(): Promise<void>
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
  claimCounts: ClaimCount[]
  sizes: { places: number; claims: number; disputes: number; reports: number }
  /** The server behind the app; a page that carries the whole record has none. */
  live?: LiveSource
}

/** The base map that the server was started with. */
export interface Basemap {
  kind: 'pmtiles' | 'style'
  url: string
}
