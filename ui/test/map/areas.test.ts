import { expect, it } from 'vitest'
import type { Interval } from '../../src/contract'
import { answersFor } from '../../src/control'
import { indexPage } from '../../src/data'
import { AREA_REACH_KM, controlAreas, type Area } from '../../src/map/areas'
import { boxAround, marksFor } from '../../src/map/geo'
import { interval, page, place } from '../samples'

function areas(...spots: { lon: number; lat?: number; of: Partial<Interval> }[]): Area[] {
  const places = spots.map(({ lon, lat = 34, of }, i) => place({ id: `p${i}`, lon, lat, versions: [{ intervals: [interval(of)] }] }))
  const data = indexPage(page({ places }))
  return controlAreas(marksFor(data, answersFor(data, null, null, [])))
}
const box = (area: Area | undefined): number[] => boxAround(area?.ring ?? [])

it('an area reaches a short way around a lone place', () => {
  const [area] = areas({ lon: 42, of: { side: 'is' } })
  const [, south = 0, , north = 0] = box(area)
  expect(north - south).toBeCloseTo((2 * AREA_REACH_KM) / 110.574, 2)
})

it('areas of neighbours meet halfway', () => {
  const [one, other] = areas({ lon: 42, of: { side: 'is' } }, { lon: 42.2, of: { side: 'iraq' } })
  expect(box(one)[2]).toBeCloseTo(42.1)
  expect(box(other)[0]).toBeCloseTo(42.1)
})

it('contested and inferred places have no area, and keep those of others away', () => {
  const found = areas(
    { lon: 42, of: { side: 'is' } },
    { lon: 42.2, of: { side: 'iraq', status: 'contested' } },
    { lon: 41.8, of: { side: 'iraq', inferred: true } },
  )

  expect(found.map((area) => area.side)).toEqual(['is'])
  expect(box(found[0])[0]).toBeCloseTo(41.9)
  expect(box(found[0])[2]).toBeCloseTo(42.1)
})

it('areas end at the coast and at borders', () => {
  const [beirut] = areas({ lon: 35.51, lat: 33.88, of: { side: 'x' } })
  expect(box(beirut)[0]).toBeGreaterThan(35.35)
  const [siwa] = areas({ lon: 25.15, lat: 27.5, of: { side: 'x' } })
  expect(box(siwa)[0]).toBeGreaterThan(24.9)
})
