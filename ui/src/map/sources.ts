// The data of the WebGL map as MapLibre sources.

import type { Feature, FeatureCollection } from 'geojson'
import type { SourceSpecification } from 'maplibre-gl'
import type { Data } from '../model'
import type { Box } from './geo'
import { outlines } from './outlines'

/** Wraps features in a collection. */
export const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** Returns the data of the land's sources within a box, or of the whole world. */
export function landData(near: Box | null): Record<string, GeoJSON.GeoJSON> {
  const { land, coasts, agreed, disputed } = outlines(near)
  return { land, coasts, borders: agreed, disputed }
}

/** Returns the source for some data. Outlines are simplified when zoomed out; areas and marks have ids, so that the clock can replace single ones. */
export function toSource(name: string, data: GeoJSON.GeoJSON): SourceSpecification {
  if (['land', 'coasts', 'borders', 'disputed'].includes(name)) return { type: 'geojson', data, tolerance: 0.2 }
  return name === 'areas' || name === 'marks' ? { type: 'geojson', data, promoteId: 'id' } : { type: 'geojson', data }
}

export const riverFeatures = (data: Data): FeatureCollection =>
  collection(
    data.page.rivers.map(({ name, lines }) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'MultiLineString', coordinates: lines },
    })),
  )

/** The zoom at which the first towns appear, and how many these are. */
const [FIRST_TOWN_ZOOM, FIRST_TOWNS] = [3, 8]

/** Returns the zoom from which a town is shown, by its position in the page's list. Each zoom shows twice as many. */
export const townZoom = (position: number): number => FIRST_TOWN_ZOOM + Math.log2(Math.max(1, position / FIRST_TOWNS))

export const townFeatures = (data: Data): FeatureCollection =>
  collection(
    data.page.landmarks.map(({ name, lon, lat }, order) => ({
      type: 'Feature',
      properties: { name, order, zoom: townZoom(order) },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  )
