// Tables as text for spreadsheets and the clipboard.

type Cell = string | number | null | undefined

/** Puts an apostrophe before text that a spreadsheet would run as a formula, as `heldby export csv` does. */
const escapeFormula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const plain = (cell: Cell): string => (typeof cell === 'number' ? String(cell) : escapeFormula(cell ?? ''))

/** Writes rows as CSV (RFC 4180). */
export const toCsv = (rows: Cell[][]): string =>
  rows.map((row) => row.map((cell) => `"${plain(cell).replaceAll('"', '""')}"`).join(',')).join('\r\n') + '\r\n'
/** Writes rows as tab-separated values. */
export const toTsv = (rows: Cell[][]): string =>
  rows.map((row) => row.map((cell) => plain(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')

/** Downloads a text as a file. */
export const save = (name: string, type: string, text: string): void => saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }))

/** Downloads a file. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
