import { describe, expect, it } from 'vitest'
import { curve, HEIGHT, layout, WIDTH, type Node } from '../src/graph'

const nodes = (groups: string): Node[] => [...groups].map((group, i) => ({ key: `${group}${i}`, group }))

describe('layout', () => {
  it('keeps the nodes of a side together', () => {
    expect(layout(nodes('abab'), []).map((node) => node.group)).toEqual(['a', 'a', 'b', 'b'])
  })
  it('puts sides with friendly ties next to each other', () => {
    const ring = layout(nodes('abc'), [
      { from: 'a0', to: 'c2', near: true },
      { from: 'a0', to: 'b1', near: false },
    ])
    expect(ring.map((node) => node.group)).toEqual(['a', 'c', 'b'])
  })
  it('stays within the picture, half on each side', () => {
    const ring = layout(nodes('aaaaaaa'), [])
    expect(ring.filter((node) => node.left)).toHaveLength(4)
    for (const { x, y, left } of ring) {
      expect(x > 0 && x < WIDTH && y > 0 && y < HEIGHT).toBe(true)
      expect(x < WIDTH / 2).toBe(left)
    }
  })
  it('accepts no nodes and ties to unknown ones', () => {
    expect(layout([], [{ from: 'x', to: 'y', near: true }])).toEqual([])
  })
})

describe('curve', () => {
  it('ends before the second node', () => {
    const [a, b] = layout(nodes('ab'), [])
    if (!a || !b) throw new Error('two nodes')
    const numbers =
      curve(a, b, 15)
        .match(/-?\d+(\.\d+)?/g)
        ?.map(Number) ?? []
    expect(numbers.slice(0, 2)).toEqual([Number(a.x.toFixed(1)), Number(a.y.toFixed(1))])
    const [x = 0, y = 0] = numbers.slice(-2)
    expect(Math.hypot(b.x - x, b.y - y)).toBeCloseTo(15, 0)
  })
  it('is finite for a node and itself', () => {
    const [a] = layout(nodes('a'), [])
    if (!a) throw new Error('one node')
    expect(curve(a, a)).not.toContain('NaN')
  })
})
