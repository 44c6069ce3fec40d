// Keyboard shortcuts of the views.

import type { ViewState } from './view_state.svelte'

/** Checks whether a key can be a shortcut: not while typing, not with a modifier, not while a report is open. */
export const isShortcut = (event: KeyboardEvent, view: ViewState): boolean =>
  !(event.target as HTMLElement).matches('input, select, textarea') &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  view.claim === null &&
  view.report === null
