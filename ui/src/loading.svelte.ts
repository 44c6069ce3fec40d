// Something that is asked for and comes later: what it is, that it is on its way, or why it did not come.

import { Refused } from './api/ask'
import { t } from './strings'

export class Loading<T> {
  value = $state.raw<T | null>(null)
  error = $state<string | null>(null)
  busy = $state(false)
  #turn = 0

  /** Asks again whenever what `make` reads changes; the answer to an older question is passed over. Call it while a component starts. */
  follow(make: () => Promise<T> | T): this {
    $effect(() => {
      const found = make()
      if (found instanceof Promise) void this.take(found)
      else this.put(found)
    })
    return this
  }

  put(value: T): void {
    this.#turn += 1
    ;[this.value, this.error, this.busy] = [value, null, false]
  }

  async take(asked: Promise<T>): Promise<void> {
    const turn = (this.#turn += 1)
    this.busy = true
    try {
      const value = await asked
      if (turn === this.#turn) this.put(value)
    } catch (error) {
      if (turn !== this.#turn) return
      this.error = told(error)
      this.busy = false
    }
  }
}

/** An error in a person's words. */
export function told(error: unknown): string {
  if (error instanceof Refused) return error.status === 0 ? t.offline : error.message
  return error instanceof Error ? error.message : String(error)
}
