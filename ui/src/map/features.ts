// Places, areas, fronts and advances as GeoJSON for the WebGL map. Default properties are left out, as there may be 20,000 places.

import type { Feature, Geometry, MultiLineString, Polygon, Position } from 'geojson'
import type { Place } from '../model'
import { lookOf, opacityOf } from '../side_look'
import { advanceCurve, type Lines } from './fronts'
import { disc, isRegion, WORLD_PX, type Mark } from './geo'
import { arrowName, hatchName, iconName } from './icons'

/** How many places have a name at every zoom. */
const ALWAYS_NAMED = 300

/** Returns the zoom from which each place is named, without those that always are. Each zoom adds about as many names; places with more claims come first. */
export function labelZooms(places: Place[], fittedZoom: number): Map<Place, number> {
  const ranked = [...places].sort((a, b) => b.claimCount - a.claimCount)
  return new Map(ranked.slice(ALWAYS_NAMED).map((place, i) => [place, fittedZoom + Math.log2((i + ALWAYS_NAMED) / ALWAYS_NAMED) / 2]))
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
      order: isRegion(place) ? 1e6 : -place.claimCount,
      ...(named === undefined ? {} : { named }),
      ...(isRegion(place) ? { region: true } : {}),
      ...(mark.radius > 0 ? { fade: fadeZoom(mark) } : {}),
    },
  }
}

/** Length of the equator, which is WORLD_PX at zoom 0. */
const EQUATOR_KM = 40_075
/** Half the width of a mark in pixels. */
const MARK_PX = 16

/** Returns the zoom from which the disc of a mark is wider than the mark. */
const fadeZoom = (mark: Mark): number => Math.log2((MARK_PX * EQUATOR_KM * Math.cos((mark.lat * Math.PI) / 180)) / (WORLD_PX * mark.radius))

/** Returns the shape of a place that is no point, else its disc; nothing for a point. */
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

export function controlFeatures(areas: Lines['areas']): Feature[] {
  return areas.map(({ look, ring }) => ({
    type: 'Feature',
    properties: { colour: lookOf(look).colour },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }))
}

export function frontFeatures(fronts: Position[][]): Feature[] {
  const geometry: MultiLineString = { type: 'MultiLineString', coordinates: fronts }
  return fronts.length === 0 ? [] : [{ type: 'Feature', properties: {}, geometry }]
}

/** Returns the curves of advances and their arrow heads. */
export function advanceFeatures(advances: Lines['advances']): Feature[] {
  return advances.flatMap((one): Feature[] => {
    const { line, bearing } = advanceCurve(one)
    const properties = { id: one.to.source.id, colour: lookOf(one.look).colour, icon: arrowName(one.look), bearing }
    return [
      { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: line } },
      { type: 'Feature', properties, geometry: { type: 'Point', coordinates: line.at(-1) ?? [] } },
    ]
  })
}
