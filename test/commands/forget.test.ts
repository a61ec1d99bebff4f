import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { slowly, stageOf } from './stage.ts'

let world: BotWorld
const { ask, ended, told, press, customId, lastRequest } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const forget = (userId: string, options: Record<string, boolean> = {}, channelId = places.general) =>
  told(world.discord.runCommand({ channelId, userId, name: 'forget', options }))

const becomes = ({ id }: Message, strings: string): Promise<boolean> =>
  world.discord.until(() => world.discord.message(id)?.content === strings)

describe('/forget', () => {
  test('deletes one’s own words everywhere once that is confirmed, and says how many; other people’s stay', async () => {
    world.claude.next(text('One.'), text('Two.'), text('Three.'), text('Four.'))
    ask('my rhubarb')
    await ended('One.')
    ask('my rhubarb here too', places.questions)
    await ended('Two.', places.questions)
    ask('my basil', places.general, people.grace)
    await ended('Three.')
    const asked = await forget(people.ada)
    expect(asked.onlyFor).toBe(people.ada)
    press(asked, 'forget-own')
    await becomes(asked, 'Deleted 2 of your questions.')
    expect(world.discord.message(asked.id)?.components).toEqual([])
    ask('and now?', places.general, people.grace)
    await ended('Four.')
    expect(lastRequest()).not.toContain('rhubarb')
    expect(lastRequest()).toContain('my basil')
  })

  test('nothing is deleted before it is confirmed', async () => {
    world.claude.next(text('One.'), text('Two.'))
    ask('my rhubarb')
    await ended('One.')
    await forget(people.ada)
    ask('and now?')
    await ended('Two.')
    expect(lastRequest()).toContain('my rhubarb')
  })

  test('deletes a channel’s conversation for moderators, with what others said there, and nothing elsewhere', async () => {
    world.claude.next(text('One.'), text('Two.'), text('Three.'), text('Four.'))
    ask('my rhubarb', places.general, people.grace)
    const reply = await ended('One.')
    ask('my basil', places.questions)
    await ended('Two.', places.questions)
    const asked = await forget(people.ada, { channel: true })
    press(asked, 'forget-channel')
    await becomes(asked, 'Deleted 2 questions and answers.')
    ask('and here?')
    await ended('Three.')
    expect(lastRequest()).not.toContain('rhubarb')
    ask('and here?', places.questions)
    await ended('Four.', places.questions)
    expect(lastRequest()).toContain('my basil')
    expect((await told(press(reply, 'regenerate', people.grace))).content).toContain('no longer remember')
  })

  test('what waits or grows meanwhile is ended, and nothing of it comes back', async () => {
    world.claude.setSpeed(1)
    world.claude.next(slowly('word '.repeat(400)), text('After.'))
    ask('my rhubarb', places.general, people.grace)
    const growing = await world.discord.until(() =>
      world.discord.messages(places.general).find(({ content }) => content.includes('word')),
    )
    ask('my basil', places.general, people.grace)
    const waiting = await world.discord.until(() =>
      world.discord.messages(places.general).find(({ content }) => content.includes('Queued')),
    )
    const asked = await forget(people.ada, { channel: true })
    press(asked, 'forget-channel')
    for (const { id } of [growing, waiting])
      await world.discord.until(() =>
        world.discord.message(id)?.content.includes('The question was deleted.'),
      )
    expect(world.discord.message(growing.id)?.content).not.toContain('word')
    expect(world.discord.message(waiting.id)?.content).toBe('-# The question was deleted.')
    await world.discord.until(() => /Deleted/.test(world.discord.message(asked.id)?.content ?? ''))
    ask('and now?')
    await ended('After.')
    expect(lastRequest()).not.toContain('rhubarb')
    expect(lastRequest()).not.toContain('basil')
    expect(world.log()).not.toContain('fault')
  })

  test('others may not have a channel forgotten, but in direct messages who is there may', async () => {
    expect((await forget(people.grace, { channel: true })).content).toContain('“Manage Messages”')
    const { id } = world.discord.directChannel(people.grace)
    expect(customId(await forget(people.grace, { channel: true }, id), 'forget-channel')).toContain(id)
  })

  test('who is no moderator any more cannot confirm', async () => {
    world.discord.setPermissions({ channelId: places.general, id: people.grace, allow: ['MANAGE_MESSAGES'] })
    const asked = await forget(people.grace, { channel: true })
    world.discord.setPermissions({ channelId: places.general, id: people.grace })
    expect((await told(press(asked, 'forget-channel', people.grace))).content).toContain('“Manage Messages”')
  })
})
