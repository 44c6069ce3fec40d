// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.

import type { Collection, Collections, Conformance, Feature, Features, Landing } from './features'
import type { Batch, Evidence, Hits, Job, Jobs, Known, Moments, News, Outlets, Quarrels, ReportRows, Scene, Ties, WholeReport, Why } from './records'
import type { Judging, Pasted, Undoing, Verdicts } from './requests'
import type { Audit, Judged, Judgements, Queue, Sample } from './review'
import { ask, send } from './ask'

export type * from './features'
export type * from './records'
export type * from './requests'
export type * from './review'

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
