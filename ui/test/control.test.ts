import { describe, expect, it } from 'vitest'
import { answerFor, answersFor, firstSpanOfHold, heldSince, historyOf, holderName, knownClaims, spells, voices } from '../src/control'
import { indexPage } from '../src/data'
import type { Data, Place } from '../src/model'
import { claim, day, interval, page, place, report } from './samples'

const HINDSIGHT = [
  interval({ first: '2017-11-01', last: '2017-11-05', side: 'is', holder: 'Islamic State', p: 0.8 }),
  interval({ first: '2017-11-06', last: '2017-11-08', side: 'is', p: 0.9 }),
  interval({ first: '2017-11-09', side: 'iraq', p: 0.95 }),
]
const record = (): Data =>
  indexPage(
    page({
      sides: [{ id: 'is', name: 'Islamic State', look: 0 }],
      places: [
        place({
          versions: [
            { known_from: '2017-11-07', intervals: [interval({ first: '2017-11-01', side: 'is', p: 0.7 })] },
            { known_from: '2017-11-10', intervals: HINDSIGHT },
          ],
        }),
      ],
    }),
  )
const rawa = (data: Data): Place => data.places[0] as Place

describe('historyOf', () => {
  it('uses the last version known by the day', () => {
    const place = rawa(record())
    expect(historyOf(place, null).length).toBe(3)
    expect(historyOf(place, day('2017-11-09')).length).toBe(1)
    expect(historyOf(place, day('2017-11-10')).length).toBe(3)
  })
  it('is empty before anything was known', () => {
    expect(historyOf(rawa(record()), day('2017-11-06')).length).toBe(0)
  })
})

describe('answerFor', () => {
  it('says who holds a place on a day', () => {
    expect(answerFor(rawa(record()), day('2017-11-09'), null)).toMatchObject({ status: 'held', side: 'iraq', p: 0.95 })
  })
  it('is silent where nothing is reported', () => {
    expect(answerFor(rawa(record()), day('2017-10-01'), null)).toMatchObject({ status: 'silent', span: null, p: 0 })
  })
})

describe('answersFor', () => {
  it('keeps an unchanged answer as the same object', () => {
    const data = record()
    const [first] = answersFor(data, day('2017-11-02'), null, [])
    const [second] = answersFor(data, day('2017-11-03'), null, first ? [first] : [])
    const [third] = answersFor(data, day('2017-11-06'), null, second ? [second] : [])
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })
  it('answers again when another version counts', () => {
    const data = record()
    const [hindsight] = answersFor(data, day('2017-11-02'), null, [])
    const [then] = answersFor(data, day('2017-11-02'), day('2017-11-08'), hindsight ? [hindsight] : [])
    expect(then?.p).toBe(0.7)
  })
})

describe('holds', () => {
  it('begin with the first span of the same side', () => {
    const place = rawa(record())
    const [first, second, third] = historyOf(place, null).spans
    if (!first || !second || !third) throw new Error('three spans')
    expect(firstSpanOfHold(place, second, null)).toBe(first)
    expect(heldSince(place, second, null)).toBe(day('2017-11-01'))
    expect(heldSince(place, third, null)).toBe(day('2017-11-09'))
  })
})

describe('spells', () => {
  it('join neighbours with the same answer', () => {
    const joined = spells(historyOf(rawa(record()), null).spans)
    expect(joined.map((spell) => [spell.first, spell.last, spell.spans.length])).toEqual([
      [day('2017-11-01'), day('2017-11-08'), 2],
      [day('2017-11-09'), null, 1],
    ])
  })
})

describe('knownClaims', () => {
  it('drops claims known later and keeps undated ones', () => {
    const reports = [report(), report({ id: 'r2', known: '2017-11-20' }), report({ id: 'r3', known: undefined })]
    const data = indexPage(page({ reports, claims: ['r1', 'r2', 'r3'].map((id) => claim({ id, report: id })) }))
    expect(knownClaims(data.claims, day('2017-11-10')).map((one) => one.source.id)).toEqual(['r1', 'r3'])
    expect(knownClaims(data.claims, null)).toHaveLength(3)
  })
})

describe('voices', () => {
  it('join the claims of copies and keep those of other families', () => {
    const reports = [report(), report({ id: 'copy', known: '2017-11-10' }), report({ id: 'other', family: 'f2' })]
    const data = indexPage(
      page({ reports, claims: ['r1', 'copy', 'other'].map((id) => claim({ id, report: id, when: when('2017-11-09') })) }),
    )
    const found = voices(data.claims)
    expect(found).toHaveLength(2)
    expect(found.find((voice) => voice.claim.source.id === 'r1')?.copies.map((one) => one.source.id)).toEqual(['copy'])
  })
  it('keep two claims of one report apart', () => {
    const data = indexPage(page({ reports: [report()], claims: [claim({ id: 'a' }), claim({ id: 'b' })] }))
    expect(voices(data.claims)).toHaveLength(2)
  })
  it('sort by rank before time', () => {
    const claims = [claim({ id: 'new', when: when('2017-11-09') }), claim({ id: 'old', when: when('2017-11-01') })]
    const data = indexPage(page({ reports: [report()], claims }))
    expect(voices(data.claims).map((voice) => voice.claim.source.id)).toEqual(['new', 'old'])
    expect(voices(data.claims, (one) => (one.source.id === 'old' ? 0 : 1)).map((voice) => voice.claim.source.id)).toEqual(['old', 'new'])
  })
})

describe('holderName', () => {
  it('falls back from the holder to the side and to nothing', () => {
    const data = record()
    const held = answerFor(rawa(data), day('2017-11-02'), null)
    expect(holderName(data, held)).toBe('Islamic State')
    expect(holderName(data, { ...held, holder: null })).toBe('Islamic State')
    expect(holderName(data, { ...held, holder: null, side: 'other' })).toBe('other')
    expect(holderName(data, { ...held, holder: null, side: null })).toBeNull()
  })
})

function when(iso: string): { first: string; last: string; precision: 'day'; text: string; estimated: boolean } {
  return { first: iso, last: iso, precision: 'day', text: '', estimated: false }
}
