// The layers beneath the record: land, rivers, borders and the names of countries and towns.

import type { ExpressionFilterSpecification, LayerSpecification } from 'maplibre-gl'
import { FONT, type Theme } from './theme'

/** Matches the towns that are important enough for the zoom. */
export const TOWN_SHOWN: ExpressionFilterSpecification = ['>=', ['zoom'], ['get', 'zoom']]

/** Returns the layers of the ground, with those of a base map between the coasts and the rivers. */
export function groundLayers(theme: Theme, base: LayerSpecification[]): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': theme.sea } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': theme.land, 'fill-antialias': true } },
    { id: 'coasts', type: 'line', source: 'coasts', paint: { 'line-color': theme.coast, 'line-width': 1 } },
    ...base,
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
      paint: { 'line-color': theme.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 3, 1, 8, 2.2], 'line-dasharray': [1, 2] },
    },
    ...labelLayers(theme),
  ]
}

function riverLayers(theme: Theme): LayerSpecification[] {
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

function labelLayers(theme: Theme): LayerSpecification[] {
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
        'symbol-sort-key': ['get', 'order'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 3, 10, 7, 17],
      },
      paint: { 'text-color': theme.countryText, 'text-opacity': 0.75, 'text-halo-color': theme.land, 'text-halo-width': 1 },
    },
    {
      id: 'towns',
      type: 'circle',
      source: 'towns',
      filter: TOWN_SHOWN,
      paint: { 'circle-radius': 2, 'circle-color': theme.townText, 'circle-opacity': 0.8 },
    },
  ]
}
