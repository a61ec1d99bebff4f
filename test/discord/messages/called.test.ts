import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { createJumpingClock, type JumpingClock } from '../../world/jumping-clock.ts'
import { slow, stageIn } from './stage.ts'

let world: BotWorld
let clock: JumpingClock
const { asked, contents, direct, mention, questions, replies, say, seen } = stageIn(() => world)

beforeEach(async () => {
  clock = createJumpingClock()
  world = await startBotWorld({ clock, environment: { NOTIFY_AFTER_SECONDS: '0' } })
})
afterEach(() => world.close())

const guild = '1100000000000000100'

const deny = (...names: readonly ('SEND_MESSAGES' | 'READ_MESSAGE_HISTORY')[]): void =>
  world.discord.setPermissions({
    channelId: places.general,
    id: world.discord.application.botId,
    deny: names,
  })

test('by the name of the role that Discord made for it, the bot answers as by its own', async () => {
  const roles = [
    ...(world.discord
      .guilds()
      .find(({ id }) => id === guild)
      ?.roles.values() ?? []),
  ]
  const own = roles.find(({ botId }) => botId !== undefined)?.id
  say(`<@&${own}> what does a fern like?`)
  await replies()
  expect(asked()).toContain('what does a fern like?')
  expect(asked()).not.toContain(own)
  const other = roles.find(({ botId }) => botId === undefined)?.id
  say(`<@&${other}> not you`)
  say(mention('but you'))
  await replies(2)
  expect(asked()).not.toContain('not you')
})

describe('where the bot may not write', () => {
  test('who calls it is told in a direct message, once in a while; the log has it once', async () => {
    deny('SEND_MESSAGES')
    say(mention('are you there?'), { userId: people.grace })
    const word = await seen('I can’t post in', direct(people.grace))
    expect(word.content).toContain(`<#${places.general}>`)
    say(mention('and now?'))
    say(mention('here you may'), { channelId: places.questions })
    await replies(1, places.questions)
    clock.jump(11 * 60_000)
    say(mention('葵に答えて'), { userId: people.aoi })
    expect((await seen('には投稿できません', direct(people.aoi))).content).toContain('/質問')
    expect(contents(direct(people.ada))).toEqual([])
    expect(questions()).toHaveLength(1)
    expect(world.log().match(/may not write/g)).toHaveLength(1)
  })

  test('a command is answered all the same', async () => {
    deny('SEND_MESSAGES')
    world.claude.next(text('Here I am.'))
    world.discord.runCommand({
      channelId: places.general,
      userId: people.ada,
      name: 'ask',
      options: { prompt: 'hi' },
    })
    const [reply] = await replies()
    expect(reply?.content).toContain('Here I am.')
  })

  test('the answer to a command ends in words before Discord takes no more of it', async () => {
    deny('SEND_MESSAGES')
    world.claude.setSpeed(1)
    world.claude.next({ ...text('word '.repeat(400)), pace: slow })
    world.discord.runCommand({
      channelId: places.general,
      userId: people.ada,
      name: 'ask',
      options: { prompt: 'go on for long' },
    })
    await seen('word word')
    clock.jump(14.1 * 60_000)
    expect((await seen('15-minute limit')).content).toMatch(/^word word/)
  })

  test('who takes no direct messages sees a reaction', async () => {
    deny('SEND_MESSAGES')
    world.discord.fault({
      trouble: { type: 'status', status: 403, moment: 'before' },
      when: ({ method, path }) => method === 'POST' && path.endsWith('/users/@me/channels'),
    })
    const { id } = say(mention('are you there?'))
    await world.discord.until(() => JSON.stringify(world.discord.message(id)?.reactions).includes('🔇'))
  })
})

test('where the bot may not read what was said before, it answers without a reference', async () => {
  deny('READ_MESSAGE_HISTORY')
  say(mention('hi'))
  const [reply] = await replies()
  expect(reply?.reference).toBeUndefined()
})
