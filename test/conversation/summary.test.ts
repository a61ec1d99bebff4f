import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildRequest, buildSummaryRequest, turnsAfter } from '../../src/conversation/claude-request.ts'
import { systemPrompt } from '../../src/conversation/system-prompt.ts'
import { contentsOf } from './a-file.ts'
import { answer, question, somePath } from './a-path.ts'

const options = {
  model: 'm',
  maxTokens: 1,
  system: '',
  webSearch: false,
  showThinking: false,
  summary: 'before',
}

test('a summary is asked for with the parts that were sent before, so that the cache is read', () => {
  fc.assert(
    fc.property(somePath, (path) => {
      const all = [...path, question()]
      const ordinary = buildRequest(all, contentsOf(path), options).messages.flatMap(({ parts }) => parts)
      const summarising = buildSummaryRequest(path, contentsOf(path), options).messages.flatMap(
        ({ parts }) => parts,
      )
      expect(summarising.slice(0, -1)).toEqual(ordinary.slice(0, summarising.length - 1))
      expect(buildSummaryRequest(path, contentsOf(path), options).messages.at(-1)?.role).toBe('user')
    }),
  )
})

test('what a summary stands for is not sent beside it', () => {
  const path = [question({ id: '1' }), answer({ id: '2' }), question({ id: '3' })]
  expect(turnsAfter(path, '2').map(({ id }) => id)).toEqual(['3'])
  expect(turnsAfter(path, 'elsewhere')).toEqual(path)
})

test('the system prompt puts the operator before the persona, and is the same each time', () => {
  const prompt = systemPrompt({ operator: 'Be a pirate.', persona: 'Be a cat.' })
  expect(prompt.indexOf('Be a pirate.')).toBeLessThan(prompt.indexOf('Be a cat.'))
  expect(prompt).toBe(systemPrompt({ operator: 'Be a pirate.', persona: 'Be a cat.' }))
  expect(systemPrompt({ persona: ' ' })).toBe(systemPrompt({}))
})
