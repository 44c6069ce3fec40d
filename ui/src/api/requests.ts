// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.

export interface Judging {
  kind?: "claim" | "event" | "place" | "actor" | "merge"
  subject: string
  verdict: "accept" | "reject" | "correct"
  why?: string
  correction?: Record<string, unknown>
}

export interface Pasted {
  text?: string
  title?: string
  source?: string
  published?: string
  url?: string
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
