// The claims behind the control of one place.

import { api } from './api/client'
import type { Dispute } from './contract'
import { knownClaims, voices, type Voice } from './control'
import { claimsFromBatch } from './live_record.svelte'
import type { Claim, Data, Place } from './model'
import { t } from './strings'
import { toIso, type Day } from './time'

export interface Evidence {
  claims: Claim[]
  /** Ids of the supporting claims for each span of the history; null if the spans have them. */
  supporting: string[][] | null
  contradictions: Dispute[]
}

/** Returns the claims and contradictions about a place that the page carries. */
export function embeddedEvidence(data: Data, place: Place, known: Day | null): Evidence {
  const contradictions = data.page.disputes.filter((dispute) => {
    const claims = dispute.claims.flatMap((id) => data.claimById.get(id) ?? [])
    return claims.some((claim) => place.claims.includes(claim)) && knownClaims(claims, known).length === claims.length
  })
  return { claims: knownClaims(place.claims, known), supporting: null, contradictions }
}

/** Loads the claims and contradictions about a place from the server. */
export async function loadEvidence(data: Data, place: Place, known: Day | null): Promise<Evidence> {
  const found = await api.evidence(place.source.id, known === null ? {} : { known: toIso(known) })
  return { claims: knownClaims(claimsFromBatch(data, found.batch), known), supporting: found.rests, contradictions: found.disputes }
}

/** Events that change control. */
const CONTROL_EVENTS = new Set(['capture', 'withdraw', 'surrender', 'repel', 'besiege'])
const isAboutControl = (claim: Claim): boolean => claim.source.kind === 'control' || CONTROL_EVENTS.has(claim.source.type)

/** Sorts the claims of a place into groups with titles: supporting, about control, other. Empty groups are left out. */
export function groupClaims(
  claims: Claim[],
  supporting: Set<string>,
  placeId: string,
  day: Day | null,
): { title: string; list: Voice[] }[] {
  const isSupporting = (claim: Claim): boolean => supporting.has(claim.source.id)
  const others = claims.filter((claim) => !isSupporting(claim))
  return [
    { title: t.supportingClaims, list: voices(claims.filter(isSupporting), (claim) => distance(claim, placeId, day)) },
    { title: t.controlClaims, list: voices(others.filter(isAboutControl)) },
    { title: t.otherClaims, list: voices(others.filter((claim) => !isAboutControl(claim))) },
  ].filter((group) => group.list.length > 0)
}

const [OTHER_PLACE, MAX_DAYS, UNDATED] = [1e5, 9e4, 1e6]

/** Ranks claims: those about the place itself before those about an area around it, then by days from `day`. */
function distance(claim: Claim, placeId: string, day: Day | null): number {
  const aboutPlace = claim.source.place.some((where) => where.key === placeId)
  const days = day === null ? 0 : Math.min(MAX_DAYS, Math.abs((claim.day ?? UNDATED) - day))
  return (aboutPlace ? 0 : OTHER_PLACE) + days
}
