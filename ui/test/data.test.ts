import { describe, expect, it } from 'vitest'
import { clockRange, indexPage, readEmbeddedData, serverConfig } from '../src/data'
import { claim, day, interval, page, place, report } from './samples'

describe('indexPage', () => {
  const data = indexPage(
    page({
      reports: [report()],
      claims: [
        claim({ id: 'named', place: [{ text: 'Rawa', key: 'rawa' }] }),
        claim({ id: 'rested-on' }),
        claim({ id: 'elsewhere', place: [{ text: 'Anah', key: 'anah' }] }),
        claim({ id: 'lost', report: 'missing' }),
      ],
      places: [place({ versions: [{ intervals: [interval({ claims: ['rested-on', 'named'] })] }] })],
    }),
  )

  it('gives a place the claims that name it and those that support it, once', () => {
    expect(data.places[0]?.claims.map((one) => one.source.id)).toEqual(['named', 'rested-on'])
    expect(data.places[0]?.claimCount).toBe(2)
  })
  it('drops claims without a report', () => {
    expect(data.claimById.has('lost')).toBe(false)
    expect(data.sizes.claims).toBe(3)
  })
  it('dates a claim by its report if it has no time', () => {
    expect(data.claimById.get('named')?.day).toBe(day('2017-11-09'))
  })
  it('counts claims by day and by the day they were known', () => {
    expect(data.claimCounts).toEqual([{ day: day('2017-11-09'), known: day('2017-11-09'), claims: 3 }])
  })
})

describe('clockRange', () => {
  it('is null without dates', () => expect(clockRange([], [], [])).toBeNull())
  it('begins a day early and has at least two days', () => {
    expect(clockRange([100], [], [])).toEqual({ first: 99, last: 100 })
  })
  it('leaves out days long before the first report and after the last', () => {
    expect(clockRange([100, 110], [1, 60, 105, 200], [])).toEqual({ first: 59, last: 110 })
  })
  it('uses all days if no report is dated', () => {
    expect(clockRange([], [5, 9], [])).toEqual({ first: 4, last: 9 })
  })
})

describe('embedded data', () => {
  const embed = (text: string): void => {
    document.body.innerHTML = ''
    const script = Object.assign(document.createElement('script'), { id: 'heldby-data', type: 'application/json', textContent: text })
    document.body.append(script)
  }

  it('is empty without an element', () => {
    document.body.innerHTML = ''
    expect(readEmbeddedData().page.title).toBe('heldby')
    expect(serverConfig()).toBeNull()
  })
  it('replaces direction overrides', () => {
    embed(JSON.stringify(page({ title: 'a\u202eb\u202d' })))
    expect(readEmbeddedData().page.title).toBe('a\ufffdb\ufffd')
  })
  it('names the server', () => {
    embed(JSON.stringify({ live: '/api/', token: true }))
    expect(serverConfig()).toEqual({ live: '/api/', token: true, basemap: null })
  })
})
