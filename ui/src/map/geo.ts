// What is drawn on any map, WebGL or not: outlines, discs, and the marks of places for one day.

import type { Feature, FeatureCollection, Geometry, MultiLineString, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-50m.json'
import type { Answer } from '../control'
import type { Data, Place } from '../data'

type Countries = GeometryCollection<{ name: string }>
const topology = atlas as unknown as Topology<{ countries: Countries }>

export const countries = (): FeatureCollection<Geometry, { name: string }> =>
  feature(topology, topology.objects.countries) as FeatureCollection<Geometry, { name: string }>

/** Lands whose belonging is disputed, as the outlines name them. */
const DISPUTED = new Set(['Kosovo', 'N. Cyprus', 'Palestine', 'Siachen Glacier', 'Somaliland', 'W. Sahara'])
/** West, south, east and north of stretches that the outlines draw as if they were settled: Crimea, the Golan, Kashmir and Aksai Chin. */
const CONTESTED: [number, number, number, number][] = [[32.9, 45.7, 35.7, 46.4], [35.5, 32.6, 36, 33.5], [73, 32, 80.5, 37.2]]

const within = ([x = 0, y = 0]: Position): boolean => CONTESTED.some(([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north)
type Outline = GeometryCollection<{ name: string }>['geometries'][number]
const disputed = (one: Outline): boolean => DISPUTED.has((one.properties as { name?: string } | undefined)?.name ?? '')

/** Borders between states, those that are agreed on apart from those that are disputed. */
export function borders(): { agreed: MultiLineString; disputed: MultiLineString } {
  const between = (wanted: boolean): Position[][] =>
    mesh(topology, topology.objects.countries, (a, b) => a !== b && (disputed(a as Outline) || disputed(b as Outline)) === wanted).coordinates
  const runs = between(false).flatMap(split)
  return {
    agreed: { type: 'MultiLineString', coordinates: runs.filter(([settled]) => settled).map(([, line]) => line) },
    disputed: { type: 'MultiLineString', coordinates: [...between(true), ...runs.filter(([settled]) => !settled).map(([, line]) => line)] },
  }
}

/** A line cut where it enters or leaves what is contested. */
function split(line: Position[]): [settled: boolean, line: Position[]][] {
  const parts: [boolean, Position[]][] = []
  line.slice(1).forEach((end, i) => {
    const begin = line[i] ?? end
    const settled = !(within(begin) && within(end))
    const last = parts.at(-1)
    if (last?.[0] === settled) last[1].push(end)
    else parts.push([settled, [begin, end]])
  })
  return parts
}

export const coasts = (): MultiLineString => mesh(topology, topology.objects.countries, (a, b) => a === b)

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

/** The box around all places that can be drawn, with a margin; null if there are none. */
export function extent(data: Data): Box | null {
  const all = data.places.filter(drawable)
  const towns = all.filter((place) => !isRegion(place))
  const points = towns.length > 0 ? towns : all
  if (points.length === 0) return null
  const near = withoutStrays(points)
  const lons = near.map((place) => place.source.lon ?? 0)
  const lats = near.map((place) => place.source.lat ?? 0)
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b))]
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))]
  const [padX, padY] = [Math.max(0.5, (east - west) * 0.12), Math.max(0.4, (north - south) * 0.12)]
  return [Math.max(-180, west - padX), Math.max(-84, south - padY), Math.min(180, east + padX), Math.min(84, north + padY)]
}

/** Without the few places far from all others, of which the record says little: one town misread must not shrink the map to a dot. */
function withoutStrays(places: Place[]): Place[] {
  if (places.length < 8) return places
  const middle = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
  const [lon, lat] = [middle(places.map((place) => place.source.lon ?? 0)), middle(places.map((place) => place.source.lat ?? 0))]
  const far = (place: Place): number => Math.hypot((place.source.lon ?? 0) - lon, (place.source.lat ?? 0) - lat)
  const reach = Math.max(1, middle(places.map(far)) * 6)
  const near = places.filter((place) => far(place) <= reach)
  return near.length >= places.length * 0.9 ? near : places
}

/** A point well inside the largest ring of a country, for its name. */
export function labelPoints(features: FeatureCollection<Geometry, { name: string }>): Feature[] {
  return features.features.flatMap((country) => {
    const ring = largestRing(country.geometry)
    if (!ring) return []
    const [x, y] = centroid(ring)
    return [{ type: 'Feature' as const, properties: { name: country.properties.name }, geometry: { type: 'Point' as const, coordinates: [x, y] } }]
  })
}

function largestRing(geometry: Geometry): Position[] | null {
  const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0]] : geometry.type === 'MultiPolygon' ? geometry.coordinates.map((polygon) => polygon[0]) : []
  const sized = rings.flatMap((ring) => (ring ? [{ ring, size: Math.abs(area(ring)) }] : []))
  return sized.sort((a, b) => b.size - a.size)[0]?.ring ?? null
}

const edges = (ring: Position[]): [number, number, number, number][] =>
  ring.slice(0, -1).map((a, i) => [a[0] ?? 0, a[1] ?? 0, ring[i + 1]?.[0] ?? 0, ring[i + 1]?.[1] ?? 0])

const area = (ring: Position[]): number => edges(ring).reduce((sum, [x0, y0, x1, y1]) => sum + x0 * y1 - x1 * y0, 0) / 2

function centroid(ring: Position[]): [number, number] {
  const size = area(ring) || 1
  const sum = edges(ring).reduce(([x, y], [x0, y0, x1, y1]) => [x + (x0 + x1) * (x0 * y1 - x1 * y0), y + (y0 + y1) * (x0 * y1 - x1 * y0)] as [number, number], [0, 0] as [number, number])
  return [sum[0] / (6 * size), sum[1] / (6 * size)]
}
