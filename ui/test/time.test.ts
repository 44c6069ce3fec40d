import { describe, expect, it } from 'vitest'
import { isJanuary, longDate, monthName, monthStarts, shortDate, toDay, toIso, weekday } from '../src/time'
import { day } from './samples'

describe('toDay', () => {
  it('counts days since 1970', () => {
    expect(toDay('1970-01-01')).toBe(0)
    expect(toDay('1969-12-31')).toBe(-1)
    expect(toDay('2017-11-09')).toBe(17479)
  })
  it.each([null, undefined, '', '2017', '2017-11', '2017-13-01', '9 Nov 2017', '2017-11-09T10:00'])('is null for %j', (text) => {
    expect(toDay(text)).toBeNull()
  })
  it('is the inverse of toIso', () => {
    for (const iso of ['2000-02-29', '1999-12-31', '2017-03-26']) expect(toIso(day(iso))).toBe(iso)
  })
})

describe('date names', () => {
  it('does not depend on the time zone', () => {
    expect(longDate(day('2017-11-09'))).toBe('9 November 2017')
    expect(shortDate(day('2017-11-09'))).toBe('9 Nov 2017')
    expect(weekday(day('2017-11-09'))).toBe('Thursday')
  })
  it('adds the year to a month on request', () => {
    expect(monthName(day('2017-11-09'), false)).toBe('Nov')
    expect(monthName(day('2017-11-09'), true)).toBe('Nov 2017')
  })
  it('knows January', () => {
    expect(isJanuary(day('2018-01-31'))).toBe(true)
    expect(isJanuary(day('2018-02-01'))).toBe(false)
  })
})

describe('monthStarts', () => {
  it('starts after the first month and crosses the year', () => {
    expect(monthStarts(day('2017-11-09'), day('2018-02-01'), 8).map(toIso)).toEqual(['2017-12-01', '2018-01-01', '2018-02-01'])
  })
  it('thins evenly to the maximum', () => {
    expect(monthStarts(day('2016-12-31'), day('2017-12-31'), 4).map(toIso)).toEqual([
      '2017-01-01',
      '2017-04-01',
      '2017-07-01',
      '2017-10-01',
    ])
  })
  it('names January once for a record that begins in December', () => {
    expect(monthStarts(day('2016-12-05'), day('2017-02-10'), 8).map(toIso)).toEqual(['2017-01-01', '2017-02-01'])
  })
  it('is empty within one month', () => {
    expect(monthStarts(day('2017-11-02'), day('2017-11-30'), 8)).toEqual([])
  })
})
