import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { terminalMarkdown } from '../../src/terminal/terminal-markdown.ts'

const whole = (text: string, columns = 40): readonly string[] => terminalMarkdown(columns, false)(text)

const piece = fc.constantFrom(
  '# Title\n\n',
  'Some **bold**, *italic* and `code`.\n\n',
  '- one\n- two **b**\n  - three\n\n',
  '1. first\n2. second\n\n',
  '2. a list that goes on\n\n',
  '```js\nlet a = 1\n\nlet b = 2\n```\n\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n',
  '> quoted\n> more\n\n',
  '---\n\n',
  '日本語の文です。👩‍👩‍👧‍👦\n\n',
  'a line\nand another\n\n',
)

test('a text that grows looks in the end as if it had come at once', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 1, max: 30 }), (pieces, step) => {
      const text = pieces.join('')
      const render = terminalMarkdown(40, false)
      let lines: readonly string[] = []
      for (let end = step; end < text.length + step; end += step) lines = render(text.slice(0, end))
      expect(lines).toEqual(whole(text))
    }),
  )
})

test('a list that turns out loose while it comes letter by letter stays one list', () => {
  const text = '1. a\n2. b\n\n3. c'
  const render = terminalMarkdown(40, false)
  let lines: readonly string[] = []
  for (let end = 1; end <= text.length; end += 1) lines = render(text.slice(0, end))
  expect(lines).toEqual(['1. a', '', '2. b', '', '3. c'])
})

test('no line is wider than the terminal', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 10, max: 60 }),
      (text, columns) => {
        for (const line of whole(text, columns)) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
      },
    ),
  )
})

test('what Claude writes cannot steer the terminal', () => {
  const lines = terminalMarkdown(80, true)('Hi \x1b[2J\x1b]0;title\x07\x9b31m there\b\b')
  expect(stripVTControlCharacters(lines.join('\n'))).not.toMatch(/(?!\n)\p{Cc}/u)
  expect(lines.join('\n')).not.toContain('\x1b[2J')
})

test('a table that is too wide for the terminal breaks within its cells', () => {
  const lines = whole('| name | what it is |\n|--|--|\n| tea | a drink made of leaves |', 24)
  expect(lines).toEqual([
    '┌──────┬───────────────┐',
    '│ name │ what it is    │',
    '├──────┼───────────────┤',
    '│ tea  │ a drink made  │',
    '│      │ of leaves     │',
    '└──────┴───────────────┘',
  ])
})

test('lists keep their numbers and nesting, and tables, quotes and code their shape', () => {
  expect(whole('3. three\n4. four **b**\n\n- a\n  - `b`\n\n> q\n\n|x|\n|-|\n|1|\n\n```\ncode\n```')).toEqual([
    '3. three',
    '4. four b',
    '',
    '• a',
    '  • b',
    '',
    '│ q',
    '',
    '┌───┐',
    '│ x │',
    '├───┤',
    '│ 1 │',
    '└───┘',
    '',
    '  code',
  ])
})
