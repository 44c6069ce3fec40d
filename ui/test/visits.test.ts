import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { previousVisit, recordVisit } from '../src/visits'

const MINUTE = 60_000

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('has no previous visit at first', () => {
  recordVisit(5)
  expect(previousVisit()).toBeNull()
})

it('begins a new visit after half an hour without use', () => {
  recordVisit(5)
  vi.setSystemTime(20 * MINUTE)
  recordVisit(6)
  vi.setSystemTime(49 * MINUTE)
  recordVisit(7)
  expect(previousVisit()).toBeNull()
  vi.setSystemTime(80 * MINUTE)
  recordVisit(9)
  expect(previousVisit()).toEqual({ head: 7, at: 49 * MINUTE })
})

it('ignores what it cannot read', () => {
  localStorage.setItem('heldby-visit-before', '{')
  expect(previousVisit()).toBeNull()
})
