// Lines that the record implies and that nobody reported: fronts between sides, and advances from one place to the next.

import { Delaunay } from 'd3-delaunay'
import type { Position } from 'geojson'
import { answerFor, since } from '../control'
import type { Place } from '../data'
import type { History } from '../history'
import type { Day } from '../time'
import { isRegion, type Mark } from './geo'

/** Places farther apart than this are no neighbours: between them the record knows nothing. */
export const REACH_KM = 80
/** How many days an advance is drawn for. */
export const RECENT_DAYS = 14
/** Half the width of a front between two places that have no third beside them. */
const TICK_KM = 8

export interface Advance {
  from: Place
  to: Place
  side: string
  look: number | null
  day: Day
}
export interface Lines {
  fronts: Position[][]
  advances: Advance[]
}
export const NO_LINES: Lines = { fronts: [], advances: [] }

interface Held {
  mark: Mark
  side: string
  x: number
  y: number
}

/** The lines of a day: fronts run midway between near places of different sides, advances from where a side was to what it took since. */
export function linesOf(marks: Mark[], day: Day | null, known: Day | null): Lines {
  const plane = planeOf(marks)
  const held = marks.flatMap((mark) => {
    const { side, status, inferred } = mark.answer
    const counts = side !== null && !inferred && (status === 'held' || status === 'besieged') && !isRegion(mark.place) && mark.radius <= 15
    return counts ? [{ mark, side, ...plane.to(mark.lon, mark.lat) }] : []
  })
  if (held.length < 2) return NO_LINES
  const mesh = Delaunay.from(
    held,
    (one) => one.x,
    (one) => one.y,
  )
  const fronts = frontsOf(held, mesh).map((line) => line.map(plane.from))
  return { fronts, advances: day === null ? [] : advancesOf(held, mesh, day, known) }
}

/** Kilometres east and north, true enough within one theatre of war. */
function planeOf(marks: Mark[]): { to: (lon: number, lat: number) => { x: number; y: number }; from: (point: Position) => Position } {
  const middle = marks.reduce((sum, mark) => sum + mark.lat, 0) / Math.max(1, marks.length)
  const wide = 111.32 * Math.max(0.05, Math.cos((middle * Math.PI) / 180))
  return { to: (lon, lat) => ({ x: lon * wide, y: lat * 110.574 }), from: ([x = 0, y = 0]) => [x / wide, y / 110.574] }
}

const apart = (a: Held, b: Held): number => Math.hypot(a.x - b.x, a.y - b.y)
const halfway = (a: Held, b: Held): Position => [(a.x + b.x) / 2, (a.y + b.y) / 2]

type Knot = [key: number, at: Position]

/** Through each triangle of neighbours the line that parts the sides; where two face one another alone, a short stroke between them. */
function frontsOf(held: Held[], mesh: Delaunay<Held>): Position[][] {
  const { triangles } = mesh
  const crossed = new Set<number>()
  const pieces: [Knot, Knot][] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t] ?? 0, triangles[t + 1] ?? 0, triangles[t + 2] ?? 0]
    const knots = corners.flatMap((i, n) => knotOf(held, i, corners[(n + 1) % 3] ?? 0) ?? [])
    const [one, other, third] = knots
    if (!one || !other) continue
    for (const [key] of knots) crossed.add(key)
    if (!third) pieces.push([one, other])
    else {
      const middle: Knot = [-1 - t, [(one[1][0]! + other[1][0]! + third[1][0]!) / 3, (one[1][1]! + other[1][1]! + third[1][1]!) / 3]]
      for (const knot of knots) pieces.push([knot, middle])
    }
  }
  return [...joined(pieces), ...strokes(held, mesh, crossed)]
}

/** The point midway between neighbours of different sides, by the number of their edge; null if there is no front between them. */
function knotOf(held: Held[], i: number, j: number): [Knot] | null {
  const [a, b] = [held[i], held[j]]
  if (!a || !b || a.side === b.side || apart(a, b) > REACH_KM) return null
  return [[Math.min(i, j) * held.length + Math.max(i, j), halfway(a, b)]]
}

function strokes(held: Held[], mesh: Delaunay<Held>, crossed: Set<number>): Position[][] {
  return held.flatMap((a, i) =>
    [...mesh.neighbors(i)].flatMap((j): Position[][] => {
      const [b, knot] = [held[j], knotOf(held, i, j)?.[0]]
      if (j <= i || !b || !knot || crossed.has(knot[0])) return []
      const [length, [x = 0, y = 0]] = [apart(a, b) || 1, knot[1]]
      const half = Math.min(TICK_KM, length / 3)
      const [dx, dy] = [(-(b.y - a.y) / length) * half, ((b.x - a.x) / length) * half]
      return [
        [
          [x - dx, y - dy],
          [x + dx, y + dy],
        ],
      ]
    }),
  )
}

/** Pieces that meet, as lines as long as they go. */
function joined(pieces: [Knot, Knot][]): Position[][] {
  const at = new Map<number, number[]>()
  pieces.forEach((ends, n) => ends.forEach(([key]) => at.set(key, [...(at.get(key) ?? []), n])))
  const used = new Set<number>()
  const walk = (start: number, from: Knot): Position[] => {
    const line = [from[1]]
    for (let [n, here]: [number | undefined, Knot] = [start, from]; n !== undefined && !used.has(n);) {
      used.add(n)
      const [a, b] = pieces[n]!
      here = a[0] === here[0] ? b : a
      line.push(here[1])
      const there = at.get(here[0]) ?? []
      n = there.length === 2 ? there.find((other) => !used.has(other)) : undefined
    }
    return line
  }
  const open = pieces.flatMap((ends, n) => ends.filter(([key]) => at.get(key)?.length !== 2).map((end): [number, Knot] => [n, end]))
  const rings = pieces.map((ends, n): [number, Knot] => [n, ends[0]])
  return [...open, ...rings].flatMap(([n, end]) => (used.has(n) ? [] : [walk(n, end)]))
}

/** What each side took of late from another, with the nearest of its neighbours that the side had held the day before. */
function advancesOf(held: Held[], mesh: Delaunay<Held>, day: Day, known: Day | null): Advance[] {
  return held.flatMap((one, i) => {
    const { place, answer, look } = one.mark
    if (!answer.span || (answer.span.first ?? -Infinity) <= day - RECENT_DAYS) return []
    const begin = since(place, answer.span, known)
    if (begin === null || begin <= day - RECENT_DAYS || !lostBy(answer.history, one.side, begin)) return []
    const near = around(mesh, i)
      .flatMap((j) => held[j] ?? [])
      .filter((other) => other.side === one.side && apart(one, other) <= REACH_KM)
    const from = near.sort((a, b) => apart(one, a) - apart(one, b)).find(({ mark }) => had(mark.place, one.side, begin - 1, known))
    return from ? [{ from: from.mark.place, to: place, side: one.side, look, day: begin }] : []
  })
}

/** Whether another side had it before that day. */
const lostBy = (history: History, side: string, day: Day): boolean =>
  history.spans.some(({ first, interval }) => interval.side && interval.side !== side && (first ?? -Infinity) < day)

const had = (place: Place, side: string, day: Day, known: Day | null): boolean => {
  const before = answerFor(place, day, known)
  return before.side === side && before.status !== 'contested'
}

/** Neighbours and their neighbours. */
function around(mesh: Delaunay<Held>, i: number): number[] {
  const near = [...mesh.neighbors(i)]
  return [...new Set([...near, ...near.flatMap((j) => [...mesh.neighbors(j)])])].filter((j) => j !== i)
}

/** The bowed line of an advance, clear of the marks at its ends, and the direction in which it ends, degrees from north. */
export function arrowOf(advance: Advance): { line: Position[]; bearing: number } {
  const [a, b] = [advance.from.source, advance.to.source]
  const [x0, y0, x1, y1] = [a.lon ?? 0, a.lat ?? 0, b.lon ?? 0, b.lat ?? 0]
  const narrow = Math.max(0.05, Math.cos((y1 * Math.PI) / 180))
  const [cx, cy] = [(x0 + x1) / 2 - ((y1 - y0) * 0.16) / narrow, (y0 + y1) / 2 + (x1 - x0) * narrow * 0.16]
  const line = Array.from({ length: 13 }, (_, n): Position => {
    const s = 0.16 + (n / 12) * 0.66
    return [(1 - s) ** 2 * x0 + 2 * s * (1 - s) * cx + s ** 2 * x1, (1 - s) ** 2 * y0 + 2 * s * (1 - s) * cy + s ** 2 * y1]
  })
  const [p = [0, 0], q = [0, 0]] = line.slice(-2)
  return { line, bearing: (Math.atan2((q[0]! - p[0]!) * narrow, q[1]! - p[1]!) * 180) / Math.PI }
}
