// The outlines of the world: land, coasts, and agreed and disputed borders.

import type { FeatureCollection, Geometry, MultiLineString, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-50m.json'
import { cutFeature, cutLine } from './antimeridian'
import { boxAround, overlap, type Box } from './geo'

type Named = { name: string }
type Countries = GeometryCollection<Named>
type Country = Countries['geometries'][number]
/** A polygon of the atlas: for each ring the numbers of its arcs; a negative number stands for the arc in reverse. */
type Rings = number[][]
const topology = atlas as unknown as Topology<{ countries: Countries }>
const WORLD = topology.objects.countries.geometries

export interface Outlines {
  land: FeatureCollection<Geometry, Named>
  coasts: MultiLineString
  agreed: MultiLineString
  disputed: MultiLineString
}

/** Returns the outlines of the land that reaches into a box, or of the whole world. */
export function outlines(near: Box | null): Outlines {
  const countries: Countries = { type: 'GeometryCollection', geometries: near ? WORLD.flatMap((one) => polygonsNear(one, near)) : WORLD }
  return {
    land: landOf(countries),
    coasts: { type: 'MultiLineString', coordinates: mesh(topology, countries, (a, b) => a === b).coordinates.flatMap(cutLine) },
    ...borders(countries),
  }
}

function landOf(countries: Countries): FeatureCollection<Geometry, Named> {
  const land = feature(topology, countries) as FeatureCollection<Geometry, Named>
  return { ...land, features: land.features.map(cutFeature) }
}

/** Returns the name of each country at the centroid of its largest polygon, the largest country first. */
export function countryNames(): FeatureCollection {
  const named = landOf({ type: 'GeometryCollection', geometries: WORLD }).features.flatMap(({ geometry, properties }) => {
    const rings = geometry.type === 'MultiPolygon' ? geometry.coordinates.flatMap(([outer]) => (outer ? [outer] : [])) : []
    const [largest] = rings.map((ring) => ({ name: properties.name, ring, size: groundArea(ring) })).sort(bySize)
    return largest ? [{ ...largest, at: centroid(largest.ring) }] : []
  })
  return {
    type: 'FeatureCollection',
    features: named
      .sort(bySize)
      .map(({ name, at }, order) => ({ type: 'Feature', properties: { name, order }, geometry: { type: 'Point', coordinates: at } })),
  }
}

function polygonsNear(one: Country, near: Box): Country[] {
  const arcs = polygons(one).filter((rings) => overlap(boxOf(rings), near))
  return arcs.length > 0 ? [{ type: 'MultiPolygon', arcs, properties: { name: nameOf(one) } }] : []
}

const nameOf = (one: Country): string => (one.properties as Named | undefined)?.name ?? ''
const polygons = (one: Country): Rings[] => (one.type === 'Polygon' ? [one.arcs] : one.type === 'MultiPolygon' ? [...one.arcs] : [])
const boxes = new WeakMap<Rings, Box>()
/** Returns the box around the outer ring of a polygon. */
function boxOf(rings: Rings): Box {
  let box = boxes.get(rings)
  if (!box) boxes.set(rings, (box = boxAround((rings[0] ?? []).flatMap((arc) => pointsOf(arc < 0 ? ~arc : arc)))))
  return box
}

/** Returns the points of an arc, which the atlas stores as differences on a grid. */
function pointsOf(arc: number): Position[] {
  const {
    scale: [kx, ky],
    translate: [dx, dy],
  } = topology.transform ?? { scale: [1, 1], translate: [0, 0] }
  let [x, y] = [0, 0]
  return (topology.arcs[arc] ?? []).map(([east = 0, north = 0]) => [(x += east) * kx + dx, (y += north) * ky + dy])
}

/** Disputed territories, by their names in the atlas. */
const DISPUTED = new Set(['Kosovo', 'N. Cyprus', 'Palestine', 'Siachen Glacier', 'Somaliland', 'W. Sahara'])
/** Boxes with disputed borders that the atlas draws as agreed: Crimea, the Golan, Kashmir and Aksai Chin. */
const CONTESTED: Box[] = [
  [32.9, 45.7, 35.7, 46.4],
  [35.5, 32.6, 36, 33.5],
  [73, 32, 80.5, 37.2],
]

const within = ([x = 0, y = 0]: Position): boolean =>
  CONTESTED.some(([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north)
const disputed = (one: Country): boolean => DISPUTED.has(nameOf(one))

function borders(countries: Countries): { agreed: MultiLineString; disputed: MultiLineString } {
  const between = (wanted: boolean): Position[][] =>
    mesh(topology, countries, (a, b) => a !== b && (disputed(a as Country) || disputed(b as Country)) === wanted).coordinates
  const runs = between(false).flatMap(cutLine).flatMap(split)
  return {
    agreed: { type: 'MultiLineString', coordinates: runs.filter(([settled]) => settled).map(([, line]) => line) },
    disputed: { type: 'MultiLineString', coordinates: [...between(true), ...runs.filter(([settled]) => !settled).map(([, line]) => line)] },
  }
}

/** Splits a line where it enters or leaves a box with disputed borders. */
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

const edges = (ring: Position[]): [number, number, number, number][] =>
  ring.slice(0, -1).map((a, i) => [a[0] ?? 0, a[1] ?? 0, ring[i + 1]?.[0] ?? 0, ring[i + 1]?.[1] ?? 0])

const area = (ring: Position[]): number => edges(ring).reduce((sum, [x0, y0, x1, y1]) => sum + x0 * y1 - x1 * y0, 0) / 2

const bySize = (one: { size: number }, other: { size: number }): number => other.size - one.size

/** Returns the size of a ring, corrected for the width of a degree at its latitude. */
const groundArea = (ring: Position[]): number => (ring[0] ? Math.abs(area(ring)) * Math.cos((centroid(ring)[1] ?? 0) * (Math.PI / 180)) : 0)

function centroid(ring: Position[]): Position {
  const size = area(ring) || 1
  const sum = edges(ring).reduce(
    ([x, y], [x0, y0, x1, y1]) => [x + (x0 + x1) * (x0 * y1 - x1 * y0), y + (y0 + y1) * (x0 * y1 - x1 * y0)] as [number, number],
    [0, 0] as [number, number],
  )
  return [sum[0] / (6 * size), sum[1] / (6 * size)]
}
