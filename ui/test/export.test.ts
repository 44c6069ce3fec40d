import { describe, expect, it } from 'vitest'
import { toCsv, toTsv } from '../src/export'

describe('toCsv', () => {
  it('quotes every cell and ends lines with CRLF', () => {
    expect(
      toCsv([
        ['Place', 'p'],
        ['Rawa', 93],
      ]),
    ).toBe('"Place","p"\r\n"Rawa","93"\r\n')
  })
  it('doubles quotation marks and keeps line breaks', () => {
    expect(toCsv([['he said "no"\nand left']])).toBe('"he said ""no""\nand left"\r\n')
  })
  it('leaves empty cells empty', () => {
    expect(toCsv([[null, undefined, '']])).toBe('"","",""\r\n')
  })
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('escapes %j, which a spreadsheet could run as a formula', (text) => {
    expect(toCsv([[text]])).toBe(`"'${text}"\r\n`)
  })
  it('does not escape negative numbers', () => {
    expect(toCsv([[-1]])).toBe('"-1"\r\n')
  })
})

describe('toTsv', () => {
  it('puts tabs and line breaks inside a cell into spaces', () => {
    expect(
      toTsv([
        ['a\tb', 'c\r\nd'],
        [1, '=x'],
      ]),
    ).toBe("a b\tc d\n1\t'=x")
  })
})
