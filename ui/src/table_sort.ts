// The sort order of tables.

export type Cell = string | number | null | undefined

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Returns the rows sorted by a value. Rows without a value come last in both directions. */
export function sortRows<Row>(rows: Row[], valueOf: (row: Row) => Cell, descending: boolean): Row[] {
  return rows.toSorted((a, b) => compareCells(valueOf(a), valueOf(b), descending))
}

function compareCells(a: Cell, b: Cell, descending: boolean): number {
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b))
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return descending ? -order : order
}

const isEmpty = (cell: Cell): boolean => cell === null || cell === undefined || cell === ''

/** Returns the sort parameter after a click on a column: numbers start with the highest; a third click restores the order of the server. */
export function nextSort(sort: string, key: string, isNumber: boolean): string {
  if (sort === `-${key}`) return ''
  if (sort === key) return `-${key}`
  return isNumber ? `-${key}` : key
}
