// The types and statuses of claims, as options for forms and filters.

import { t, typeName } from './strings'

const pairs = (names: string[]): [string, string][] => names.map((name) => [name, typeName(name)])

export const EVENT_TYPES = pairs([
  'capture',
  'withdraw',
  'advance',
  'besiege',
  'repel',
  'surrender',
  'offensive',
  'clash',
  'airstrike',
  'shelling',
  'bombing',
  'attack',
  'kill',
  'abduct',
  'detain',
  'destroy',
  'deploy',
  'support',
  'aid',
  'negotiate',
  'ceasefire',
  'breach',
  'displace',
  'demand',
  'accuse',
  'threaten',
  'reject',
  'protest',
  'sanction',
])
export const STATUSES: [string, string][] = ['happened', 'ongoing', 'planned', 'expected', 'attempted', 'denied', 'hypothetical'].map(
  (name) => [name, t.claimStatus[name] ?? name],
)

/** The types of each kind of claim, in the order of the forms. */
export const TYPES_OF: Record<string, string[]> = {
  event: EVENT_TYPES.map(([name]) => name),
  control: ['holds', 'partly_holds', 'contests', 'besieged', 'lost'],
  relation: ['backs', 'allied_with', 'part_of', 'fights', 'leads'],
  figure: ['strength', 'killed', 'wounded', 'captured', 'displaced', 'territory', 'money', 'other'],
}
