// Where the nodes of a small graph stand: springs between those that are joined, distance between all. The same graph stands the same way.

export interface Node {
  key: string
  group: string
}
export interface Edge {
  from: string
  to: string
  /** Whether it draws its ends together; those at war only must not lie on one another. */
  near: boolean
}
export interface Placed extends Node {
  x: number
  y: number
}

const [WIDTH, HEIGHT, MARGIN, ROUNDS] = [1000, 560, 70, 300]

export function layout(nodes: Node[], edges: Edge[]): Placed[] {
  const placed = nodes.map((node, i): Placed => {
    const angle = i * 2.399963 // the golden angle: an even spiral, with no chance in it
    const reach = 40 + 190 * Math.sqrt((i + 0.5) / Math.max(1, nodes.length))
    return { ...node, x: WIDTH / 2 + 1.6 * reach * Math.cos(angle), y: HEIGHT / 2 + reach * Math.sin(angle) }
  })
  const at = new Map(placed.map((node) => [node.key, node]))
  const ideal = Math.sqrt((WIDTH * HEIGHT) / Math.max(1, nodes.length)) * 0.8
  for (let round = 0; round < ROUNDS; round += 1) {
    const moves = new Map(placed.map((node) => [node, [0, 0] as [number, number]]))
    const push = (node: Placed, x: number, y: number): void => {
      const move = moves.get(node)
      if (move) [move[0], move[1]] = [move[0] + x, move[1] + y]
    }
    for (let i = 0; i < placed.length; i += 1)
      for (let j = i + 1; j < placed.length; j += 1) {
        const [a, b] = [placed[i] as Placed, placed[j] as Placed]
        const [dx, dy] = [(a.x - b.x) / 1.5 || 0.1, a.y - b.y || 0.1]
        const distance = Math.max(8, Math.hypot(dx, dy))
        const force = (ideal * ideal) / distance / distance * (a.group === b.group ? 0.6 : 1.1)
        push(a, dx * force, dy * force)
        push(b, -dx * force, -dy * force)
      }
    for (const { from, to, near } of edges) {
      const [a, b] = [at.get(from), at.get(to)]
      if (!a || !b) continue
      const force = (near ? 0.7 : 0.15) * Math.hypot(a.x - b.x, a.y - b.y) / ideal
      push(a, (b.x - a.x) * force, (b.y - a.y) * force)
      push(b, (a.x - b.x) * force, (a.y - b.y) * force)
    }
    const most = 42 * (1 - round / ROUNDS) + 1
    for (const [node, [x, y]] of moves) {
      const length = Math.hypot(x, y) || 1
      node.x = Math.max(MARGIN, Math.min(WIDTH - MARGIN, node.x + (x / length) * Math.min(length, most)))
      node.y = Math.max(24, Math.min(HEIGHT - 36, node.y + (y / length) * Math.min(length, most)))
    }
  }
  return placed
}
