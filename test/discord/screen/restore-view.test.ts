import { DiscordAPIError, HTTPError, type REST } from 'discord.js'
import { expect, test } from 'vitest'
import type { ShownMessage } from '../../../src/conversation/store.ts'
import { createRestoreView, type RestoreContext } from '../../../src/discord/screen/restore-view.ts'
import type { Page } from '../../../src/display/page.ts'
import type { View } from '../../../src/replies/view.ts'
import { createFakeClock } from '../../world/fake-clock.ts'

const channelId = '1100000000000000101'
const clock = createFakeClock()
const token = { applicationId: '1100000000000000001', token: 'token', endsAt: clock.now() + 60_000 }
const pages: readonly Page[] = [
  { content: 'page one', controls: [] },
  { content: 'page two', controls: [] },
]

const shown = (page: number, more: Partial<ShownMessage> = {}): ShownMessage => ({
  messageId: `110000000000000020${page}`,
  ...{ channelId, page, turnId: 'answer' },
  ...more,
})

const noView: View = {
  shown: [],
  hasThreads: false,
  canAttach: false,
  screen: () => {
    throw new Error('not shown here')
  },
  messages: () => [],
  record: async () => {},
}

/** Restores the view of an answer; gives what the view was made of. */
const restore = async (
  recorded: readonly ShownMessage[],
  {
    place = channelId,
    reaches = async (): Promise<boolean> => true,
    request = async (): Promise<unknown> => [],
    within = 10_000,
  } = {},
) => {
  const made: unknown[] = []
  const context: RestoreContext = {
    screens: {
      inChannel: (id) => {
        made.push(['new messages', id])
        return noView
      },
      onMessages: (messages, known) => {
        made.push([messages.map(({ page }) => page), known.map(({ content }) => content)])
        return noView
      },
    },
    store: { shown: async (turnId) => (turnId === 'answer' ? recorded : []) },
    rest: { request } satisfies Pick<REST, 'request'>,
    reaches,
    learn: async () => undefined,
    selfId: () => '1100000000000000001',
    clock,
    signal: new AbortController().signal,
  }
  const views = createRestoreView(context)
  const sought = { place, questionId: 'question', answerId: 'answer', since: clock.now(), pages }
  const view = views.has(place) ? views.of(sought) : Promise.reject(new Error('not on Discord'))
  const outcome = view.then(
    (found) => found.mostMessages ?? 'any number of messages',
    (error: unknown) => String(error),
  )
  await clock.pass(within)
  return { outcome: await outcome, made }
}

test('every message is edited: one may still show a page of the answer before', async () => {
  const { made } = await restore([shown(0), shown(1)])
  expect(made).toEqual([
    [
      [0, 1],
      ['', ''],
    ],
  ])
})

test('what a person’s own installation can no longer change counts as it should be', async () => {
  const { made, outcome } = await restore([shown(0), shown(1, { token })], { reaches: async () => false })
  expect([made, outcome]).toEqual([
    [
      [
        [0, 1],
        ['page one', ''],
      ],
    ],
    5,
  ])
})

test('where one person alone sees the answers, the token’s messages are put right and nothing is read', async () => {
  const request = async (): Promise<never> => {
    throw new Error('the history was read')
  }
  const place = `${channelId}:1100000000000000011`
  const { made, outcome } = await restore([shown(0, { token })], { place, request })
  expect([made, outcome]).toEqual([[[[0], ['']]], 4])
})

test('where one person alone sees the answers, nothing is ever posted for all to see', async () => {
  const place = `${channelId}:1100000000000000011`
  for (const recorded of [[], [shown(0)], [shown(0, { token: { ...token, endsAt: 0 } })]]) {
    const { made, outcome } = await restore(recorded, { place })
    expect([made, outcome]).toEqual([[], expect.stringContaining('screen-gone')])
  }
})

const unavailable = () => new HTTPError(503, 'Service Unavailable', 'GET', '/x', {})

test('a channel that Discord cannot tell of just now is asked for again', async () => {
  let asked = 0
  const reaches = async (): Promise<boolean> => {
    asked += 1
    if (asked < 3) throw unavailable()
    return false
  }
  const { made, outcome } = await restore([shown(0), shown(1, { token })], { reaches })
  expect([made, outcome]).toEqual([
    [
      [
        [0, 1],
        ['page one', ''],
      ],
    ],
    5,
  ])
})

test('where Discord does not tell of a channel for minutes, every message is edited all the same', async () => {
  const reaches = async (): Promise<boolean> => {
    throw unavailable()
  }
  const { made, outcome } = await restore([shown(0), shown(1, { token })], { reaches, within: 6 * 60_000 })
  expect([made, outcome]).toEqual([
    [
      [
        [0, 1],
        ['', ''],
      ],
    ],
    'any number of messages',
  ])
})

test('a terminal’s place is not on Discord', async () => {
  expect((await restore([], { place: 'terminal' })).outcome).toContain('not on Discord')
})

test('a history that cannot be read just now is read again', async () => {
  let asked = 0
  const request = async (): Promise<unknown> => {
    asked += 1
    if (asked < 3) throw new HTTPError(502, 'Bad Gateway', 'GET', '/x', {})
    return []
  }
  expect((await restore([], { request })).made).toEqual([['new messages', channelId]])
  expect(asked).toBe(3)
})

test('a history that may not be read is none', async () => {
  const request = async (): Promise<never> => {
    throw new DiscordAPIError({ message: 'Missing Access', code: 50_001 }, 50_001, 403, 'GET', '/x', {})
  }
  expect((await restore([], { request })).made).toEqual([['new messages', channelId]])
})
