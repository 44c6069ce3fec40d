// How a side is drawn: by its colour, and always by a shape (points) or a hatching (areas) as well.

/** The colours of Okabe and Ito, which can be distinguished with any colour vision, in the order in which sides get them. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#e69f00', '#cc79a7', '#56b4e9', '#b8a800']
export const NO_SIDE = '#7d8590'

/** Outlines around 0,0 within a radius of 11, as SVG paths, which canvas accepts too. */
const SHAPES = [
  'M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z',
  'M-8-8h16v16h-16z',
  'M0-11L11 0 0 11-11 0z',
  'M0-10L10.5 8.5H-10.5z',
  'M-10.5 0L-5.25-9 5.25-9 10.5 0 5.25 9-5.25 9z',
  'M0 10L10.5-8.5H-10.5z',
  'M-4-10h8v6h6v8h-6v6h-8v-6h-6v-8h6z',
  'M0-10.5L10-3.2 6.2 8.5-6.2 8.5-10-3.2z',
]

/** Hatchings as SVG paths in a tile of 8 by 8. */
const HATCHINGS = [
  'M-2 10L10-2M-2 2L2-2M6 10L10 6',
  'M-2-2L10 10M-2 6L2 10M6-2L10 2',
  'M0 2h8M0 6h8',
  'M2 0v8M6 0v8',
  'M0 4h8M4 0v8',
  'M0 0L8 8M8 0L0 8',
  'M3 4h2',
  'M0 4L4 0 8 4',
]

export interface Look {
  colour: string
  shape: string
  hatching: string
}

const cycle = (values: string[], index: number): string => values[index % values.length] ?? NO_SIDE

/** Returns the look of a side by its number; null stands for no side. */
export function lookOf(number: number | null | undefined): Look {
  if (number === null || number === undefined) return { colour: NO_SIDE, shape: SHAPES[0] ?? '', hatching: 'M3 4h2' }
  return { colour: cycle(COLOURS, number), shape: cycle(SHAPES, number), hatching: cycle(HATCHINGS, number) }
}

/** Share of the side's colour in the rim of a hollow mark. The rest is the text colour: thin lines in some colours are hard to see. */
export const RIM = 0.72

/** Mixes two colours (#rrggbb); `share` is that of the first. */
export function mixColours(colour: string, share: number, other: string): string {
  const parts = [1, 3, 5].map((at) =>
    Math.round(share * parseInt(colour.slice(at, at + 2), 16) + (1 - share) * parseInt(other.slice(at, at + 2), 16)),
  )
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** Returns the opacity for a probability, never so low that a mark disappears. */
export const opacityOf = (p: number): number => 0.4 + 0.6 * Math.max(0, Math.min(1, (p - 0.3) / 0.65))
