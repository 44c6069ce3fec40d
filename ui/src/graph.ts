// The layout of a small graph on a ring. Nodes of one side, and sides with many ties, are neighbours, so that every name can be read and
// hostile ties cross the ring. The same graph always gets the same layout.

export interface Node {
  key: string
  group: string
}
export interface Edge {
  from: string
  to: string
  /** Whether its ends belong together; enemies need not be neighbours. */
  near: boolean
}
export interface Placed extends Node {
  x: number
  y: number
  /** Whether the node is in the left half, where its name ends at the node. */
  left: boolean
}

export const [WIDTH, HEIGHT] = [1000, 560]
const [TOP, REACH] = [34, 215]

/** Places nodes on a ring of WIDTH by HEIGHT. */
export function layout(nodes: Node[], edges: Edge[]): Placed[] {
  const ring = orderBySide(nodes, edges)
  const half = Math.ceil(ring.length / 2)
  return ring.map((node, i) => {
    const left = i < half
    const place = left ? i : ring.length - 1 - i
    const count = left ? half : ring.length - half
    const y = TOP + ((place + 0.5) / count) * (HEIGHT - 2 * TOP)
    const width = Math.sqrt(Math.max(0, 1 - ((y - HEIGHT / 2) / (HEIGHT / 2)) ** 2))
    return { ...node, left, y, x: WIDTH / 2 + (left ? -1 : 1) * (60 + (REACH - 60) * width) }
  })
}

/** Orders nodes by side, sides with the most ties next to each other. Within a side the order stays. */
function orderBySide(nodes: Node[], edges: Edge[]): Node[] {
  const groupOf = new Map(nodes.map((node) => [node.key, node.group]))
  const groups = [...new Set(nodes.map((node) => node.group))]
  const ties = new Map<string, number>()
  for (const { from, to, near } of edges) {
    const [a, b] = [groupOf.get(from), groupOf.get(to)]
    if (!near || a === undefined || b === undefined || a === b) continue
    for (const pair of [`${a}\n${b}`, `${b}\n${a}`]) ties.set(pair, (ties.get(pair) ?? 0) + 1)
  }
  const ordered: string[] = []
  while (groups.length > 0) {
    const last = ordered.at(-1)
    const best = groups.reduce((a, b) => ((ties.get(`${last}\n${b}`) ?? 0) > (ties.get(`${last}\n${a}`) ?? 0) ? b : a))
    ordered.push(best)
    groups.splice(groups.indexOf(best), 1)
  }
  return ordered.flatMap((group) => nodes.filter((node) => node.group === group))
}

/** Returns the SVG path from one node to another, curved towards the middle of the ring, ending `gap` before the second. */
export function curve(a: Placed, b: Placed, gap = 15): string {
  const [mx, my] = [(a.x + b.x) / 2, (a.y + b.y) / 2]
  const [cx, cy] = [mx + (WIDTH / 2 - mx) * 0.55, my + (HEIGHT / 2 - my) * 0.25]
  const length = Math.hypot(b.x - cx, b.y - cy) || 1
  return `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${(b.x - ((b.x - cx) / length) * gap).toFixed(1)} ${(b.y - ((b.y - cy) / length) * gap).toFixed(1)}`
}
