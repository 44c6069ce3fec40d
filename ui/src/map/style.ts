// The MapLibre style of the map, for one theme.

import type { Feature } from 'geojson'
import type { StyleSpecification } from 'maplibre-gl'
import type { Data } from '../model'
import type { BaseLayers } from './basemap'
import type { Box } from './geo'
import { groundLayers } from './ground_layers'
import { lineLayers } from './line_layers'
import { countryNames } from './outlines'
import { placeLayers } from './place_layers'
import { collection, landData, riverFeatures, toSource, townFeatures } from './sources'
import type { Theme } from './theme'

/** The features that the map draws at once. */
export interface MapContents {
  marks: Feature[]
  areas: Feature[]
  chosen: Feature[]
  /** The box within which land is drawn; null for the whole world. */
  landBox: Box | null
  /** The zoom from which marks do not overlap. */
  uncrowdedZoom: number
  /** The zoom of the first view, which shows all places. */
  fittedZoom: number
}

const isCrowded = (uncrowdedZoom: number, fittedZoom: number): boolean => uncrowdedZoom > fittedZoom + 1

/** Returns the zoom from which all places, fronts and advances are drawn. Below it, marks would cover one another. */
export const fullDetailZoom = (uncrowdedZoom: number, fittedZoom: number): number =>
  isCrowded(uncrowdedZoom, fittedZoom) ? uncrowdedZoom - 1.5 : 0

/** Builds the style. A base map that is a whole style replaces the ground. */
export function buildStyle(theme: Theme, data: Data, base: BaseLayers | null, contents: MapContents): StyleSpecification {
  const { uncrowdedZoom, fittedZoom } = contents
  const ground = base?.whole ? {} : { ...landData(contents.landBox), names: countryNames(), rivers: riverFeatures(data) }
  const sources = Object.entries({
    ...ground,
    towns: townFeatures(data),
    control: collection([]),
    fronts: collection([]),
    advances: collection([]),
    areas: collection(contents.areas),
    marks: collection(contents.marks),
    chosen: collection(contents.chosen),
  })
  const baseLayers = base?.layers(theme) ?? []
  return {
    version: 8,
    ...(base?.sprite ? { sprite: base.sprite } : {}),
    sources: { ...Object.fromEntries(sources.map(([name, features]) => [name, toSource(name, features)])), ...base?.sources },
    layers: [
      ...(base?.whole ? baseLayers : groundLayers(theme, baseLayers)),
      ...lineLayers(theme, fullDetailZoom(uncrowdedZoom, fittedZoom)),
      ...placeLayers(theme, uncrowdedZoom, isCrowded(uncrowdedZoom, fittedZoom)),
    ],
  }
}
