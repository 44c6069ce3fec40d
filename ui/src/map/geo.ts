// What is drawn on any map, WebGL or not: discs, boxes, and the marks of places for one day.

import type { Position } from 'geojson'
import type { Answer } from '../control'
import type { Data, Place } from '../data'

export interface Mark {
  place: Place
  answer: Answer
  lon: number
  lat: number
  look: number | null
  /** Radius in kilometres within which the place lies; 0 for a point. */
  radius: number
}

/** Radii in km for places that are no point and come without one; they only say that a point would be false. */
const AREA_KM: Record<string, number> = { near: 5, area: 5 }

/** Whole districts, provinces and countries: a disc would claim land that is not theirs, so they are told by name alone. */
export const isRegion = (place: Place): boolean => ['country', 'admin1', 'admin2'].includes(place.source.precision)

/** Places that have a point, and can therefore be drawn without inventing one. */
export const drawable = (place: Place): boolean => typeof place.source.lat === 'number' && typeof place.source.lon === 'number'

const made = new WeakMap<Answer, Mark | null>()

/** The marks of a day's answers; an answer that stands keeps its mark. */
export function marksFor(data: Data, answers: Answer[]): Mark[] {
  return answers.flatMap((answer) => {
    let mark = made.get(answer)
    if (mark === undefined) made.set(answer, (mark = markFor(data, answer)))
    return mark ?? []
  })
}

function markFor(data: Data, answer: Answer): Mark | null {
  const { place } = answer
  if (!drawable(place) || answer.status === 'silent' || (answer.status === 'unknown' && isRegion(place))) return null
  const { lat, lon, radius_km, precision } = place.source
  const look = answer.side === null ? null : (data.lookBySide.get(answer.side) ?? null)
  const radius = precision === 'near' || precision === 'area' ? (radius_km ?? AREA_KM[precision] ?? 0) : 0
  return { place, answer, lon: lon ?? 0, lat: lat ?? 0, look, radius }
}

/** A circle of `km` around a point as a ring of positions; near enough to true below some 300 km. */
export function disc(lon: number, lat: number, km: number, steps = 72): Position[] {
  const dLat = km / 110.574
  const dLon = km / (111.32 * Math.max(0.05, Math.cos((lat * Math.PI) / 180)))
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / steps
    return [lon + dLon * Math.cos(angle), lat + dLat * Math.sin(angle)]
  })
}

export type Box = [west: number, south: number, east: number, north: number]

export const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
export const holds = (outer: Box, inner: Box): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]

export const boxAround = (points: Position[]): Box =>
  points.reduce<Box>(
    ([west, south, east, north], [x = 0, y = 0]) => [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)],
    [Infinity, Infinity, -Infinity, -Infinity],
  )

const extents = new WeakMap<Data, Box | null>()

/** The box around all places that can be drawn, with a margin; null if there are none. */
export function extent(data: Data): Box | null {
  let found = extents.get(data)
  if (found === undefined) extents.set(data, (found = extentOf(data)))
  return found
}

const pointOf = (place: Place): Position => [place.source.lon ?? 0, place.source.lat ?? 0]

function extentOf(data: Data): Box | null {
  const all = data.places.filter(drawable)
  const towns = all.filter((place) => !isRegion(place))
  const points = (towns.length > 0 ? towns : all).map(pointOf)
  if (points.length === 0) return null
  const [west, south, east, north] = boxAround(withoutStrays(points))
  const [padX, padY] = [Math.max(0.5, (east - west) * 0.12), Math.max(0.4, (north - south) * 0.12)]
  return [Math.max(-180, west - padX), Math.max(-84, south - padY), Math.min(180, east + padX), Math.min(84, north + padY)]
}

/** Pixels between neighbours at which marks do not lie on one another. */
const ROOM_PX = 24
/** Pixels across which MapLibre draws the world at zoom 0. */
export const WORLD_PX = 512

/** The zoom at which all places have room beside one another, were they spread evenly over their box. */
export function roomZoom(data: Data): number {
  const box = extent(data)
  if (!box) return 0
  const [west, south, east, north] = box
  const up = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  const share = ((east - west) / 360) * ((up(north) - up(south)) / (2 * Math.PI))
  return Math.log2(ROOM_PX / (WORLD_PX * Math.sqrt(share / data.places.filter(drawable).length)))
}

/** Without the few points far from all others: one town misread must not shrink the map to a dot. */
function withoutStrays(points: Position[]): Position[] {
  if (points.length < 8) return points
  const middle = (values: number[]): number => Float64Array.from(values).sort()[values.length >> 1] ?? 0
  const [lon, lat] = [middle(points.map(([x = 0]) => x)), middle(points.map(([, y = 0]) => y))]
  const far = ([x = 0, y = 0]: Position): number => Math.hypot(x - lon, y - lat)
  const reach = Math.max(1, middle(points.map(far)) * 6)
  const near = points.filter((point) => far(point) <= reach)
  return near.length >= points.length * 0.9 ? near : points
}
