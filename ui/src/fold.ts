/** Folds case and accents, so that a search finds "Deir" in "Dēir". */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
