// Dates as whole days since 1970-01-01, and their names in the language of the app.

import { locale } from './strings'

const DAY = 86_400_000
const LONG = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const SHORT = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
const MONTH_AND_YEAR = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })
const WEEKDAY = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })

/** Days since 1970-01-01. */
export type Day = number

/** Returns the day of an ISO date (2017-11-09), or null for anything else. */
export function toDay(iso: string | null | undefined): Day | null {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const time = Date.parse(`${iso}T00:00:00Z`)
  return Number.isNaN(time) ? null : Math.round(time / DAY)
}

export const toIso = (day: Day): string => new Date(day * DAY).toISOString().slice(0, 10)
export const longDate = (day: Day): string => LONG.format(day * DAY)
export const shortDate = (day: Day): string => SHORT.format(day * DAY)
/** Returns the short name of a month, with its year if asked for. */
export const monthName = (day: Day, withYear: boolean): string => (withYear ? MONTH_AND_YEAR : MONTH).format(day * DAY)
export const isJanuary = (day: Day): boolean => new Date(day * DAY).getUTCMonth() === 0
export const weekday = (day: Day): string => WEEKDAY.format(day * DAY)

/** Returns the first days of the months after that of `first`, up to `last`; at most `most`, evenly thinned. */
export function monthStarts(first: Day, last: Day, most: number): Day[] {
  const date = new Date(first * DAY)
  const startOf = (months: number): Day => Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / DAY)
  const starts: Day[] = []
  for (let months = 1; startOf(months) <= last; months += 1) starts.push(startOf(months))
  const step = Math.max(1, Math.ceil(starts.length / most))
  return starts.filter((_, index) => index % step === 0)
}
