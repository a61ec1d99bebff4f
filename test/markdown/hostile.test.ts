import { expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { isInProportion } from '../in-proportion.ts'
import { hostileDocuments } from './hostile-documents.ts'
import { pagesOf, tooLong } from './laws.ts'

const limit = 1740

test.each(Object.entries(hostileDocuments))('%s take a time in proportion to their number', (_, write) => {
  expect(isInProportion(8_000, (length) => void pagesOf(write(length), limit))).toBe(true)
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
