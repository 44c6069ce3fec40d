import { describe, expect, it } from 'vitest'
import type { Interval, PagePlace } from '../../src/contract'
import { answersFor } from '../../src/control'
import { indexPage } from '../../src/data'
import { advanceCurve, derivedLines, NO_LINES, type Lines } from '../../src/map/fronts'
import { marksFor } from '../../src/map/geo'
import { day, interval, page, place } from '../samples'

interface Town {
  id: string
  lon: number
  lat?: number
  intervals: Partial<Interval>[]
  fields?: Partial<PagePlace>
}
function lines(towns: Town[], on = '2017-11-10'): Lines {
  const places = towns.map(({ id, lon, lat = 34, intervals, fields }) =>
    place({ id, name: id, lon, lat, versions: [{ intervals: intervals.map(interval) }], ...fields }),
  )
  const data = indexPage(page({ places }))
  return derivedLines(marksFor(data, answersFor(data, day(on), null, [])), day(on), null)
}
const since = (side: string, first = '2017-01-01'): Partial<Interval>[] => [{ side, first }]

describe('fronts', () => {
  it('run midway between two places of different sides', () => {
    const { fronts } = lines([
      { id: 'a', lon: 41, intervals: since('is') },
      { id: 'b', lon: 41.4, intervals: since('iraq') },
    ])
    expect(fronts).toHaveLength(1)
    for (const [lon] of fronts[0] ?? []) expect(lon).toBeCloseTo(41.2, 3)
  })
  it.each([
    [
      'of one side',
      [
        { id: 'a', lon: 41, intervals: since('is') },
        { id: 'b', lon: 41.4, intervals: since('is') },
      ],
    ],
    [
      'far apart',
      [
        { id: 'a', lon: 41, intervals: since('is') },
        { id: 'b', lon: 43, intervals: since('iraq') },
      ],
    ],
    [
      'of which one is inferred',
      [
        { id: 'a', lon: 41, intervals: since('is') },
        { id: 'b', lon: 41.4, intervals: [{ side: 'iraq', inferred: true }] },
      ],
    ],
    [
      'of which one is contested',
      [
        { id: 'a', lon: 41, intervals: since('is') },
        { id: 'b', lon: 41.4, intervals: [{ side: 'iraq', status: 'contested' }] },
      ],
    ],
    [
      'of which one is a province',
      [
        { id: 'a', lon: 41, intervals: since('is') },
        { id: 'b', lon: 41.4, intervals: since('iraq'), fields: { precision: 'admin1' } },
      ],
    ],
  ] as [string, Town[]][])('are not drawn between places %s', (_, towns) => {
    expect(lines(towns).fronts).toEqual([])
  })
  it('join into one line through several triangles', () => {
    const row = [41, 41.4, 41.8].flatMap((lon, i): Town[] => [
      { id: `n${i}`, lon, lat: 34.4, intervals: since('is') },
      { id: `s${i}`, lon: lon + 0.05, lat: 34, intervals: since('iraq') },
    ])
    const { fronts } = lines(row)
    expect(fronts).toHaveLength(1)
    expect(fronts[0]?.length).toBeGreaterThan(3)
    for (const [, lat] of fronts[0] ?? []) expect(lat).toBeCloseTo(34.2, 1)
  })
  it('need two places', () => {
    expect(lines([{ id: 'a', lon: 41, intervals: since('is') }])).toBe(NO_LINES)
  })
})

describe('advances', () => {
  const base: Town = { id: 'base', lon: 41, intervals: since('iraq') }
  const taken = (first: string): Town => ({
    id: 'taken',
    lon: 41.4,
    intervals: [
      { side: 'is', first: '2017-01-01', last: '2017-11-07' },
      { side: 'iraq', first },
    ],
  })

  it('lead from the nearest place that the side held the day before', () => {
    const { advances } = lines([base, { ...base, id: 'farther', lon: 40.8 }, taken('2017-11-08')])
    expect(advances.map((one) => [one.from.source.id, one.to.source.id, one.side, one.day])).toEqual([
      ['base', 'taken', 'iraq', day('2017-11-08')],
    ])
  })
  it('end after 14 days', () => {
    expect(lines([base, taken('2017-11-08')], '2017-11-21').advances).toHaveLength(1)
    expect(lines([base, taken('2017-11-08')], '2017-11-22').advances).toEqual([])
  })
  it('need a place that another side held before', () => {
    expect(lines([base, { id: 'new', lon: 41.4, intervals: since('iraq', '2017-11-08') }]).advances).toEqual([])
  })
  it('do not start from a place taken on the same day', () => {
    expect(lines([{ ...taken('2017-11-08'), id: 'other', lon: 41 }, taken('2017-11-08')]).advances).toEqual([])
  })
  it('are drawn as a curve with a direction', () => {
    const [advance] = lines([base, taken('2017-11-08')]).advances
    if (!advance) throw new Error('one advance')
    const { line, bearing } = advanceCurve(advance)
    expect(line).toHaveLength(13)
    expect(line[0]?.[0]).toBeGreaterThan(41)
    expect(line.at(-1)?.[0]).toBeLessThan(41.4)
    expect(bearing).toBeGreaterThan(60)
    expect(bearing).toBeLessThan(120)
  })
})
