// What a map drawn as SVG shows: where things are in pixels, the paths of the ground, and the names that fit.

import type { Position } from 'geojson'
import type { Data } from '../model'
import { WORLD_PX, type Box, type Mark } from './geo'
import { countryNames, type Outlines } from './outlines'
import { townZoom } from './sources'
import { placeLabels, type Labelled, type LabelPosition } from './svg_labels'

/** Where longitudes and latitudes are on a Mercator map in pixels. */
export interface Projection {
  x: (lon: number) => number
  y: (lat: number) => number
  /** The longitude and latitude at a point in pixels. */
  at: (x: number, y: number) => Position
  /** The zoom of MapLibre at which its map has the same scale. */
  zoom: number
}

const MAX_LAT = 84
const mercator = (lat: number): number =>
  Math.log(Math.tan(Math.PI / 4 + (Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 360)) * (180 / Math.PI)

const latitude = (y: number): number => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90

/** Returns the projection that fits a box into a picture, scaled and moved by pixels. */
export function projectionFor(
  [west, south, east, north]: Box,
  width: number,
  height: number,
  [scale, dx, dy]: [number, number, number] = [1, 0, 0],
): Projection {
  const [top, bottom] = [mercator(north), mercator(south)]
  const unit = Math.min(width / (east - west), height / (top - bottom)) * scale
  return {
    x: (lon) => (lon - (west + east) / 2) * unit + width / 2 + dx,
    y: (lat) => ((top + bottom) / 2 - mercator(lat)) * unit + height / 2 + dy,
    at: (x, y) => [(x - width / 2 - dx) / unit + (west + east) / 2, latitude((top + bottom) / 2 - (y - height / 2 - dy) / unit)],
    zoom: Math.log2((unit * 360) / WORLD_PX),
  }
}

/** Returns a line as an SVG path. */
export const pathOf = ({ x, y }: Projection, points: Position[]): string =>
  points.map(([lon = 0, lat = 0], i) => `${i === 0 ? 'M' : 'L'}${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join('')

export interface Ground {
  land: string
  coasts: string
  agreed: string
  disputed: string
}

/** Returns the paths of land, coasts and borders, without the lines that `shown` rejects. */
export function groundPaths(to: Projection, world: Outlines, shown: (points: Position[]) => boolean): Ground {
  const rings = world.land.features.flatMap(({ geometry }) => (geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []))
  const lines = (all: Position[][]): string =>
    all
      .filter(shown)
      .map((line) => pathOf(to, line))
      .join('')
  return {
    land: rings
      .filter(shown)
      .map((ring) => `${pathOf(to, ring)}Z`)
      .join(''),
    coasts: lines(world.coasts.coordinates),
    agreed: lines(world.agreed.coordinates),
    disputed: lines(world.disputed.coordinates),
  }
}

/** A name with its point and position in pixels. */
export interface Label extends Labelled, LabelPosition {}

const countries = countryNames().features.flatMap(({ geometry, properties }) =>
  geometry.type === 'Point' ? [{ name: String(properties?.['name']).toUpperCase(), at: geometry.coordinates }] : [],
)

/** Returns the names that fit: first those of places, then of countries, then of the towns that are important enough for the zoom. */
export function labelsFor(to: Projection, data: Data, marks: Mark[], width: number, height: number): Label[] {
  const points: Labelled[] = [
    ...[...marks].sort((a, b) => b.place.claimCount - a.place.claimCount).map((mark) => labelled('mark', mark.place.source, mark)),
    ...countries.map(({ name, at: [lon = 0, lat = 0] }) => labelled('country', { id: `country ${name}`, name }, { lon, lat })),
    ...data.page.landmarks.flatMap((town, i) =>
      townZoom(i) <= to.zoom ? [labelled('town', { id: `town ${i}`, name: town.name }, town)] : [],
    ),
  ]
  function labelled(
    kind: Labelled['kind'],
    { id, name }: { id: string; name: string },
    { lon, lat }: { lon: number; lat: number },
  ): Labelled {
    return { id, name, kind, x: to.x(lon), y: to.y(lat) }
  }
  const inView = points.filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height)
  const placed = placeLabels(inView)
  return inView.flatMap((point) => {
    const position = placed.get(point.id)
    return position ? [{ ...point, ...position }] : []
  })
}
