// Images of marks, arrow heads and hatchings for the WebGL map, drawn on a canvas.

import { lookOf, mixColours, RIM } from '../side_look'
import type { Theme } from './theme'

/** Image pixels per CSS pixel. */
export const IMAGE_RATIO = 2
const SIZE = 30

export const iconName = (look: number | null, status: string, inferred: boolean): string =>
  `mark|${look ?? ''}|${status}|${inferred ? 'hollow' : 'full'}`
export const arrowName = (look: number | null): string => `arrow|${look ?? ''}`
export const hatchName = (look: number | null): string => `hatch|${look ?? ''}`

/** Returns the image with a name from `iconName`, `arrowName` or `hatchName`; null for any other name. */
export function imageFor(name: string, theme: Theme): ImageData | null {
  const [kind, number, status, fill] = name.split('|')
  const look = number ? Number(number) : null
  if (kind === 'hatch') return hatching(look)
  if (kind === 'arrow') return arrowHead(look, theme)
  if (kind !== 'mark') return null
  return mark(look, status ?? 'held', fill === 'hollow', theme)
}

function canvas(size: number): CanvasRenderingContext2D | null {
  const element = document.createElement('canvas')
  element.width = element.height = size * IMAGE_RATIO
  const context = element.getContext('2d')
  context?.scale(IMAGE_RATIO, IMAGE_RATIO)
  return context
}

function mark(number: number | null, status: string, hollow: boolean, theme: Theme): ImageData | null {
  const context = canvas(SIZE)
  if (!context) return null
  const { colour, shape } = lookOf(number)
  const path = new Path2D(shape)
  context.translate(SIZE / 2, SIZE / 2)
  context.scale(0.8, 0.8)
  context.lineJoin = 'round'
  if (status === 'besieged') ring(context, colour, theme)
  context.fillStyle = hollow || status === 'contested' || status === 'unknown' ? theme.paper : colour
  context.lineWidth = 5
  context.strokeStyle = theme.paper
  context.stroke(path)
  context.fill(path)
  if (status === 'contested') stripes(context, path, colour)
  context.lineWidth = hollow || status === 'unknown' ? 3.2 : 1.6
  context.strokeStyle =
    hollow || status === 'unknown' ? mixColours(colour, RIM, theme.markEdge) : status === 'contested' ? colour : theme.markEdge
  context.stroke(path)
  return context.getImageData(0, 0, SIZE * IMAGE_RATIO, SIZE * IMAGE_RATIO)
}

function arrowHead(number: number | null, theme: Theme): ImageData | null {
  const context = canvas(SIZE)
  if (!context) return null
  const path = new Path2D('M0-9L8 7 0 3-8 7z')
  context.translate(SIZE / 2, SIZE / 2)
  context.lineJoin = 'round'
  context.lineWidth = 3.5
  context.strokeStyle = theme.paper
  context.stroke(path)
  context.fillStyle = lookOf(number).colour
  context.fill(path)
  return context.getImageData(0, 0, SIZE * IMAGE_RATIO, SIZE * IMAGE_RATIO)
}

function ring(context: CanvasRenderingContext2D, colour: string, theme: Theme): void {
  context.beginPath()
  context.arc(0, 0, 15, 0, 2 * Math.PI)
  context.fillStyle = theme.paper
  context.fill()
  context.setLineDash([4, 2.6])
  context.lineWidth = 2.4
  context.strokeStyle = colour
  context.stroke()
  context.setLineDash([])
}

function stripes(context: CanvasRenderingContext2D, path: Path2D, colour: string): void {
  context.save()
  context.clip(path)
  context.lineWidth = 3
  context.strokeStyle = colour
  for (let x = -28; x < 28; x += 6) {
    context.beginPath()
    context.moveTo(x, 14)
    context.lineTo(x + 28, -14)
    context.stroke()
  }
  context.restore()
}

function hatching(number: number | null): ImageData | null {
  const context = canvas(8)
  if (!context) return null
  const look = lookOf(number)
  context.lineWidth = 1.3
  context.lineCap = 'square'
  context.strokeStyle = look.colour
  context.stroke(new Path2D(look.hatching))
  return context.getImageData(0, 0, 8 * IMAGE_RATIO, 8 * IMAGE_RATIO)
}
