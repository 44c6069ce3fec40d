// A base map of the user's own: a PMTiles file on the app's server, or a MapLibre style at an address.

import { addProtocol, type LayerSpecification, type SourceSpecification, type StyleSpecification } from 'maplibre-gl'
import { FetchSource, PMTiles, Protocol, TileType } from 'pmtiles'
import { authHeaders } from '../api/ask'
import type { Basemap } from '../model'
import { FONT, type Theme } from './theme'

/** What a base map adds to the style. */
export interface BaseLayers {
  sources: Record<string, SourceSpecification>
  layers: (theme: Theme) => LayerSpecification[]
  /** Whether it replaces the app's own outlines and names. */
  whole: boolean
  sprite?: StyleSpecification['sprite']
  credit: string
}

/** Loads a base map. Throws if its file or style cannot be read. */
export const loadBasemap = ({ kind, url }: Basemap): Promise<BaseLayers> => (kind === 'pmtiles' ? fromArchive(url) : fromStyle(url))

async function fromArchive(url: string): Promise<BaseLayers> {
  const archive = new PMTiles(new FetchSource(new URL(url, location.href).href, new Headers(authHeaders())))
  const [header, metadata] = [
    await archive.getHeader(),
    (await archive.getMetadata()) as { attribution?: unknown; vector_layers?: { id?: unknown }[] } | null,
  ]
  const protocol = new Protocol()
  protocol.add(archive)
  addProtocol('pmtiles', protocol.tile)
  const vector = header.tileType === TileType.Mvt
  const address = `pmtiles://${archive.source.getKey()}`
  const names = (metadata?.vector_layers ?? []).map((one) => String(one.id))
  return {
    sources: { base: vector ? { type: 'vector', url: address } : { type: 'raster', url: address, tileSize: 256 } },
    layers: (theme) => (vector ? names.flatMap((name) => layersFor(name, theme)) : [{ id: 'base', type: 'raster', source: 'base' }]),
    whole: false,
    credit: plainText(metadata?.attribution),
  }
}

/** Returns the style of a tile layer by its name in the schemas of Protomaps and OpenMapTiles. Other layers are left out. */
function layersFor(name: string, theme: Theme): LayerSpecification[] {
  const common = { source: 'base', 'source-layer': name, id: `base-${name}` }
  const polygons = ['==', ['geometry-type'], 'Polygon'] as never
  if (['earth', 'land'].includes(name)) return [{ ...common, type: 'fill', filter: polygons, paint: { 'fill-color': theme.land } }]
  if (['landcover', 'landuse', 'park', 'natural'].includes(name))
    return [{ ...common, type: 'fill', filter: polygons, paint: { 'fill-color': theme.coast, 'fill-opacity': 0.18 } }]
  if (['water', 'ocean', 'lakes'].includes(name)) return [{ ...common, type: 'fill', filter: polygons, paint: { 'fill-color': theme.sea } }]
  if (['waterway', 'rivers', 'physical_line'].includes(name))
    return [{ ...common, type: 'line', paint: { 'line-color': theme.river, 'line-width': 1 } }]
  if (['roads', 'transportation', 'transit'].includes(name))
    return [
      {
        ...common,
        type: 'line',
        minzoom: 5,
        paint: { 'line-color': theme.border, 'line-opacity': 0.55, 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.5, 12, 2.4] },
      },
    ]
  if (['boundaries', 'boundary', 'admin'].includes(name))
    return [{ ...common, type: 'line', paint: { 'line-color': theme.border, 'line-width': 0.8, 'line-dasharray': [3, 2] } }]
  if (name === 'buildings' || name === 'building')
    return [{ ...common, type: 'fill', minzoom: 12, paint: { 'fill-color': theme.border, 'fill-opacity': 0.4 } }]
  if (!['places', 'place'].includes(name)) return []
  const label = ['coalesce', ['get', 'name:en'], ['get', 'name:latin'], ['get', 'name']] as never
  return [
    {
      ...common,
      type: 'symbol',
      minzoom: 7,
      layout: { 'text-field': label, 'text-font': FONT, 'text-size': 10.5, 'text-padding': 8 },
      paint: { 'text-color': theme.townText, 'text-halo-color': theme.land, 'text-halo-width': 1.2 },
    },
  ]
}

async function fromStyle(url: string): Promise<BaseLayers> {
  const answer = await fetch(url, { credentials: 'omit' })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  const style = (await answer.json()) as StyleSpecification
  const renamed = Object.fromEntries(Object.entries(style.sources).map(([name, source]) => [`base-${name}`, source]))
  const credits = Object.values(style.sources).map((source) => plainText('attribution' in source ? source.attribution : ''))
  const base: BaseLayers = {
    sources: renamed,
    layers: () => style.layers.map(adapt),
    whole: true,
    credit: [...new Set(credits)].filter(Boolean).join(' · '),
  }
  return style.sprite ? { ...base, sprite: style.sprite } : base
}

/** Prefixes the names in a layer of another style and sets the browser's own fonts, as the app uses no glyph server. */
function adapt(layer: LayerSpecification): LayerSpecification {
  const named = {
    ...layer,
    id: `base-${layer.id}`,
    ...('source' in layer ? { source: `base-${String(layer.source)}` } : {}),
  } as LayerSpecification
  return named.type === 'symbol' && named.layout?.['text-field'] ? { ...named, layout: { ...named.layout, 'text-font': FONT } } : named
}

/** Returns the text of an attribution, which is HTML. */
const plainText = (html: unknown): string =>
  typeof html === 'string' ? (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim().slice(0, 200) : ''
