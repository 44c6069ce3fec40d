import { expect, it } from 'vitest'
import { placeLabels } from '../../src/map/svg_labels'

const mark = (id: string, x: number, y = 100): { id: string; name: string; x: number; y: number } => ({ id, name: 'Rawa', x, y })

it('puts a name to the right of its mark', () => {
  expect(placeLabels([mark('a', 100)]).get('a')).toEqual({ anchor: 'start', dx: 15, dy: 4 })
})

it('puts it to the left of a mark with a neighbour on the right', () => {
  expect(placeLabels([mark('a', 100), mark('b', 130)]).get('a')?.anchor).toBe('end')
})

it('leaves a name out where there is no room', () => {
  const crowd = [mark('middle', 100), mark('right', 120), mark('left', 80), mark('above', 100, 80), mark('below', 100, 126)]
  expect(placeLabels(crowd).has('middle')).toBe(false)
})
