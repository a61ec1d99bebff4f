import { expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { pagesOf, tooLong } from './laws.ts'

const limit = 1740
const filled = (part: string) => (length: number) => part.repeat(length / part.length + 1).slice(0, length)

const runs = (length: number) =>
  Array.from({ length: length / 20 }, (_, index) => `${'`'.repeat((index % 40) + 1)}a`)
    .join(' ')
    .slice(0, length)

const steps = (length: number) =>
  Array.from({ length: length / 20 }, (_, depth) => `${'  '.repeat(depth % 100)}- a`)
    .join('\n')
    .slice(0, length)

const hostile: Record<string, (length: number) => string> = {
  'stars that open': filled('*a '),
  'stars and underscores': filled('a**b_'),
  'one run of stars': filled('*'),
  bars: filled('|'),
  'half spoilers': filled('||a '),
  'half strikethroughs': filled('~~a '),
  brackets: filled('['),
  'half links': filled('[a '),
  'half images': filled('!['),
  'half references': filled('[a][b'),
  'half definitions': filled('[a\n'),
  'half footnotes': filled('[^a'),
  'links of HTML in links': filled('<a href="http://a.b">'),
  'backticks of all lengths': runs,
  'quotes in quotes': filled('> '),
  'lists in lists': steps,
  'half math in brackets': filled('\\(a '),
  'half display math': filled('\\[a '),
  'half math in dollars': filled('$a '),
  'half tags': filled('<a '),
  'characters nobody sees': (length) => `a${filled('\u{e0061}')(length)}`,
  'one line': filled('lorem ipsum dolor '),
  'one word': filled('x'),
}

function taken(work: () => void): number {
  const begun = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(begun)
  return user + system
}

test.each(Object.entries(hostile))('%s take a time in proportion to their number', (_, write) => {
  const whole = (length: number) => {
    const source = write(length)
    return taken(() => pagesOf(source, limit))
  }
  // A linear time is four times as long, a quadratic one 16 times; in 10 milliseconds that can't be told apart.
  const inProportion = () => whole(8_000) < 10 * Math.max(10_000, whole(2_000))
  // The first time Node also compiles what runs often, so that the long one looks longer than it is.
  expect(inProportion() || inProportion() || inProportion()).toBe(true)
})

test.each(Object.entries(hostile))('%s fit on their pages, while they grow and at the end', (_, write) => {
  const source = write(4_000)
  expect(tooLong(pagesOf(source, limit), limit)).toEqual([])
  let pages = noPages
  for (let length = 1; length < source.length; length += 497) {
    pages = paginate(pages, source.slice(0, length), { limit, ended: false })
    expect(tooLong([...pages.sealed, pages.open], limit)).toEqual([])
  }
})
