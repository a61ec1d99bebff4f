import { slice } from '../../src/display/render-in-slices.ts'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { hostileDocuments } from '../markdown/hostile-documents.ts'
import { markdownTable } from './markdown.ts'

const limit = 1_740

/** Characters that one edit adds. */
const edit = 100

/**
 * `npm run bench -- --only hostile`: what 60,000 characters of each kind cost, in milliseconds: edits
 * while they grow, and all of them in slices.
 */
export const hostileSpeed = (quick: boolean): string => {
  const size = quick ? 12_000 : 60_000
  const rows = Object.entries(hostileDocuments).map(([kind, write]) => {
    const source = write(size)
    measure(source.slice(0, 6_000), edit)
    const edits = measure(source, edit)
    const slices = measure(source, slice)
    return [kind, ...[at(edits, 0.5), at(edits, 0.99), at(edits, 1), at(slices, 1)]] as const
  })
  const sorted = rows.toSorted((one, other) => other[2] - one[2])
  const head = ['text', 'edit p50', 'edit p99', 'longest edit', 'longest slice']
  const cells = sorted.map(([kind, ...times]) => [kind, ...times.map((time) => time.toFixed(1))])
  return `## Hostile Markdown\n\nMilliseconds for ${size} characters of a kind: edits of ${edit} characters, and slices of ${slice}.\n\n${markdownTable(head, cells)}\n`
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  0

/** The least of three times for each step: paginating is pure, and the machine does other things too. */
const measure = (source: string, step: number): readonly number[] => {
  const times: number[] = []
  let pages = noPages
  for (let length = step; length < source.length + step; length += step) {
    const before = pages
    const text = source.slice(0, length)
    const options = { limit, ended: length >= source.length }
    const runs = [0, 1, 2].map(() => {
      const begun = performance.now()
      pages = paginate(before, text, options)
      return performance.now() - begun
    })
    times.push(Math.min(...runs))
  }
  return times
}
