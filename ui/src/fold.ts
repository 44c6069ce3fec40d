/** Removes case and accents, so that a search for "Deir" in "Dēir". */
export const fold = (text: string): string => (PLAIN.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase()

/** What has nothing to fold but its case, as most names have. */
const PLAIN = /^[\x20-\x7e]*$/
