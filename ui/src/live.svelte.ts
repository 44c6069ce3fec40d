// The record as a server tells it: the scene at once, claims and earlier knowledge when somebody asks for them.

import { listen } from './api/ask'
import { api, type Batch, type Job, type Known, type Scene } from './api/client'
import type { PageData } from './contract'
import { clockFrom, toClaim, type Claim, type Data, type Place, type Told } from './data'
import { fold } from './fold'
import { NOTHING, Packed, type History } from './history'
import { toIso, type Day } from './time'

export class Live {
  scene: Scene
  /** Counts up whenever the dossier changed; views ask anew. */
  mark = $state('')
  jobs = $state<Job[]>([])
  #known = $state.raw(new Map<Day, Map<string, History>>())
  #asked = new Set<Day>()
  /** Called with a new scene when the record changed. */
  onscene: (scene: Scene) => void = () => {}

  constructor(scene: Scene) {
    this.scene = scene
    this.mark = scene.mark
  }

  /** The last day up to `day` on which anything new was known. */
  cutOf(day: Day): Day | null {
    const cuts = this.scene.cuts
    let [low, high] = [0, cuts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cuts[middle] ?? 0) <= day) low = middle + 1
      else high = middle
    }
    return cuts[low - 1] ?? null
  }

  /** Whether what was known on a day is here; what was known before the first report is nothing. */
  has(day: Day): boolean {
    const cut = this.cutOf(day)
    return cut === null || cut === this.scene.cuts.at(-1) || this.#known.has(cut)
  }

  historyOn(place: Place, day: Day): History {
    const cut = this.cutOf(day)
    if (cut === null) return NOTHING
    if (cut === this.scene.cuts.at(-1)) return place.versions.at(-1)?.history ?? NOTHING
    return this.#known.get(cut)?.get(place.source.id) ?? NOTHING
  }

  /** Gets what was known on a day, and then on the next, towards which a person drags. */
  async need(day: Day): Promise<void> {
    const cut = this.cutOf(day)
    if (cut === null || cut === this.scene.cuts.at(-1) || this.#asked.has(cut)) return
    this.#asked.add(cut)
    try {
      let found: Known
      do found = await api.known(toIso(cut))
      while (!found.ready)
      const names = { ...found, statuses: this.scene.statuses }
      const histories = new Map(Object.entries(found.spans).map(([id, numbers]) => [id, new Packed(numbers, names)]))
      this.#known = new Map([...this.#known, [cut, histories]])
    } catch {
      this.#asked.delete(cut)
    }
  }

  /** Listens for news; asks for a new scene when the record changed. */
  watch(): () => void {
    return listen((kind, data) => {
      if (kind === 'job') this.#job(data as Job)
      if (kind === 'picture' && (data as { mark: string }).mark !== this.scene.mark) void this.renew()
    })
  }

  async renew(): Promise<void> {
    const scene = await api.scene()
    if (scene.mark === this.scene.mark) return
    this.scene = scene
    this.#known = new Map()
    this.#asked.clear()
    this.mark = scene.mark
    this.onscene(scene)
  }

  #job(job: Job): void {
    this.jobs = [job, ...this.jobs.filter((one) => one.id !== job.id)]
  }
}

/** The scene as the data that the map, the clock and the lists draw. */
export function dataOf(live: Live): Data {
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
    const versions = [{ from: null, history: new Packed(spans, names) }]
    const place: Place = {
      source: { ...rest, precision: rest.precision as Place['source']['precision'], versions: [] },
      folded: fold([one.name, one.within].join(' ')),
      versions,
      claims: [],
      weight: told,
    }
    place.asKnown = (day) => live.historyOn(place, day)
    return place
  })
  const told = scene.told.map(([day = null, known = null, claims = 0]): Told => ({
    day: day ?? null,
    known: known ?? null,
    claims: claims ?? 0,
  }))
  const data: Data = {
    page,
    places,
    told,
    live,
    placeById: new Map(places.map((place) => [place.source.id, place])),
    claims: [],
    claimById: new Map(),
    reportById: new Map(),
    lookBySide: new Map(scene.sides.map((side) => [side.id, side.look])),
    nameBySide: new Map(scene.sides.map((side) => [side.id, side.name])),
    sizes: { places: places.length, claims: scene.claims, disputes: scene.disputes, reports: scene.reports },
    clock: clockFrom(
      scene.published,
      told.flatMap((one) => one.day ?? []),
      places,
    ),
  }
  return data
}

/** The claims of a batch with their reports; they can be opened from now on. */
export function claimsOf(data: Data, batch: Batch): Claim[] {
  const reports = new Map(batch.reports.map((report) => [report.id, report]))
  const claims = batch.claims.flatMap((source) => toClaim(source, reports))
  keep(data, claims)
  return claims
}

/** More than any view shows at once; a claim that was let go is asked for again. */
const MOST_CLAIMS = 5000

/** Keeps claims at hand: the latest of those that were asked for. */
export function keep(data: Data, claims: Claim[]): void {
  for (const claim of claims) {
    data.claimById.delete(claim.source.id)
    data.claimById.set(claim.source.id, claim)
  }
  for (const id of data.claimById.keys()) {
    if (data.claimById.size <= MOST_CLAIMS) return
    data.claimById.delete(id)
  }
}
