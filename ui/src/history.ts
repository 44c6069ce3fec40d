// Who held a place from when to when. A large record has hundreds of thousands of spans, so each is built when it is first needed.

import type { Interval } from './contract'
import type { Day } from './time'

/** An interval of a place's control with its days as numbers; null for an open end. */
export interface Span {
  first: Day | null
  last: Day | null
  interval: Interval
}

/** The spans of one place, in order of time. */
export abstract class History {
  #built: (WeakRef<Span> | undefined)[] = []

  abstract readonly length: number
  abstract first(i: number): Day | null
  abstract last(i: number): Day | null
  abstract side(i: number): unknown
  abstract inferred(i: number): boolean
  protected abstract build(i: number): Span

  /** Returns a span by its index: the same object for as long as it is referenced. */
  at(i: number): Span {
    const cached = this.#built[i]?.deref()
    if (cached) return cached
    const span = this.build(i)
    this.#built[i] = new WeakRef(span)
    return span
  }

  get spans(): Span[] {
    return Array.from({ length: this.length }, (_, i) => this.at(i))
  }

  /** Returns the span that covers a day, or null. Without a day, returns the last span. */
  on(day: Day | null): Span | null {
    if (day === null) return this.length > 0 ? this.at(this.length - 1) : null
    for (let i = 0; i < this.length; i += 1) if ((this.first(i) ?? -Infinity) <= day && (this.last(i) ?? Infinity) >= day) return this.at(i)
    return null
  }

  /** Returns the days on which a span begins. */
  startDays(): Day[] {
    return Array.from({ length: this.length }, (_, i) => this.first(i)).filter((day) => day !== null)
  }

  /** Returns the days on which the place passed from one side to another. Spans without a side and inferred spans do not count. */
  controlChanges(): Day[] {
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

/** A history made of spans. */
export class SpanHistory extends History {
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
  protected build(i: number): Span {
    return this.#spans[i] as Span
  }
}

/** The one empty history, so that places without one keep the same answer from day to day. */
export const EMPTY_HISTORY: History = new SpanHistory([])

/** The names behind the numbers of a packed history. */
export interface Names {
  holders: string[]
  sides: string[]
  statuses: string[]
}

/** Numbers per span: first day, last day, holder, side, status, probability in percent, and basis (1: inferred, 2: held by the first day). */
const WIDTH = 7
const [INFERRED, HELD_BY_FIRST_DAY] = [1, 2]

/** A history as the server sends it: one flat list of numbers. */
export class PackedHistory extends History {
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
    return this.#numbers[i * WIDTH + 6] === INFERRED
  }
  protected build(i: number): Span {
    const numbers = this.#numbers.slice(i * WIDTH, (i + 1) * WIDTH)
    const [first = null, last = null, holder = null, side = null, status = null, percent = null, basis = null] = numbers
    const { holders, sides, statuses } = this.#names
    const interval: Interval = {
      status: (statuses[status ?? -1] ?? 'unknown') as Interval['status'],
      p: (percent ?? 0) / 100,
      inferred: basis === INFERRED,
      claims: [],
    }
    if (holder !== null) interval.holder = holders[holder]
    if (side !== null) interval.side = sides[side]
    if (basis === HELD_BY_FIRST_DAY) interval.onset = 'by'
    return { first, last, interval }
  }
}
