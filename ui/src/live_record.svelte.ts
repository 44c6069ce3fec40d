// The record as a server delivers it: the scene first, claims and earlier knowledge on demand.

import { api, type Batch, type Job, type Known, type Scene } from './api/client'
import { subscribe } from './api/transfer'
import type { PageData } from './contract'
import { clockRange, toClaim } from './data'
import { fold } from './fold'
import { EMPTY_HISTORY, PackedHistory, type History } from './history'
import type { Claim, ClaimCount, Data, LiveSource, Place } from './model'
import { toIso, type Day } from './time'

/** A record on a server, kept up to date by its event stream. */
export class LiveRecord implements LiveSource {
  scene: Scene
  /** Changes whenever the dossier changes; views then load again. */
  mark = $state('')
  jobs = $state<Job[]>([])
  #histories = $state.raw(new Map<Day, Map<string, History>>())
  #requested = new Set<Day>()
  /** Called with the new scene when the record has changed. */
  onscene: (scene: Scene) => void = () => {}

  constructor(scene: Scene) {
    this.scene = scene
    this.mark = scene.mark
  }

  /** Returns the last day up to `day` on which anything new became known, or null if there is none. */
  cutBefore(day: Day): Day | null {
    const cuts = this.scene.cuts
    let [low, high] = [0, cuts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cuts[middle] ?? 0) <= day) low = middle + 1
      else high = middle
    }
    return cuts[low - 1] ?? null
  }

  /** Checks whether the histories as known on a day are loaded. Before the first report there are none to load. */
  has(day: Day): boolean {
    const cut = this.cutBefore(day)
    return cut === null || cut === this.scene.cuts.at(-1) || this.#histories.has(cut)
  }

  /** Returns a place's history as known on a day; empty if it is not loaded yet. */
  historyOn(place: Place, day: Day): History {
    const cut = this.cutBefore(day)
    if (cut === null) return EMPTY_HISTORY
    if (cut === this.scene.cuts.at(-1)) return place.versions.at(-1)?.history ?? EMPTY_HISTORY
    return this.#histories.get(cut)?.get(place.source.id) ?? EMPTY_HISTORY
  }

  /** Loads the histories as known on a day, and waits while the server computes them. */
  async load(day: Day): Promise<void> {
    const cut = this.cutBefore(day)
    if (cut === null || cut === this.scene.cuts.at(-1) || this.#requested.has(cut)) return
    this.#requested.add(cut)
    try {
      let found: Known
      do found = await api.known(toIso(cut))
      while (!found.ready)
      const names = { ...found, statuses: this.scene.statuses }
      const histories = new Map(Object.entries(found.spans).map(([id, numbers]) => [id, new PackedHistory(numbers, names)]))
      this.#histories = new Map([...this.#histories, [cut, histories]])
    } catch {
      this.#requested.delete(cut)
    }
  }

  /** Follows the server's event stream. Returns a function that stops it. */
  watch(): () => void {
    return subscribe((kind, data) => {
      if (kind === 'job') this.#updateJob(data as Job)
      if (kind === 'picture' && (data as { mark: string }).mark !== this.scene.mark) void this.refresh()
    })
  }

  async refresh(): Promise<void> {
    const scene = await api.scene()
    if (scene.mark === this.scene.mark) return
    this.scene = scene
    this.#histories = new Map()
    this.#requested.clear()
    this.mark = scene.mark
    this.onscene(scene)
  }

  #updateJob(job: Job): void {
    this.jobs = [job, ...this.jobs.filter((one) => one.id !== job.id)]
  }
}

/** Converts a scene to the data that the map, the clock and the lists show. */
export function dataFromScene(live: LiveRecord): Data {
  const { scene } = live
  const names = { holders: scene.holders, sides: scene.sides.map((side) => side.id), statuses: scene.statuses }
  const page: PageData = {
    version: 1,
    title: scene.title,
    generator: scene.generator,
    generated: toIso(Math.floor(Date.now() / 86_400_000)),
    sides: scene.sides,
    places: [],
    claims: [],
    reports: [],
    disputes: [],
    cuts: scene.cuts.map(toIso),
    rivers: scene.rivers,
    landmarks: scene.landmarks,
    notes: [],
  }
  const places = scene.places.map((one): Place => {
    const { spans, told, ...rest } = one
    const versions = [{ from: null, history: new PackedHistory(spans, names) }]
    const source = { ...rest, precision: rest.precision as Place['source']['precision'], versions: [] }
    const place: Place = { source, folded: fold([one.name, one.within].join(' ')), versions, claims: [], claimCount: told }
    place.historyAsKnownOn = (day) => live.historyOn(place, day)
    return place
  })
  const claimCounts = scene.told.map(([day, known, claims]): ClaimCount => ({
    day: day ?? null,
    known: known ?? null,
    claims: claims ?? 0,
  }))
  return {
    page,
    places,
    claimCounts,
    live,
    placeById: new Map(places.map((place) => [place.source.id, place])),
    claims: [],
    claimById: new Map(),
    reportById: new Map(),
    lookBySide: new Map(scene.sides.map((side) => [side.id, side.look])),
    nameBySide: new Map(scene.sides.map((side) => [side.id, side.name])),
    sizes: { places: places.length, claims: scene.claims, disputes: scene.disputes, reports: scene.reports },
    clock: clockRange(
      scene.published,
      claimCounts.flatMap((one) => one.day ?? []),
      places,
    ),
  }
}

/** Joins the claims of a batch to their reports and caches them, so that they can be opened. */
export function claimsFromBatch(data: Data, batch: Batch): Claim[] {
  const reports = new Map(batch.reports.map((report) => [report.id, report]))
  const claims = batch.claims.flatMap((source) => toClaim(source, reports) ?? [])
  cacheClaims(data, claims)
  return claims
}

/** More claims than any view shows at once. An evicted claim is requested again. */
const MAX_CACHED_CLAIMS = 5000

/** Caches claims and evicts those that were cached first. */
export function cacheClaims(data: Data, claims: Claim[]): void {
  for (const claim of claims) {
    data.claimById.delete(claim.source.id)
    data.claimById.set(claim.source.id, claim)
  }
  for (const id of data.claimById.keys()) {
    if (data.claimById.size <= MAX_CACHED_CLAIMS) return
    data.claimById.delete(id)
  }
}
