import { expect, test } from 'vitest'
import { mathForm } from '../../src/markdown/math.ts'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { maxWindow } from '../../src/markdown/parse-window.ts'
import { hostileDocuments } from './hostile-documents.ts'
import { pagesOf } from './laws.ts'

const limit = 1740
const size = 24_000

const milliseconds = (work: () => void): number => {
  const begun = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(begun)
  return (user + system) / 1000
}

test.each(Object.entries(hostileDocuments))(
  'an edit of %s parses a bounded part of the source',
  (_, write) => {
    const source = write(size)
    let pages = noPages
    const slow: number[] = []
    for (let length = 400; length < source.length; length += 400) {
      const taken = milliseconds(() => {
        pages = paginate(pages, source.slice(0, length), { limit, ended: false })
      })
      // Here an edit takes at most 20 ms; the machine may be shared, and the first ones are compiled.
      if (taken > 150) slow.push(taken)
      // A window is cut at the next length at which pages are sealed.
      expect(length - pages.progress.resumePoint.parseResume.base).toBeLessThan(maxWindow(limit) + 2 * limit)
    }
    expect(slow).toEqual([])
    expect(milliseconds(() => paginate(pages, source, { limit, ended: true }))).toBeLessThan(250)
  },
)

const wordsIn = (pages: readonly string[]): readonly string[] => pages.join('\n').match(/w\d+x/g) ?? []

test.each<[string, (word: string) => string]>([
  ['tags', (word) => `<i><u>${'<span></span>'.repeat(20)}${word}`],
  ['comments', (word) => `<!-- ${'a'.repeat(400)} --> ${word}\n`],
  ['entities', (word) => `${'&amp;'.repeat(60)} ${word} `],
  ['blank lines', (word) => `${'\n'.repeat(400)}${word}`],
  ['spaces', (word) => `${' '.repeat(400)}${word}`],
  ['links', (word) => `[${word}](http://x.y/z)`],
  ['underscores', (word) => `a_${word}_`],
  ['bold that nothing closes', (word) => `**${word} `],
])('no word is lost or doubled where a window of %s is cut', (_, write) => {
  const words = Array.from({ length: 300 }, (_, index) => `w${index}x`)
  expect(wordsIn(pagesOf(words.map(write).join(''), limit))).toEqual(words)
})

test.each([2, 5, 11])('what stands in %i thousand quotes or lists is shown', (thousand) => {
  expect(pagesOf(`${'> '.repeat(thousand * 1000)}x`, limit).join('\n')).toMatch(/x$/)
  expect(pagesOf(`${'- '.repeat(thousand * 1000)}x`, limit).join('\n')).toMatch(/x$/)
})

test('a table of 200 columns takes no more pages than its source', () => {
  const source = hostileDocuments['a table of 200 columns']?.(size) ?? ''
  expect(pagesOf(source, limit).length).toBeLessThan((3 * source.length) / limit)
})

test.each(['\\frac{', '\\sqrt', '{', '^{', '\\hat', '\\binom'])('%s ten thousand times ends', (part) => {
  expect(mathForm(part.repeat(10_000), false).unicode).toBe(false)
  expect(mathForm(part.repeat(150), true).text).toBe(part.repeat(150))
})

test('a run of spaces makes no page of nothing', () => {
  for (const space of [' ', '\t', '\u00a0', '\u3000', ' \n', '\u2800'])
    expect(pagesOf(`a${space.repeat(20_000)}b`, limit).filter((page) => page.trim() === '')).toEqual([])
})
