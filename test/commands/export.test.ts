import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { stageOf } from './stage.ts'

let world: BotWorld
const { ask, ended, told } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const exported = (options: Record<string, string> = {}, userId = people.ada): Promise<Message> =>
  told(world.discord.runCommand({ channelId: places.general, userId, name: 'export', options }))

const fileOf = ({ attachments: [file] }: Message): string =>
  new TextDecoder().decode(world.discord.fileOf(file?.id ?? ''))

describe('/export', () => {
  test('gives the channel’s conversation as Markdown, only to who asked for it', async () => {
    world.claude.next(text('Basil is a **herb**.'), text('elsewhere'))
    ask('What is basil?')
    await ended('herb')
    ask('my rhubarb', places.questions)
    await ended('elsewhere', places.questions)
    const given = await exported({}, people.grace)
    expect(given.onlyFor).toBe(people.grace)
    expect(given.attachments.map(({ filename }) => filename)).toEqual(['what-is-basil.md'])
    expect(fileOf(given)).toMatch(
      /## Ada · [\s\S]*> What is basil\?[\s\S]*## Claude [\s\S]*Basil is a \*\*herb\*\*\./,
    )
    expect(fileOf(given)).not.toContain('rhubarb')
  })

  test('gives it as JSON', async () => {
    world.claude.next(text('Basil is a herb.'))
    ask('バジルとは？')
    await ended('herb')
    const given = await exported({ format: 'json' })
    expect(given.attachments.map(({ filename }) => filename)).toEqual(['バジルとは.json'])
    expect(JSON.parse(fileOf(given))).toMatchObject({
      turns: [
        { role: 'question', text: 'バジルとは？' },
        { role: 'answer', text: 'Basil is a herb.' },
      ],
    })
  })

  test('says so where nothing was said', async () => {
    expect((await exported()).content).toBe('There is no conversation here yet.')
  })

  test('is not for those who may not read the channel’s history', async () => {
    world.discord.setPermissions({
      channelId: places.general,
      id: people.grace,
      deny: ['READ_MESSAGE_HISTORY'],
    })
    expect((await exported({}, people.grace)).content).toContain('don’t have permission to read')
  })
})
