// Written by `python -m heldby.presentation.typescript` from src/heldby/presentation/schema.py; change it there.

export interface Course {
  name: string
  lines: [number, number][][]
}

export interface Dispute {
  id: string
  kind: string
  reason: string
  place?: string
  claims: string[]
  first?: string
  last?: string
}

export interface Interval {
  first?: string
  last?: string
  holder?: string
  side?: string
  status: "held" | "contested" | "besieged" | "unknown"
  p: number
  inferred: boolean
  claims: string[]
  onset?: "told" | "by"
}

export interface Landmark {
  name: string
  lat: number
  lon: number
}

export interface Note {
  code: "claims-left-out" | "texts-shortened" | "cuts-thinned"
  shown: number
  total: number
}

export interface PageClaim {
  id: string
  report: string
  start: number
  end: number
  kind: "event" | "control" | "relation" | "figure"
  type: "capture" | "withdraw" | "advance" | "besiege" | "repel" | "surrender" | "offensive" | "clash" | "airstrike" | "shelling" | "bombing" | "attack" | "kill" | "abduct" | "detain" | "destroy" | "deploy" | "support" | "aid" | "negotiate" | "ceasefire" | "breach" | "displace" | "demand" | "accuse" | "threaten" | "reject" | "protest" | "sanction" | "holds" | "partly_holds" | "contests" | "besieged" | "lost" | "backs" | "allied_with" | "part_of" | "fights" | "leads" | "strength" | "killed" | "wounded" | "captured" | "displaced" | "territory" | "money" | "other"
  actor: Party[]
  target: Party[]
  place: Where[]
  when?: When
  status: "happened" | "ongoing" | "planned" | "expected" | "attempted" | "denied" | "hypothetical"
  source?: SourceRef
  value?: Value
  held_as?: "last" | "only" | "main" | "former"
  confidence: number
}

export interface PageData {
  version: 1
  title: string
  generator: string
  generated: string
  sides: Side[]
  places: PagePlace[]
  claims: PageClaim[]
  reports: PageReport[]
  disputes: Dispute[]
  cuts: string[]
  rivers: Course[]
  landmarks: Landmark[]
  notes: Note[]
}

export interface PagePlace {
  id: string
  name: string
  within?: string
  country?: string
  lat?: number
  lon?: number
  precision: "point" | "near" | "area" | "line" | "admin2" | "admin1" | "country" | "unknown"
  radius_km?: number
  geometry?: Record<string, unknown>
  versions: Version[]
}

export interface PageReport {
  id: string
  title?: string
  source?: string
  url?: string
  published?: string
  known?: string
  doubt?: string
  guess?: string
  family: string
  length: number
  text: Stretch[]
  unread: Passage[]
}

export interface Party {
  text: string
  name?: string
  id?: string
  side?: string
}

export interface Passage {
  start: number
  end: number
  kind: "title" | "copyright" | "navigation" | "repeat"
}

export interface Side {
  id: string
  name: string
  look: number
}

export interface SourceRef {
  text: string
  id?: string
  kind: "named" | "anonymous" | "outlet" | "lost"
  via?: SourceRef
  direct: boolean
}

export interface Stretch {
  start: number
  text: string
}

export interface Value {
  low?: number
  high?: number
  unit?: string
  approx: boolean
  category?: string
}

export interface Version {
  known_from?: string
  intervals: Interval[]
}

export interface When {
  first?: string
  last?: string
  precision: "day" | "week" | "month" | "season" | "year" | "vague"
  text: string
  estimated: boolean
}

export interface Where {
  text: string
  name?: string
  within?: string
  key?: string
}
