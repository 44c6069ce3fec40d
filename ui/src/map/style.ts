// The map's style as a function of its theme. No glyph server: labels are drawn with the reader's own fonts.

import type { ExpressionSpecification, LayerSpecification, StyleSpecification, VariableAnchorOffsetCollectionSpecification } from 'maplibre-gl'
import type { Data } from '../data'
import type { Base } from './basemap'
import { borders, coasts, countries, labelPoints } from './geo'

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
    name: 'light', sea: '#d6e2e8', land: '#f5f1e8', border: '#a99f8d', coast: '#9db4c0', river: '#8fb6cc', riverText: '#3f7391',
    countryText: '#6f6655', townText: '#7d7462', text: '#1c2126', paper: '#ffffff', markEdge: '#1c2126', accent: '#1c2126',
  },
  dark: {
    name: 'dark', sea: '#0c1218', land: '#1d242b', border: '#56606b', coast: '#33424e', river: '#35617c', riverText: '#7fb2d0',
    countryText: '#a2a99f', townText: '#8b949e', text: '#eef1f4', paper: '#12171c', markEdge: '#f2f4f6', accent: '#ffffff',
  },
}

export const FONT = ['system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif']

/** Where a name may stand beside its mark, in ems, best first; farther away where marks crowd. */
const SPOTS: VariableAnchorOffsetCollectionSpecification = [
  'left', [1.25, 0], 'right', [-1.25, 0], 'top', [0, 1.1], 'bottom', [0, -1.1], 'top-left', [0.9, 0.8], 'bottom-left', [0.9, -0.8],
  'top-right', [-0.9, 0.8], 'bottom-right', [-0.9, -0.8], 'left', [2.5, 0], 'top', [0, 2.3], 'bottom', [0, -2.3], 'right', [-2.5, 0],
]

export function styleFor(theme: Theme, data: Data, base: Base | null = null): StyleSpecification {
  const outlines = countries()
  const limits = borders()
  return {
    version: 8,
    ...(base?.sprite ? { sprite: base.sprite } : {}),
    sources: {
      land: { type: 'geojson', data: outlines, tolerance: 0.2 },
      borders: { type: 'geojson', data: limits.agreed, tolerance: 0.2 },
      disputed: { type: 'geojson', data: limits.disputed, tolerance: 0.2 },
      coasts: { type: 'geojson', data: coasts(), tolerance: 0.2 },
      names: { type: 'geojson', data: { type: 'FeatureCollection', features: labelPoints(outlines) } },
      rivers: { type: 'geojson', data: riversOf(data) },
      towns: { type: 'geojson', data: townsOf(data) },
      fronts: { type: 'geojson', data: nothing() },
      advances: { type: 'geojson', data: nothing() },
      ...base?.sources,
      areas: { type: 'geojson', data: nothing(), promoteId: 'id' },
      marks: { type: 'geojson', data: nothing(), promoteId: 'id' },
    },
    layers: [
      ...(base?.whole ? base.layers(theme) : [
      { id: 'sea', type: 'background', paint: { 'background-color': theme.sea } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': theme.land, 'fill-antialias': true } },
      { id: 'coasts', type: 'line', source: 'coasts', paint: { 'line-color': theme.coast, 'line-width': 1 } },
      ...(base?.layers(theme) ?? []),
      ...riverLayers(theme),
      { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': theme.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 3, 0.6, 8, 1.6] } },
      { id: 'disputed', type: 'line', source: 'disputed', paint: { 'line-color': theme.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 3, 1, 8, 2.2], 'line-dasharray': [1, 2] } },
      ...nameLayers(theme),
      ] satisfies LayerSpecification[]),
      ...lineLayers(theme),
      ...placeLayers(theme),
    ],
  }
}

const nothing = (): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features: [] })

function riversOf(data: Data): GeoJSON.FeatureCollection {
  const features = data.page.rivers.map((river) => ({
    type: 'Feature' as const,
    properties: { name: river.name },
    geometry: { type: 'MultiLineString' as const, coordinates: river.lines },
  }))
  return { type: 'FeatureCollection', features }
}

function townsOf(data: Data): GeoJSON.FeatureCollection {
  const features = data.page.landmarks.map((town) => ({
    type: 'Feature' as const,
    properties: { name: town.name },
    geometry: { type: 'Point' as const, coordinates: [town.lon, town.lat] },
  }))
  return { type: 'FeatureCollection', features }
}

function riverLayers(theme: Theme): StyleSpecification['layers'] {
  return [
    {
      id: 'rivers', type: 'line', source: 'rivers', layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': theme.river, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 1, 9, 3.4] },
    },
    {
      id: 'river-names', type: 'symbol', source: 'rivers', minzoom: 5,
      layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-letter-spacing': 0.12, 'text-offset': [0, -0.8], 'symbol-spacing': 420 },
      paint: { 'text-color': theme.riverText, 'text-halo-color': theme.land, 'text-halo-width': 1.4 },
    },
  ]
}

function nameLayers(theme: Theme): StyleSpecification['layers'] {
  return [
    {
      id: 'country-names', type: 'symbol', source: 'names',
      layout: {
        'text-field': ['upcase', ['get', 'name']], 'text-font': FONT, 'text-letter-spacing': 0.28, 'text-max-width': 8, 'text-padding': 12,
        'text-size': ['interpolate', ['linear'], ['zoom'], 3, 10, 7, 17],
      },
      paint: { 'text-color': theme.countryText, 'text-opacity': 0.75, 'text-halo-color': theme.land, 'text-halo-width': 1 },
    },
    {
      id: 'towns', type: 'circle', source: 'towns', minzoom: 4.5,
      paint: { 'circle-radius': 2, 'circle-color': theme.townText, 'circle-opacity': 0.8 },
    },
  ]
}

/** Fronts are a dashed line in a wide blur, since nobody drew it; advances lie in the colour of who advances. */
function lineLayers(theme: Theme): LayerSpecification[] {
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  return [
    { id: 'front-blur', type: 'line', source: 'fronts', layout: round, paint: { 'line-color': theme.text, 'line-width': 16, 'line-blur': 12, 'line-opacity': 0.22 } },
    { id: 'fronts', type: 'line', source: 'fronts', layout: { 'line-join': 'round' }, paint: { 'line-color': theme.text, 'line-width': 1.8, 'line-dasharray': [3, 2], 'line-opacity': 0.75 } },
    { id: 'advance-edge', type: 'line', source: 'advances', filter: ['==', ['geometry-type'], 'LineString'], layout: round, paint: { 'line-color': theme.paper, 'line-width': 6, 'line-opacity': 0.85 } },
    { id: 'advances', type: 'line', source: 'advances', filter: ['==', ['geometry-type'], 'LineString'], layout: round, paint: { 'line-color': ['get', 'colour'], 'line-width': 3 } },
    { id: 'advance-heads', type: 'symbol', source: 'advances', filter: ['==', ['geometry-type'], 'Point'], layout: { 'icon-image': ['get', 'icon'], 'icon-rotate': ['get', 'bearing'], 'icon-rotation-alignment': 'map', 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
  ]
}

function placeLayers(theme: Theme): StyleSpecification['layers'] {
  return [
    { id: 'area-fill', type: 'fill', source: 'areas', filter: ['all', ['==', ['geometry-type'], 'Polygon'], ['!=', ['get', 'hatch'], '']], paint: { 'fill-pattern': ['get', 'hatch'], 'fill-opacity': ['*', 0.55, ['get', 'opacity']] } },
    { id: 'area-edge', type: 'line', source: 'areas', layout: { 'line-cap': 'round' }, paint: { 'line-color': ['get', 'colour'], 'line-width': ['case', ['get', 'course'], 5, 1.4], 'line-opacity': ['*', 0.8, ['get', 'opacity']], 'line-dasharray': [3, 2] } },
    { id: 'chosen', type: 'circle', source: 'marks', filter: ['==', ['get', 'id'], ''], paint: { 'circle-radius': 17, 'circle-color': theme.accent, 'circle-opacity': 0.12, 'circle-stroke-color': theme.accent, 'circle-stroke-width': 2.4 } },
    {
      id: 'town-names', type: 'symbol', source: 'towns', minzoom: 4.5,
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11, 'text-anchor': 'top', 'text-offset': [0, 0.35], 'text-padding': 6 },
      paint: { 'text-color': theme.townText, 'text-halo-color': theme.land, 'text-halo-width': 1.4 },
    },
    {
      id: 'mark-names', type: 'symbol', source: 'marks', filter: ['>=', ['zoom'], ['get', 'named']],
      layout: {
        'text-field': ['case', ['get', 'region'], ['upcase', ['get', 'name']], ['get', 'name']], 'text-font': FONT, 'text-size': ['interpolate', ['linear'], ['zoom'], 4, 11, 8, 14],
        'text-letter-spacing': ['case', ['get', 'region'], 0.18, 0], 'text-optional': true,
        'text-variable-anchor-offset': SPOTS, 'text-justify': 'auto', 'symbol-sort-key': ['get', 'order'], 'text-padding': 1,
      },
      paint: { 'text-color': theme.text, 'text-halo-color': theme.land, 'text-halo-width': 1.8 },
    },
    // Symbols of the topmost layer are placed first: names keep clear of marks.
    {
      id: 'marks', type: 'symbol', source: 'marks',
      layout: {
        'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-padding': 0, 
        'icon-size': ['interpolate', ['linear'], ['zoom'], 4, ['case', ['get', 'region'], 0.5, 0.75], 7, ['case', ['get', 'region'], 0.6, 0.95], 10, ['case', ['get', 'region'], 0.7, 1.2]], 'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'icon-opacity': unlessWide() },
    },
  ]
}

/** A mark's opacity: gone where its disc is wide enough to be seen by itself, as a mark in its middle would look like a point. */
function unlessWide(): ExpressionSpecification {
  const stops = Array.from({ length: 26 }, (_, i) => 1 + i / 2)
  return ['interpolate', ['linear'], ['zoom'], ...stops.flatMap((zoom) => [zoom, ['case', ['>', zoom, ['get', 'fade']], 0, ['get', 'opacity']]])] as unknown as ExpressionSpecification
}
