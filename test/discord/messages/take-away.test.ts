import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import type { Message } from '../../../src/sandbox/discord/message.ts'
import { stageOf } from '../../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'

let world: BotWorld
const { ask, ended, press, told, messages, customId, hasButton, lastRequest } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const fileOf = ({ attachments: [file] }: Message): string =>
  new TextDecoder().decode(world.discord.fileOf(file?.id ?? ''))

describe('Whole text', () => {
  const long = Array.from({ length: 80 }, (_, at) => `| a | b |\n|---|---|\n| ${at} | **x** |\n\nleaf `).join(
    `${'leaf '.repeat(12)}\n\n`,
  )

  test('is the original Markdown in a file named after the question, for anybody, privately', async () => {
    world.claude.next(text(long))
    ask('What about <b>tables</b> & trees?')
    const last = await ended('79')
    await world.restart()
    const given = await told(press(last, 'whole-text', people.grace))
    expect(given.onlyFor).toBe(people.grace)
    expect(given.attachments.map(({ filename }) => filename)).toEqual(['what-about-b-tables-b-trees.md'])
    expect(fileOf(given)).toBe(long)
  })

  test('is not offered where there is little of it', async () => {
    world.claude.next(text('Short.'))
    ask('say little')
    expect(hasButton(await ended('Short.'), 'whole-text')).toBe(false)
  })
})

describe('New thread', () => {
  test('begins on the reply, is named after the question, and knows what was said up to it', async () => {
    world.claude.next(text('Basil is a herb.'), text('In the channel.'), text('In the thread.'))
    ask('What is basil?')
    const reply = await ended('Basil is a herb.')
    ask('unrelated rhubarb')
    await ended('In the channel.')
    const word = await told(press(reply, 'new-thread', people.grace))
    expect(word.content).toBe(`Continued in <#${reply.id}>.`)
    expect(world.discord.channel(reply.id)).toMatchObject({
      name: 'What is basil?',
      parentId: places.general,
    })
    expect(messages(reply.id).at(-1)?.content).toContain('I answer every message in this thread')
    world.discord.say({ channelId: reply.id, userId: people.grace, content: 'and mint?' })
    await ended('In the thread.', reply.id)
    expect(lastRequest()).toContain('Basil is a herb.')
    expect(lastRequest()).not.toContain('rhubarb')
  })

  test('is opened once; the second time one is told where it is', async () => {
    world.claude.next(text('Basil is a herb.'))
    ask('What is basil?')
    const reply = await ended('Basil is a herb.')
    await told(press(reply, 'new-thread'))
    const word = await told(press(reply, 'new-thread'))
    expect(word.content).toBe(`There is already a thread: <#${reply.id}>`)
  })

  test('says which permissions are missing, and whose', async () => {
    world.claude.next(text('One.'), text('Two.'))
    ask('one')
    const reply = await ended('One.')
    const guild = '1100000000000000100'
    world.discord.setPermissions({ channelId: places.general, id: guild, deny: ['CREATE_PUBLIC_THREADS'] })
    expect((await told(press(reply, 'new-thread', people.grace))).content).toContain('don’t have permission')
    expect((await told(press(reply, 'new-thread', people.ada))).content).toContain('“Create Public Threads”')
  })

  test('is not offered where none can begin; who forges the button is told so', async () => {
    world.claude.next(text('One.'), text('Two.'), text('Three.'))
    const { id } = world.discord.directChannel(people.ada)
    ask('one', id)
    const direct = await ended('One.', id)
    expect(hasButton(direct, 'new-thread')).toBe(false)
    const forged = customId(direct, 'regenerate').replace('regenerate', 'new-thread')
    const act = world.discord.forgeClick({ channelId: id, customId: forged, userId: people.ada })
    expect((await told(act)).content).toContain('Threads only work in')
    ask('two')
    const reply = await ended('Two.')
    expect(hasButton(reply, 'new-thread')).toBe(true)
    await told(press(reply, 'new-thread'))
    ask('three', reply.id)
    expect(hasButton(await ended('Three.', reply.id), 'new-thread')).toBe(false)
  })
})
