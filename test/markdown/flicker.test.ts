import { expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { hardDocuments } from '../../src/sandbox/claude/scripts/hard-documents.ts'

const limit = 1740
/** As many characters as a token has. */
const token = 4

/**
 * How often something above the newest line changes that isn't a table's: what points to a definition at the end becomes a
 * link or a number there, and a table that turns out too wide becomes lines of text.
 */
const unavoidable: Readonly<Record<string, number>> = {
  footnotes: 2,
  links: 1,
  comparison: 1,
  shell: 1,
  'wide-table': 1,
}

/** The lines of a page above its newest one, without the fence or the line under a table's head that go with it. */
function above(page: string): readonly string[] {
  const lines = page.split('\n')
  while (/^(?:> )*(?:```|[─┼]*)$/.test(lines.at(-1) ?? 'end')) lines.pop()
  return lines.slice(0, -1)
}

function isTable(line: string | undefined): boolean {
  return line !== undefined && /[│┼]|──/.test(line)
}

/** Every change of a line that had another one below it, as `before → after`. */
function changes(source: string): readonly string[] {
  const found: string[] = []
  let pages = noPages
  for (let length = token; length < source.length + token; length += token) {
    const before = pages
    pages = paginate(pages, source.slice(0, length), { limit, ended: false })
    if (pages.sealed.length > before.sealed.length) continue
    const lines = pages.open.split('\n')
    const changed = above(before.open).findIndex((line, index) => line !== lines[index] && !isTable(line))
    if (changed >= 0) found.push(`${above(before.open)[changed]} → ${lines[changed]}`)
  }
  return found
}

test.each([...hardDocuments()])(
  'of the document %s nothing above the newest line changes',
  (name, source) => {
    const found = changes(source)
    expect(found.length, found.join('\n')).toBe(unavoidable[name] ?? 0)
  },
)
