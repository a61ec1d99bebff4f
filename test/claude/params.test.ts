import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cacheBreakpoints } from '../../src/claude/cache-breakpoints.ts'
import type { ClaudeMessage } from '../../src/conversation/claude.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { asking, connect, hear } from './wire.ts'

test.each<readonly [string, readonly number[], readonly number[]]>([
  ['one short question', [1], [0]],
  ['thirty blocks', [30], [9, 29]],
  ['a second question', [3, 1, 2], [2, 5]],
  ['pictures in the second question', [3, 1, 60], [2, 23, 43, 63]],
  ['pictures in the first question', [60, 1, 1], [21, 41, 59, 61]],
])('the breakpoints of %s', (_, blocks, at) => {
  const messages = blocks.map((count, index) => ({
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    blocks: count,
  }))
  expect(cacheBreakpoints(messages)).toEqual(at)
})

test('there are never more than four breakpoints, and the next question always finds where the last one wrote', () => {
  const conversation = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 2,
    maxLength: 8,
  })
  fc.assert(
    fc.property(conversation, (rounds) => {
      const all = rounds.flatMap(([question, answer]) => [
        { role: 'user' as const, blocks: question },
        { role: 'assistant' as const, blocks: answer },
      ])
      const [earlier, later] = [all.slice(0, -3), all.slice(0, -1)]
      const wrote = cacheBreakpoints(earlier).at(-1) ?? -1
      const reads = cacheBreakpoints(later)
      expect(reads.length).toBeLessThanOrEqual(4)
      expect(reads.some((at) => at >= wrote && at - wrote < 20)).toBe(true)
    }),
  )
})

/** A picture of one pixel. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const said = (role: ClaudeMessage['role'], words: string, pictures = 0): ClaudeMessage => ({
  role,
  parts: [
    ...Array.from({ length: pictures }, (_, at) => [
      { type: 'text', text: `Picture ${at}` } as const,
      { type: 'image', mediaType: 'image/png', data: picture } as const,
    ]).flat(),
    { type: 'text', text: words },
  ],
})

test.each([10, 30, 45])('the cache is hit behind %d pictures in one message', async (pictures) => {
  await using wire = await connect()
  const history = [said('user', 'A long story. '.repeat(400)), said('assistant', 'I see.')]
  const first = [...history, said('user', 'What are these?', pictures)]
  wire.server.next(text('Pictures.'), text('Still pictures.'))
  const heard = await hear(wire.claude, asking('', { messages: first }))
  const later = [...first, said('assistant', 'Pictures.'), said('user', 'And now?', pictures)]
  const next = await hear(wire.claude, asking('', { messages: later }))
  const [wrote, read] = [heard, next].map(({ events }) => {
    const begun = events.find((event) => event.type === 'reply-start')
    return begun?.type === 'reply-start' ? begun.usage : undefined
  })
  expect(wrote?.cacheWrite5m).toBeGreaterThan(1_000)
  expect(read?.cacheRead).toBe(wrote?.cacheWrite5m)
})

test('a note on the moment ends the question, and costs no cache hit', async () => {
  const figures = async (present: readonly (string | undefined)[]) => {
    await using wire = await connect()
    const first = [said('user', 'A long story. '.repeat(400))]
    const later = [...first, said('assistant', 'I see.'), said('user', 'And now?')]
    wire.server.next(text('I see.'), text('Later.'))
    const usages: number[] = []
    for (const [at, messages] of [first, later].entries()) {
      const now = present[at]
      const { events } = await hear(wire.claude, asking('', { messages, ...(now && { present: now }) }))
      const begun = events.find((event) => event.type === 'reply-start')
      usages.push(begun?.type === 'reply-start' ? begun.usage.cacheRead : -1)
    }
    return { usages, last: JSON.stringify(wire.server.requests().at(-1)?.body) }
  }
  const without = await figures([])
  const noted = await figures(['It is five past ten.', 'It is six past ten.'])
  expect(without.usages[1]).toBeGreaterThan(1_000)
  expect(noted.usages).toEqual(without.usages)
  expect(noted.last).toContain('{"type":"text","text":"It is six past ten."}]}')
  expect(noted.last).not.toContain('five past ten')
})

test('lone surrogates never reach the API', async () => {
  await using wire = await connect()
  wire.server.next(text('Fine.'))
  const name = 'cat\udc4d.pdf'
  const data = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64')
  const request = asking('', {
    system: 'Be \ud83d kind.',
    messages: [
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'Half \ud83d' },
          { type: 'pdf', name, data },
        ],
      },
    ],
  })
  expect((await hear(wire.claude, request)).failure).toBeUndefined()
  expect(await wire.claude.countTokens(request, new AbortController().signal)).toBeGreaterThan(0)
})
