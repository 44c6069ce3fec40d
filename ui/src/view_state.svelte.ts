// What the reader is looking at. It is kept in the address after `#`, so that a view can be shared.

import type { Data } from './model'
import { toDay, toIso, type Day } from './time'

export const TABS = ['places', 'claims', 'disputes', 'reports'] as const
export type Tab = (typeof TABS)[number]
export const PAGES = ['map', 'timeline', 'actors', 'contradictions', 'sources', 'reports', 'changes', 'review', 'audit', 'bring'] as const
export type Page = (typeof PAGES)[number]
/** Views that change the record. */
const EDITING: readonly Page[] = ['review', 'audit', 'bring']

/** Returns the views that this person may open: a read-only copy has none that change the record. */
export const availablePages = (data: Data): Page[] => PAGES.filter((page) => !data.live?.scene.reading || !EDITING.includes(page))

/** Which reports count: all, those known on the day shown, or those known on a day of their own. */
export type Knowledge = 'all' | 'same' | 'on'

/** The middle and the zoom of the map. */
export interface Camera {
  lon: number
  lat: number
  zoom: number
}

/** Reads a camera from the address: longitude, latitude and zoom. */
function toCamera(text: string | null): Camera | null {
  const [lon = NaN, lat = NaN, zoom = NaN] = (text ?? '').split(',').map(Number)
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 13 ? { lon, lat, zoom } : null
}

/** Filters of the views, by their names in the address; those of the API are the same. */
export const FILTERS = ['q', 'at', 'actor', 'type', 'status', 'from', 'to', 'source', 'of', 'size', 'seed', 'since', 'show'] as const
export type Filter = (typeof FILTERS)[number]
export type Filters = Partial<Record<Filter, string>>

/** Layers of the map that can be hidden. */
export const LAYERS = ['fronts', 'advances', 'areas'] as const
export type Layer = (typeof LAYERS)[number]
/** The layers that are hidden until the reader asks for them: areas look more certain than the reports are. */
const HIDDEN_AT_FIRST: readonly Layer[] = ['areas']

/** The state of the app that the address keeps. */
export class ViewState {
  day = $state<Day | null>(null)
  knowledge = $state<Knowledge>('all')
  knownDay = $state<Day | null>(null)
  place = $state<string | null>(null)
  claim = $state<string | null>(null)
  report = $state<string | null>(null)
  tab = $state<Tab>('places')
  page = $state<Page>('map')
  filters = $state<Filters>({})
  sort = $state('')
  theme = $state<'light' | 'dark' | null>(null)
  /** The part of the world that the reader chose; null for the first view. */
  camera = $state.raw<Camera | null>(null)
  /** Whether another page shows the map in a frame, without the lists. */
  embedded = $state(false)
  hidden = $state<Layer[]>([...HIDDEN_AT_FIRST])
  #data: Data
  #first: Day = 0
  #last: Day = 0

  constructor(data: Data) {
    this.#data = data
    this.setData(data)
    this.readHash(location.hash)
  }

  /** Takes a newer state of the record. The day stays, except that the last day follows the record. */
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

  /** Opens another view with these filters. */
  open(page: Page, filters: Filters = {}): void {
    this.page = page
    this.filters = filters
    this.sort = ''
    this.claim = this.report = null
  }

  /** The day up to which reports count; null for all reports. */
  get known(): Day | null {
    if (this.knowledge === 'all' || this.day === null) return null
    return this.knowledge === 'same' ? this.day : (this.knownDay ?? this.#last)
  }

  /** Hides a layer of the map or shows it again. */
  toggleLayer(layer: Layer): void {
    this.hidden = LAYERS.filter((one) => this.hidden.includes(one) !== (one === layer))
  }

  /** Sets the day, within the days of the clock. */
  setDay(day: Day): void {
    this.day = Math.max(this.#first, Math.min(this.#last, day))
  }

  /** Sets everything from the address. Unknown values fall back to the default. */
  readHash(hash: string): void {
    const fields = new URLSearchParams(hash.replace(/^#/, ''))
    const { clock, placeById, claimById, live } = this.#data
    this.day = null
    if (clock) this.setDay(toDay(fields.get('on')) ?? this.#last)
    const known = fields.get('known')
    this.knownDay = toDay(known) ?? (clock ? this.#last : null)
    this.knowledge = !clock || !known ? 'all' : known === 'same' ? 'same' : toDay(known) === null ? 'all' : 'on'
    const place = fields.get('place')
    this.place = place !== null && placeById.has(place) ? place : null
    const claim = fields.get('claim')
    this.claim = claim !== null && (live || claimById.has(claim)) ? claim : null
    this.report = live ? fields.get('report') : null
    this.tab = TABS.find((tab) => tab === fields.get('tab')) ?? 'places'
    this.page = (live && availablePages(this.#data).find((page) => page === fields.get('view'))) || 'map'
    this.filters = Object.fromEntries(FILTERS.flatMap((name) => (fields.get(name) ? [[name, fields.get(name)]] : [])))
    this.sort = fields.get('sort') ?? ''
    const hidden = fields.get('hide')?.split('.') ?? []
    const shown = fields.get('layers')?.split('.') ?? []
    this.hidden = LAYERS.filter((layer) => (HIDDEN_AT_FIRST.includes(layer) ? !shown.includes(layer) : hidden.includes(layer)))
    this.camera = toCamera(fields.get('map'))
    this.embedded = fields.get('embed') === '1'
    const theme = fields.get('theme')
    this.theme = theme === 'light' || theme === 'dark' ? theme : null
  }

  /** Returns the address part for this state, without default values. */
  toHash(): string {
    const fields = new URLSearchParams()
    if (this.page !== 'map') fields.set('view', this.page)
    if (this.day !== null && this.day !== this.#last) fields.set('on', toIso(this.day))
    if (this.knowledge === 'same') fields.set('known', 'same')
    if (this.knowledge === 'on' && this.knownDay !== null) fields.set('known', toIso(this.knownDay))
    if (this.place !== null) fields.set('place', this.place)
    if (this.claim !== null) fields.set('claim', this.claim)
    if (this.report !== null) fields.set('report', this.report)
    if (this.tab !== 'places') fields.set('tab', this.tab)
    for (const name of FILTERS) if (this.filters[name]) fields.set(name, this.filters[name])
    if (this.sort) fields.set('sort', this.sort)
    const hide = this.hidden.filter((layer) => !HIDDEN_AT_FIRST.includes(layer))
    const shown = HIDDEN_AT_FIRST.filter((layer) => !this.hidden.includes(layer))
    if (hide.length > 0) fields.set('hide', hide.join('.'))
    if (shown.length > 0) fields.set('layers', shown.join('.'))
    if (this.theme) fields.set('theme', this.theme)
    if (this.camera) fields.set('map', [this.camera.lon.toFixed(3), this.camera.lat.toFixed(3), this.camera.zoom.toFixed(2)].join(','))
    if (this.embedded) fields.set('embed', '1')
    return fields.toString()
  }
}
