// Label placement for maps drawn as SVG: no label covers a mark or another label.

import { overlap, type Box } from './geo'

export interface LabelPosition {
  anchor: 'start' | 'middle' | 'end'
  /** Offset from the point in pixels. */
  dx: number
  dy: number
}

export type LabelKind = 'mark' | 'town' | 'country'

/** A point in pixels with its name. A mark also takes up room itself. */
export interface Labelled {
  id: string
  name: string
  x: number
  y: number
  kind: LabelKind
}

/** Positions of a name, best first: right, left, above and below a mark; below and beside a town; on the middle of a country. */
const POSITIONS: Record<LabelKind, LabelPosition[]> = {
  mark: [
    { anchor: 'start', dx: 15, dy: 4 },
    { anchor: 'end', dx: -15, dy: 4 },
    { anchor: 'middle', dx: 0, dy: -16 },
    { anchor: 'middle', dx: 0, dy: 26 },
  ],
  town: [
    { anchor: 'middle', dx: 0, dy: 13 },
    { anchor: 'start', dx: 5, dy: 4 },
    { anchor: 'end', dx: -5, dy: 4 },
  ],
  country: [{ anchor: 'middle', dx: 0, dy: 0 }],
}
const MARK_PX = 11
/** Average width of a character in pixels. Names of countries are spaced capitals. */
const CHARACTER_PX: Record<LabelKind, number> = { mark: 7.2, town: 6.2, country: 13.5 }

/** Returns a position for each name that fits without covering marks or earlier names, by id. The most important names come first. */
export function placeLabels(points: Labelled[]): Map<string, LabelPosition> {
  const taken: Box[] = points.filter(({ kind }) => kind === 'mark').map(({ x, y }) => [x - MARK_PX, y - MARK_PX, x + MARK_PX, y + MARK_PX])
  const placed = new Map<string, LabelPosition>()
  for (const point of points) {
    const position = POSITIONS[point.kind].find((one) => !taken.some((other) => overlap(boxOf(point, one), other)))
    if (!position) continue
    taken.push(boxOf(point, position))
    placed.set(point.id, position)
  }
  return placed
}

function boxOf({ name, x, y, kind }: Labelled, { anchor, dx, dy }: LabelPosition): Box {
  const width = name.length * CHARACTER_PX[kind]
  const left = x + dx - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
  return [left, y + dy - MARK_PX, left + width, y + dy + 3]
}
