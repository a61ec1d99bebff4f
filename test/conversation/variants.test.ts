import { expect, test } from 'vitest'
import { variants } from '../../src/conversation/variants.ts'
import { answer } from './a-path.ts'

const [one, two, three] = ['1', '2', '3'].map((id) => answer({ id }))
const all = [one, two, three].filter((each) => each !== undefined)

test('an answer knows its place among all answers to its question, and its neighbours', () => {
  expect(variants(all, '1')).toEqual({ at: 1, of: 3, previous: null, next: two })
  expect(variants(all, '2')).toEqual({ at: 2, of: 3, previous: one, next: three })
  expect(variants(all, '3')).toEqual({ at: 3, of: 3, previous: two, next: null })
  expect(variants(all, '4')).toBeNull()
})
