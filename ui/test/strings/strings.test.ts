import { describe, expect, it } from 'vitest'
import { typeName } from '../../src/strings'
import { ar } from '../../src/strings/ar'
import { en } from '../../src/strings/en'
import { fr } from '../../src/strings/fr'

const shape = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]))
    : typeof value

describe.each([
  ['fr', fr],
  ['ar', ar],
] as const)('%s', (_, strings) => {
  it('has every string of the English app', () => {
    const { types: _en, ...english } = en
    const { types: _other, ...other } = strings
    expect(shape(other)).toEqual(shape(english))
  })
  it('has no empty string but that of a held place', () => {
    const empty = Object.entries(strings).filter(([, value]) => value === '')
    expect(empty).toEqual([])
  })
})

it('counts in English', () => {
  expect(en.counts(1, 0, 1234)).toBe('1 place · 0 claims · 1,234 reports')
  expect(en.claimsOn(0)).toBe('no claims')
})

it('counts in French, where nought is singular', () => {
  expect(fr.claimsIn(0)).toBe('0 affirmation')
  expect(fr.claimsIn(2)).toBe('2 affirmations')
  expect(fr.percent(0.75)).toBe('75\u00a0%')
})

it('counts in Arabic with the dual and three plural forms', () => {
  expect([1, 2, 3, 11, 100].map((n) => ar.rows(n))).toEqual(['صف واحد', 'صفان', '3 صفوف', '11 صفًا', '100 صف'])
})

it('names types by their words unless they have a name', () => {
  expect(typeName('partly_holds')).toBe('holds part of')
  expect(typeName('airstrike')).toBe('airstrike')
})

it('describes certainty', () => {
  expect([0.95, 0.8, 0.6, 0.4].map(en.certainty)).toEqual(['almost certain', 'likely', 'more likely than not', 'uncertain'])
})
