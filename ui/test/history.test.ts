import { describe, expect, it } from 'vitest'
import { EMPTY_HISTORY, PackedHistory, SpanHistory } from '../src/history'
import { day, span } from './samples'

const IRAQ_THEN_IS = new SpanHistory([
  span('2017-11-01', '2017-11-05', 'iraq'),
  span('2017-11-06', '2017-11-07', undefined, { status: 'contested' }),
  span('2017-11-08', null, 'is'),
])

describe('SpanHistory', () => {
  it('finds the span that covers a day', () => {
    expect(IRAQ_THEN_IS.on(day('2017-11-05'))?.interval.side).toBe('iraq')
    expect(IRAQ_THEN_IS.on(day('2017-11-08'))?.interval.side).toBe('is')
    expect(IRAQ_THEN_IS.on(day('2017-10-31'))).toBeNull()
  })
  it('returns the last span without a day', () => {
    expect(IRAQ_THEN_IS.on(null)?.interval.side).toBe('is')
    expect(EMPTY_HISTORY.on(null)).toBeNull()
  })
  it('counts one change of control across a contested time', () => {
    expect(IRAQ_THEN_IS.controlChanges()).toEqual([day('2017-11-08')])
  })
  it('does not count inferred spans as changes', () => {
    const history = new SpanHistory([span('2017-11-01', '2017-11-02', 'iraq', { inferred: true }), span('2017-11-03', null, 'is')])
    expect(history.controlChanges()).toEqual([])
  })
  it('does not count the same side again', () => {
    const history = new SpanHistory([span('2017-11-01', '2017-11-02', 'is'), span('2017-11-04', null, 'is')])
    expect(history.controlChanges()).toEqual([])
  })
  it('lists start days without open ones', () => {
    expect(new SpanHistory([span(null, '2017-11-02'), span('2017-11-03', null)]).startDays()).toEqual([day('2017-11-03')])
  })
})

describe('PackedHistory', () => {
  const names = { holders: ['Government of Iraq'], sides: ['iraq', 'is'], statuses: ['held', 'contested'] }
  const history = new PackedHistory([null, 10, 0, 0, 0, 93, 2, 11, null, null, null, 1, 50, 1], names)

  it('unpacks names, probability and basis', () => {
    expect(history.length).toBe(2)
    expect(history.at(0)).toEqual({
      first: null,
      last: 10,
      interval: { status: 'held', p: 0.93, inferred: false, claims: [], holder: 'Government of Iraq', side: 'iraq', onset: 'by' },
    })
    expect(history.at(1).interval).toEqual({ status: 'contested', p: 0.5, inferred: true, claims: [] })
  })
  it('returns the same object for the same span', () => {
    const first = history.at(0)
    expect(history.at(0)).toBe(first)
    expect(history.on(5)).toBe(first)
  })
  it('falls back to an unknown status', () => {
    expect(new PackedHistory([1, 2, null, null, null, null, null], names).at(0).interval).toEqual({
      status: 'unknown',
      p: 0,
      inferred: false,
      claims: [],
    })
  })
})
