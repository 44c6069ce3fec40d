// Fronts and advances for the map, computed when there is time for them.

import { LAYERS, type ViewState } from '../view_state.svelte'
import { controlAreas } from './areas'
import { derivedLines, NO_LINES, type Lines } from './fronts'
import type { Mark } from './geo'

/** How long the clock must rest before the lines of a large record are computed. */
const REST_MS = 150
/** From this many places, lines wait until the places are drawn. */
const LARGE_RECORD = 2000

/** The fronts and advances that the map shows. */
export class MapLines {
  lines = $state.raw<Lines>(NO_LINES)
  /** Whether the places are drawn. */
  placesDrawn = $state(false)
  /** Whether the map is zoomed in far enough to show all places and the lines between them. */
  zoomedIn = $state(true)

  /** Computes the lines again whenever the marks or the view change. Call it during component setup. */
  track(view: ViewState, marks: () => Mark[]): this {
    $effect(() => {
      const [current, day, known, hidden] = [marks(), view.day, view.known, view.hidden]
      const compute = (): void => {
        const found = hidden.length === LAYERS.length ? NO_LINES : derivedLines(current, day, known)
        this.lines = {
          fronts: hidden.includes('fronts') ? [] : found.fronts,
          advances: hidden.includes('advances') ? [] : found.advances,
          areas: hidden.includes('areas') ? [] : controlAreas(current),
        }
      }
      if (current.length < LARGE_RECORD) return compute()
      if (!this.placesDrawn || !this.zoomedIn) {
        this.lines = NO_LINES
        return
      }
      const timer = setTimeout(compute, REST_MS)
      return () => clearTimeout(timer)
    })
    return this
  }
}
