// The layers of what is derived from the places: areas of control, fronts and advances.

import type { LayerSpecification } from 'maplibre-gl'
import type { Theme } from './theme'

/** Returns the layers of areas, fronts and advances. A front is a dashed line in a wide blur, as its course is not known exactly. */
export function lineLayers(theme: Theme, minzoom: number): LayerSpecification[] {
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  const layers: LayerSpecification[] = [
    {
      id: 'control',
      type: 'fill',
      source: 'control',
      paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': theme.name === 'dark' ? 0.34 : 0.24, 'fill-antialias': false },
    },
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
