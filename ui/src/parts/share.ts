// What the share dialog hands out: a picture of the map, and the code that shows the page in another page.

import { pictureSvg, type PictureContents } from '../map/picture'
import { THEMES } from '../map/theme'
import { t } from '../strings'
import { longDate, shortDate } from '../time'
import type { ViewState } from '../view_state.svelte'

interface Shown extends Pick<PictureContents, 'data' | 'marks' | 'lines' | 'bounds' | 'credit'> {
  view: ViewState
  theme: 'light' | 'dark'
}

const WIDTH_PX = 1200
const [MIN_HEIGHT_PX, MAX_HEIGHT_PX] = [480, 1500]

/** Returns the picture of what the map shows. */
export function pictureOf({ data, view, marks, lines, bounds, credit, theme }: Shown): string {
  const [west, south, east, north] = bounds
  const up = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * Math.PI) / 360)) * (180 / Math.PI)
  const height = (WIDTH_PX * (up(north) - up(south))) / (east - west)
  const derived = lines.areas.length + lines.fronts.length + lines.advances.length > 0
  const dates = [view.day === null ? '' : longDate(view.day), view.known === null ? '' : t.knownNotice(shortDate(view.known))]
  const contents: PictureContents = {
    data,
    marks,
    lines,
    bounds,
    credit,
    theme: THEMES[theme],
    title: data.page.title,
    subtitle: dates.filter(Boolean).join(' · '),
    caveat: derived ? t.layersInferred : '',
  }
  return pictureSvg(contents, WIDTH_PX, Math.round(Math.max(MIN_HEIGHT_PX, Math.min(MAX_HEIGHT_PX, height))))
}

const escapeAttribute = (text: string): string => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)

/** Returns the HTML that shows an address of this page in another page, as a map without the lists. */
export function embedCode(address: string, title: string): string {
  const url = new URL(address)
  const fields = new URLSearchParams(url.hash.replace(/^#/, ''))
  fields.set('embed', '1')
  url.hash = fields.toString()
  return `<iframe src="${escapeAttribute(url.href)}" title="${escapeAttribute(title)}" width="100%" height="560" style="border:0" loading="lazy"></iframe>`
}

/** Returns a title as a file name: "sudan-2023-2025". */
export const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'map'
