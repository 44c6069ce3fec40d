import { describe, expect, it } from 'vitest'
import { binsWithChanges, binWidth, changesPerDay, claimBins, claimsPerDay } from '../src/clock_chart'
import { indexPage } from '../src/data'
import { day, interval, page, place } from './samples'

const counts = [
  { day: 10, known: 12, claims: 2 },
  { day: 10, known: null, claims: 1 },
  { day: null, known: 11, claims: 5 },
  { day: 99, known: 11, claims: 5 },
]

describe('claimBins', () => {
  it('counts claims by day and by what was known', () => {
    const bins = claimBins(counts, { first: 9, last: 11 }, 11)
    expect(bins).toEqual([
      { from: 9, all: 0, known: 0 },
      { from: 10, all: 3, known: 1 },
      { from: 11, all: 0, known: 0 },
    ])
    expect(claimBins(counts, { first: 9, last: 11 }, null)[1]?.known).toBe(3)
  })
  it('joins days in a long record', () => {
    const range = { first: 0, last: 399 }
    expect(binWidth(range)).toBe(3)
    expect(claimBins(counts, range, null)).toHaveLength(134)
  })
})

it('counts claims per day, undated ones apart', () => {
  expect(claimsPerDay(counts)).toEqual(
    new Map([
      [10, 3],
      [null, 5],
      [99, 5],
    ]),
  )
})

describe('changes of control', () => {
  const intervals = [interval({ first: '2017-11-01', last: '2017-11-02', side: 'a' }), interval({ first: '2017-11-03', side: 'b' })]
  const places = indexPage(
    page({ places: [place({ versions: [{ intervals }] }), place({ id: 'anah', versions: [{ intervals }] })] }),
  ).places

  it('are counted by day', () => expect(changesPerDay(places)).toEqual(new Map([[day('2017-11-03'), 2]])))
  it('are marked once for each bar and only within the clock', () => {
    const changes = new Map([
      [4, 1],
      [5, 2],
      [7, 1],
      [1000, 1],
    ])
    expect(binsWithChanges(changes, { first: 0, last: 400 })).toEqual([3, 6])
  })
})
