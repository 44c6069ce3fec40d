// The map's style as a function of its theme. No glyph server: labels are drawn with the reader's own fonts.

import type { Feature, FeatureCollection } from 'geojson'
import type {
  ExpressionFilterSpecification,
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
  SymbolLayerSpecification,
  VariableAnchorOffsetCollectionSpecification,
} from 'maplibre-gl'
import type { Data } from '../data'
import type { Base } from './basemap'
import type { Box } from './geo'
import { countryNames, outlines } from './outlines'

export interface Theme {
  name: 'light' | 'dark'
  sea: string
  land: string
  border: string
  coast: string
  river: string
  riverText: string
  countryText: string
  townText: string
  text: string
  paper: string
  markEdge: string
  accent: string
}

export const THEMES: Record<'light' | 'dark', Theme> = {
  light: {
    name: 'light',
    sea: '#d6e2e8',
    land: '#f5f1e8',
    border: '#a99f8d',
    coast: '#9db4c0',
    river: '#8fb6cc',
    riverText: '#3f7391',
    countryText: '#6f6655',
    townText: '#7d7462',
    text: '#1c2126',
    paper: '#ffffff',
    markEdge: '#1c2126',
    accent: '#1c2126',
  },
  dark: {
    name: 'dark',
    sea: '#0c1218',
    land: '#1d242b',
    border: '#56606b',
    coast: '#33424e',
    river: '#35617c',
    riverText: '#7fb2d0',
    countryText: '#a2a99f',
    townText: '#8b949e',
    text: '#eef1f4',
    paper: '#12171c',
    markEdge: '#f2f4f6',
    accent: '#ffffff',
  },
}

export const FONT = ['system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif']

/** Where a name may stand beside its mark, in ems, best first; farther away where marks crowd. */
const SPOTS: VariableAnchorOffsetCollectionSpecification = [
  'left',
  [1.25, 0],
  'right',
  [-1.25, 0],
  'top',
  [0, 1.1],
  'bottom',
  [0, -1.1],
  'top-left',
  [0.9, 0.8],
  'bottom-left',
  [0.9, -0.8],
  'top-right',
  [-0.9, 0.8],
  'bottom-right',
  [-0.9, -0.8],
  'left',
  [2.5, 0],
  'top',
  [0, 2.3],
  'bottom',
  [0, -2.3],
  'right',
  [-2.5, 0],
]

/** What is drawn at once, and how far around the land is made ready (null: all of it). */
export interface Drawn {
  marks: Feature[]
  areas: Feature[]
  chosen: Feature[]
  near: Box | null
  /** The zoom from which all places have room beside one another, and that at which the map begins, with all of them in view. */
  room: number
  fitted: number
}

const isCrowded = (room: number, fitted: number): boolean => room > fitted + 1
/** The zoom from which all places are drawn, and lines between them: from afar they would lie on one another. */
export const wholeFrom = (room: number, fitted: number): number => (isCrowded(room, fitted) ? room - 1.5 : 0)

export function styleFor(theme: Theme, data: Data, base: Base | null, drawn: Drawn): StyleSpecification {
  const sources = Object.entries({
    ...(base?.whole ? {} : { ...groundOf(drawn.near), names: countryNames(), rivers: riversOf(data) }),
    towns: townsOf(data),
    fronts: of([]),
    advances: of([]),
    areas: of(drawn.areas),
    marks: of(drawn.marks),
    chosen: of(drawn.chosen),
  })
  return {
    version: 8,
    ...(base?.sprite ? { sprite: base.sprite } : {}),
    sources: { ...Object.fromEntries(sources.map(([name, data]) => [name, sourceOf(name, data)])), ...base?.sources },
    layers: [
      ...(base?.whole
        ? base.layers(theme)
        : ([
            { id: 'sea', type: 'background', paint: { 'background-color': theme.sea } },
            { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': theme.land, 'fill-antialias': true } },
            { id: 'coasts', type: 'line', source: 'coasts', paint: { 'line-color': theme.coast, 'line-width': 1 } },
            ...(base?.layers(theme) ?? []),
            ...riverLayers(theme),
            {
              id: 'borders',
              type: 'line',
              source: 'borders',
              paint: { 'line-color': theme.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 3, 0.6, 8, 1.6] },
            },
            {
              id: 'disputed',
              type: 'line',
              source: 'disputed',
              paint: {
                'line-color': theme.border,
                'line-width': ['interpolate', ['linear'], ['zoom'], 3, 1, 8, 2.2],
                'line-dasharray': [1, 2],
              },
            },
            ...nameLayers(theme),
          ] satisfies LayerSpecification[])),
      ...lineLayers(theme, wholeFrom(drawn.room, drawn.fitted)),
      ...placeLayers(theme, drawn),
    ],
  }
}

export const of = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** The data of the sources that the land is drawn from, as far as it reaches into a box. */
export function groundOf(near: Box | null): Record<string, GeoJSON.GeoJSON> {
  const { land, coasts, agreed, disputed } = outlines(near)
  return { land, coasts, borders: agreed, disputed }
}

/** Outlines are simplified where they are looked at from afar; what is turned by the clock is told apart by its id. */
function sourceOf(name: string, data: GeoJSON.GeoJSON): SourceSpecification {
  if (['land', 'coasts', 'borders', 'disputed'].includes(name)) return { type: 'geojson', data, tolerance: 0.2 }
  return name === 'areas' || name === 'marks' ? { type: 'geojson', data, promoteId: 'id' } : { type: 'geojson', data }
}

const riversOf = (data: Data): FeatureCollection =>
  of(
    data.page.rivers.map(({ name, lines }) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'MultiLineString', coordinates: lines },
    })),
  )

const townsOf = (data: Data): FeatureCollection =>
  of(
    data.page.landmarks.map(({ name, lon, lat }) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  )

function riverLayers(theme: Theme): StyleSpecification['layers'] {
  return [
    {
      id: 'rivers',
      type: 'line',
      source: 'rivers',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': theme.river, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 1, 9, 3.4] },
    },
    {
      id: 'river-names',
      type: 'symbol',
      source: 'rivers',
      minzoom: 5,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12,
        'text-letter-spacing': 0.12,
        'text-offset': [0, -0.8],
        'symbol-spacing': 420,
      },
      paint: { 'text-color': theme.riverText, 'text-halo-color': theme.land, 'text-halo-width': 1.4 },
    },
  ]
}

function nameLayers(theme: Theme): StyleSpecification['layers'] {
  return [
    {
      id: 'country-names',
      type: 'symbol',
      source: 'names',
      layout: {
        'text-field': ['upcase', ['get', 'name']],
        'text-font': FONT,
        'text-letter-spacing': 0.28,
        'text-max-width': 8,
        'text-padding': 12,
        'text-size': ['interpolate', ['linear'], ['zoom'], 3, 10, 7, 17],
      },
      paint: { 'text-color': theme.countryText, 'text-opacity': 0.75, 'text-halo-color': theme.land, 'text-halo-width': 1 },
    },
    {
      id: 'towns',
      type: 'circle',
      source: 'towns',
      minzoom: 4.5,
      paint: { 'circle-radius': 2, 'circle-color': theme.townText, 'circle-opacity': 0.8 },
    },
  ]
}

/** Fronts are a dashed line in a wide blur, since nobody drew it; advances lie in the colour of who advances. */
function lineLayers(theme: Theme, minzoom: number): LayerSpecification[] {
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  const layers: LayerSpecification[] = [
    {
      id: 'front-blur',
      type: 'line',
      source: 'fronts',
      layout: round,
      paint: { 'line-color': theme.text, 'line-width': 16, 'line-blur': 12, 'line-opacity': 0.22 },
    },
    {
      id: 'fronts',
      type: 'line',
      source: 'fronts',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': theme.text, 'line-width': 1.8, 'line-dasharray': [3, 2], 'line-opacity': 0.75 },
    },
    {
      id: 'advance-edge',
      type: 'line',
      source: 'advances',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: round,
      paint: { 'line-color': theme.paper, 'line-width': 6, 'line-opacity': 0.85 },
    },
    {
      id: 'advances',
      type: 'line',
      source: 'advances',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: round,
      paint: { 'line-color': ['get', 'colour'], 'line-width': 3 },
    },
    {
      id: 'advance-heads',
      type: 'symbol',
      source: 'advances',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-rotate': ['get', 'bearing'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ]
  return layers.map((layer) => ({ ...layer, minzoom }))
}

function placeLayers(theme: Theme, { room, fitted }: Drawn): LayerSpecification[] {
  const crowded = isCrowded(room, fitted)
  const names: LayerSpecification = {
    id: 'mark-names',
    type: 'symbol',
    source: 'marks',
    filter: ['>=', ['zoom'], ['coalesce', ['get', 'named'], 0]],
    layout: {
      'text-field': ['case', ['has', 'region'], ['upcase', ['get', 'name']], ['get', 'name']],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 4, 11, 8, 14],
      'text-letter-spacing': ['case', ['has', 'region'], 0.18, 0],
      'text-optional': true,
      'text-variable-anchor-offset': SPOTS,
      'text-justify': 'auto',
      'symbol-sort-key': ['get', 'order'],
      'text-padding': crowded ? 14 : 1,
    },
    paint: { 'text-color': theme.text, 'text-halo-color': theme.land, 'text-halo-width': 1.8 },
  }
  // Symbols of the topmost layer are placed first: names keep clear of marks, except in a crowd, where they would find no room and lie on it.
  return [
    {
      id: 'area-fill',
      type: 'fill',
      source: 'areas',
      filter: ['all', ['==', ['geometry-type'], 'Polygon'], ['!=', ['get', 'hatch'], '']],
      paint: { 'fill-pattern': ['get', 'hatch'], 'fill-opacity': ['*', 0.55, ['get', 'opacity']] },
    },
    {
      id: 'area-edge',
      type: 'line',
      source: 'areas',
      layout: { 'line-cap': 'round' },
      paint: {
        'line-color': ['get', 'colour'],
        'line-width': ['case', ['get', 'course'], 5, 1.4],
        'line-opacity': ['*', 0.8, ['get', 'opacity']],
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'chosen',
      type: 'circle',
      source: 'chosen',
      paint: {
        'circle-radius': 17,
        'circle-color': theme.accent,
        'circle-opacity': 0.12,
        'circle-stroke-color': theme.accent,
        'circle-stroke-width': 2.4,
      },
    },
    {
      id: 'town-names',
      type: 'symbol',
      source: 'towns',
      minzoom: 4.5,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11,
        'text-anchor': 'top',
        'text-offset': [0, 0.35],
        'text-padding': 6,
      },
      paint: { 'text-color': theme.townText, 'text-halo-color': theme.land, 'text-halo-width': 1.4 },
    },
    ...(crowded ? [] : [names]),
    {
      id: 'wide-marks',
      type: 'symbol',
      source: 'marks',
      filter: ['!', POINT],
      layout: { ...markLayout(room, 0.5), 'icon-ignore-placement': crowded },
      paint: { 'icon-opacity': unlessWide() },
    },
    {
      id: 'marks',
      type: 'symbol',
      source: 'marks',
      filter: POINT,
      layout: { ...markLayout(room, 0.75), 'icon-ignore-placement': crowded },
      paint: { 'icon-opacity': ['get', 'opacity'] },
    },
    // The chosen one lies on all others, at its full size.
    {
      id: 'chosen-mark',
      type: 'symbol',
      source: 'chosen',
      filter: POINT,
      layout: { ...markLayout(0, 0.75), 'icon-ignore-placement': true },
      paint: { 'icon-opacity': ['get', 'opacity'] },
    },
    ...(crowded ? [names] : []),
  ]
}

/** What is a point, and nothing wider. */
const POINT: ExpressionFilterSpecification = ['!', ['any', ['has', 'region'], ['has', 'fade']]]

const markLayout = (room: number, size: number): NonNullable<SymbolLayerSpecification['layout']> => ({
  'icon-image': ['get', 'icon'],
  'icon-allow-overlap': true,
  'icon-padding': 0,
  'icon-size': markSize(room, size),
  'symbol-z-order': 'source',
})

/** The smallest share of its size to which a mark shrinks in a crowd: its shape can still be told. */
const LEAST = 0.4

/** A mark's size by zoom. Below the zoom at which all have room they shrink: many on one spot hide one another, and take long to draw. */
function markSize(room: number, size: number): ExpressionSpecification {
  const stops = Array.from({ length: 12 }, (_, i) => i + 2).flatMap((zoom) => {
    const grown = size * (1 + 0.1 * Math.max(0, Math.min(6, zoom - 4)))
    return [zoom, grown * Math.max(LEAST, Math.min(1, 2 ** (zoom - room)))]
  })
  return ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification
}

/** A mark's opacity: gone where its disc is wide enough to be seen by itself, as a mark in its middle would look like a point. */
function unlessWide(): ExpressionSpecification {
  const stops = Array.from({ length: 26 }, (_, i) => 1 + i / 2)
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...stops.flatMap((zoom) => [zoom, ['case', ['>', zoom, ['coalesce', ['get', 'fade'], 99]], 0, ['get', 'opacity']]]),
  ] as unknown as ExpressionSpecification
}
