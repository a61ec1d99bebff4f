import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { pagesOf } from './laws.ts'

/** A case file: `=== name`, the source, a line `--->`, and what Discord is sent; `\u{…}` stands for a character one can't see. */
function cases(
  file: string,
): readonly { readonly name: string; readonly source: string; readonly sent: string }[] {
  const text = readFileSync(new URL(`cases/${file}`, import.meta.url), 'utf8')
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', sent = ''] = part.split('\n--->\n')
      const [name = '', ...source] = head.split('\n')
      return { name, source: characters(source.join('\n')), sent: characters(sent.trimEnd()) }
    })
}

function characters(text: string): string {
  return text.replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  )
}

describe.each(['dialect.txt', 'tables.txt', 'safety.txt'])('%s', (file) => {
  test.each(cases(file))('$name', ({ source, sent }) => {
    expect(pagesOf(source, 1900).join('\n<next page>\n')).toBe(sent)
  })
})

describe('while it grows', () => {
  test.each(cases('growing.txt'))('$name', ({ source, sent }) => {
    expect(paginate(noPages, source, { limit: 1900, ended: false }).open).toBe(sent)
  })
})

test('a spoiler in a cell is hidden at every moment of its growth', () => {
  const source =
    '| Film | Ending |\n|---|---|\n| One | ||the ship | sinks||!! |\n| Two | ||it was `x|y` a dream|| |\n'
  let pages = noPages
  for (let length = 1; length <= source.length; length++) {
    pages = paginate(pages, source.slice(0, length), { limit: 1900, ended: false })
    expect(pages.open.replace(/\|\|(?=\S)[^\n]*?\|\|/g, '')).not.toMatch(/ship|sinks|dream/)
  }
})
