// The last visits to this record, kept in this browser only.

export interface Visit {
  /** Number of the last ledger entry. */
  head: number
  /** Time in milliseconds since 1970. */
  at: number
}

const KEY = 'heldby-visit'
const GAP_MS = 30 * 60_000

function read(key: string): Visit | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Visit | null
  } catch {
    return null
  }
}

/** Returns the visit before this one; null on the first. */
export const previousVisit = (): Visit | null => read(`${KEY}-before`)

/** Records that the page is in use. After half an hour without use a new visit begins. */
export function recordVisit(head: number): void {
  try {
    const latest = read(KEY)
    if (latest && Date.now() - latest.at > GAP_MS) localStorage.setItem(`${KEY}-before`, JSON.stringify(latest))
    localStorage.setItem(KEY, JSON.stringify({ head, at: Date.now() }))
  } catch {
    // A browser that stores nothing: every visit is the first.
  }
}
