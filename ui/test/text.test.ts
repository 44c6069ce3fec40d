import { describe, expect, it } from 'vitest'
import { excerpt, pieces, pointsIn, quote, safeUrl, unitsAt } from '../src/text'
import { report } from './samples'

const TEXT = 'The farms 🌾 were shelled. Nobody was hurt.'
const whole = report({ text: [{ start: 0, text: TEXT }], length: pointsIn(TEXT) })

describe('code points', () => {
  it('counts a surrogate pair as one', () => {
    expect(pointsIn('🌾a')).toBe(2)
    expect(unitsAt('🌾a', 1)).toBe(2)
  })
  it('stays within the text', () => {
    expect(unitsAt('abc', 10)).toBe(3)
    expect(unitsAt('abc', -1)).toBe(0)
  })
})

describe('pieces', () => {
  it('marks the sentence by code points', () => {
    expect(quote(whole, 0, 25)).toBe('The farms 🌾 were shelled.')
    expect(quote(whole, 26, 43)).toBe('Nobody was hurt.')
  })
  it('joins to the whole text', () => {
    const all = pieces(whole, 4, 9, [[26, 32]])
    expect(all.map((piece) => piece.text).join('')).toBe(TEXT)
    expect(all.map((piece) => piece.kind)).toEqual(['plain', 'marked', 'plain', 'claimed', 'plain'])
  })
  it('prefers the marked sentence to claims and unread passages', () => {
    const unread = report({ ...whole, unread: [{ start: 0, end: 25, kind: 'navigation' }] })
    expect(pieces(unread, 0, 3, [[0, 3]]).map((piece) => piece.kind)).toEqual(['marked', 'unread', 'plain'])
  })
  it('shows gaps where the page leaves text out', () => {
    const shortened = report({ text: [{ start: 10, text: 'middle' }], length: 30 })
    expect(pieces(shortened, 10, 16)).toEqual([
      { text: '10', kind: 'gap', start: 0 },
      { text: 'middle', kind: 'marked', start: 10 },
      { text: '14', kind: 'gap', start: 16 },
    ])
  })
  it('is empty for an empty report', () => {
    expect(pieces(report(), 0, 0)).toEqual([])
  })
})

describe('excerpt', () => {
  it('clips both sides at words', () => {
    const text = 'one two three four five six seven'
    const source = report({ text: [{ start: 0, text }], length: text.length })
    expect(excerpt(source, 14, 18, 8)).toEqual({ before: '… three ', marked: 'four', after: ' five …' })
  })
  it('keeps short surroundings whole and joins white space', () => {
    const text = 'a\n\n  b c'
    const source = report({ text: [{ start: 0, text }], length: text.length })
    expect(excerpt(source, 5, 6)).toEqual({ before: 'a ', marked: 'b', after: ' c' })
  })
})

describe('safeUrl', () => {
  it.each(['https://example.org/a', 'http://example.org/'])('accepts %s', (url) => expect(safeUrl(url)).toBe(url))
  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'example.org', '', undefined])('refuses %s', (url) =>
    expect(safeUrl(url)).toBeNull(),
  )
})
