// The strings of the app in the reader's language.

import { ar } from './strings/ar'
import { en, type Strings } from './strings/en'
import { fr } from './strings/fr'

/** The languages of the app, each with its own name. */
export const languages: [string, string][] = [
  ['en', 'English'],
  ['fr', 'Français'],
  ['ar', 'العربية'],
]
const ALL: Record<string, Strings> = { en, fr, ar }
const STORAGE_KEY = 'heldby-language'

/** Picks the language: from the address (`?lang=ar`), else the stored choice, else the first that the browser prefers. */
function pickLanguage(): string {
  const fromAddress = new URLSearchParams(location.search).get('lang') ?? new URLSearchParams(location.hash.replace(/^#/, '')).get('lang')
  const candidates = [fromAddress, storedLanguage(), ...navigator.languages.map((one) => one.split('-')[0])]
  return candidates.find((one) => typeof one === 'string' && Object.hasOwn(ALL, one)) ?? 'en'
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}

export const language = pickLanguage()
/** The locale for dates and numbers, with Latin digits in every language, as in the record. */
export const locale = { en: 'en-GB', ar: 'ar-u-nu-latn' }[language] ?? language
export const t: Strings = ALL[language] ?? en
document.documentElement.lang = language
document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'

/** Stores a language and reloads the page in it. */
export function chooseLanguage(code: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, code)
  } finally {
    const address = new URL(location.href)
    if (address.searchParams.has('lang')) {
      address.searchParams.set('lang', code)
      location.href = address.href
    } else location.reload()
  }
}

/** Returns the label of a claim type: "partly holds". */
export const typeName = (type: string): string => t.types[type] ?? type.replaceAll('_', ' ')
