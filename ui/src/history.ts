// Who held a place from when to when. A large record has hundreds of thousands of spans; each is made when somebody looks at it.

import type { Interval } from './contract'
import type { Day } from './time'

export interface Span {
  first: Day | null
  last: Day | null
  interval: Interval
}

export abstract class History {
  #made: (WeakRef<Span> | undefined)[] = []

  abstract readonly length: number
  abstract first(i: number): Day | null
  abstract last(i: number): Day | null
  abstract side(i: number): unknown
  abstract inferred(i: number): boolean
  protected abstract make(i: number): Span

  /** The span in this place of the history; the same one as long as anybody holds it. */
  at(i: number): Span {
    const kept = this.#made[i]?.deref()
    if (kept) return kept
    const made = this.make(i)
    this.#made[i] = new WeakRef(made)
    return made
  }

  get spans(): Span[] {
    return Array.from({ length: this.length }, (_, i) => this.at(i))
  }

  /** The span that covers a day; the last one if the record has no clock. */
  on(day: Day | null): Span | null {
    if (day === null) return this.length > 0 ? this.at(this.length - 1) : null
    for (let i = 0; i < this.length; i += 1) if ((this.first(i) ?? -Infinity) <= day && (this.last(i) ?? Infinity) >= day) return this.at(i)
    return null
  }

  /** Days on which anything begins. */
  beginnings(): Day[] {
    return Array.from({ length: this.length }, (_, i) => this.first(i)).filter((day) => day !== null)
  }

  /** Days on which it went, as told, from one side to another; being contested in between is no change, nor is what is only inferred. */
  flips(): Day[] {
    let holder: unknown = null
    const days: Day[] = []
    for (let i = 0; i < this.length; i += 1) {
      const [side, first] = [this.side(i), this.first(i)]
      if (side === null || this.inferred(i)) continue
      if (holder !== null && holder !== side && first !== null) days.push(first)
      holder = side
    }
    return days
  }
}

/** A history of which every span is there. */
export class Given extends History {
  readonly #spans: Span[]

  constructor(spans: Span[]) {
    super()
    this.#spans = spans
  }

  get length(): number {
    return this.#spans.length
  }
  first(i: number): Day | null {
    return this.#spans[i]?.first ?? null
  }
  last(i: number): Day | null {
    return this.#spans[i]?.last ?? null
  }
  side(i: number): string | null {
    return this.#spans[i]?.interval.side ?? null
  }
  inferred(i: number): boolean {
    return this.#spans[i]?.interval.inferred ?? false
  }
  protected make(i: number): Span {
    return this.#spans[i] as Span
  }
}

/** One and the same, so that what is not told stays what it was. */
export const NOTHING: History = new Given([])

/** The names that the numbers of a packed history stand for. */
export interface Names {
  holders: string[]
  sides: string[]
  statuses: string[]
}

/** Numbers that tell of one span: first, last, holder, side, status, percent, and 1 if inferred, 2 if held by its first day and not since. */
const WIDTH = 7

/** A history as the server tells it: spans of numbers, one after another. */
export class Packed extends History {
  readonly #numbers: (number | null)[]
  readonly #names: Names

  constructor(numbers: (number | null)[], names: Names) {
    super()
    this.#numbers = numbers
    this.#names = names
  }

  get length(): number {
    return this.#numbers.length / WIDTH
  }
  first(i: number): Day | null {
    return this.#numbers[i * WIDTH] ?? null
  }
  last(i: number): Day | null {
    return this.#numbers[i * WIDTH + 1] ?? null
  }
  side(i: number): number | null {
    return this.#numbers[i * WIDTH + 3] ?? null
  }
  inferred(i: number): boolean {
    return this.#numbers[i * WIDTH + 6] === 1
  }
  protected make(i: number): Span {
    const [first = null, last = null, holder = null, side = null, status = null, p = null, ground = null] = this.#numbers.slice(
      i * WIDTH,
      (i + 1) * WIDTH,
    )
    const { holders, sides, statuses } = this.#names
    const interval: Interval = {
      status: (statuses[status ?? -1] ?? 'unknown') as Interval['status'],
      p: (p ?? 0) / 100,
      inferred: ground === 1,
      claims: [],
    }
    if (holder !== null) interval.holder = holders[holder]
    if (side !== null) interval.side = sides[side]
    if (ground === 2) interval.onset = 'by'
    return { first, last, interval }
  }
}
