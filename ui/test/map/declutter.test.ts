import { expect, it } from 'vitest'
import { answersFor } from '../../src/control'
import { indexPage } from '../../src/data'
import { declutter } from '../../src/map/declutter'
import { labelZooms } from '../../src/map/features'
import { marksFor, type Mark } from '../../src/map/geo'
import { interval, page, place } from '../samples'

const versions = [{ intervals: [interval({ side: 'is' })] }]
function marks(...spots: { lon: number; claims?: number; radius_km?: number }[]): Mark[] {
  const places = spots.map(({ lon, radius_km }, i) =>
    place({ id: `p${i}`, lon, versions, ...(radius_km ? { precision: 'area' as const, radius_km } : {}) }),
  )
  const data = indexPage(page({ places }))
  spots.forEach(({ claims = 0 }, i) => Object.assign(data.places[i] ?? {}, { claimCount: claims }))
  return marksFor(data, answersFor(data, null, null, []))
}
const ids = (list: Mark[]): string[] => list.map((mark) => mark.place.source.id).sort()

it('shows the place with the most claims on each spot', () => {
  const close = marks({ lon: 41, claims: 1 }, { lon: 41.001, claims: 5 }, { lon: 43, claims: 1 })
  expect(ids(declutter(close, 4))).toEqual(['p1', 'p2'])
})

it('shows all places when zoomed in, and never fewer than before', () => {
  const many = marks(...Array.from({ length: 50 }, (_, i) => ({ lon: 41 + i / 100, claims: i })))
  const counts = [4, 6, 8, 10, 12].map((zoom) => declutter(many, zoom).length)
  expect(counts).toEqual([...counts].sort((a, b) => a - b))
  expect(counts.at(-1)).toBe(50)
})

it('keeps approximate places', () => {
  expect(declutter(marks({ lon: 41, claims: 9 }, { lon: 41, radius_km: 10 }), 2)).toHaveLength(2)
})

it('names the 300 places with the most claims always and others by zoom', () => {
  const places = indexPage(page({ places: Array.from({ length: 302 }, (_, i) => place({ id: `p${i}` })) })).places
  places.forEach((one, i) => (one.claimCount = 1000 - i))
  const zooms = labelZooms(places, 5)
  expect([...zooms.keys()].map((one) => one.source.id)).toEqual(['p300', 'p301'])
  expect([...zooms.values()].every((zoom) => zoom >= 5)).toBe(true)
})
