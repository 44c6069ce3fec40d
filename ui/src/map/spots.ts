// A crowd of marks, thinned: on each spot as large as a mark the one of the place that most is said of. What it would cover comes when
// somebody looks closer, so that a map of very many places is drawn as fast as it can be read.

import { isRegion, WORLD_PX, type Mark } from './geo'

/** Width of a spot in pixels: that of a mark at its smallest. */
const SPOT_PX = 8
/** More spots than there are from west to east at any zoom at which marks crowd. */
const ROW = 65_536

/** Marks that do not lie on one another from a whole zoom to the next. The spots of one zoom are quarters of those before: who comes closer loses none. */
export function apart(marks: Mark[], zoom: number): Mark[] {
  // Half a zoom closer, as the map is looked at from there on average.
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
    if (!there || there.place.weight < mark.place.weight) spots.set(spot, mark)
  }
  return [...wide, ...spots.values()]
}

/** Shares of the world's width, as maps are drawn. */
const east = (mark: Mark): number => (mark.lon + 180) / 360
const south = (mark: Mark): number => 0.5 - Math.log(Math.tan(Math.PI / 4 + (mark.lat * Math.PI) / 360)) / (2 * Math.PI)
