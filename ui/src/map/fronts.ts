// Lines derived from the places, not reported: fronts between sides, and advances from one place to the next.

import { Delaunay } from 'd3-delaunay'
import type { Position } from 'geojson'
import { answerFor, heldSince } from '../control'
import type { Place } from '../model'
import type { History } from '../history'
import type { Day } from '../time'
import type { Area } from './areas'
import { isRegion, type Mark } from './geo'

/** Longest distance between neighbouring places. Between places farther apart no line is drawn. */
export const REACH_KM = 80
/** How many days an advance is shown. */
export const RECENT_DAYS = 14
/** Half the length of a front between two places without a third neighbour. */
const SHORT_FRONT_KM = 8

export interface Advance {
  from: Place
  to: Place
  side: string
  look: number | null
  day: Day
}
/** What the map derives from the places. */
export interface Lines {
  fronts: Position[][]
  advances: Advance[]
  areas: Area[]
}
export const NO_LINES: Lines = { fronts: [], advances: [], areas: [] }

type Point = [x: number, y: number]

interface HeldPlace {
  mark: Mark
  side: string
  x: number
  y: number
}

/** Returns the fronts of a day, midway between neighbouring places of different sides, and the advances of the days before it. */
export function derivedLines(marks: Mark[], day: Day | null, known: Day | null): Lines {
  const plane = localProjection(marks)
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
  const fronts = findFronts(held, mesh).map((line) => line.map(plane.from))
  return { fronts, advances: day === null ? [] : findAdvances(held, mesh, day, known), areas: [] }
}

/** Returns an equirectangular projection to km, accurate enough for one theatre of war. */
function localProjection(marks: Mark[]): {
  to: (lon: number, lat: number) => { x: number; y: number }
  from: (point: Position) => Position
} {
  const middle = marks.reduce((sum, mark) => sum + mark.lat, 0) / Math.max(1, marks.length)
  const wide = 111.32 * Math.max(0.05, Math.cos((middle * Math.PI) / 180))
  return { to: (lon, lat) => ({ x: lon * wide, y: lat * 110.574 }), from: ([x = 0, y = 0]) => [x / wide, y / 110.574] }
}

const distance = (a: HeldPlace, b: HeldPlace): number => Math.hypot(a.x - b.x, a.y - b.y)
const halfway = (a: HeldPlace, b: HeldPlace): Point => [(a.x + b.x) / 2, (a.y + b.y) / 2]

const centre = (a: Point, b: Point, c: Point): Point => [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3]

/** A point of a front, with a key that is the same for all pieces that meet there. */
type Crossing = [key: number, at: Point]

/** Returns the lines that separate the sides in each Delaunay triangle, and short fronts between neighbours outside such triangles. */
function findFronts(held: HeldPlace[], mesh: Delaunay<HeldPlace>): Position[][] {
  const { triangles } = mesh
  const crossed = new Set<number>()
  const pieces: [Crossing, Crossing][] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t] ?? 0, triangles[t + 1] ?? 0, triangles[t + 2] ?? 0]
    const crossings = corners.flatMap((i, n) => crossingOf(held, i, corners[(n + 1) % 3] ?? 0) ?? [])
    const [one, other, third] = crossings
    if (!one || !other) continue
    for (const [key] of crossings) crossed.add(key)
    if (!third) pieces.push([one, other])
    else {
      const middle: Crossing = [-1 - t, centre(one[1], other[1], third[1])]
      for (const crossing of crossings) pieces.push([crossing, middle])
    }
  }
  return [...joinSegments(pieces), ...shortFronts(held, mesh, crossed)]
}

/** Returns the midpoint between neighbours of different sides, keyed by their edge; null if there is no front between them. */
function crossingOf(held: HeldPlace[], i: number, j: number): [Crossing] | null {
  const [a, b] = [held[i], held[j]]
  if (!a || !b || a.side === b.side || distance(a, b) > REACH_KM) return null
  return [[Math.min(i, j) * held.length + Math.max(i, j), halfway(a, b)]]
}

function shortFronts(held: HeldPlace[], mesh: Delaunay<HeldPlace>, crossed: Set<number>): Position[][] {
  return held.flatMap((a, i) =>
    [...mesh.neighbors(i)].flatMap((j): Position[][] => {
      const [b, crossing] = [held[j], crossingOf(held, i, j)?.[0]]
      if (j <= i || !b || !crossing || crossed.has(crossing[0])) return []
      const [length, [x, y]] = [distance(a, b) || 1, crossing[1]]
      const half = Math.min(SHORT_FRONT_KM, length / 3)
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

/** Joins segments that meet into lines. */
function joinSegments(pieces: [Crossing, Crossing][]): Position[][] {
  const at = new Map<number, number[]>()
  pieces.forEach((ends, n) => ends.forEach(([key]) => at.set(key, [...(at.get(key) ?? []), n])))
  const used = new Set<number>()
  const walk = (start: number, from: Crossing): Position[] => {
    const line = [from[1]]
    for (let [n, here]: [number | undefined, Crossing] = [start, from]; n !== undefined && !used.has(n);) {
      used.add(n)
      const [a, b] = pieces[n] ?? [here, here]
      here = a[0] === here[0] ? b : a
      line.push(here[1])
      const there = at.get(here[0]) ?? []
      n = there.length === 2 ? there.find((other) => !used.has(other)) : undefined
    }
    return line
  }
  const open = pieces.flatMap((ends, n) => ends.filter(([key]) => at.get(key)?.length !== 2).map((end): [number, Crossing] => [n, end]))
  const rings = pieces.map((ends, n): [number, Crossing] => [n, ends[0]])
  return [...open, ...rings].flatMap(([n, end]) => (used.has(n) ? [] : [walk(n, end)]))
}

/** Returns the places that a side captured from another in the last days, each with the nearest place that the side held the day before. */
function findAdvances(held: HeldPlace[], mesh: Delaunay<HeldPlace>, day: Day, known: Day | null): Advance[] {
  return held.flatMap((one, i) => {
    const { place, answer, look } = one.mark
    if (!answer.span || (answer.span.first ?? -Infinity) <= day - RECENT_DAYS) return []
    const begin = heldSince(place, answer.span, known)
    if (begin === null || begin <= day - RECENT_DAYS || !heldByAnother(answer.history, one.side, begin)) return []
    const near = nearby(mesh, i)
      .flatMap((j) => held[j] ?? [])
      .filter((other) => other.side === one.side && distance(one, other) <= REACH_KM)
    const from = near.sort((a, b) => distance(one, a) - distance(one, b)).find(({ mark }) => heldBy(mark.place, one.side, begin - 1, known))
    return from ? [{ from: from.mark.place, to: place, side: one.side, look, day: begin }] : []
  })
}

/** Checks whether another side held the place before a day. */
const heldByAnother = (history: History, side: string, day: Day): boolean =>
  history.spans.some(({ first, interval }) => interval.side && interval.side !== side && (first ?? -Infinity) < day)

/** Checks whether a side held a place on a day. */
const heldBy = (place: Place, side: string, day: Day, known: Day | null): boolean => {
  const before = answerFor(place, day, known)
  return before.side === side && before.status !== 'contested'
}

/** Returns the neighbours of a place and their neighbours. */
function nearby(mesh: Delaunay<HeldPlace>, i: number): number[] {
  const near = [...mesh.neighbors(i)]
  return [...new Set([...near, ...near.flatMap((j) => [...mesh.neighbors(j)])])].filter((j) => j !== i)
}

/** Returns the curve of an advance, clear of the marks at its ends, and the direction at its end in degrees from north. */
export function advanceCurve(advance: Advance): { line: Position[]; bearing: number } {
  const [a, b] = [advance.from.source, advance.to.source]
  const [x0, y0, x1, y1] = [a.lon ?? 0, a.lat ?? 0, b.lon ?? 0, b.lat ?? 0]
  const narrow = Math.max(0.05, Math.cos((y1 * Math.PI) / 180))
  const [cx, cy] = [(x0 + x1) / 2 - ((y1 - y0) * 0.16) / narrow, (y0 + y1) / 2 + (x1 - x0) * narrow * 0.16]
  const line = Array.from({ length: 13 }, (_, n): Point => {
    const s = 0.16 + (n / 12) * 0.66
    return [(1 - s) ** 2 * x0 + 2 * s * (1 - s) * cx + s ** 2 * x1, (1 - s) ** 2 * y0 + 2 * s * (1 - s) * cy + s ** 2 * y1]
  })
  const [from = [0, 0], to = [0, 0]]: Point[] = line.slice(-2)
  return { line, bearing: (Math.atan2((to[0] - from[0]) * narrow, to[1] - from[1]) * 180) / Math.PI }
}
