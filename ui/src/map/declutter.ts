// Thins out marks that would cover one another: each spot of the map shows the place with the most claims. Zooming in brings the others.

import { isRegion, WORLD_PX, type Mark } from './geo'

/** Width of a spot in pixels, that of the smallest mark. */
const SPOT_PX = 8
/** More than the number of spots from west to east at any zoom at which marks crowd. */
const ROW = 65_536

/**
 * Returns the marks to draw at a whole zoom level and up to the next.
 *
 * The spots of one level are quarters of those of the level before, so that zooming in never removes a mark.
 */
export function declutter(marks: Mark[], zoom: number): Mark[] {
  // The average zoom from this level to the next.
  const across = (WORLD_PX * 2 ** (zoom + 0.5)) / SPOT_PX
  const spots = new Map<number, Mark>()
  const wide: Mark[] = []
  for (const mark of marks) {
    if (mark.radius > 0 || isRegion(mark.place)) {
      wide.push(mark)
      continue
    }
    const spot = Math.floor(east(mark) * across) * ROW + Math.floor(south(mark) * across)
    const there = spots.get(spot)
    if (!there || there.place.claimCount < mark.place.claimCount) spots.set(spot, mark)
  }
  return [...wide, ...spots.values()]
}

// Position on a Mercator map, as shares of its width.
const east = (mark: Mark): number => (mark.lon + 180) / 360
const south = (mark: Mark): number => 0.5 - Math.log(Math.tan(Math.PI / 4 + (mark.lat * Math.PI) / 360)) / (2 * Math.PI)
