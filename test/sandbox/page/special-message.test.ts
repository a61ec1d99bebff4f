import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import type { Act } from '../../../src/sandbox/page/act.ts'
import { carryOut } from '../../../src/sandbox/page/carry-out.ts'
import { cast, firstChannelId } from '../../../src/sandbox/page/cast.ts'
import { createKnobs, type Knobs } from '../../../src/sandbox/page/knobs.ts'
import { openNewsroom } from '../../../src/sandbox/page/newsroom.ts'
import type { MessageView, SpecialKind } from '../../../src/sandbox/page/view/message.ts'
import type { FaultName } from '../../../src/sandbox/page/view/wire.ts'

const mira = cast.users[0]?.id ?? ''
const who = { userId: mira, locale: 'en-US' }
let discord: Discord
let knobs: Knobs
let views: () => readonly MessageView[]
let modelsFail: boolean

beforeEach(async () => {
  modelsFail = false
  discord = await startDiscord({ seed: cast })
  const setModels = (fails: boolean) => {
    modelsFail = fails
  }
  knobs = createKnobs({ discord, clock: systemClock, setModels }, 0, () => {})
  views = openNewsroom(discord, systemClock).messages
})
afterEach(() => discord.close())

const act = (it: Act) => carryOut({ clock: systemClock, discord, knobs, bot: undefined }, it)

const send = (kind: SpecialKind, words = '') =>
  act({ ...who, type: 'special', channelId: firstChannelId, kind, text: words })

const newest = (): MessageView => {
  const view = views().at(-1)
  if (view === undefined) throw new Error('No message was posted')
  return view
}

const read = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${discord.url}/v10${path}`, {
    ...init,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
  })

const post = (body: string): Promise<Response> =>
  read(`/channels/${firstChannelId}/messages`, { method: 'POST', body })

const waiting = (name: FaultName) => knobs.view().faults.find((it) => it.name === name)?.waiting

describe('a person sends', () => {
  test('a poll, with the words in the box as its question', async () => {
    await send('poll', 'Which fern?')
    expect(newest().extras.poll?.question).toBe('Which fern?')
    expect(newest().extras.poll?.answers[0]).toEqual({ text: 'Basil', votes: 5 })
  })

  test('a sticker, a server emoji and an embed of another app', async () => {
    await send('sticker')
    expect(newest().extras.stickers).toEqual(['Wave'])
    await send('emoji', 'Look')
    expect(newest().content).toMatch(/^Look <:sprout:\d+>$/)
    await send('embed')
    expect(newest().embeds[0]?.title).toBe('Forecast')
  })

  test('a message that a proxy deletes and posts anew', async () => {
    await send('proxied', 'Hello')
    expect(views().map(({ content }) => content)).toEqual(['Hello'])
    expect(newest().extras.postedAs).toBe('Ivy')
  })

  test('a forward, which keeps what the message said', async () => {
    await send('embed')
    const { id: messageId } = newest()
    await act({ ...who, type: 'forward', messageId, toChannelId: firstChannelId })
    discord.deleteMessage({ messageId, userId: mira })
    expect(newest().extras.forwarded?.embeds[0]?.title).toBe('Forecast')
  })

  test('no forward of a poll, which Discord refuses', async () => {
    await send('poll')
    const { problem } = await act({
      ...{ ...who, type: 'forward', messageId: newest().id, toChannelId: firstChannelId },
    })
    expect(problem).toContain('does not forward polls')
  })
})

describe('a fault of the page', () => {
  test('waits for its request, and is used up by it', async () => {
    await act({ type: 'fault', fault: 'status-413' })
    expect(waiting('status-413')).toBe(1)
    expect((await post('{"content":"a"}')).status).toBe(413)
    expect(waiting('status-413')).toBe(0)
    expect((await post('{"content":"a"}')).status).toBe(200)
  })

  test('counts down if it is given more than once', async () => {
    await act({ type: 'fault', fault: 'status-503' })
    await post('{"content":"a"}')
    expect(waiting('status-503')).toBe(2)
  })

  test('can be taken back before its moment', async () => {
    await act({ type: 'fault', fault: 'html-403' })
    await act({ type: 'no-fault', fault: 'html-403' })
    expect(waiting('html-403')).toBe(0)
    expect((await post('{"content":"a"}')).status).toBe(200)
  })

  test('lasts until it is taken back if it is a state', async () => {
    await act({ type: 'fault', fault: 'time-out' })
    expect(waiting('time-out')).toBe('on')
    expect((await post('{"content":"a"}')).status).toBe(403)
    await act({ type: 'no-fault', fault: 'time-out' })
    expect((await post('{"content":"a"}')).status).toBe(200)
    await act({ type: 'fault', fault: 'models-list' })
    expect(modelsFail).toBe(true)
    await act({ type: 'no-fault', fault: 'models-list' })
    expect(modelsFail).toBe(false)
  })
})
