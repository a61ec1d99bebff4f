import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SettingsOwner } from '../../src/conversation/stored-settings.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { defaultSeed } from '../../src/sandbox/discord/seed.ts'
import { cutShort, stageOf } from '../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { createJumpingClock, type JumpingClock } from '../world/jumping-clock.ts'
import { stageIn } from './messages/stage.ts'

const guild = '1100000000000000100'
const [gardener, muted] = ['1100000000000000201', '1100000000000000202']

const [greenhouse, ...others] = defaultSeed.guilds
const seed = {
  ...defaultSeed,
  guilds: [
    {
      ...greenhouse,
      id: guild,
      roles: [
        { id: gardener, name: 'Gardener' },
        { id: muted, name: 'Muted' },
      ],
      members: [
        { userId: people.ada },
        { userId: people.grace, roles: [gardener] },
        { userId: people.aoi, roles: [gardener, muted] },
      ],
    },
    ...others,
  ],
}

let world: BotWorld
let clock: JumpingClock
const { ask, told, ended, press, messages } = stageOf(() => world)
const { contents, direct, mention, questions, replies, say, seen } = stageIn(() => world)

const start = async (environment: Readonly<Record<string, string>> = {}) => {
  clock = createJumpingClock()
  world = await startBotWorld({ clock, discord: { seed }, environment })
}

beforeEach(() => start())
afterEach(() => world.close())

const store = ({ type, id }: SettingsOwner, name: string, value: unknown): void => {
  const sqlite = new DatabaseSync(world.database)
  sqlite
    .prepare('insert into setting values (?, ?, ?, ?) on conflict do update set value = excluded.value')
    .run(type, id, name, JSON.stringify(value))
  sqlite.close()
}

const server = { type: 'server', id: guild } as const
const who = (...ids: readonly string[]) => ({
  roles: ids.filter((id) => id.startsWith('11000000000000002')),
  people: ids.filter((id) => !id.startsWith('11000000000000002')),
})

const { ada, grace, aoi } = people
const ownButtons = (): number => messages().length

describe('who may not ask', () => {
  test('reads why, alone, when they use a command; nothing is shown to others and nothing asked', async () => {
    store(server, 'allowed', who(gardener))
    const act = ask('Hi')
    expect((await told(act)).content).toContain('Only some people may ask me here')
    expect(messages()).toEqual([])
    expect(questions()).toEqual([])
    ask('Hi', places.general, grace)
    await replies()
  })

  test('is told in their language, and a denial wins over what allows them', async () => {
    store(server, 'allowed', who(gardener))
    store(server, 'denied', who(muted))
    expect((await told(ask('Hi', places.general, aoi))).content).toContain('許可されていません')
  })

  test('is told in a direct message when they mention the bot, once in ten minutes', async () => {
    store(server, 'denied', who(ada))
    say(mention('are you there?'))
    const word = await seen('You’re not allowed to ask me here', direct(ada))
    expect(word.content).toContain(`<#${places.general}>`)
    say(mention('and now?'))
    say(mention('and I?'), { userId: grace })
    await replies()
    expect(contents(direct(ada))).toHaveLength(1)
    clock.jump(11 * 60_000)
    say(mention('and now?'))
    await world.discord.until(() => contents(direct(ada)).length === 2)
    expect(questions()).toHaveLength(1)
  })

  test('cannot go on in a thread of the bot, or by a reply', async () => {
    say(mention('Hi'))
    const [reply] = await replies()
    store(server, 'denied', who(ada))
    say('And then?', { replyTo: reply?.id ?? '', pingReply: true })
    await seen('You’re not allowed', direct(ada))
    expect(questions()).toHaveLength(1)
  })

  test.each(['regenerate', 'continue'])('cannot press %s', async (action) => {
    world.claude.next(cutShort('The first half'))
    ask('Hi')
    const shown = await ended('The first half')
    store(server, 'denied', who(ada))
    const before = ownButtons()
    expect((await told(press(shown, action))).content).toContain('You’re not allowed')
    expect(ownButtons()).toBe(before)
    expect(questions()).toHaveLength(1)
  })

  test('cannot have an edited question answered again', async () => {
    const { id } = say(mention('one'))
    await replies()
    world.discord.editMessage({ messageId: id, userId: ada, content: mention('two') })
    const offer = await seen('You edited your question')
    store(server, 'denied', who(ada))
    expect((await told(press(offer, 'answer-again'))).content).toContain('You’re not allowed')
    expect(questions()).toHaveLength(1)
  })

  test('cannot ask by the menu of a message, nor send a form that they opened before', async () => {
    const { id } = say('Basil needs water.')
    const open = () => world.discord.runMessageCommand({ userId: ada, name: 'Ask about this', messageId: id })
    const opened = open()
    await world.discord.answered(opened)
    store(server, 'denied', who(ada))
    const sent = world.discord.submitModal({ interactionId: opened.id, values: { question: 'How much?' } })
    expect((await told(sent)).content).toContain('You’re not allowed')
    expect((await told(open())).content).toContain('You’re not allowed')
    expect(questions()).toEqual([])
  })

  test('still gets the answer that they asked for before', async () => {
    world.claude.next({ ...text('A long answer.'), pace: { tokensPerSecond: 40 } })
    ask('Hi')
    await world.discord.until(() => questions().length === 1)
    store(server, 'denied', who(ada))
    await ended('A long answer.')
  })
})

describe('where nobody may ask', () => {
  test('one reads where one may', async () => {
    store(server, 'channels', [places.questions])
    expect((await told(ask('Hi'))).content).toContain(`Ask me here: <#${places.questions}>`)
    ask('Hi', places.questions)
    await replies(1, places.questions)
  })

  test('threads follow their channel', async () => {
    world.discord.runCommand({
      channelId: places.general,
      userId: ada,
      name: 'thread',
      options: { prompt: 'Hi' },
    })
    const { id } = await world.discord.until(() => world.discord.channels().find(({ type }) => type === 11))
    await replies(1, id)
    store(server, 'ignored', [places.general])
    say('And then?', { channelId: id })
    await seen('I don’t answer in this channel', direct(ada))
    expect(questions()).toHaveLength(1)
  })
})

describe('the operator', () => {
  const again = async (environment: Readonly<Record<string, string>>) => {
    await world.close()
    await start(environment)
  }

  test('decides who may ask, in direct messages too', async () => {
    await again({ ALLOWED_PEOPLE: grace })
    say('Hi', { channelId: direct(ada) })
    await seen('Only some people may ask me here', direct(ada))
    expect((await told(ask('Hi'))).content).toContain('Only some people')
    say('Hi', { channelId: direct(grace), userId: grace })
    await replies(1, direct(grace))
    expect(questions()).toHaveLength(1)
  })

  test('can switch direct messages off', async () => {
    await again({ DIRECT_MESSAGES: 'off' })
    say('Hi', { channelId: direct(ada) })
    await seen('I don’t answer direct messages', direct(ada))
    expect((await told(ask('Hi', direct(ada)))).content).toContain('I don’t answer direct messages')
    ask('Hi')
    await replies()
    expect(questions()).toHaveLength(1)
  })
})
