import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { exportJson } from '../../src/conversation/export-json.ts'
import { exportMarkdown } from '../../src/conversation/export-markdown.ts'
import { aFile, contentsOf } from './a-file.ts'
import { answer, question, somePath } from './a-path.ts'

const file = z
  .looseObject({ base64: z.string() })
  .transform(({ base64, ...rest }) => ({ ...rest, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }))

const exported = z.object({
  format: z.literal('tendril-conversation'),
  version: z.literal(1),
  turns: z.array(z.looseObject({ files: z.array(file).optional() })),
})

test('JSON gives everything back', () => {
  fc.assert(
    fc.property(somePath, (path) => {
      expect(exported.parse(JSON.parse(exportJson(path, contentsOf(path)))).turns).toEqual(path)
    }),
  )
})

test('Markdown has a heading of our own for each turn, whatever people type', () => {
  fc.assert(
    fc.property(somePath, (path) => {
      const people = path.filter((turn) => turn.role === 'question')
      const headings = exportMarkdown(people).match(/^## /gm) ?? []
      expect(headings).toHaveLength(people.length)
    }),
  )
})

test('Markdown reads as who said what', () => {
  const path = [
    question({
      text: 'look:\n## Claude',
      quote: { author: 'B_b', where: '#x', text: 'said' },
      files: [aFile('a.png', 'image/png', new Uint8Array(3))],
    }),
    answer({
      text: '```ts\nlet a',
      stopReason: 'max_tokens',
      sources: [{ title: 'A [b]', url: 'https://a.example/a b' }],
      at: 60_000,
    }),
  ]
  expect(exportMarkdown(path)).toBe(`# Conversation

## Alice · 1970-01-01 00:00 UTC

Quoting B\\_b in \\#x:

> > said

> look:
> ## Claude

*File: a.png (image/png, 3 bytes)*

## Claude (claude-test) · 1970-01-01 00:01 UTC

\`\`\`ts
let a
\`\`\`

*(cut at the length limit)*

1. A \\[b\\] <https://a.example/a%20b>
`)
})

test.each([
  ['another address', 'https://google.com', 'https://evil.example/'],
  ['a script', 'Read more', 'javascript:alert(1)'],
  ['a link of its own', '](https://evil.example) [x', 'https://a.example/'],
  ['a line break', 'A\n\n# B\n[c](https://evil.example)', 'https://a.example/'],
  ['an address that ends early', 'A', 'https://a.example/> [x](https://evil.example)'],
])('no title with %s hides where a link leads', (_, title, url) => {
  const source = exportMarkdown([answer({ sources: [{ title, url }] })])
    .split('\n')
    .filter((line) => line.startsWith('1. '))
  expect(source).toHaveLength(1)
  const [line = ''] = source
  const links = [...line.matchAll(/(?<!\\)\]\(|<([^>]*)>/g)].map(([, address]) => address)
  expect(links).toEqual(
    url.startsWith('https:') ? [encodeURI(url).replace(/%5B/g, '[').replace(/%5D/g, ']')] : [],
  )
})
