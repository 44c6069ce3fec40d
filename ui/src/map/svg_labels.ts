// Label placement for the SVG map.

import { overlap, type Box } from './geo'

export interface LabelPosition {
  anchor: 'start' | 'middle' | 'end'
  /** Offset from the mark in pixels. */
  dx: number
  dy: number
}

/** A mark in pixels with the name that stands beside it. */
export interface Labelled {
  id: string
  name: string
  x: number
  y: number
}

/** Positions beside a mark, best first: right, left, above, below. */
const POSITIONS: LabelPosition[] = [
  { anchor: 'start', dx: 15, dy: 4 },
  { anchor: 'end', dx: -15, dy: 4 },
  { anchor: 'middle', dx: 0, dy: -16 },
  { anchor: 'middle', dx: 0, dy: 26 },
]
const MARK_PX = 11
/** Average width of a character. */
const CHARACTER_PX = 7.2

/** Returns a position for each name that fits without covering marks or earlier names, by id. */
export function placeLabels(marks: Labelled[]): Map<string, LabelPosition> {
  const taken: Box[] = marks.map(({ x, y }) => [x - MARK_PX, y - MARK_PX, x + MARK_PX, y + MARK_PX])
  const placed = new Map<string, LabelPosition>()
  for (const mark of marks) {
    const position = POSITIONS.find((one) => !taken.some((other) => overlap(boxOf(mark, one), other)))
    if (!position) continue
    taken.push(boxOf(mark, position))
    placed.set(mark.id, position)
  }
  return placed
}

function boxOf({ name, x, y }: Labelled, { anchor, dx, dy }: LabelPosition): Box {
  const width = name.length * CHARACTER_PX
  const left = x + dx - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
  return [left, y + dy - MARK_PX, left + width, y + dy + 3]
}
