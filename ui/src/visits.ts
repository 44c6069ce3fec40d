// When this browser last looked at this record; kept here and told to nobody but the server that has it.

export interface Visit {
  head: number
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

/** The visit before this one; null on the first. */
export const lastVisit = (): Visit | null => read(`${KEY}-before`)

/** Notes that somebody is looking; after half an hour without, a new visit begins. */
export function note(head: number): void {
  try {
    const latest = read(KEY)
    if (latest && Date.now() - latest.at > GAP_MS) localStorage.setItem(`${KEY}-before`, JSON.stringify(latest))
    localStorage.setItem(KEY, JSON.stringify({ head, at: Date.now() }))
  } catch {
    /* a browser that keeps nothing: every visit is the first */
  }
}
