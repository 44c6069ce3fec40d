// The map as a picture that stands alone: title, day, map, legend and credit as one SVG. It is saved, turned into a PNG, and printed.

import type { Position } from 'geojson'
import type { Data } from '../model'
import { lookOf, mixColours, opacityOf, RIM } from '../side_look'
import { groundPaths, labelsFor, pathOf, projectionFor, type Label, type Projection } from './drawing'
import { advanceCurve, type Lines } from './fronts'
import { boxAround, disc, isRegion, overlap, type Box, type Mark } from './geo'
import { outlines } from './outlines'
import { FONT, type Theme } from './theme'

export interface PictureContents {
  data: Data
  marks: Mark[]
  lines: Lines
  theme: Theme
  /** The part of the world that the picture shows. */
  bounds: Box
  title: string
  /** The day shown, and on which reports it rests. */
  subtitle: string
  /** What the areas, fronts and advances are; empty if none is shown. */
  caveat: string
  credit: string
}

const HEADER_PX = 58
const LEGEND_ROW_PX = 24
const LEGEND_COLUMN_PX = 230
const CREDIT_PX = 26
const EDGE_PX = 16
/** Longest text in the picture, in characters. Only hostile or broken reports have longer names. */
const MAX_TEXT = 90

/** Escapes a text for SVG. Control characters, which XML does not allow, are left out. */
export function escapeXml(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text
  return (
    short
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, ' ')
      .replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`)
  )
}

/** Returns the picture as SVG, `width` pixels wide with a map `height` pixels high. */
export function pictureSvg(contents: PictureContents, width: number, height: number): string {
  const { theme, title, subtitle, caveat, credit } = contents
  const sides = legendSides(contents)
  const columns = Math.max(1, Math.floor((width - 2 * EDGE_PX) / LEGEND_COLUMN_PX))
  const legendTop = HEADER_PX + height + 10
  const legendPx = Math.ceil(sides.length / columns) * LEGEND_ROW_PX + 10
  const total = HEADER_PX + height + legendPx + CREDIT_PX
  const legend = sides.map(({ name, look }, i) => {
    const [x, y] = [EDGE_PX + (i % columns) * LEGEND_COLUMN_PX, legendTop + Math.floor(i / columns) * LEGEND_ROW_PX + 10]
    const { colour, shape } = lookOf(look)
    return `<path d="${shape}" transform="translate(${x + 8} ${y}) scale(0.7)" fill="${colour}" stroke="${theme.markEdge}" stroke-width="1.6"/>${textSvg(name, x + 24, y + 4, 13, theme.text)}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="${escapeXml(FONT[0] ?? '')}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${total}" fill="${theme.paper}"/>`,
    textSvg(title, EDGE_PX, 26, 19, theme.text, 'font-weight="600"'),
    textSvg(subtitle, EDGE_PX, 46, 13, theme.countryText),
    `<svg y="${HEADER_PX}" width="${width}" height="${height}" overflow="hidden">${mapSvg(contents, width, height)}</svg>`,
    ...legend,
    textSvg([caveat, credit].filter(Boolean).join(' '), EDGE_PX, total - 9, 11, theme.countryText),
    '</svg>',
  ].join('')
}

/** Returns the sides that the picture shows, in the order of the page. */
function legendSides({ data, marks, bounds }: PictureContents): Data['page']['sides'] {
  const seen = new Set(marks.filter(({ lon, lat }) => overlap([lon, lat, lon, lat], bounds)).map((mark) => mark.answer.side))
  return data.page.sides.filter((side) => seen.has(side.id))
}

function mapSvg({ data, marks, lines, theme, bounds }: PictureContents, width: number, height: number): string {
  const to = projectionFor(bounds, width, height)
  const [west, south, east, north] = bounds
  const near: Box = [west - (east - west), south - (north - south), east + (east - west), north + (north - south)]
  const ground = groundPaths(to, outlines(near), (points) => overlap(boxAround(points), near))
  const path = (d: string, attributes: string): string => (d ? `<path d="${d}" ${attributes}/>` : '')
  const line = (points: Position[]): string => pathOf(to, points)
  const labels = labelsFor(to, data, marks, width, height)
  return [
    `<rect width="${width}" height="${height}" fill="${theme.sea}"/>`,
    path(ground.land, `fill="${theme.land}"`),
    path(ground.coasts, `fill="none" stroke="${theme.coast}"`),
    path(data.page.rivers.flatMap((river) => river.lines.map(line)).join(''), `fill="none" stroke="${theme.river}" stroke-width="2"`),
    path(ground.agreed, `fill="none" stroke="${theme.border}"`),
    path(ground.disputed, `fill="none" stroke="${theme.border}" stroke-width="1.6" stroke-dasharray="1.6 3"`),
    ...lines.areas.map(({ ring, look }) => path(`${line(ring)}Z`, `fill="${lookOf(look).colour}" fill-opacity="0.24"`)),
    ...labels.filter(({ kind }) => kind !== 'mark').map((label) => nameSvg(label, theme)),
    ...marks.filter(({ radius }) => radius > 0).map((mark) => areaSvg(mark, line)),
    path(lines.fronts.map(line).join(''), `fill="none" stroke="${theme.text}" stroke-width="1.8" stroke-dasharray="6 4"`),
    ...lines.advances.map((one) => advanceSvg(one, to, theme)),
    ...marks.map((mark, i) => markSvg(mark, to, theme, `stripes-${i}`)),
    ...labels.filter(({ kind }) => kind === 'mark').map((label) => nameSvg(label, theme)),
  ].join('')
}

const textSvg = (text: string, x: number, y: number, size: number, colour: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${colour}" ${more}>${escapeXml(text)}</text>`

function nameSvg({ name, kind, x, y, dx, dy, anchor }: Label, theme: Theme): string {
  if (kind === 'country') return textSvg(name, x, y, 14, theme.countryText, 'text-anchor="middle" letter-spacing="0.28em" opacity="0.7"')
  const [size, colour] = kind === 'town' ? [11, theme.townText] : [13, theme.text]
  const halo = `text-anchor="${anchor}" stroke="${theme.land}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"`
  const dot = kind === 'town' ? `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2" fill="${colour}"/>` : ''
  return dot + textSvg(name, x + dx, y + dy, size, colour, halo)
}

function areaSvg(mark: Mark, line: (points: Position[]) => string): string {
  const { colour } = lookOf(mark.look)
  const look = `fill="${colour}" fill-opacity="0.14" stroke="${colour}" stroke-dasharray="4 3" opacity="${opacityOf(mark.answer.p).toFixed(2)}"`
  return `<path d="${line(disc(mark.lon, mark.lat, mark.radius))}Z" ${look}/>`
}

function advanceSvg(advance: Lines['advances'][number], to: Projection, theme: Theme): string {
  const { line, bearing } = advanceCurve(advance)
  const { colour } = lookOf(advance.look)
  const [lon = 0, lat = 0] = line.at(-1) ?? []
  const stroke = (of: string, width: number): string => `<path d="${pathOf(to, line)}" fill="none" stroke="${of}" stroke-width="${width}"/>`
  const head = `translate(${to.x(lon).toFixed(1)} ${to.y(lat).toFixed(1)}) rotate(${bearing.toFixed(0)})`
  return `${stroke(theme.paper, 6)}${stroke(colour, 3)}<path d="M0-9L8 7 0 3-8 7z" fill="${colour}" stroke="${theme.paper}" transform="${head}"/>`
}

function markSvg(mark: Mark, to: Projection, theme: Theme, id: string): string {
  const { colour, shape } = lookOf(mark.look)
  const { status, inferred, p } = mark.answer
  const hollow = inferred || status === 'unknown'
  const contested = status === 'contested'
  const size = isRegion(mark.place) ? 0.5 : 0.8
  const rim = hollow ? mixColours(colour, RIM, theme.markEdge) : contested ? colour : theme.markEdge
  const fill = contested ? `url(#${id})` : hollow ? theme.paper : colour
  const stripes = `<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="${theme.paper}"/><rect width="2.6" height="5" fill="${colour}"/></pattern>`
  const ring = `<circle r="14" fill="${theme.paper}" stroke="${colour}" stroke-width="2.2" stroke-dasharray="4 2.6"/>`
  return [
    `<g transform="translate(${to.x(mark.lon).toFixed(1)} ${to.y(mark.lat).toFixed(1)}) scale(${size})" opacity="${opacityOf(p).toFixed(2)}" stroke-linejoin="round">`,
    contested ? stripes : '',
    status === 'besieged' ? ring : '',
    `<path d="${shape}" fill="${fill}" stroke="${rim}" stroke-width="${hollow ? 3.4 : 1.6}"/></g>`,
  ].join('')
}

/** Draws an SVG as a PNG with twice as many pixels, for sharp text. Throws if the browser cannot draw it. */
export async function toPng(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: 2 * image.width, height: 2 * image.height })
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))), 'image/png'),
  )
}
