import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', 'src')
const importPattern = /(?:from|import)\s+'(\.{1,2}\/[^']+)'/g

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file))

/** Return the source files that a file imports, type-only imports included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const targets = [...text.matchAll(importPattern)].map((match) => relative(root, join(root, dirname(file), match[1] ?? '')))
  return targets.flatMap((target) => [target, `${target}.ts`].filter((name) => files.includes(name)).slice(0, 1))
}

/** Return the first import cycle, or null. */
function findCycle(graph: Map<string, string[]>): string[] | null {
  const done = new Set<string>()
  function visit(file: string, path: string[]): string[] | null {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const target of graph.get(file) ?? []) {
      const cycle = visit(target, [...path, file])
      if (cycle) return cycle
    }
    done.add(file)
    return null
  }
  return [...graph.keys()].reduce<string[] | null>((found, file) => found ?? visit(file, []), null)
}

test('a cycle is found', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ])
  expect(findCycle(graph)).toEqual(['b', 'c', 'b'])
})

test('the modules of the app do not import each other in a circle', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  expect([...graph.values()].flat().length).toBeGreaterThan(50)
  expect(findCycle(graph)).toBeNull()
})
