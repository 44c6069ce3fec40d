// Finds what the map can show by its name: places of the record, and towns of the base map.

import { fold } from '../fold'
import type { Data } from '../model'

export interface Found {
  /** The id of a place of the record; null for a town of the base map. */
  id: string | null
  name: string
  within: string | null
  lon: number
  lat: number
}

/** Most results. */
const MOST = 8

/** Returns places, then towns, whose name contains the query; names that begin with it come first, then places with more claims. */
export function findOnMap(data: Data, query: string): Found[] {
  const wanted = fold(query.trim())
  if (wanted === '') return []
  const places = data.places.flatMap(({ source, folded, claimCount }) => {
    const { id, name, within, lon, lat } = source
    if (lon === undefined || lat === undefined || !folded.includes(wanted)) return []
    return [{ found: { id, name, within: within ?? null, lon, lat }, rank: (folded.startsWith(wanted) ? 1e9 : 1e6) + claimCount }]
  })
  const towns = data.page.landmarks.flatMap(({ name, lon, lat }, i) => {
    const folded = fold(name)
    return folded.includes(wanted)
      ? [{ found: { id: null, name, within: null, lon, lat }, rank: (folded.startsWith(wanted) ? 1e5 : 0) - i }]
      : []
  })
  return [...places, ...towns]
    .sort((one, other) => other.rank - one.rank)
    .slice(0, MOST)
    .map(({ found }) => found)
}
