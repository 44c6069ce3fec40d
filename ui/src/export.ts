// Tables as text, for a spreadsheet or the clipboard.

type Cell = string | number | null | undefined

/** What a spreadsheet would take for a formula gets an apostrophe in front, as in `heldby export csv`. */
const tame = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const plain = (cell: Cell): string => (typeof cell === 'number' ? String(cell) : tame(cell ?? ''))

export const toCsv = (rows: Cell[][]): string =>
  rows.map((row) => row.map((cell) => `"${plain(cell).replaceAll('"', '""')}"`).join(',')).join('\r\n') + '\r\n'
export const toTsv = (rows: Cell[][]): string =>
  rows.map((row) => row.map((cell) => plain(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')

/** Hands a file to the reader. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
