// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.

import type { Batch } from './records'

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

export interface Precision {
  group: string
  judged: number
  right: number
  unclear: number
  share?: number
  low?: number
  high?: number
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
