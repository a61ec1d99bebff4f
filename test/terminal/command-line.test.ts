import { expect, test } from 'vitest'
import { listOf, readCommandLine, UsageError, wholeNumber } from '../../src/terminal/command-line.ts'
import { errorSentence } from '../../src/terminal/error-sentence.ts'

const known = { model: { type: 'string', default: 'a' }, json: { type: 'boolean', default: false } } as const

test('options and words are told apart, wherever they stand', () => {
  const { values, positionals } = readCommandLine(['Why', '--model', 'b', 'is', '--json'], known)
  expect(values).toEqual({ model: 'b', json: true })
  expect(positionals).toEqual(['Why', 'is'])
})

test.each([
  [['--tempo'], "Unknown option '--tempo'; --help lists what there is."],
  [['--model'], "Option '--model <value>' argument missing; --help lists what there is."],
])('%j is refused in one sentence', (args, strings) => {
  const error: unknown = (() => {
    try {
      return readCommandLine(args, known)
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toBeInstanceOf(UsageError)
  expect(errorSentence(error)).toBe(strings)
})

test.each(['0', '-1', '1.5', 'many', '', '1e3'])('"%s" is no whole number of at least 1', (given) => {
  expect(() => wholeNumber('runs', given)).toThrow(`--runs is "${given}"; give a whole number of at least 1`)
})

test('a list is divided by commas, and empty places count for nothing', () => {
  expect(listOf(' a, b ,,c,')).toEqual(['a', 'b', 'c'])
})
