import { expect, it } from 'vitest'
import { indexPage } from '../../src/data'
import { findOnMap } from '../../src/map/find_on_map'
import { page, place } from '../samples'

const data = indexPage(
  page({
    places: [
      place({ id: 'a', name: 'Tal Afar' }),
      place({ id: 'b', name: 'Afrin' }),
      place({ id: 'c', name: 'Afar heights', lat: undefined }),
    ],
    landmarks: [{ name: 'Äfar Town', lon: 40, lat: 34 }],
  }),
)

it('finds places and towns by any part of the name, whatever the accents', () => {
  expect(findOnMap(data, 'AFAR').map(({ id, name }) => [id, name])).toEqual([
    ['a', 'Tal Afar'],
    [null, 'Äfar Town'],
  ])
})
it('puts names that begin with the query first', () => {
  expect(findOnMap(data, ' af').map((one) => one.name)).toEqual(['Afrin', 'Tal Afar', 'Äfar Town'])
})
it('finds nothing for nothing', () => expect(findOnMap(data, '  ')).toEqual([]))
