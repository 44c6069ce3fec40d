// Sentences in their reports. Offsets count Unicode code points, while JavaScript counts UTF-16 units.

import type { PageReport } from './contract'

export interface Piece {
  text: string
  kind: 'plain' | 'marked' | 'claimed' | 'unread' | 'gap'
  start: number
}

/** Returns the UTF-16 index of a code point offset in `text`. */
export function unitsAt(text: string, points: number): number {
  if (points <= 0) return 0
  let [units, count] = [0, 0]
  while (units < text.length && count < points) {
    const code = text.codePointAt(units) ?? 0
    units += code > 0xffff ? 2 : 1
    count += 1
  }
  return units
}

/** Counts the code points of a text. */
export const pointsIn = (text: string): number => {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** Returns the words from `start` to `end` of a report, as far as the page carries them. */
export function quote(report: PageReport, start: number, end: number): string {
  return pieces(report, start, end)
    .filter((piece) => piece.kind === 'marked')
    .map((piece) => piece.text)
    .join(' … ')
}

/**
 * Splits the text of a report into pieces: the marked sentence, those of other claims, passages that were not read, and gaps.
 *
 * The text of a gap is its length in code points.
 */
export function pieces(report: PageReport, start: number, end: number, claimed: [number, number][] = []): Piece[] {
  const result: Piece[] = []
  let reached = 0
  for (const stretch of report.text) {
    if (stretch.start > reached) result.push({ text: String(stretch.start - reached), kind: 'gap', start: reached })
    const length = pointsIn(stretch.text)
    result.push(...cut(report, stretch.start, stretch.text, length, start, end, claimed))
    reached = stretch.start + length
  }
  if (report.length > reached) result.push({ text: String(report.length - reached), kind: 'gap', start: reached })
  return result
}

function cut(
  report: PageReport,
  offset: number,
  text: string,
  length: number,
  start: number,
  end: number,
  claimed: [number, number][],
): Piece[] {
  const edges = new Set([0, length])
  const spans: [number, number][] = [[start, end], ...claimed, ...report.unread.map((p): [number, number] => [p.start, p.end])]
  for (const edge of spans.flat()) if (edge > offset && edge < offset + length) edges.add(edge - offset)
  const sorted = [...edges].sort((a, b) => a - b)
  const units = sorted.map((edge) => unitsAt(text, edge))
  return sorted.slice(0, -1).map((edge, i) => {
    const at = offset + edge
    return { text: text.slice(units[i], units[i + 1]), start: at, kind: kindAt(report, at, start, end, claimed) }
  })
}

function kindAt(report: PageReport, at: number, start: number, end: number, claimed: [number, number][]): Piece['kind'] {
  if (at >= start && at < end) return 'marked'
  if (claimed.some(([first, last]) => at >= first && at < last)) return 'claimed'
  return report.unread.some((passage) => at >= passage.start && at < passage.end) ? 'unread' : 'plain'
}

/** Returns the marked sentence with up to `margin` characters of its report on either side. */
export function excerpt(report: PageReport, start: number, end: number, margin = 160): { before: string; marked: string; after: string } {
  const all = pieces(report, start, end).filter((piece) => piece.kind !== 'gap')
  const join = (part: Piece[]): string =>
    part
      .map((piece) => piece.text)
      .join('')
      .replace(/\s+/g, ' ')
  const before = join(all.filter((piece) => piece.start < start))
  const after = join(all.filter((piece) => piece.start >= end))
  return { before: clipLeft(before, margin), marked: join(all.filter((piece) => piece.kind === 'marked')), after: clipRight(after, margin) }
}

function clipLeft(text: string, margin: number): string {
  if (text.length <= margin) return text
  const tail = text.slice(-margin)
  return `… ${tail.slice(tail.indexOf(' ') + 1)}`
}

function clipRight(text: string, margin: number): string {
  if (text.length <= margin) return text
  const head = text.slice(0, margin)
  const space = head.lastIndexOf(' ')
  return `${space > 0 ? head.slice(0, space) : head} …`
}

/** Returns an address if it is http or https, else null: a report can name any address. */
export function safeUrl(url: string | undefined): string | null {
  try {
    const parsed = new URL(url ?? '')
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null
  } catch {
    return null
  }
}
