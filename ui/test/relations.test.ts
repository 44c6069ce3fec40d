import { expect, it } from 'vitest'
import type { Tie } from '../src/api/client'
import { isHostile, relationsOn, topActors } from '../src/relations'
import { day } from './samples'

const tie = (fields: Partial<Tie>): Tie => ({ actor: 'a', target: 'b', type: 'backs', count: 1, families: 1, claims: [], ...fields })

it('shows relations reported up to a day', () => {
  const ties = [tie({ first: '2017-11-01' }), tie({ first: '2017-11-20' }), tie({})]
  expect(relationsOn(ties, day('2017-11-10'))).toEqual([ties[0], ties[2]])
  expect(relationsOn(ties, null)).toEqual(ties)
})

it('drops hostile acts after 30 days but keeps other relations', () => {
  const old = { first: '2017-09-01', last: '2017-10-11' }
  const ties = [tie({ ...old, type: 'against' }), tie({ ...old, type: 'backs' })]
  expect(relationsOn(ties, day('2017-11-10'))).toEqual(ties)
  expect(relationsOn(ties, day('2017-11-11'))).toEqual([ties[1]])
})

it('ranks actors by independent sources, then by name', () => {
  expect(topActors([tie({ families: 3 }), tie({ actor: 'c', target: 'b', families: 1 })])).toEqual(['b', 'a', 'c'])
  expect(topActors([tie({}), tie({ actor: 'c' })], 1)).toEqual(['b'])
})

it('knows hostile relations', () => {
  expect([isHostile('against'), isHostile('fights'), isHostile('backs')]).toEqual([true, true, false])
})
