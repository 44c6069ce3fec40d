// Printing: paper gets the map as a picture and light colours, as browsers print no WebGL map.

import type { Attachment } from 'svelte/attachments'

/** Fills an element with a picture (SVG) whenever the page is printed; the picture is empty if it is null. */
export const printedPicture =
  (picture: () => string | null): Attachment<HTMLElement> =>
  (element) => {
    const root = document.documentElement
    let theme: string | undefined
    const before = (): void => {
      theme = root.dataset['theme']
      root.dataset['theme'] = 'light'
      const svg = picture()
      element.replaceChildren(...(svg ? [new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement] : []))
    }
    const after = (): void => {
      if (theme) root.dataset['theme'] = theme
    }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }
