// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.

import type { Course, Dispute, Landmark, PageClaim, PageReport, Side } from '../contract'

export interface Act {
  seq: number
  at: string
  who: string
  action: string
  subject: string
}

export interface Actor {
  key: string
  name: string
  side?: string
  claims: number
}

export interface Batch {
  claims: PageClaim[]
  reports: PageReport[]
  total?: number
  next?: string
}

export interface Difference {
  place: string
  id: string
  before?: string
  after?: string
  p: number
}

export interface Evidence {
  id: string
  rests: string[][]
  disputes: Dispute[]
  batch: Batch
}

export interface Hit {
  number: number
  kind: "report" | "claim"
  id: string
  report: string
  title?: string
  outlet?: string
  published?: string
  text: string
}

export interface Hits {
  hits: Hit[]
  next?: number
}

export interface Job {
  id: string
  name: string
  state: "waiting" | "reading" | "concluding" | "done" | "failed"
  done: number
  added: number
  known: number
  claims: number
  skipped: number
  refused: Refusal[]
  error?: string
  reports: string[]
}

export interface Jobs {
  jobs: Job[]
}

export interface Known {
  ready: boolean
  day: string
  cut?: string
  holders: string[]
  sides: string[]
  spans: Record<string, (number | null)[]>
}

export interface Moment {
  first?: string
  last?: string
  event: string
  type: string
  status: string
  actor: string[]
  target: string[]
  place: string[]
  families: number
  contradicted: boolean
  quote: string
  report: string
  claims: string[]
}

export interface Moments {
  moments: Moment[]
  total: number
  next?: string
}

export interface News {
  head: number
  since?: string
  acts: Act[]
  reports: ReportRow[]
  turns: Turn[]
  differences: Difference[]
}

export interface Outlet {
  name?: string
  reports: number
  families: number
  claims: number
  begin?: string
  end?: string
  first: number
  after: number
  lag?: number
  agreed: number
  against: number
  estimate?: number
}

export interface Outlets {
  outlets: Outlet[]
}

export interface Problem {
  detail: string
}

export interface Quarrels {
  contradictions: Dispute[]
  batch: Batch
  total: number
  next?: string
}

export interface Reason {
  claim: string
  report: string
  bearing: "for" | "against" | "aside"
  says: string
  quote: string
  weight: number
  without?: number
}

export interface Refusal {
  name: string
  reason: string
}

export interface ReportRow {
  id: string
  title?: string
  source?: string
  url?: string
  published?: string
  known: string
  doubt?: string
  language?: string
  claims: number
  copies: number
}

export interface ReportRows {
  reports: ReportRow[]
  next?: string
}

export interface Scene {
  title: string
  generator: string
  mark: string
  claims: number
  reports: number
  disputes: number
  sides: Side[]
  holders: string[]
  statuses: string[]
  places: ScenePlace[]
  cuts: number[]
  published: number[]
  told: ((number | null)[])[]
  rivers: Course[]
  landmarks: Landmark[]
  shared: boolean
  reading: boolean
}

export interface ScenePlace {
  id: string
  name: string
  within?: string
  country?: string
  lat?: number
  lon?: number
  precision: string
  radius_km?: number
  geometry?: Record<string, unknown>
  told: number
  spans: (number | null)[]
}

export interface Tie {
  actor: string
  target: string
  type: string
  first?: string
  last?: string
  count: number
  families: number
  claims: string[]
}

export interface Ties {
  actors: Actor[]
  ties: Tie[]
}

export interface Turn {
  kind: string
  place: string
  id: string
  on: string
  before?: string
  after?: string
  p: number
  claims: string[]
}

export interface WholeReport {
  report: PageReport
  claims: PageClaim[]
}

export interface Why {
  place: string
  answer: string
  voices_for: number
  voices_against: number
  reasons: Reason[]
}
