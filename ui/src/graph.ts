// Where the nodes of a small graph stand: on a ring, those of one camp and those that are joined beside one another, so that every name can
// be read and what crosses the ring is what divides. The same graph always stands the same way.

export interface Node {
  key: string
  group: string
}
export interface Edge {
  from: string
  to: string
  /** Whether it joins its ends; those at war need not stand side by side. */
  near: boolean
}
export interface Placed extends Node {
  x: number
  y: number
  /** Whether it stands on the left half, where its name ends at it. */
  left: boolean
}

export const [WIDTH, HEIGHT] = [1000, 560]
const [TOP, REACH] = [34, 215]

export function layout(nodes: Node[], edges: Edge[]): Placed[] {
  const ring = inOrder(nodes, edges)
  const half = Math.ceil(ring.length / 2)
  return ring.map((node, i) => {
    const left = i < half
    const place = left ? i : ring.length - 1 - i
    const count = left ? half : ring.length - half
    const y = TOP + ((place + 0.5) / count) * (HEIGHT - 2 * TOP)
    const bow = Math.sqrt(Math.max(0, 1 - ((y - HEIGHT / 2) / (HEIGHT / 2)) ** 2))
    return { ...node, left, y, x: WIDTH / 2 + (left ? -1 : 1) * (60 + (REACH - 60) * bow) }
  })
}

/** Camps one after another, the most closely joined next to each other; within a camp the order given, which is by how much is said. */
function inOrder(nodes: Node[], edges: Edge[]): Node[] {
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

/** A line between two nodes that bows towards the middle of the ring, ending `gap` before the second. */
export function bow(a: Placed, b: Placed, gap = 15): string {
  const [mx, my] = [(a.x + b.x) / 2, (a.y + b.y) / 2]
  const [cx, cy] = [mx + (WIDTH / 2 - mx) * 0.55, my + (HEIGHT / 2 - my) * 0.25]
  const length = Math.hypot(b.x - cx, b.y - cy) || 1
  return `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${(b.x - ((b.x - cx) / length) * gap).toFixed(1)} ${(b.y - ((b.y - cy) / length) * gap).toFixed(1)}`
}
