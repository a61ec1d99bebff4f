import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document, noise, words } from './documents.ts'
import { forged, growth, invisible, pagesOf, tooLong } from './laws.ts'

/** `npm run fuzz` looks at many documents, from a seed that it prints. */
const { FUZZ, SEED } = process.env
const count = Number(FUZZ ?? 0)
const limit = 800
const once =
  count > 0
    ? { numRuns: count, ...(SEED && { seed: Number(SEED) }) }
    : { numRuns: 200, interruptAfterTimeLimit: 1500, endOnFailure: true }
const timeout = 60_000 + count * 100

test('no noise makes it throw, outgrow a page, forge a mention or show what nobody sees', { timeout }, () => {
  fc.assert(
    fc.property(noise, (source) => {
      const pages = pagesOf(source, limit)
      expect(tooLong(pages, limit)).toEqual([])
      expect(forged(pages)).toEqual([])
      expect(invisible(pages)).toEqual([])
      expect(pages.every((page) => page.isWellFormed())).toBe(true)
    }),
    once,
  )
})

test.each(['- - [^1]: https://\u202e', '[a]: https://e.com/\u202eb'])(
  '%j shows no invisible character',
  (source) => {
    expect(invisible(pagesOf(source, limit))).toEqual([])
  },
)

test('growing noise has the pages that it has in one piece', { timeout }, () => {
  const some = { ...once, numRuns: Math.ceil(once.numRuns / 10) }
  fc.assert(
    fc.property(noise, fc.integer({ min: 1, max: 40 }), (source, step) => {
      const end = growth(source, step, limit).at(-1)
      expect(end && [...end.sealed, end.open]).toEqual(pagesOf(source, limit))
    }),
    some,
  )
})

test('no document loses or doubles a word', { timeout }, () => {
  const some = { ...once, numRuns: Math.ceil(once.numRuns / 10) }
  fc.assert(
    fc.property(document, fc.integer({ min: 800, max: 2000 }), (source, room) => {
      const pages = pagesOf(source, room)
      expect(tooLong(pages, room)).toEqual([])
      expect(words(pages.join('\n'))).toEqual(words(source))
    }),
    some,
  )
})
