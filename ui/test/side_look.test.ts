import { expect, it } from 'vitest'
import { lookOf, mixColours, NO_SIDE, opacityOf } from '../src/side_look'

it('gives sides different looks and repeats them in the end', () => {
  const looks = Array.from({ length: 7 }, (_, i) => lookOf(i))
  expect(new Set(looks.map((look) => look.colour)).size).toBe(7)
  expect(lookOf(7).colour).toBe(lookOf(0).colour)
  expect(lookOf(7).shape).not.toBe(lookOf(0).shape)
  expect(lookOf(null).colour).toBe(NO_SIDE)
})

it('mixes colours', () => {
  expect(mixColours('#ff0000', 1, '#0000ff')).toBe('#ff0000')
  expect(mixColours('#ffffff', 0.5, '#000000')).toBe('#808080')
})

it('draws low probabilities faintly but visibly', () => {
  expect(opacityOf(0)).toBe(0.4)
  expect(opacityOf(1)).toBe(1)
})
