import { expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { hostileDocuments } from './hostile-documents.ts'
import { pagesOf, tooLong } from './laws.ts'

const limit = 1740
function taken(work: () => void): number {
  const begun = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(begun)
  return user + system
}

test.each(Object.entries(hostileDocuments))('%s take a time in proportion to their number', (_, write) => {
  const whole = (length: number) => {
    const source = write(length)
    return taken(() => pagesOf(source, limit))
  }
  // A linear time is four times as long, a quadratic one 16 times; in 10 milliseconds that can't be told apart.
  const inProportion = () => whole(8_000) < 10 * Math.max(10_000, whole(2_000))
  // The first time Node also compiles what runs often, so that the long one looks longer than it is.
  expect(inProportion() || inProportion() || inProportion()).toBe(true)
})

test.each(Object.entries(hostileDocuments))(
  '%s fit on their pages, while they grow and at the end',
  (_, write) => {
    const source = write(4_000)
    expect(tooLong(pagesOf(source, limit), limit)).toEqual([])
    let pages = noPages
    for (let length = 1; length < source.length; length += 497) {
      pages = paginate(pages, source.slice(0, length), { limit, ended: false })
      expect(tooLong([...pages.sealed, pages.open], limit)).toEqual([])
    }
  },
)
