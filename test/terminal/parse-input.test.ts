import { expect, test } from 'vitest'
import { type Input, parseInput } from '../../src/terminal/parse-input.ts'

const wishes: readonly (readonly [string, Input])[] = [
  ['Why?', { type: 'ask', prompt: 'Why?' }],
  ['  QUIT ', { type: 'quit' }],
  ['Exit', { type: 'quit' }],
  ['quit smoking', { type: 'ask', prompt: 'quit smoking' }],
  ['/NEW', { type: 'new' }],
  ['/model', { type: 'model', name: undefined }],
  ['/model claude-opus-5-5 ', { type: 'model', name: 'claude-opus-5-5' }],
  ['/fly me', { type: 'unknown', command: '/fly' }],
  ['//etc is a folder', { type: 'ask', prompt: '/etc is a folder' }],
  [' \t', { type: 'nothing' }],
]

test.each(wishes)('%j is understood', (line, wish) => {
  expect(parseInput(line)).toEqual(wish)
})
