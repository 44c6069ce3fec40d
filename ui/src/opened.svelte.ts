// The report that is open over the page, with all its claims.

import { api } from './api/client'
import type { PageReport } from './contract'
import { toClaim, type Claim, type Data } from './data'
import { claimsOf, keep } from './live.svelte'
import type { View } from './state.svelte'

export interface Whole {
  report: PageReport
  claims: Claim[]
}

/** The report of the claim or the report that the view has opened; null if it has none. */
export function opened(data: Data, view: View): Promise<Whole | null> | Whole | null {
  const { claim, report } = view
  if (claim === null && report === null) return null
  if (data.live) return ask(data, claim, report)
  const found = claim === null ? undefined : data.claimById.get(claim)
  return found ? { report: found.report, claims: data.claims.filter((other) => other.report === found.report) } : null
}

const kept = new Map<string, Promise<Whole>>()

async function ask(data: Data, claim: string | null, report: string | null): Promise<Whole | null> {
  const known = claim === null ? undefined : (data.claimById.get(claim) ?? claimsOf(data, await api.claim(claim))[0])
  const id = known?.report.id ?? report
  if (!id) return null
  const key = `${data.live?.scene.mark} ${id}`
  if (!kept.has(key)) kept.clear()
  const whole =
    kept.get(key) ??
    api.report(id).then((found) => {
      const claims = found.claims.flatMap((source) => toClaim(source, new Map([[found.report.id, found.report]])))
      keep(data, claims)
      return { report: found.report, claims }
    })
  kept.set(key, whole)
  return whole
}
