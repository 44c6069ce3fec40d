// What the reader is looking at, kept in the address after `#`, so that a view can be sent to somebody else.

import type { Data } from './data'
import { toDay, toIso, type Day } from './time'

export const TABS = ['places', 'claims', 'disputes', 'reports'] as const
export type Tab = (typeof TABS)[number]
export const PAGES = ['map', 'timeline', 'actors', 'contradictions', 'sources', 'reports', 'changes', 'review', 'audit', 'bring'] as const
export type Page = (typeof PAGES)[number]
/** Views in which the record is changed. */
const CHANGING: readonly Page[] = ['review', 'audit', 'bring']
/** The views that whoever looks may open: readers change nothing. */
export const pagesOf = (data: Data): Page[] => PAGES.filter((page) => !data.live?.scene.reading || !CHANGING.includes(page))
export type Knowing = 'all' | 'same' | 'on'

/** Filters of the views, by their names in the address; those of the API are the same. */
export const FILTERS = ['q', 'at', 'actor', 'type', 'status', 'from', 'to', 'source', 'of', 'size', 'seed', 'since', 'show'] as const
export type Filter = (typeof FILTERS)[number]

/** Layers of the map that can be taken off. */
export const LAYERS = ['fronts', 'advances'] as const
export type Layer = (typeof LAYERS)[number]

export class View {
  day = $state<Day | null>(null)
  knowing = $state<Knowing>('all')
  knownDay = $state<Day | null>(null)
  place = $state<string | null>(null)
  claim = $state<string | null>(null)
  report = $state<string | null>(null)
  tab = $state<Tab>('places')
  page = $state<Page>('map')
  filters = $state<Partial<Record<Filter, string>>>({})
  sort = $state('')
  theme = $state<'light' | 'dark' | null>(null)
  hidden = $state<Layer[]>([])
  #data: Data
  #first: Day = 0
  #last: Day = 0

  constructor(data: Data) {
    this.#data = data
    this.setData(data)
    this.read(location.hash)
  }

  /** A newer state of the record; what is looked at stays, as far as it is still there. */
  setData(data: Data): void {
    const atEnd = this.day === null || this.day === this.#last
    this.#data = data
    this.#first = data.clock?.first ?? 0
    this.#last = data.clock?.last ?? 0
    if (data.clock) this.setDay(atEnd ? this.#last : (this.day ?? this.#last))
    else this.day = null
  }

  get query(): string {
    return this.filters.q ?? ''
  }
  set query(text: string) {
    this.setFilter('q', text)
  }

  setFilter(name: Filter, value: string | null): void {
    const { [name]: _, ...rest } = this.filters
    this.filters = value ? { ...rest, [name]: value } : rest
  }

  /** Turns to another view, with these filters. */
  open(page: Page, filters: Partial<Record<Filter, string>> = {}): void {
    this.page = page
    this.filters = filters
    this.sort = ''
    this.claim = this.report = null
  }

  /** The day as of which knowledge counts; null: everything that was read. */
  get known(): Day | null {
    if (this.knowing === 'all' || this.day === null) return null
    return this.knowing === 'same' ? this.day : (this.knownDay ?? this.#last)
  }

  /** Takes a layer off the map or puts it on again. */
  turn(layer: Layer): void {
    this.hidden = LAYERS.filter((one) => this.hidden.includes(one) !== (one === layer))
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
    this.claim = claim !== null && (this.#data.live || this.#data.claimById.has(claim)) ? claim : null
    this.report = this.#data.live ? fields.get('report') : null
    this.tab = TABS.find((tab) => tab === fields.get('tab')) ?? 'places'
    this.page = (this.#data.live && pagesOf(this.#data).find((page) => page === fields.get('view'))) || 'map'
    this.filters = Object.fromEntries(FILTERS.flatMap((name) => (fields.get(name) ? [[name, fields.get(name)]] : [])))
    this.sort = fields.get('sort') ?? ''
    const hidden = fields.get('hide')?.split('.') ?? []
    this.hidden = LAYERS.filter((layer) => hidden.includes(layer))
    const theme = fields.get('theme')
    this.theme = theme === 'light' || theme === 'dark' ? theme : null
  }

  write(): string {
    const fields = new URLSearchParams()
    if (this.page !== 'map') fields.set('view', this.page)
    if (this.day !== null && this.day !== this.#last) fields.set('on', toIso(this.day))
    if (this.knowing === 'same') fields.set('known', 'same')
    if (this.knowing === 'on' && this.knownDay !== null) fields.set('known', toIso(this.knownDay))
    if (this.place !== null) fields.set('place', this.place)
    if (this.claim !== null) fields.set('claim', this.claim)
    if (this.report !== null) fields.set('report', this.report)
    if (this.tab !== 'places') fields.set('tab', this.tab)
    for (const name of FILTERS) if (this.filters[name]) fields.set(name, this.filters[name])
    if (this.sort) fields.set('sort', this.sort)
    if (this.hidden.length > 0) fields.set('hide', this.hidden.join('.'))
    if (this.theme) fields.set('theme', this.theme)
    return fields.toString()
  }
}
