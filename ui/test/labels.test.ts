import { describe, expect, it } from 'vitest'
import { answerFor } from '../src/control'
import { indexPage } from '../src/data'
import { answerText, dateText, daysText, partiesText, sinceText, speakerText, valueText, whenText } from '../src/labels'
import type { Claim, Place } from '../src/model'
import { claim, day, interval, page, place, report, span } from './samples'

const made = (fields: Parameters<typeof claim>[0]): Claim =>
  indexPage(page({ reports: [report()], claims: [claim(fields)] })).claims[0] as Claim

describe('answerText', () => {
  const text = (fields: Parameters<typeof interval>[0]): string => {
    const data = indexPage(
      page({ sides: [{ id: 'is', name: 'Islamic State', look: 0 }], places: [place({ versions: [{ intervals: [interval(fields)] }] })] }),
    )
    return answerText(data, answerFor(data.places[0] as Place, null, null))
  }
  it.each([
    [{ side: 'is' }, 'Islamic State'],
    [{ side: 'is', inferred: true }, 'Islamic State (inferred)'],
    [{ side: 'is', status: 'contested' as const }, 'contested, probably held by Islamic State'],
    [{ status: 'contested' as const }, 'contested'],
    [{ side: 'is', status: 'besieged' as const }, 'besieged, held by Islamic State'],
    [{ side: 'is', status: 'unknown' as const }, 'holder unknown'],
  ])('of %j is %s', (fields, expected) => expect(text(fields)).toBe(expected))
})

describe('partiesText', () => {
  it('names actor and target, as resolved or else as written', () => {
    expect(partiesText(made({ actor: [{ text: 'troops', name: 'Government of Iraq' }], target: [{ text: 'militants' }] }))).toBe(
      'Government of Iraq → militants',
    )
  })
  it('leaves out what is missing', () => {
    expect(partiesText(made({ actor: [{ text: 'troops' }] }))).toBe('troops')
    expect(partiesText(made({ target: [{ text: 'IS' }] }))).toBe('? → IS')
    expect(partiesText(made({}))).toBe('')
  })
})

describe('speakerText', () => {
  it('names the chain of sources', () => {
    const via = { text: 'Northern Wire', kind: 'outlet', direct: true } as const
    expect(speakerText({ text: 'an officer', kind: 'anonymous', direct: true, via })).toBe('an officer (unnamed source) via Northern Wire')
    expect(speakerText({ text: 'it', kind: 'lost', direct: false })).toBe('“it” (speaker not identified)')
    expect(speakerText(undefined)).toBe('the outlet itself')
  })
})

describe('times', () => {
  const when = { precision: 'day', text: 'last week', estimated: false } as const
  it('shows a day, a range, an open end or the words of the report', () => {
    expect(whenText(made({ when: { ...when, first: '2017-11-09', last: '2017-11-09' } }))).toBe('9 Nov 2017')
    expect(whenText(made({ when: { ...when, first: '2017-11-09', last: '2017-11-10' } }))).toBe('9 Nov 2017 – 10 Nov 2017')
    expect(whenText(made({ when: { ...when, last: '2017-11-10', estimated: true } }))).toBe('… – 10 Nov 2017 (estimated)')
    expect(whenText(made({ when }))).toBe('“last week”')
    expect(whenText(made({}))).toBeNull()
  })
  it('shows since when a side has held a place', () => {
    expect(sinceText(span('2017-11-09', null))).toBe('9 Nov 2017')
    expect(sinceText(span('2017-11-09', null, 'is', { onset: 'by' }))).toBe('by 9 Nov 2017')
    expect(sinceText(span(null, null))).toBe('undated')
  })
  it('formats dates with a default', () => {
    expect(dateText('2017-11-09')).toBe('9 Nov 2017')
    expect(dateText(undefined, 'undated')).toBe('undated')
    expect(daysText(day('2017-11-09'), null)).toBe('9 Nov 2017 – …')
  })
})

describe('valueText', () => {
  it.each([
    [{ low: 95, unit: 'percent', approx: false }, 'at least 95 percent'],
    [{ high: 3000, approx: false }, 'at most 3,000'],
    [{ low: 5, high: 5, approx: true, category: 'civilians' }, 'about 5 civilians'],
    [{ low: 0, high: 10, approx: false }, '0 to 10'],
    [{ approx: true, unit: 'percent' }, ''],
  ])('of %j is %s', (value, text) => expect(valueText(value)).toBe(text))
})
