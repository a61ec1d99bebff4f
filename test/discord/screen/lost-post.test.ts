import { afterEach, describe, expect, test } from 'vitest'
import { type Answer, text } from '../../../src/sandbox/claude/answer.ts'
import type { RouteName } from '../../../src/sandbox/discord/limits.ts'
import type { Message } from '../../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { createScaledClock } from '../../world/scaled-clock.ts'

const toChannel: RouteName = 'POST /channels/:channel_id/messages'
const followUp: RouteName = 'POST /webhooks/:webhook_id/:webhook_token'
const read: RouteName = 'GET /channels/:channel_id/messages'
const original: RouteName = 'GET /webhooks/:webhook_id/:webhook_token/messages/@original'
const acknowledgement: RouteName = 'POST /interactions/:interaction_id/:interaction_token/callback'

let world: BotWorld
afterEach(() => world.close())

/** Requests of a route take effect, and the bot never hears of it. */
const loseAnswers = (route: RouteName, times: number): void =>
  void world.discord.fault({ route, trouble: { type: 'drop', moment: 'after' }, times })

const ours = (): readonly Message[] =>
  world.discord
    .messages(places.general)
    .filter(({ authorId }) => authorId === world.discord.application.botId)

const isSettled = ({ content, components }: Message): boolean =>
  content.includes('-# claude-') && !JSON.stringify(components).includes('"stop:')

/** The bot's messages once the last of them has ended and nothing is under way. */
const settled = async (): Promise<readonly Message[]> => {
  await expect.poll(() => ours().some(({ content }) => content.includes('-# claude-'))).toBe(true)
  await expect.poll(() => world.bot.sizes().underWay).toBe(0)
  return ours()
}

const mention = (): void => {
  const content = `<@${world.discord.application.botId}> what is sorrel?`
  world.discord.say({ channelId: places.general, userId: people.ada, content })
}

const ask = (): void =>
  void world.discord.runCommand({
    ...{ channelId: places.general, userId: people.ada, name: 'ask' },
    options: { prompt: 'what is sorrel?' },
  })

/** Begins at once, and ends half a second later. */
const inTwo: Answer = {
  type: 'reply',
  say: [
    { type: 'text', text: 'Sorrel is ' },
    { type: 'pause', ms: 500 },
    { type: 'text', text: 'a herb.' },
  ],
}

describe('a message that was posted while its answer was lost', () => {
  test('shows how the reply has ended, though it was posted with less', async () => {
    world = await startBotWorld({ speed: 1 })
    world.claude.next(inTwo)
    // Tried after 250, 750 and 1,750 ms: the reply has ended by then.
    loseAnswers(toChannel, 3)
    mention()
    const messages = await settled()
    expect(messages.map(({ content }) => content)).toEqual([expect.stringContaining('a herb.')])
    expect(messages.every(isSettled)).toBe(true)
  })

  test('is ended although nothing may be posted there any more', async () => {
    world = await startBotWorld({ speed: 1 })
    world.claude.next(inTwo)
    loseAnswers(toChannel, 1)
    const stop = world.discord.onEvent(() => {
      if (ours().length === 0) return
      stop()
      const id = world.discord.application.botId
      world.discord.setPermissions({ channelId: places.general, id, deny: ['SEND_MESSAGES'] })
    })
    mention()
    const messages = await settled()
    expect(messages).toHaveLength(1)
    expect(messages.every(isSettled)).toBe(true)
  })
})

describe('a next page whose answer was lost', () => {
  const long = text(Array.from({ length: 500 }, (_, index) => `w${index};`).join(' '))
  const strings = (messages: readonly Message[]) =>
    messages.flatMap(({ content }) => content.match(/w\d+;/g) ?? [])

  test.each([
    ['is not posted twice', 0],
    ['is not posted twice when it cannot be looked for at first', 2],
  ])('%s', async (_, failing) => {
    world = await startBotWorld()
    world.claude.next(long)
    loseAnswers(followUp, 1)
    if (failing > 0)
      world.discord.fault({
        ...{ route: read, times: failing },
        trouble: { type: 'status', status: 500, moment: 'before' },
      })
    ask()
    const messages = await settled()
    expect(messages).toHaveLength(2)
    expect(strings(messages)).toHaveLength(500)
    expect(new Set(strings(messages)).size).toBe(500)
  })
})

test('an acknowledgement that took effect and was never answered is followed by the reply', async () => {
  const clock = createScaledClock()
  world = await startBotWorld({ clock })
  world.claude.next(text('A herb.'))
  world.discord.fault({ route: acknowledgement, trouble: { type: 'silence', moment: 'after' }, times: 1 })
  clock.setSpeed(30)
  ask()
  const messages = await settled()
  expect(messages.map(({ content }) => content)).toEqual([expect.stringContaining('A herb.')])
})

test('an acknowledgement whose answer was lost is followed by the reply, though its message cannot be read at first', async () => {
  world = await startBotWorld()
  world.claude.next(text('A herb.'))
  loseAnswers(acknowledgement, 1)
  world.discord.fault({
    ...{ route: original, times: 3 },
    trouble: { type: 'status', status: 500, moment: 'before' },
  })
  ask()
  const messages = await settled()
  expect(messages.map(({ content }) => content)).toEqual([expect.stringContaining('A herb.')])
})

test('the word that a reply is ready, whose answer was lost, neither comes twice nor takes the reply’s place', async () => {
  world = await startBotWorld({ speed: 1, environment: { NOTIFY_AFTER_SECONDS: '0.1' } })
  world.claude.next(inTwo)
  loseAnswers('POST /channels/:channel_id/messages', 1)
  ask()
  const [reply, word, ...others] = await settled()
  expect(reply?.content).toContain('Sorrel is a herb.')
  expect(word?.content).toContain(`<@${people.ada}>`)
  expect(others).toEqual([])
})
