import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { slow, stageIn } from './stage.ts'

let world: BotWorld
const { asked, contents, direct, mention, press, questions, replies, say, seen } = stageIn(() => world)

/** So that what is tested is not waiting. */
const plenty = { limit: 1_000, windowMs: 1_000 }
const unlimited = {
  'POST /channels/:channel_id/messages': plenty,
  'PATCH /channels/:channel_id/messages/:message_id': plenty,
}

beforeEach(async () => {
  world = await startBotWorld({ discord: { limits: unlimited } })
})
afterEach(() => world.close())

describe('a message', () => {
  test('that mentions the bot is answered, with the mention taken out and others’ names put in', async () => {
    world.claude.next(text('Hello there.'))
    const question = say(mention(`what does <@${people.grace}> like?`))
    const [reply] = await replies()
    expect(reply?.content).toContain('Hello there.')
    expect(reply?.reference?.messageId).toBe(question.id)
    expect(reply?.mentions.userIds).toEqual([])
    expect(asked()).toContain('what does @Grace like?')
    expect(asked()).not.toContain(world.discord.application.botId)
    expect(asked()).not.toContain('@Tendril')
  })

  test('that is not for the bot is let go', async () => {
    say('nobody asked you')
    say(mention('but now'))
    await replies()
    expect(questions()).toHaveLength(1)
    expect(asked()).not.toContain('nobody asked you')
  })

  test('that only mentions the bot gets a word of what to do', async () => {
    say(mention(''))
    await seen('Ask me in the same message')
    expect(questions()).toHaveLength(0)
  })

  test('in a direct message needs no mention, and goes on with what was said there', async () => {
    world.claude.next(text('Noted.'), text('Rhubarb.'))
    const channelId = direct()
    say('I like rhubarb.', { channelId })
    await replies(1, channelId)
    say('What do I like?', { channelId })
    const [, second] = await replies(2, channelId)
    expect(second?.content).toContain('Rhubarb.')
    expect(second?.reference).toBeUndefined()
    expect(asked()).toContain('I like rhubarb.')
  })

  test('that the gateway tells of twice is one turn', async () => {
    world.discord.gateway.repeat(true)
    say(mention('once'))
    await replies()
    say(mention('again'))
    await replies(2)
    expect(questions()).toHaveLength(2)
  })

  test('of several, back to back while a reply is written, are one next turn', async () => {
    world.claude.setSpeed(1)
    world.claude.next({ ...text('word '.repeat(400)), pace: slow }, text('hers'), text('both'))
    say(mention('one'))
    const first = await seen('word')
    say(mention('two'))
    await seen('Queued (#1)')
    say(mention('and three'))
    say(mention('hers'), { userId: people.grace })
    say(mention('four comes behind hers'))
    await seen('Queued (#2)')
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    press('stop', first)
    const all = await replies(4)
    expect(all.map(({ content }) => content.split('\n')[0])).toEqual(
      expect.arrayContaining([expect.stringContaining('both'), expect.stringContaining('hers')]),
    )
    const second = JSON.stringify(questions()[2])
    expect(second).toContain('two')
    expect(second).toContain('and three')
    expect(second).not.toContain('hers comes')
    expect(questions()).toHaveLength(4)
  })
})

describe('a reply', () => {
  test('to the bot needs no mention, and to an older message branches from there', async () => {
    world.claude.next(text('Red it is.'), text('Blue it is.'), text('It was red.'))
    say(mention('I like red.'))
    const [first] = await replies(1)
    say(mention('I like blue.'))
    await replies(2)
    say('What did I say?', { replyTo: first?.id ?? '', pingReply: false })
    await replies(3)
    expect(asked()).toContain('I like red.')
    expect(asked()).not.toContain('blue')
  })

  test('to somebody else that mentions the bot brings the quoted words along', async () => {
    const quoted = say('The moon is made of cheese.', { userId: people.grace })
    say(mention('is that so?'), { replyTo: quoted.id, pingReply: false })
    await replies()
    expect(asked()).toContain('The moon is made of cheese')
    expect(asked()).toContain('<quoted author=')
  })
})

describe('a deleted message', () => {
  test('leaves the history', async () => {
    world.claude.next(text('Noted.'))
    const secret = say(mention('my secret is rhubarb'))
    await replies()
    world.discord.deleteMessage({ messageId: secret.id, userId: people.ada })
    await world.discord.until(() => world.discord.message(secret.id) === undefined)
    say(mention('what is my secret?'))
    await replies(2)
    expect(asked()).not.toContain('rhubarb')
  })

  test('that waits is not asked any more', async () => {
    world.claude.setSpeed(1)
    world.claude.next({ ...text('word '.repeat(400)), pace: slow }, text('third'))
    say(mention('one'))
    const first = await seen('word')
    const waiting = say(mention('my rhubarb'))
    await seen('Queued (#1)')
    world.discord.deleteMessage({ messageId: waiting.id, userId: people.ada })
    await seen('-# The question was deleted.')
    say(mention('two'))
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    press('stop', first)
    await seen('third')
    expect(questions()).toHaveLength(2)
    expect(asked()).not.toContain('rhubarb')
  })

  test('ends the reply to it', async () => {
    world.claude.setSpeed(1)
    world.claude.next({ ...text('word '.repeat(400)), pace: slow })
    const question = say(mention('go on for long'))
    await seen('word word')
    world.discord.deleteMessage({ messageId: question.id, userId: people.ada })
    const ended = await seen('-# The question was deleted.')
    expect(ended.content).toContain('word word')
    expect(ended.components).toEqual([])
    await expect.poll(() => world.claude.requests().at(-1)?.outcome).toBe('left')
  })
})

describe('an edited message', () => {
  test('is offered another answer, for the asker only, that grows in the offer', async () => {
    world.claude.next(text('Four.'), text('Nine.'))
    const question = say(mention('two and two?'))
    await replies(1)
    world.discord.editMessage({
      messageId: question.id,
      userId: people.ada,
      content: mention('three times three?'),
    })
    const offer = await seen('edited')
    press('answer-again', offer, people.grace)
    expect((await seen('Only the person who asked')).onlyFor).toBe(people.grace)
    expect(questions()).toHaveLength(1)
    press('answer-again', offer)
    await replies(2)
    expect(world.discord.message(offer.id)?.content).toContain('Nine.')
    expect(asked()).toContain('three times three?')
    expect(asked()).not.toContain('two and two?')
  })

  test('that waits is answered as it reads now, without an offer', async () => {
    world.claude.setSpeed(1)
    world.claude.next({ ...text('word '.repeat(400)), pace: slow }, text('second'))
    say(mention('one'))
    const first = await seen('word')
    const waiting = say(mention('tow'))
    await seen('Queued (#1)')
    world.discord.editMessage({ messageId: waiting.id, userId: people.ada, content: mention('two') })
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    press('stop', first)
    await replies(2)
    expect(asked()).toContain('two')
    expect(contents(places.general).join()).not.toContain('edited')
  })
})

describe('a question edited while its reply is written', () => {
  test('is offered another answer; who wants it too soon is told to wait or stop', async () => {
    world.claude.setSpeed(1)
    world.claude.next({ ...text('word '.repeat(400)), pace: slow }, text('Nine.'))
    const question = say(mention('two and two?'))
    const growing = await seen('word word')
    world.discord.editMessage({
      messageId: question.id,
      userId: people.ada,
      content: mention('three times three?'),
    })
    const offer = await seen('edited')
    press('answer-again', offer)
    expect((await seen('still writing')).onlyFor).toBe(people.ada)
    press('stop', growing)
    await seen('Stopped')
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    press('answer-again', offer)
    await seen('Nine.')
    expect(asked()).toContain('three times three?')
  })
})

describe('without the message-content intent', () => {
  beforeEach(async () => {
    await world.close()
    const privileged = { messageContent: false, guildMembers: false, presences: false }
    const seed = { ...defaultSeed, application: { ...defaultSeed.application, privileged } }
    world = await startBotWorld({ discord: { seed } })
  })

  test('mentions, replies and direct messages are answered', async () => {
    say(mention('one'))
    const [first] = await replies(1)
    say('two', { replyTo: first?.id ?? '' })
    await replies(2)
    expect(asked()).toContain('two')
    say('three', { channelId: direct() })
    await replies(1, direct())
    expect(asked()).toContain('three')
  })

  test('a reply that Discord withholds is told how to be read', async () => {
    say(mention('one'))
    const [first] = await replies(1)
    say('two', { replyTo: first?.id ?? '', pingReply: false })
    await seen('doesn’t show me')
    expect(questions()).toHaveLength(1)
  })
})
