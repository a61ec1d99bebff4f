import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { document, words } from './documents.ts'
import { growth, leftOpen, pagesOf, tooLong } from './laws.ts'

const limit = 800
const anyStep = fc.integer({ min: 7, max: 300 })

/** Each run looks at other documents; `SEED=5` looks at the same again. */
const { SEED } = process.env
const seed = Number(SEED ?? Math.floor(Math.random() * 1e6))
console.log(`SEED=${seed}`)

function holds(law: (source: string, step: number) => void): void {
  fc.assert(fc.property(document, anyStep, law), {
    seed,
    numRuns: 12,
    interruptAfterTimeLimit: 1500,
    markInterruptAsFailure: false,
  })
}

test('every page fits, while it grows and at the end', () => {
  holds((source, step) => {
    for (const pages of growth(source, step, limit))
      expect(tooLong([...pages.sealed, pages.open], limit)).toEqual([])
  })
})

test('every visible word stands on the pages once and in order', () => {
  holds((source) => {
    expect(words(pagesOf(source, limit).join('\n'))).toEqual(words(source))
  })
})

test('a sealed page never changes, and the same source has the same pages whatever pieces it came in', () => {
  holds((source, step) => {
    const grown = growth(source, step, limit)
    grown.forEach((pages, index) => {
      const earlier = grown[index - 1]?.sealed ?? []
      expect(pages.sealed.slice(0, earlier.length)).toEqual(earlier)
    })
    const end = grown.at(-1)
    expect(end && [...end.sealed, end.open]).toEqual(pagesOf(source, limit))
    const half = source.slice(0, source.length >> 1)
    const before = grown.findLast((_, index) => (index + 1) * step <= half.length) ?? noPages
    const options = { limit, ended: false }
    const { sealed, open } = paginate(noPages, half, options)
    const pages = paginate(before, half, options)
    expect(pages.sealed).toEqual(sealed)
    // A full page may keep what it showed before: a law below says that no word leaves it.
    if (pages.open !== before.open) expect(pages.open).toBe(open)
  })
})

test('each page by itself is complete Markdown', () => {
  holds((source, step) => {
    for (const pages of growth(source, step, limit)) {
      for (const page of [...pages.sealed.slice(-1), pages.open]) expect(leftOpen(page)).toEqual([])
    }
  })
})

const neverJumpsBack = (source: string, step: number): void => {
  const all = words(source)
  let most = 0
  for (const pages of growth(source, step, limit).slice(0, -1)) {
    const shown = words([...pages.sealed, pages.open].join('\n'))
    // The newest word may still be half: w12 of w123x isn't counted, so a word of the source is never shown as another.
    expect(shown.slice(0, -1)).toEqual(all.slice(0, Math.max(0, shown.length - 1)))
    expect(shown.length).toBeGreaterThanOrEqual(most)
    most = shown.length
  }
}

test('what is shown never jumps back while the text grows', () => {
  holds(neverJumpsBack)
})

const numbered = (count: number): string =>
  Array.from({ length: count }, (_, index) => `w${index + 1}x`).join(' ')

test.each([
  [
    'a link ends',
    `${numbered(150)}](https://example.com/a_b), and more words that follow the link`.replace(
      'w140x',
      '[w140x',
    ),
  ],
  [
    'a cell widens its column',
    `${numbered(140)}\n\n| a | b |\n|---|---|\n| w141x | ${'more '.repeat(30)}|\n`,
  ],
])('no word leaves a page that is nearly full when %s', (_, source) => {
  for (let step = 7; step <= 20; step++) neverJumpsBack(source, step)
})

test('going on from the end, or to it once more, gives the same pages', () => {
  holds((source, step) => {
    const ended = { limit, ended: true }
    const once = paginate(growth(source, step, limit).at(-1) ?? noPages, source, ended)
    expect(paginate(once, source, ended)).toEqual(once)
    const { sealed, open } = paginate(noPages, `${source}\n\nMore of it.`, ended)
    expect(paginate(once, `${source}\n\nMore of it.`, ended)).toMatchObject({ sealed, open })
  })
})

test('an empty source is an empty page', () => {
  expect(pagesOf('', limit)).toEqual([''])
})
