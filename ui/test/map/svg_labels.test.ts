import { expect, it } from 'vitest'
import { placeLabels, type Labelled } from '../../src/map/svg_labels'

const mark = (id: string, x: number, y = 100): Labelled => ({ id, name: 'Rawa', x, y, kind: 'mark' })

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

it('puts a town below its dot, or beside it where a name is in the way', () => {
  const town: Labelled = { id: 't', name: 'Anah', x: 300, y: 100, kind: 'town' }
  expect(placeLabels([town]).get('t')?.dy).toBe(13)
  expect(placeLabels([mark('a', 290, 116), town]).get('t')?.dy).toBe(4)
})

it('leaves out the name of a country that would cover a mark', () => {
  const country: Labelled = { id: 'c', name: 'IRAQ', x: 100, y: 100, kind: 'country' }
  expect(placeLabels([country]).has('c')).toBe(true)
  expect(placeLabels([mark('a', 110), country]).has('c')).toBe(false)
})
