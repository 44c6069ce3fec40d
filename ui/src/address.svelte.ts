// Keeps the address in step with the view, both ways.

import type { ViewState } from './view_state.svelte'

/** Shortest time between two updates. Browsers block pages that set the address more often for long, as when the day is dragged. */
const UPDATE_MS = 200

const currentHash = (): string => location.hash.replace(/^#/, '')

/** Writes the view to the address whenever it changes. Returns a handler for `hashchange`. Call it during component setup. */
export function syncAddress(view: ViewState): () => void {
  let written = currentHash()
  let writtenAt = -UPDATE_MS

  $effect(() => {
    const hash = view.toHash()
    if (hash === written) return
    const write = (): void => {
      written = hash
      writtenAt = performance.now()
      history.replaceState(null, '', `#${hash}`)
    }
    const wait = writtenAt + UPDATE_MS - performance.now()
    if (wait <= 0) return write()
    const timer = setTimeout(write, wait)
    return () => clearTimeout(timer)
  })

  return () => {
    const hash = currentHash()
    if (hash === written) return
    written = hash
    view.readHash(hash)
  }
}
