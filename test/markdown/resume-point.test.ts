import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { growth, pagesOf } from './laws.ts'

const limit = 800

/** So many characters of prose, in words, without an end of a sentence. */
function prose(length: number): string {
  return 'lorem ipsum '
    .repeat(length / 12 + 1)
    .slice(0, length)
    .trim()
}

test('a heading goes with what it heads', () => {
  const pages = pagesOf(`${prose(700)}\n\n## Head\n\n${prose(200)}`, limit)
  expect(pages.map((page) => page.split('\n')[0]?.slice(0, 7))).toEqual(['lorem i', '## Head'])
})

test('a block that fits on the next page is moved there if this one is half full', () => {
  const pages = pagesOf(`${prose(500)}\n\nA ${prose(400)}`, limit)
  expect(pages.map((page) => page.slice(0, 2))).toEqual(['lo', 'A '])
})

test.each([
  [401, ['A', 'C D']],
  [399, ['A C', 'D']],
])('half full is half of the limit: with %i characters of another block before it', (length, starts) => {
  const first = `A ${prose(length - 2)}`.slice(0, length)
  expect(first.length).toBe(length)
  const pages = pagesOf(`${first}\n\nC ${prose(300)}. D ${prose(260)}`, limit)
  expect(pages.map((page) => (page.match(/\b[A-D]\b/g) ?? []).join(' '))).toEqual(starts)
})

test('a block is divided if the page would be less than half full without it', () => {
  const [first = '', second = ''] = pagesOf(`${prose(100)}\n\n${prose(400)}. ${prose(600)}`, limit)
  expect(first.endsWith('.')).toBe(true)
  expect(second).toBe(prose(600))
})

test('code goes on in a block of the same language', () => {
  const lines = Array.from({ length: 90 }, (_, line) => `print(${line}, "some text")`)
  const pages = pagesOf(`\`\`\`python\n${lines.join('\n')}\n\`\`\``, limit)
  expect(pages.length).toBe(3)
  for (const page of pages) expect(page).toMatch(/^```python\nprint[\s\S]*\)\n```$/)
  expect(pages.join('\n').match(/print.*/g)).toEqual(lines)
})

test('a list goes on with its numbers, and with the items it stands in', () => {
  const items = Array.from({ length: 40 }, () => `   1. ${prose(30)}`).join('\n')
  const [, second = ''] = pagesOf(`1. zero\n2. outer\n${items}`, limit)
  const [first, next] = second.split('\n')
  expect(first).toBe('2. …')
  expect(next).toMatch(/^ {3}\d\d\. lorem/)
  expect(second.match(/\d+(?=\. lorem)/g)?.map(Number)).toEqual(
    Array.from(
      second.matchAll(/\. lorem/g),
      (_, index) => index + Number(/\d+(?=\. lorem)/.exec(second)?.[0]),
    ),
  )
})

test('a list goes on with its numbers after an item whose quote takes pages', () => {
  const quoted = Array.from({ length: 4 }, () => `   > ${prose(250)}`).join('\n')
  const source = `1. zero\n1. - ${prose(600)}\n\n${quoted}\n\n1. - $$\n     two\n     $$`
  const pages = growth(source, 1, limit)
  expect(pagesOf(source, limit).at(-1)).toMatch(/^3\. - two$/m)
  expect(pages.findLast(({ open }) => open.endsWith('two'))?.open).toMatch(/^3\. - two$/m)
})

test('a quote goes on as a quote, bold as bold, a spoiler as a spoiler', () => {
  expect(pagesOf(`> ${prose(1000)}`, limit)[1]).toMatch(/^> \w/)
  expect(pagesOf(`**${prose(1000)}**`, limit)[1]).toMatch(/^\*\*\w.*\w\*\*$/)
  expect(pagesOf(`a ||${prose(1000)}||`, limit)[0]).toMatch(/^a \|\|\w.*\w\|\|$/)
})

test('a text without a space is divided between the characters that a reader sees', () => {
  const family = '👩‍👩‍👧‍👦'
  const pages = pagesOf(family.repeat(300), limit)
  expect(pages.length).toBe(3)
  for (const page of pages) expect(page.replaceAll(family, '')).toBe('')
})

test('Japanese is divided after a sentence', () => {
  for (const page of pagesOf('これは日本語の文章です。とても長い、本当に長い文章です。'.repeat(100), limit))
    expect(page).toMatch(/。$/)
})

const long: Record<string, string> = {
  'a paragraph': `${prose(30)}. `.repeat(300),
  'a bold paragraph': `**${`${prose(30)}. `.repeat(300)}**`,
  'an ordered list': `1. ${prose(30)}\n`.repeat(300),
  'a list in a list in a quote': `> 1. one\n${`>    - ${prose(30)}\n`.repeat(300)}`,
  'an item of many paragraphs': `- one\n\n${`  ${prose(30)}\n\n`.repeat(300)}`,
  'code in an item': `- one\n- \`\`\`js\n${`  ${prose(30)}\n`.repeat(300)}  \`\`\``,
  'code in a quote': `> \`\`\`js\n${`> ${prose(30)}\n`.repeat(300)}> \`\`\``,
  'a table': `| a | b |\n|---|---|\n${'| lorem | ipsum |\n'.repeat(500)}`,
}

test.each(Object.entries(long))(
  'of %s of many pages only what is not sealed is parsed again',
  (_, source) => {
    const windows = growth(source, 500, limit).map(
      (pages, index) => (index + 1) * 500 - pages.progress.resumePoint.parseResume.base,
    )
    expect(Math.max(...windows)).toBeLessThan(5 * limit)
  },
)

test('a text whose end takes pages of its own can be ended twice', () => {
  const source = `Text[^1].\n\n[^1]: ${prose(2000)}`
  const once = paginate(noPages, source, { limit, ended: true })
  expect(once.sealed.length).toBe(2)
  expect(paginate(once, source, { limit, ended: true })).toEqual(once)
})

test('what was sealed stays out of the way of what comes later', () => {
  const before = paginate(noPages, prose(5000), { limit, ended: false })
  const after = paginate(before, prose(5000), { limit, ended: true })
  expect(after.sealed.slice(0, before.sealed.length)).toEqual(before.sealed)
})

const wordsIn = (text: string): readonly string[] => text.match(/w\d+x/g) ?? []

describe('code that nothing closes, and what it turns out to be at the end', () => {
  const table = readFileSync(new URL('cases/lost-word.txt', import.meta.url), 'utf8')
  const filler = 'lorem ipsum '.repeat(60)
  const documents: Readonly<Record<string, string>> = {
    'a table in a list, then display math': table,
    'display math': `${filler}\n- \`half ${filler}\n    - $$\n      w8x w9x w10x w11x\n      $$\n12. w12x w13x\n\nw17x`,
    'a formula': `${filler} \`half ${filler} $w1x w2x w3x w4x w5x w6x$ w7x w8x`,
    'a formula in brackets': `${filler} \`half ${filler} \\(w1x + w2x + w3x + \\alpha w4x w5x\\) w7x`,
  }

  test.each(Object.keys(documents))('loses no word of %s, wherever the page ends', (name) => {
    const source = documents[name] ?? ''
    for (let room = 800; room < 900; room += 3)
      expect(wordsIn(pagesOf(source, room).join('\n')), `room ${room}`).toEqual(wordsIn(source))
  })
})

test('a table in an item stays a table on the next page', () => {
  const rows = Array.from({ length: 60 }, (_, row) => `      | row ${row} | a cell of some words |`)
  const pages = pagesOf(`12. - | a | b |\n      |---|---|\n${rows.join('\n')}`, limit)
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.filter((page) => !page.includes('│ a cell of some words'))).toEqual([])
  expect(pages.join('\n')).not.toContain('| row')
})

test.each([0, 1, 2, 3])(
  'rows that align only without those on the page before are not lost: %i more',
  (more) => {
    const wide = Array.from({ length: 7 }, (_, row) => `| w${row}x | ${'lorem ipsum '.repeat(9)} |`)
    const narrow = Array.from({ length: 12 + more }, (_, row) => `| w${row + 7}x | b |`)
    const source = ['| a | b |', '|---|---|', ...wide, ...narrow].join('\n')
    for (let room = 800; room < 1100; room += 10)
      expect(wordsIn(pagesOf(source, room).join('\n')), `room ${room}`).toEqual(wordsIn(source))
  },
)

test('what stands on pages already is not shown again where a window is cut inside it', () => {
  const source = readFileSync(new URL('cases/cut-window.txt', import.meta.url), 'utf8')
  for (let room = 800; room < 830; room++)
    expect(wordsIn(pagesOf(source, room).join('\n')), `room ${room}`).toEqual(wordsIn(source))
})

describe('a page ends in code, of whose spaces the parser takes one at each end', () => {
  const words = Array.from({ length: 300 }, (_, index) => `w${index}x`).join(' ')
  const documents: Readonly<Record<string, string>> = {
    'two spaces': `\`  ${words} \` end`,
    'one space': `\` ${words} \` end`,
    'a line break and an indentation': `a \`\n    ${words}\n\` end`,
    'a line break and a quote mark in an item': `- [ ] 1. > a \`\n        > ${words} \` end`,
    'a line break in an item': `- a \`\n      ${words} \` end`,
    'a space that does not break': `a \` \u00a0${words} \` end`,
    'spaces before a backtick': `a \`\`   \`${words} \`\` end`,
    'spaces, in bold': `**a \`   ${words} \`** end`,
    'spaces, in a spoiler': `||a \`   ${words} \`|| end`,
  }

  test.each(Object.keys(documents))('and no word is lost behind %s', (name) => {
    const source = documents[name] ?? ''
    for (let room = 800; room < 900; room += 3)
      expect(wordsIn(pagesOf(source, room).join('\n')), `room ${room}`).toEqual(wordsIn(source))
  })
})

describe('a page ends in the description of an image', () => {
  const words = Array.from({ length: 300 }, (_, index) => `w${index}x`)
  const documents: Readonly<Record<string, string>> = {
    'bold words': `![**${words.slice(0, 9).join(' ')}** ${words.slice(9).join(' ')}](https://e.com/i.png) end`,
    'an entity and an escaped mark': `![&amp; \\* ${words.join(' ')}](https://e.com/i.png) end`,
    'code that begins with spaces': `![\`  ${words.join(' ')} \`](https://e.com/i.png) end`,
  }

  test.each(Object.keys(documents))('and no word is lost or doubled in %s', (name) => {
    const source = documents[name] ?? ''
    for (let room = 800; room < 900; room += 3)
      expect(wordsIn(pagesOf(source, room).join('\n')), `room ${room}`).toEqual(wordsIn(source))
  })
})
