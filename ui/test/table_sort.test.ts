import { describe, expect, it } from 'vitest'
import { nextSort, sortRows, type Cell } from '../src/table_sort'

const sorted = (values: Cell[], descending: boolean): Cell[] => sortRows(values, (value) => value, descending)

describe('sortRows', () => {
  it('sorts numbers as numbers and texts by their language', () => {
    expect(sorted([10, 9, 100], false)).toEqual([9, 10, 100])
    expect(sorted(['b', 'Á', 'a10', 'a9'], false)).toEqual(['Á', 'a9', 'a10', 'b'])
  })
  it.each([true, false])('puts empty cells last (descending: %s)', (descending) => {
    expect(sorted([null, 1, '', undefined, 2], descending).slice(0, 2).sort()).toEqual([1, 2])
  })
  it('keeps the order of equal rows and leaves the list alone', () => {
    const rows = [
      { name: 'b', n: 1 },
      { name: 'a', n: 1 },
    ]
    expect(sortRows(rows, (row) => row.n, true)).toEqual(rows)
  })
})

describe('nextSort', () => {
  it('goes from ascending to descending to the original order', () => {
    expect(nextSort('', 'name', false)).toBe('name')
    expect(nextSort('name', 'name', false)).toBe('-name')
    expect(nextSort('-name', 'name', false)).toBe('')
  })
  it('starts numbers with the highest', () => {
    expect(nextSort('name', 'claims', true)).toBe('-claims')
    expect(nextSort('-claims', 'claims', true)).toBe('')
  })
})
