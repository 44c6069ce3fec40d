// What the WebGL map is told of each place: what tells it apart, and nothing that can be left out, as there may be twenty thousand.

import type { Feature, Geometry, MultiLineString, Polygon, Position } from 'geojson'
import type { Place } from '../data'
import { lookOf, opacityOf } from '../look'
import { arrowOf, type Lines } from './fronts'
import { disc, isRegion, WORLD_PX, type Mark } from './geo'
import { arrowName, hatchName, iconName } from './icons'

/** How many places are named however far away the map is looked at. */
const NAMED = 300

/** The zoom from which each place may be named, where it is not named on all: as many names come into view on every zoom, those of the places most is said of first. */
export function namedFrom(places: Place[], fitted: number): Map<Place, number> {
  const ranked = [...places].sort((a, b) => b.weight - a.weight)
  return new Map(ranked.slice(NAMED).map((place, i) => [place, fitted + Math.log2((i + NAMED) / NAMED) / 2]))
}

export function pointFeature(mark: Mark, named: number | undefined): Feature {
  const { answer, place } = mark
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [mark.lon, mark.lat] },
    properties: {
      id: place.source.id,
      name: place.source.name,
      icon: iconName(mark.look, answer.status, answer.inferred),
      opacity: opacityOf(answer.p),
      order: isRegion(place) ? 1e6 : -place.weight,
      ...(named === undefined ? {} : { named }),
      ...(isRegion(place) ? { region: true } : {}),
      ...(mark.radius > 0 ? { fade: fadeZoom(mark) } : {}),
    },
  }
}

/** Kilometres around the equator, which are WORLD_PX at zoom 0. */
const AROUND_KM = 40_075
/** Half the width of a mark. */
const MARK_PX = 16

/** The zoom from which a mark's disc is wider than its mark. */
const fadeZoom = (mark: Mark): number => Math.log2((MARK_PX * AROUND_KM * Math.cos((mark.lat * Math.PI) / 180)) / (WORLD_PX * mark.radius))

/** A place that is wider than a point, as the shape that is known of it, else as a disc; nothing for a point. */
export function areaFeatures(mark: Mark): Feature[] {
  const geometry = mark.place.source.geometry as Geometry | undefined
  const ring: Polygon | null = mark.radius > 0 ? { type: 'Polygon', coordinates: [disc(mark.lon, mark.lat, mark.radius)] } : null
  const shape = geometry && ['Polygon', 'MultiPolygon', 'LineString', 'MultiLineString'].includes(geometry.type) ? geometry : ring
  if (!shape) return []
  const properties = {
    id: mark.place.source.id,
    colour: lookOf(mark.look).colour,
    hatch: mark.answer.status === 'unknown' ? '' : hatchName(mark.look),
    opacity: opacityOf(mark.answer.p),
    course: shape.type.includes('Line'),
  }
  return [{ type: 'Feature', geometry: shape, properties }]
}

export function frontFeatures(fronts: Position[][]): Feature[] {
  const geometry: MultiLineString = { type: 'MultiLineString', coordinates: fronts }
  return fronts.length === 0 ? [] : [{ type: 'Feature', properties: {}, geometry }]
}

/** The bowed lines of advances and their heads. */
export function advanceFeatures(advances: Lines['advances']): Feature[] {
  return advances.flatMap((one): Feature[] => {
    const { line, bearing } = arrowOf(one)
    const properties = { id: one.to.source.id, colour: lookOf(one.look).colour, icon: arrowName(one.look), bearing }
    return [
      { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: line } },
      { type: 'Feature', properties, geometry: { type: 'Point', coordinates: line.at(-1) ?? [] } },
    ]
  })
}
