import { expect, test } from 'vitest'
import type { ReplyEvent } from '../../src/conversation/reply-event.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { advance, asked, type Draft } from '../../src/display/draft.ts'
import { replyLines } from '../../src/terminal/reply-view.ts'
import { plain } from '../../src/terminal/style.ts'
import { terminalMarkdown } from '../../src/terminal/terminal-markdown.ts'

const tides = { title: 'Tides explained', url: 'https://example.com/tides' }

test('what a source was cited for has its number, in a text that grows', () => {
  const markdown = terminalMarkdown(60, false)
  const events: readonly ReplyEvent[] = [
    { type: 'source', source: tides },
    { type: 'text-delta', text: 'There are **two tides a day**' },
    { type: 'cited', urls: [tides.url] },
    { type: 'text-delta', text: ', as everybody knows.\n\n- one\n\nThe end.' },
    { type: 'reply-end', usage: noUsage, stopReason: 'end_turn' },
  ]
  let draft: Draft = asked('claude-sonnet-5-5', 0)
  const seen = events.map((event) => {
    draft = advance(draft, event, 0)
    return replyLines(draft, markdown, 0, { dollars: () => 0, style: plain })
  })
  expect(seen[3]?.[1]).toBe('There are two tides a day[1], as everybody knows.')
  expect(seen[4]).toEqual(
    expect.arrayContaining([seen[3]?.[1], 'The end.', '1. Tides explained <https://example.com/tides>']),
  )
})
