// What the reader is looking at, kept in the address after `#`, so that a view can be sent to somebody else.

import type { Data } from './data'
import { toDay, toIso, type Day } from './time'

export const TABS = ['places', 'claims', 'disputes', 'reports'] as const
export type Tab = (typeof TABS)[number]
export type Knowing = 'all' | 'same' | 'on'

export class View {
  day = $state<Day | null>(null)
  knowing = $state<Knowing>('all')
  knownDay = $state<Day | null>(null)
  place = $state<string | null>(null)
  claim = $state<string | null>(null)
  tab = $state<Tab>('places')
  query = $state('')
  theme = $state<'light' | 'dark' | null>(null)
  readonly #data: Data
  readonly #first: Day
  readonly #last: Day

  constructor(data: Data) {
    this.#data = data
    this.#first = data.clock?.first ?? 0
    this.#last = data.clock?.last ?? 0
    this.read(location.hash)
  }

  /** The day as of which knowledge counts; null: everything that was read. */
  get known(): Day | null {
    if (this.knowing === 'all' || this.day === null) return null
    return this.knowing === 'same' ? this.day : (this.knownDay ?? this.#last)
  }

  setDay(day: Day): void {
    this.day = Math.max(this.#first, Math.min(this.#last, day))
  }

  read(hash: string): void {
    const fields = new URLSearchParams(hash.replace(/^#/, ''))
    const clock = this.#data.clock
    this.day = null
    if (clock) this.setDay(toDay(fields.get('on')) ?? this.#last)
    const known = fields.get('known')
    this.knownDay = toDay(known) ?? (clock ? this.#last : null)
    this.knowing = !clock || !known ? 'all' : known === 'same' ? 'same' : toDay(known) === null ? 'all' : 'on'
    const place = fields.get('place')
    this.place = place !== null && this.#data.placeById.has(place) ? place : null
    const claim = fields.get('claim')
    this.claim = claim !== null && this.#data.claimById.has(claim) ? claim : null
    this.tab = TABS.find((tab) => tab === fields.get('tab')) ?? 'places'
    this.query = fields.get('q') ?? ''
    const theme = fields.get('theme')
    this.theme = theme === 'light' || theme === 'dark' ? theme : null
  }

  write(): string {
    const fields = new URLSearchParams()
    if (this.day !== null && this.day !== this.#last) fields.set('on', toIso(this.day))
    if (this.knowing === 'same') fields.set('known', 'same')
    if (this.knowing === 'on' && this.knownDay !== null) fields.set('known', toIso(this.knownDay))
    if (this.place !== null) fields.set('place', this.place)
    if (this.claim !== null) fields.set('claim', this.claim)
    if (this.tab !== 'places') fields.set('tab', this.tab)
    if (this.query) fields.set('q', this.query)
    if (this.theme) fields.set('theme', this.theme)
    return fields.toString()
  }
}
