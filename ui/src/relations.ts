// Which relations and actors the graph of a day shows.

import type { Tie } from './api/client'
import { toDay, type Day } from './time'

/** Days for which a hostile act counts. */
const HOSTILE_DAYS = 30
const MAX_ACTORS = 28

export const isHostile = (type: string): boolean => type === 'against' || type === 'fights'

/** Returns the relations reported up to a day, hostile acts only if recent; all of them without a day. */
export function relationsOn(ties: Tie[], day: Day | null): Tie[] {
  if (day === null) return ties
  return ties.filter((tie) => {
    const [first, last] = [toDay(tie.first), toDay(tie.last)]
    const begun = first === null || first <= day
    return begun && (last === null || tie.type !== 'against' || last >= day - HOSTILE_DAYS)
  })
}

/** Returns the keys of the actors with the most independent sources for their relations. */
export function topActors(ties: Tie[], most = MAX_ACTORS): string[] {
  const counts = new Map<string, number>()
  for (const tie of ties) for (const key of [tie.actor, tie.target]) counts.set(key, (counts.get(key) ?? 0) + tie.families)
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, most)
    .map(([key]) => key)
}
