// Cuts shapes where they cross the antimeridian (180° east and west). A flat map would otherwise draw them across the whole world.

import type { Feature, Geometry, Position } from 'geojson'

/** Two neighbouring points farther apart than this, in degrees of longitude, lie on both sides of the antimeridian. */
const HALF_TURN = 180
const SOUTH_POLE = -90

const jump = ([from = 0]: Position, [to = 0]: Position): number => (to - from > HALF_TURN ? -360 : to - from < -HALF_TURN ? 360 : 0)

/** Returns the points with longitudes that go on beyond 180° instead of jumping to the other side. */
function unwrap(points: Position[]): Position[] {
  let shift = 0
  return points.map((point, i) => {
    shift += jump(points[i - 1] ?? point, point)
    return [(point[0] ?? 0) + shift, point[1] ?? 0]
  })
}

/** Returns the longitudes of the meridians, 360° apart, between which unwrapped points lie. */
function turnsOf(points: Position[]): number[] {
  const lons = points.map(([lon = 0]) => lon)
  const first = Math.floor((least(lons) + HALF_TURN) / 360)
  const last = Math.ceil((-least(lons.map((lon) => -lon)) + HALF_TURN) / 360)
  return Array.from({ length: Math.max(1, last - first) }, (_, i) => (first + i) * 360)
}
const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b))

/** Returns the point at a longitude between two points. */
function crossing([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position, lon: number): Position {
  return [lon, y0 + ((lon - x0) / (x1 - x0 || 1)) * (y1 - y0)]
}

/** Cuts a line into the parts on either side of the antimeridian. */
export function cutLine(line: Position[]): Position[][] {
  const parts: Position[][] = [[]]
  line.forEach((point, i) => {
    const before = line[i - 1]
    const turn = before ? jump(before, point) : 0
    if (before && turn !== 0) {
      const edge = turn > 0 ? HALF_TURN : -HALF_TURN
      const [, lat = 0] = crossing(before, [(point[0] ?? 0) + turn, point[1] ?? 0], edge)
      parts.at(-1)?.push([edge, lat])
      parts.push([[-edge, lat]])
    }
    parts.at(-1)?.push(point)
  })
  return parts.filter((part) => part.length > 1)
}

/** Returns the part of a closed ring on one side of a meridian (Sutherland and Hodgman's algorithm); empty if nothing lies there. */
function clip(ring: Position[], lon: number, keep: (x: number) => boolean): Position[] {
  const kept = ring.slice(1).flatMap((end, i): Position[] => {
    const begin = ring[i] ?? end
    const [from, to] = [keep(begin[0] ?? 0), keep(end[0] ?? 0)]
    if (from !== to) return to ? [crossing(begin, end, lon), end] : [crossing(begin, end, lon)]
    return to ? [end] : []
  })
  const [first] = kept
  return first && kept.length > 2 ? [...kept, first] : []
}

/** Cuts a closed ring into closed rings between 180° west and 180° east. A ring around the south pole is closed along the pole. */
export function cutRing(ring: Position[]): Position[][] {
  if (!ring.some((point, i) => jump(ring[i - 1] ?? point, point) !== 0)) return [ring]
  const open = unwrap(ring)
  const [begin = [0, 0], end = [0, 0]] = [open[0], open.at(-1)]
  const around = Math.abs((begin[0] ?? 0) - (end[0] ?? 0)) > HALF_TURN
  const whole = around ? [...open, [end[0] ?? 0, SOUTH_POLE], [begin[0] ?? 0, SOUTH_POLE], begin] : open
  return turnsOf(whole).flatMap((turn) => {
    const west = clip(whole, turn - HALF_TURN, (x) => x >= turn - HALF_TURN)
    const part = west.length > 0 ? clip(west, turn + HALF_TURN, (x) => x <= turn + HALF_TURN) : []
    return part.length > 0 ? [part.map(([x = 0, y = 0]) => [x - turn, y])] : []
  })
}

/** Checks whether a ring is more than a line along the pole, which the atlas has at 89.999° south. */
const hasArea = (ring: Position[]): boolean => ring.some(([, lat = 0]) => lat > SOUTH_POLE + 0.01)

/** Cuts a polygon into polygons. The holes of a polygon that is cut are left out, except where the hole is the coast around the pole. */
function cutPolygon(rings: Position[][]): Position[][][] {
  const [outer = [], ...holes] = rings.filter(hasArea)
  const parts = cutRing(outer)
  return parts.length === 1 && parts[0] === outer ? [[outer, ...holes]] : parts.map((part) => [part])
}

/** Cuts the polygons of a feature. */
export function cutFeature<P>(feature: Feature<Geometry, P>): Feature<Geometry, P> {
  const { geometry } = feature
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : null
  return polygons ? { ...feature, geometry: { type: 'MultiPolygon', coordinates: polygons.flatMap(cutPolygon) } } : feature
}
