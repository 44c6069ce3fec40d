// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.

import type { Course, Dispute, Landmark, PageClaim, PageReport, Side } from '../contract'
import { ask, send } from './ask'

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

export interface Agreement {
  people: string[]
  items: number
  same: number
  alpha?: number
  low?: number
  high?: number
}

export interface Audit {
  of: string
  population: number
  sampled: number
  overall: Precision
  by_type: Precision[]
  by_source: Precision[]
  by_confidence: Precision[]
  agreement: Agreement
}

export interface Batch {
  claims: PageClaim[]
  reports: PageReport[]
  total?: number
  next?: string
}

export interface Collection {
  id: string
  title: string
  description: string
  itemType: "feature"
  extent?: Extent
  links: Link[]
}

export interface Collections {
  links: Link[]
  collections: Collection[]
}

export interface Conformance {
  conformsTo: string[]
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

export interface Extent {
  spatial?: Record<string, unknown>
  temporal?: Record<string, unknown>
}

export interface Feature {
  type: "Feature"
  id: string
  geometry?: Record<string, unknown>
  properties: Record<string, unknown>
  links: Link[]
}

export interface Features {
  type: "FeatureCollection"
  features: Feature[]
  links: Link[]
  numberReturned: number
  numberMatched?: number
  timeStamp: string
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
  refused: Refusal[]
  error?: string
  reports: string[]
}

export interface Jobs {
  jobs: Job[]
}

export interface Judged {
  number: number
  drawn: boolean
  mark: string
}

export interface Judgement {
  seq: number
  kind: "claim" | "event" | "place" | "actor" | "merge"
  subject: string
  verdict: "accept" | "reject" | "correct"
  who: string
  at: string
  why: string
  correction?: Record<string, unknown>
  undone: boolean
  now: string
  doubtful: boolean
  claims: string[]
}

export interface Judgements {
  judgements: Judgement[]
  batch: Batch
  total: number
}

export interface Judging {
  kind?: "claim" | "event" | "place" | "actor" | "merge"
  subject: string
  verdict: "accept" | "reject" | "correct"
  why?: string
  correction?: Record<string, unknown>
}

export interface Known {
  ready: boolean
  day: string
  cut?: string
  holders: string[]
  sides: string[]
  spans: Record<string, (number | null)[]>
}

export interface Landing {
  title: string
  description: string
  links: Link[]
}

export interface Link {
  href: string
  rel: string
  type: string
  title?: string
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

export interface Pasted {
  text?: string
  title?: string
  source?: string
  published?: string
  url?: string
}

export interface Precision {
  group: string
  judged: number
  right: number
  unclear: number
  share?: number
  low?: number
  high?: number
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

export interface Queue {
  waiting: QueueRow[]
  batch: Batch
  total: number
}

export interface QueueRow {
  claim: string
  reason: string
  weight: number
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

export interface Sample {
  of: "claims" | "events" | "places"
  seed: number
  size: number
  population: number
  mark: string
  items: SampleItem[]
  batch: Batch
}

export interface SampleItem {
  id: string
  says: string
  type: string
  source?: string
  confidence: number
  claims: string[]
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

export interface Undoing {
  why?: string
}

export interface Verdicts {
  of: "claims" | "events" | "places"
  seed: number
  size: number
  verdicts: Record<string, "right" | "wrong" | "unclear">
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

export const api = {
  landing: (): Promise<Landing> => ask(``),
  conformance: (): Promise<Conformance> => ask(`conformance`),
  collections: (): Promise<Collections> => ask(`collections`),
  collection: (name: string): Promise<Collection> => ask(`collections/${encodeURIComponent(name)}`),
  items: (name: string, query: { bbox?: string; datetime?: string; limit?: number; after?: string; place?: string; actor?: string; kind?: string; type?: string; status?: string; from?: string; to?: string; q?: string; report?: string; known?: string } = {}): Promise<Features> => ask(`collections/${encodeURIComponent(name)}/items`, query),
  item: (name: string, id: string): Promise<Feature> => ask(`collections/${encodeURIComponent(name)}/items/${encodeURIComponent(id)}`),
  scene: (): Promise<Scene> => ask(`scene`),
  known: (day: string): Promise<Known> => ask(`known/${encodeURIComponent(day)}`),
  evidence: (id: string, query: { known?: string } = {}): Promise<Evidence> => ask(`places/${encodeURIComponent(id)}/evidence`, query),
  why: (id: string, query: { on?: string; known?: string } = {}): Promise<Why> => ask(`places/${encodeURIComponent(id)}/why`, query),
  claims: (query: { limit?: number; after?: string; place?: string; actor?: string; kind?: string; type?: string; status?: string; from?: string; to?: string; q?: string; report?: string; known?: string } = {}): Promise<Batch> => ask(`claims`, query),
  claim: (id: string): Promise<Batch> => ask(`claims/${encodeURIComponent(id)}`),
  reports: (query: { q?: string; source?: string; known?: string; limit?: number; after?: string } = {}): Promise<ReportRows> => ask(`reports`, query),
  report: (id: string): Promise<WholeReport> => ask(`reports/${encodeURIComponent(id)}`),
  timeline: (query: { limit?: number; after?: string; place?: string; actor?: string; kind?: string; type?: string; status?: string; from?: string; to?: string; q?: string; report?: string; known?: string } = {}): Promise<Moments> => ask(`timeline`, query),
  contradictions: (query: { limit?: number; after?: string; place?: string; actor?: string; kind?: string; type?: string; status?: string; from?: string; to?: string; q?: string; report?: string; known?: string } = {}): Promise<Quarrels> => ask(`contradictions`, query),
  actors: (): Promise<Ties> => ask(`actors`),
  sources: (): Promise<Outlets> => ask(`sources`),
  search: (query: { q: string; in?: "claims" | "reports"; limit?: number; after?: number }): Promise<Hits> => ask(`search`, query),
  queue: (query: { limit?: number; place?: string } = {}): Promise<Queue> => ask(`review/queue`, query),
  judgements: (query: { limit?: number } = {}): Promise<Judgements> => ask(`judgements`, query),
  judge: (body: Judging): Promise<Judged> => send(`judgements`, body),
  undo: (number: number, body: Undoing): Promise<Judged> => send(`judgements/${encodeURIComponent(number)}/undo`, body),
  draw: (query: { of?: "claims" | "events" | "places"; size?: number; seed?: number } = {}): Promise<Sample> => ask(`audit/sample`, query),
  audit: (body: Verdicts): Promise<Audit> => send(`audits`, body),
  paste: (body: Pasted): Promise<Job> => send(`intake`, body),
  jobs: (): Promise<Jobs> => ask(`jobs`),
  job: (id: string): Promise<Job> => ask(`jobs/${encodeURIComponent(id)}`),
  news: (query: { after?: number; since?: string } = {}): Promise<News> => ask(`changes`, query),
}
