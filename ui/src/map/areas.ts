// Areas of control, derived from the places and not reported: the ground nearer to one place than to any other, up to a short distance.

import { Delaunay } from 'd3-delaunay'
import type { Position } from 'geojson'
import { boxAround, disc, isRegion, overlap, type Box, type Mark } from './geo'
import { outlines } from './outlines'

/** How far an area reaches from its place: half the distance up to which a front is drawn between two places. */
export const AREA_REACH_KM = 40
/** Most places for which areas are computed. */
const MAX_PLACES = 2000
/** Corners of the circle around a place. */
const CORNERS = 36

export interface Area {
  side: string
  look: number | null
  ring: Position[]
}

/**
 * Returns the areas around the places that a side holds.
 *
 * They end halfway to the next place, at coasts and at borders. Contested places have no area and keep those of others away.
 */
export function controlAreas(marks: Mark[]): Area[] {
  const sites = marks.filter((mark) => !isRegion(mark.place) && mark.radius <= 15)
  if (sites.length === 0 || sites.length > MAX_PLACES) return []
  const middle = sites.reduce((sum, mark) => sum + mark.lat, 0) / sites.length
  const narrow = Math.max(0.05, Math.cos((middle * Math.PI) / 180))
  const mesh = Delaunay.from(
    sites,
    (one) => one.lon * narrow,
    (one) => one.lat,
  )
  return sites.flatMap((mark, i): Area[] => {
    const { side, status, inferred } = mark.answer
    // Of several places at one point, the mesh knows the first.
    if (side === null || inferred || (status !== 'held' && status !== 'besieged') || mesh.find(mark.lon * narrow, mark.lat, i) !== i)
      return []
    const around = disc(mark.lon, mark.lat, AREA_REACH_KM, CORNERS)
    const cell = [...mesh.neighbors(i)].reduce((rest, j) => nearerTo(rest, mark, sites[j] ?? mark, narrow), around)
    return cell.length > 0 ? onOwnLand(mark, cell).map((ring) => ({ side, look: mark.look, ring })) : []
  })
}

/** Returns the part of a ring that is nearer to one place than to another; `narrow` is the width of a degree, as a share of its height. */
function nearerTo(ring: Position[], one: Mark, other: Mark, narrow: number): Position[] {
  const [east, north] = [(other.lon - one.lon) * narrow, other.lat - one.lat]
  const [x, y] = [(one.lon + other.lon) / 2, (one.lat + other.lat) / 2]
  return clipBy(ring, [x, y], [x - north / narrow, y + east], 1)
}

interface Land {
  ring: Position[]
  box: Box
}
let allLand: Land[] | null = null
const land = (): Land[] =>
  (allLand ??= outlines(null).land.features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates.flatMap(([ring]) => (ring ? [{ ring, box: boxAround(ring) }] : [])) : [],
  ))

/** Returns the parts of a convex shape that lie on the land of the place's country, or on any land if a coarse coast has the place in the sea. */
function onOwnLand({ lon, lat }: Mark, shape: Position[]): Position[][] {
  const box = boxAround(shape)
  const near = land().filter((one) => overlap(one.box, box))
  const home = near.find(({ ring }) => isInside(ring, lon, lat))
  const [west, south, east, north] = box
  // The box first: few points of a long coast are left for the many corners of the shape.
  // prettier-ignore
  const frame: Position[] = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  return (home ? [home] : near).map(({ ring }) => clipTo(clipTo(ring, frame), shape)).filter((part) => part.length > 0)
}

function isInside(ring: Position[], x: number, y: number): boolean {
  let inside = false
  ring.slice(1).forEach(([x1 = 0, y1 = 0], i) => {
    const [x0 = 0, y0 = 0] = ring[i] ?? []
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside
  })
  return inside
}

/** Cuts a closed ring to a closed convex ring, whichever way it runs (Sutherland and Hodgman's algorithm); empty if nothing is left. */
function clipTo(ring: Position[], convex: Position[]): Position[] {
  const turn = Math.sign(convex.slice(1).reduce((sum, b, i) => sum + cross(convex[i] ?? b, b), 0))
  return convex.slice(1).reduce((rest, b, i) => clipBy(rest, convex[i] ?? b, b, turn), ring)
}

const cross = ([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position): number => ax * by - ay * bx

function clipBy(ring: Position[], [ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, turn: number): Position[] {
  const side = ([x = 0, y = 0]: Position): number => turn * ((bx - ax) * (y - ay) - (by - ay) * (x - ax))
  const kept = ring.slice(1).flatMap((end, i): Position[] => {
    const begin = ring[i] ?? end
    const [from, to] = [side(begin), side(end)]
    const share = from / (from - to)
    const [x0 = 0, y0 = 0] = begin
    const [x1 = 0, y1 = 0] = end
    const met: Position[] = from >= 0 === to >= 0 ? [] : [[x0 + share * (x1 - x0), y0 + share * (y1 - y0)]]
    return to >= 0 ? [...met, end] : met
  })
  const [first] = kept
  return first && kept.length > 2 ? [...kept, first] : []
}
