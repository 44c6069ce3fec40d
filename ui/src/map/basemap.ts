// A base map of the user's own: a PMTiles file that the server was given, or a style that it was told of by its address.

import { addProtocol, type LayerSpecification, type SourceSpecification, type StyleSpecification } from 'maplibre-gl'
import { FetchSource, PMTiles, Protocol, TileType } from 'pmtiles'
import { bearer } from '../api/ask'
import { FONT, type Theme } from './style'

/** As the page was told of it. */
export interface Basemap {
  kind: 'pmtiles' | 'style'
  url: string
}

export interface Base {
  sources: Record<string, SourceSpecification>
  layers: (theme: Theme) => LayerSpecification[]
  /** Whether it stands in place of the page's own outlines and names. */
  whole: boolean
  sprite?: StyleSpecification['sprite']
  credit: string
}

/** What is to be drawn beneath the record. Raises if the file or the style cannot be read. */
export const loadBase = (told: Basemap): Promise<Base> => (told.kind === 'pmtiles' ? fromArchive(told.url) : fromStyle(told.url))

async function fromArchive(url: string): Promise<Base> {
  const archive = new PMTiles(new FetchSource(new URL(url, location.href).href, new Headers(bearer())))
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
    layers: (theme) => (vector ? names.flatMap((name) => drawn(name, theme)) : [{ id: 'base', type: 'raster', source: 'base' }]),
    whole: false,
    credit: plain(metadata?.attribution),
  }
}

/** How a layer of tiles is drawn, by the names that the schemas of Protomaps and OpenMapTiles give; others are passed over. */
function drawn(name: string, theme: Theme): LayerSpecification[] {
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

async function fromStyle(url: string): Promise<Base> {
  const answer = await fetch(url, { credentials: 'omit' })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  const style = (await answer.json()) as StyleSpecification
  const renamed = Object.fromEntries(Object.entries(style.sources).map(([name, source]) => [`base-${name}`, source]))
  const credits = Object.values(style.sources).map((source) => plain('attribution' in source ? source.attribution : ''))
  const base: Base = {
    sources: renamed,
    layers: () => style.layers.map(ours),
    whole: true,
    credit: [...new Set(credits)].filter(Boolean).join(' · '),
  }
  return style.sprite ? { ...base, sprite: style.sprite } : base
}

/** A layer of another style under a name of its own, written with the reader's own fonts, since no glyph server is asked. */
function ours(layer: LayerSpecification): LayerSpecification {
  const named = {
    ...layer,
    id: `base-${layer.id}`,
    ...('source' in layer ? { source: `base-${String(layer.source)}` } : {}),
  } as LayerSpecification
  return named.type === 'symbol' && named.layout?.['text-field'] ? { ...named, layout: { ...named.layout, 'text-font': FONT } } : named
}

/** Attributions come as HTML; only their words are shown. */
const plain = (html: unknown): string =>
  typeof html === 'string' ? (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim().slice(0, 200) : ''
