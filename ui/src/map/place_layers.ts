// The layers of places.

import type {
  ExpressionFilterSpecification,
  ExpressionSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
  VariableAnchorOffsetCollectionSpecification,
} from 'maplibre-gl'
import { TOWN_SHOWN } from './ground_layers'
import { FONT, type Theme } from './theme'

// prettier-ignore
/** Positions of a name beside its mark, in ems, best first. The far ones serve where marks crowd. */
const LABEL_POSITIONS: VariableAnchorOffsetCollectionSpecification = [
  'left', [1.25, 0], 'right', [-1.25, 0], 'top', [0, 1.1], 'bottom', [0, -1.1], 'top-left', [0.9, 0.8], 'bottom-left', [0.9, -0.8],
  'top-right', [-0.9, 0.8], 'bottom-right', [-0.9, -0.8], 'left', [2.5, 0], 'top', [0, 2.3], 'bottom', [0, -2.3], 'right', [-2.5, 0],
]

/**
 * Returns the layers of places: areas, marks, names and the chosen place.
 *
 * `room` is the zoom from which marks do not overlap; if `crowded`, they do in the first view.
 */
export function placeLayers(theme: Theme, room: number, crowded: boolean): LayerSpecification[] {
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
      'text-variable-anchor-offset': LABEL_POSITIONS,
      'text-justify': 'auto',
      'symbol-sort-key': ['get', 'order'],
      'text-padding': crowded ? 14 : 1,
    },
    paint: { 'text-color': theme.text, 'text-halo-color': theme.land, 'text-halo-width': 1.8 },
  }
  // Symbols of the topmost layer are placed first, so names avoid marks. In a crowd they would find no room, so they lie above the marks.
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
      filter: TOWN_SHOWN,
      layout: {
        'symbol-sort-key': ['get', 'order'],
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
      paint: { 'icon-opacity': fadingOpacity() },
    },
    {
      id: 'marks',
      type: 'symbol',
      source: 'marks',
      filter: POINT,
      layout: { ...markLayout(room, 0.75), 'icon-ignore-placement': crowded },
      paint: { 'icon-opacity': ['get', 'opacity'] },
    },
    // The chosen mark lies on all others, in full size.
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

/** Matches points: neither regions nor approximate locations. */
const POINT: ExpressionFilterSpecification = ['!', ['any', ['has', 'region'], ['has', 'fade']]]

const markLayout = (room: number, size: number): NonNullable<SymbolLayerSpecification['layout']> => ({
  'icon-image': ['get', 'icon'],
  'icon-allow-overlap': true,
  'icon-padding': 0,
  'icon-size': markSize(room, size),
  'symbol-z-order': 'source',
})

/** The smallest scale of a mark in a crowd, at which its shape is still recognisable. */
const MIN_SCALE = 0.4

/** Returns the size of marks by zoom. Marks shrink below the zoom from which they do not overlap. */
function markSize(room: number, size: number): ExpressionSpecification {
  const stops = Array.from({ length: 12 }, (_, i) => i + 2).flatMap((zoom) => {
    const grown = size * (1 + 0.1 * Math.max(0, Math.min(6, zoom - 4)))
    return [zoom, grown * Math.max(MIN_SCALE, Math.min(1, 2 ** (zoom - room)))]
  })
  return ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification
}

/** Returns the opacity of marks of areas. A mark disappears once its disc is wide enough, as it would look like a point in the middle. */
function fadingOpacity(): ExpressionSpecification {
  const stops = Array.from({ length: 26 }, (_, i) => 1 + i / 2)
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...stops.flatMap((zoom) => [zoom, ['case', ['>', zoom, ['coalesce', ['get', 'fade'], 99]], 0, ['get', 'opacity']]]),
  ] as unknown as ExpressionSpecification
}
