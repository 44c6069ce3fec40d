// The words of the interface in the reader's language.

import { ar } from './strings/ar'
import { en, type Strings } from './strings/en'
import { fr } from './strings/fr'

/** The languages of the interface; each is one object of the same shape. */
export const languages: [string, string][] = [
  ['en', 'English'],
  ['fr', 'Français'],
  ['ar', 'العربية'],
]
const ALL: Record<string, Strings> = { en, fr, ar }

/** As the address asks (`?lang=ar`), else as it was chosen here before, else the first that the browser prefers. */
function chosen(): string {
  const asked = new URLSearchParams(location.search).get('lang') ?? new URLSearchParams(location.hash.replace(/^#/, '')).get('lang')
  const wanted = [asked, remembered(), ...navigator.languages.map((one) => one.split('-')[0])]
  return wanted.find((one) => typeof one === 'string' && Object.hasOwn(ALL, one)) ?? 'en'
}

function remembered(): string | null {
  try {
    return localStorage.getItem('heldby-language')
  } catch {
    return null
  }
}

export const language = chosen()
export const t: Strings = ALL[language] ?? en
document.documentElement.lang = language
document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'

/** Turns the page to another language, which it keeps. */
export function chooseLanguage(code: string): void {
  try {
    localStorage.setItem('heldby-language', code)
  } finally {
    const address = new URL(location.href)
    if (address.searchParams.has('lang')) {
      address.searchParams.set('lang', code)
      location.href = address.href
    } else location.reload()
  }
}

/** A type's plain words, as in "partly holds". */
export const typeName = (type: string): string => t.types[type] ?? type.replaceAll('_', ' ')
