import { expect, it } from 'vitest'
import { fold } from '../src/fold'

it.each([
  ['Deir', 'deir'],
  ['Dēir ez-Zôr', 'deir ez-zor'],
  ['ÉCOLE', 'ecole'],
  ['ﬁre', 'fire'],
  ['القائِم', 'القائم'.normalize('NFKD').replace(/\p{M}/gu, '')],
  ['', ''],
])('folds %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})
