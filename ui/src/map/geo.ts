// Geometry for both maps: boxes, discs, and the marks of places on one day.

import type { Position } from 'geojson'
import type { Answer } from '../control'
import type { Data, Place } from '../model'

export interface Mark {
  place: Place
  answer: Answer
  lon: number
  lat: number
  look: number | null
  /** Radius in km of the area in which the place lies; 0 for a point. */
  radius: number
}

/** Radii in km for approximate places that have none, so that they are not drawn as points. */
const AREA_KM: Record<string, number> = { near: 5, area: 5 }

/** Checks whether a place is a district, province or country. These have a name on the map but no disc, which would cover foreign land. */
export const isRegion = (place: Place): boolean => ['country', 'admin1', 'admin2'].includes(place.source.precision)

/** Checks whether a place has coordinates; without, it is not on the map. */
export const hasCoordinates = (place: Place): boolean => typeof place.source.lat === 'number' && typeof place.source.lon === 'number'

const markOf = new WeakMap<Answer, Mark | null>()

/** Returns the marks for answers; the same answer always has the same mark. */
export function marksFor(data: Data, answers: Answer[]): Mark[] {
  return answers.flatMap((answer) => {
    let mark = markOf.get(answer)
    if (mark === undefined) markOf.set(answer, (mark = markFor(data, answer)))
    return mark ?? []
  })
}

function markFor(data: Data, answer: Answer): Mark | null {
  const { place } = answer
  if (!hasCoordinates(place) || answer.status === 'silent' || (answer.status === 'unknown' && isRegion(place))) return null
  const { lat, lon, radius_km, precision } = place.source
  const look = answer.side === null ? null : (data.lookBySide.get(answer.side) ?? null)
  const radius = precision === 'near' || precision === 'area' ? (radius_km ?? AREA_KM[precision] ?? 0) : 0
  return { place, answer, lon: lon ?? 0, lat: lat ?? 0, look, radius }
}

/** Returns a circle of `km` around a point as a closed ring; accurate enough up to about 300 km. */
export function disc(lon: number, lat: number, km: number, steps = 72): Position[] {
  const dLat = km / 110.574
  const dLon = km / (111.32 * Math.max(0.05, Math.cos((lat * Math.PI) / 180)))
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / steps
    return [lon + dLon * Math.cos(angle), lat + dLat * Math.sin(angle)]
  })
}

export type Box = [west: number, south: number, east: number, north: number]

/** Checks whether two boxes share a point. */
export const overlap = (a: Box, b: Box): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
/** Checks whether one box lies within another. */
export const contains = (outer: Box, inner: Box): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]

/** Returns the smallest box around points. */
export const boxAround = (points: Position[]): Box =>
  points.reduce<Box>(
    ([west, south, east, north], [x = 0, y = 0]) => [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)],
    [Infinity, Infinity, -Infinity, -Infinity],
  )

const extents = new WeakMap<Data, Box | null>()

/** Returns the box around the places where the record is dense, with a margin; null if no place has coordinates. */
export function extent(data: Data): Box | null {
  let found = extents.get(data)
  if (found === undefined) extents.set(data, (found = extentOf(data)))
  return found
}

const pointOf = (place: Place): Position => [place.source.lon ?? 0, place.source.lat ?? 0]

function extentOf(data: Data): Box | null {
  const all = data.places.filter(hasCoordinates)
  const towns = all.filter((place) => !isRegion(place))
  const places = towns.length > 0 ? towns : all
  if (places.length === 0) return null
  const [west, south, east, north] = boxAround(densePlaces(places).map(pointOf))
  const [padX, padY] = [Math.max(0.5, (east - west) * 0.12), Math.max(0.4, (north - south) * 0.12)]
  return [Math.max(-180, west - padX), Math.max(-84, south - padY), Math.min(180, east + padX), Math.min(84, north + padY)]
}

/** Pixels between neighbours at which marks do not overlap. */
const SPACING_PX = 24
/** Width of the world in pixels at zoom 0 of MapLibre. */
export const WORLD_PX = 512

/** Returns the zoom at which marks would not overlap if places were spread evenly over their box. */
export function uncrowdedZoom(data: Data): number {
  const box = extent(data)
  if (!box) return 0
  const [west, south, east, north] = box
  const up = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  const share = ((east - west) / 360) * ((up(north) - up(south)) / (2 * Math.PI))
  return Math.log2(SPACING_PX / (WORLD_PX * Math.sqrt(share / data.places.filter(hasCoordinates).length)))
}

/** Least share of the claims that a group of places needs to be in the first view. */
const MIN_SHARE = 0.1
/** Fewer places than this are all shown at first. */
const MIN_GROUPED = 4

/**
 * Returns the places of the groups that many claims are about, so that a capital abroad or a misread town does not shrink the map.
 *
 * Places are one group if a chain of neighbouring cells links them. A cell is as wide as the median distance from the middle.
 */
function densePlaces(places: Place[]): Place[] {
  if (places.length < MIN_GROUPED) return places
  const middle = (values: number[]): number => Float64Array.from(values).sort()[values.length >> 1] ?? 0
  const points = places.map(pointOf)
  const [lon, lat] = [middle(points.map(([x = 0]) => x)), middle(points.map(([, y = 0]) => y))]
  const cellDeg = Math.max(1, middle(points.map(([x = 0, y = 0]) => Math.hypot(x - lon, y - lat))))
  const weight = (group: Place[]): number => group.reduce((sum, place) => sum + 1 + place.claimCount, 0)
  const wanted = weight(places) * MIN_SHARE
  const groups = neighbourGroups(places, cellDeg).sort((one, other) => weight(other) - weight(one))
  return groups.filter((group, i) => i === 0 || weight(group) >= wanted).flat()
}

/** Returns the groups of places in cells that touch one another. */
function neighbourGroups(places: Place[], cellDeg: number): Place[][] {
  const cells = new Map<string, Place[]>()
  const key = (x: number, y: number): string => `${x} ${y}`
  for (const place of places) {
    const [x = 0, y = 0] = pointOf(place).map((degrees) => Math.floor(degrees / cellDeg))
    const there = cells.get(key(x, y))
    if (there) there.push(place)
    else cells.set(key(x, y), [place])
  }
  const take = (start: string): Place[] => {
    const found: Place[] = []
    for (const open = [start]; open.length > 0;) {
      const here = open.pop() ?? ''
      const inside = cells.get(here)
      if (!inside) continue
      cells.delete(here)
      for (const place of inside) found.push(place)
      const [x = 0, y = 0] = here.split(' ').map(Number)
      for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) open.push(key(x + dx, y + dy))
    }
    return found
  }
  return [...cells.keys()].flatMap((start) => (cells.has(start) ? [take(start)] : []))
}
