import type { REST } from 'discord.js'
import { HTTPError } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { findOrphans } from '../../../src/discord/screen/orphans.ts'

const selfId = '1100000000000000001'
const page = (content: string) => ({ content, controls: [] })
const stop = [{ type: 1, components: [{ type: 2, custom_id: 'stop:turn' }] }]
const ours = (id: string, more: object): object => ({ id, author: { id: selfId }, ...more })
const theirs = (id: string, more: object): object => ({ id, author: { id: '1100000000000000002' }, ...more })

/** A channel whose history is read in the pieces given. */
const channel = (...pieces: readonly (readonly unknown[])[]) => {
  const asked: string[] = []
  const rest: Pick<REST, 'request'> = {
    request: async ({ query }) => {
      asked.push(String(query))
      return pieces[asked.length - 1] ?? []
    },
  }
  const find = () =>
    findOrphans(rest, {
      ...{ channelId: '1100000000000000101', after: '0', selfId, turnIds: ['turn'] },
      pages: [page('page one'), page('page two')],
    })
  return { find, asked }
}

describe('orphans', () => {
  test('are our messages with a button about the turn, and our sealed pages, oldest first', async () => {
    const { find } = channel([
      ours('30', { content: 'growing', components: stop }),
      ours('4', { content: 'page one', components: [] }),
      ours('5', { content: 'something else', components: [] }),
    ])
    expect(await find()).toEqual(['4', '30'])
  })

  test('are not other people’s copies of a page, nor other bots’ buttons', async () => {
    const { find } = channel([
      theirs('2', { content: 'page one', components: [] }),
      theirs('3', { content: '', components: stop }),
    ])
    expect(await find()).toEqual([])
  })

  const odd: readonly (readonly [string, unknown])[] = [
    ['Components V2', theirs('9', { content: '', flags: 32_768, components: [{ type: 10, content: 'Hi' }] })],
    ['no components', theirs('9', { content: 'x' })],
    [
      'components of a kind to come',
      theirs('9', { content: 'x', components: [{ type: 99, inner: [[null]] }] }),
    ],
    ['no author', { id: '9', content: 'x', components: [] }],
    ['content that is null', ours('9', { content: null, components: null })],
    ['nothing at all', null],
    [
      'a poll and a snapshot',
      theirs('9', { content: '', poll: {}, message_snapshots: [{}], components: [] }),
    ],
  ]
  test.for(odd)('are found beside a message with %s', async ([, message]) => {
    const { find } = channel([message, ours('2', { content: 'ours', components: stop })])
    expect(await find()).toEqual(['2'])
  })

  test('are found behind a hundred other messages', async () => {
    const others = Array.from({ length: 100 }, (_, index) => theirs(String(100 + index), { content: 'x' }))
    const { find, asked } = channel(others, [ours('300', { content: 'ours', components: stop })])
    expect(await find()).toEqual(['300'])
    expect(asked[1]).toContain('after=199')
  })

  test('are not “none” where the channel cannot be read', async () => {
    const rest: Pick<REST, 'request'> = {
      request: async () => {
        throw new HTTPError(502, 'Bad Gateway', 'GET', '/x', {})
      },
    }
    const search = { channelId: '1100000000000000101', after: '0', selfId, turnIds: ['turn'], pages: [] }
    await expect(findOrphans(rest, search)).rejects.toThrow()
  })
})
