// A value that is loaded later, with its loading state and error.

import { ApiError } from './api/ask'
import { t } from './strings'

/** A value that is loaded later: the value, whether it is loading, or why it failed. */
export class Resource<T> {
  value = $state.raw<T | null>(null)
  error = $state<string | null>(null)
  busy = $state(false)
  #request = 0

  /** Loads again whenever the reactive values that `make` reads change; outdated answers are dropped. Call it during component setup. */
  track(make: () => Promise<T> | T): this {
    $effect(() => {
      const found = make()
      if (found instanceof Promise) void this.load(found)
      else this.set(found)
    })
    return this
  }

  set(value: T): void {
    this.#finish(value)
  }

  /** Forgets the value. */
  clear(): void {
    this.#finish(null)
  }

  #finish(value: T | null): void {
    this.#request += 1
    this.value = value
    this.error = null
    this.busy = false
  }

  /** Waits for a promise and takes its value, unless another request has started meanwhile. */
  async load(promise: Promise<T>): Promise<void> {
    const request = (this.#request += 1)
    this.busy = true
    try {
      const value = await promise
      if (request === this.#request) this.set(value)
    } catch (error) {
      if (request !== this.#request) return
      this.error = errorMessage(error)
      this.busy = false
    }
  }
}

/** Returns the message of an error, in the language of the app where it has one. */
export function errorMessage(error: unknown): string {
  if (error instanceof ApiError) return error.status === 0 ? t.offline : error.message
  return error instanceof Error ? error.message : String(error)
}
