import { describe, expect, it } from 'vitest'
import { answersFor } from '../../src/control'
import { indexPage } from '../../src/data'
import { boxAround, contains, disc, extent, hasCoordinates, isRegion, marksFor, overlap, uncrowdedZoom } from '../../src/map/geo'
import type { Data } from '../../src/model'
import type { PagePlace } from '../../src/contract'
import { interval, page, place } from '../samples'

const record = (...places: Partial<PagePlace>[]): Data =>
  indexPage(page({ sides: [{ id: 'is', name: 'IS', look: 3 }], places: places.map((fields, i) => place({ id: `p${i}`, ...fields })) }))
const held = [{ intervals: [interval({ side: 'is' })] }]
const marks = (data: Data): ReturnType<typeof marksFor> => marksFor(data, answersFor(data, null, null, []))

describe('marksFor', () => {
  it('draws a reported place with the look of its side', () => {
    expect(marks(record({ versions: held }))).toMatchObject([{ lon: 41.9, lat: 34.5, look: 3, radius: 0 }])
  })
  it('draws no place without coordinates, report or known holder of a region', () => {
    const unknown = [{ intervals: [interval({ status: 'unknown' })] }]
    expect(marks(record({ versions: held, lat: undefined }, {}, { precision: 'admin1', versions: unknown }))).toEqual([])
  })
  it('gives approximate places a radius', () => {
    const data = record({ precision: 'near', versions: held }, { precision: 'area', radius_km: 18, versions: held })
    expect(marks(data).map((mark) => mark.radius)).toEqual([5, 18])
  })
  it('returns the same mark for the same answer', () => {
    const data = record({ versions: held })
    const answers = answersFor(data, null, null, [])
    expect(marksFor(data, answers)[0]).toBe(marksFor(data, answers)[0])
  })
})

describe('boxes', () => {
  it('overlap and contain', () => {
    expect(overlap([0, 0, 2, 2], [1, 1, 3, 3])).toBe(true)
    expect(overlap([0, 0, 1, 1], [2, 2, 3, 3])).toBe(false)
    expect(contains([0, 0, 3, 3], [1, 1, 2, 2])).toBe(true)
    expect(contains([1, 1, 2, 2], [0, 0, 3, 3])).toBe(false)
    expect(
      boxAround([
        [1, 5],
        [-2, 3],
      ]),
    ).toEqual([-2, 3, 1, 5])
  })
})

describe('disc', () => {
  it('is a closed ring with the radius in km', () => {
    const ring = disc(40, 60, 111.32)
    expect(ring[0]?.[0]).toBeCloseTo(ring.at(-1)?.[0] ?? 0)
    const [west, south, east, north] = boxAround(ring)
    expect(east - west).toBeCloseTo(4, 1)
    expect(north - south).toBeCloseTo(2, 1)
  })
})

describe('extent', () => {
  it('is null without coordinates', () => expect(extent(record({ lat: undefined }))).toBeNull())
  it('has a margin around a single place', () => {
    const [west, south, east, north] = extent(record({})) ?? [0, 0, 0, 0]
    expect([west, south, east, north].map((n) => Number(n.toFixed(1)))).toEqual([41.4, 34.1, 42.4, 34.9])
  })
  it('leaves out one outlier among many, and regions', () => {
    const towns = Array.from({ length: 10 }, (_, i) => ({ lat: 34 + i / 10, lon: 41 }))
    const [, , east] = extent(record(...towns, { lat: 48.8, lon: 2.3 }, { precision: 'country', lat: 0, lon: 100 })) ?? [0, 0, 0, 0]
    expect(east).toBeLessThan(42)
    expect(extent(record(...towns, { lat: 48.8, lon: 2.3 }))?.[0]).toBeGreaterThan(40)
  })
  it('leaves out a group that few claims are about, and keeps one that many are about', () => {
    const towns = Array.from({ length: 12 }, (_, i) => ({ lat: 34 + i / 10, lon: 41 }))
    const data = record(...towns, { lat: 30, lon: 31 }, { lat: 44.5, lon: 33 }, { lat: 44.7, lon: 33.2 })
    data.places.slice(13).forEach((one) => (one.claimCount = 9))
    const [west, south, , north] = extent(data) ?? [0, 0, 0, 0]
    expect(south).toBeGreaterThan(32)
    expect(north).toBeGreaterThan(44.7)
    expect(west).toBeGreaterThan(31)
  })
  it('uses regions if there is nothing else', () => {
    expect(extent(record({ precision: 'country', lat: 33, lon: 44 }))).not.toBeNull()
  })
})

it('needs more zoom for more places', () => {
  const grid = (n: number): Data =>
    record(...Array.from({ length: n }, (_, i) => ({ lat: 34 + (i % 10) / 10, lon: 41 + Math.floor(i / 10) / 10 })))
  expect(uncrowdedZoom(grid(100))).toBeGreaterThan(uncrowdedZoom(grid(20)))
  expect(uncrowdedZoom(record({ lat: undefined }))).toBe(0)
})

it('knows regions and places with coordinates', () => {
  const [town, province] = record({}, { precision: 'admin1', lat: undefined }).places
  if (!town || !province) throw new Error('two places')
  expect([isRegion(town), isRegion(province)]).toEqual([false, true])
  expect([hasCoordinates(town), hasCoordinates(province)]).toEqual([true, false])
})
