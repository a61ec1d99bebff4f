import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import type { Thread } from '../../../src/sandbox/discord/channel.ts'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { stageIn } from './stage.ts'

let world: BotWorld
const { asked, contents, direct, mention, questions, replies, say, seen } = stageIn(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const run = (name: string, options: Record<string, string | boolean>, channelId = places.general) =>
  world.discord.runCommand({ channelId, userId: people.ada, name, options })

const thread = (): Promise<Thread> =>
  world.discord.until(() => {
    const found = world.discord.channels().find((channel) => channel.type === 11)
    return found?.type === 11 && found
  })

const withoutIntent = {
  ...defaultSeed,
  application: {
    ...defaultSeed.application,
    privileged: { messageContent: false, guildMembers: false, presences: false },
  },
}

describe('a thread', () => {
  test('opened by /thread begins with the question, is named from it, and answers every message', async () => {
    world.claude.next(text('Basil, of course.'), text('Mint, then.'))
    run('thread', { prompt: 'Which **herb**\nis the best?' })
    const { id, name } = await thread()
    expect(name).toBe('Which herb is the best?')
    const starter = world.discord.message(id)
    expect(starter?.content).toContain('> Which **herb**\n> is the best?')
    await seen('I answer every message in this thread')
    const [reply] = await replies(1, id)
    expect(reply?.content).toContain('Basil, of course.')
    say('And the second best?', { channelId: id, userId: people.grace })
    const [, second] = await replies(2, id)
    expect(second?.content).toContain('Mint, then.')
    expect(asked()).toContain('Basil, of course.')
    expect(contents(places.general)).toHaveLength(1)
  })

  test('that cannot be opened, since too many are active, is said to be none, and the answer comes in place', async () => {
    await world.close()
    world = await startBotWorld({ discord: { maxActiveThreads: 0 } })
    run('thread', { prompt: 'Which herb is the best?' })
    const [reply] = await replies()
    expect(reply?.channelId).toBe(places.general)
    expect(world.discord.channels().some(({ type }) => type === 11)).toBe(false)
    await seen('thread')
    expect(contents(places.general).join('\n')).not.toContain('every message in this thread')
  })

  test('is opened by /ask too, and is still known after a restart', async () => {
    run('ask', { prompt: 'one', thread: true })
    const { id } = await thread()
    await replies(1, id)
    await world.restart()
    say('two', { channelId: id })
    await replies(2, id)
    expect(asked()).toContain('one')
  })

  test('keeps what is said in it from the channel', async () => {
    run('thread', { prompt: 'my rhubarb is a secret' })
    await replies(1, (await thread()).id)
    say(mention('what did I say?'))
    await replies(1)
    expect(asked()).not.toContain('rhubarb')
  })

  test('is not needed in a direct message or in another thread: there it is answered in place', async () => {
    run('ask', { prompt: 'one', thread: true }, direct())
    await replies(1, direct())
    run('ask', { prompt: 'two', thread: true })
    const { id } = await thread()
    await replies(1, id)
    run('thread', { prompt: 'three' }, id)
    await replies(2, id)
  })

  test('that may not be opened is answered in place, with a word only the asker sees', async () => {
    world.discord.setPermissions({
      channelId: places.general,
      id: world.discord.application.botId,
      deny: ['CREATE_PUBLIC_THREADS'],
    })
    run('thread', { prompt: 'one' })
    const [reply] = await replies(1)
    expect(reply?.content).not.toContain('thread')
    const word = await seen('couldn’t open a thread')
    expect(word.onlyFor).toBe(people.ada)
  })

  test('whose opening is limited for minutes is answered in place; its first line promises no thread', async () => {
    world.discord.fault({
      route: 'POST /channels/:channel_id/messages/:message_id/threads',
      trouble: { type: 'rate-limit', scope: 'shared', retryAfterMs: 300_000 },
    })
    run('thread', { prompt: 'one' })
    await replies(1)
    expect((await seen('couldn’t open a thread')).onlyFor).toBe(people.ada)
    expect(contents(places.general).join()).not.toContain('every message in this thread')
  })

  test('that a person begins on a reply goes on from that reply', async () => {
    world.claude.next(text('Red it is.'), text('Blue it is.'))
    say(mention('I like red.'))
    const [first] = await replies(1)
    say(mention('I like blue.'))
    await replies(2)
    const { id } = world.discord.startThread({
      channelId: places.general,
      userId: people.grace,
      name: 'colours',
      messageId: first?.id ?? '',
    })
    say('only among us', { channelId: id })
    say(mention('what do I like?'), { channelId: id })
    await replies(1, id)
    expect(asked()).toContain('I like red.')
    expect(asked()).toContain('Red it is.')
    expect(asked()).not.toContain('blue')
    expect(asked()).not.toContain('only among us')
  })

  test('without the message-content intent says to mention the bot, and answers who does', async () => {
    await world.close()
    world = await startBotWorld({ discord: { seed: withoutIntent } })
    run('thread', { prompt: 'one' })
    const { id } = await thread()
    await seen('mention me or reply')
    const [first] = await replies(1, id)
    say('not for the bot', { channelId: id })
    say('two', { channelId: id, replyTo: first?.id ?? '' })
    await replies(2, id)
    expect(questions()).toHaveLength(2)
  })
})

describe('in other kinds of channels', () => {
  const guildId = defaultSeed.guilds[0].id

  test('a post in a forum that mentions the bot is answered in the post, and so is what follows', async () => {
    const forum = world.discord.createChannel({ guildId, name: 'help', type: 15 })
    const content = mention('why does basil wilt?')
    const { id } = world.discord.startThread({
      channelId: forum.id,
      userId: people.ada,
      name: 'Basil',
      content,
    })
    const [first] = await replies(1, id)
    expect(asked()).toContain('why does basil wilt?')
    say('and mint?', { channelId: id, ...(first && { replyTo: first.id }) })
    await replies(2, id)
    expect(asked()).toContain('why does basil wilt?')
    run('thread', { prompt: 'and sage?' }, id)
    await replies(3, id)
    expect(world.discord.channels().filter(({ type }) => type === 11)).toHaveLength(1)
  })

  test('the text of a voice channel is answered in place, also where a thread was asked for', async () => {
    const voice = world.discord.createChannel({ guildId, name: 'Lounge', type: 2 })
    say(mention('what is basil?'), { channelId: voice.id })
    await replies(1, voice.id)
    run('thread', { prompt: 'and mint?' }, voice.id)
    await replies(2, voice.id)
    expect(world.discord.channels().some(({ type }) => type === 11)).toBe(false)
  })
})
