// The report that is open in the dialog, with all its claims.

import { api } from './api/client'
import type { PageReport } from './contract'
import { toClaim } from './data'
import { cacheClaims, claimsFromBatch } from './live_record.svelte'
import type { Claim, Data } from './model'
import type { ViewState } from './view_state.svelte'

export interface OpenReport {
  report: PageReport
  claims: Claim[]
}

/** Returns the report that the view has open, by its id or by one of its claims; null if there is none. */
export function openReport(data: Data, view: ViewState): Promise<OpenReport | null> | OpenReport | null {
  const { claim, report } = view
  if (claim === null && report === null) return null
  if (data.live) return loadReport(data, claim, report)
  const found = claim === null ? undefined : data.claimById.get(claim)
  return found ? { report: found.report, claims: data.claims.filter((other) => other.report === found.report) } : null
}

/** The last report that was loaded, by the state of the record and its id. */
const cache = new Map<string, Promise<OpenReport>>()

async function loadReport(data: Data, claimId: string | null, reportId: string | null): Promise<OpenReport | null> {
  const claim = claimId === null ? undefined : (data.claimById.get(claimId) ?? claimsFromBatch(data, await api.claim(claimId))[0])
  const id = claim?.report.id ?? reportId
  if (!id) return null
  const key = `${data.live?.scene.mark} ${id}`
  if (!cache.has(key)) cache.clear()
  const loading = cache.get(key) ?? fetchReport(data, id)
  cache.set(key, loading)
  return loading
}

async function fetchReport(data: Data, id: string): Promise<OpenReport> {
  const found = await api.report(id)
  const claims = found.claims.flatMap((source) => toClaim(source, new Map([[found.report.id, found.report]])) ?? [])
  cacheClaims(data, claims)
  return { report: found.report, claims }
}
