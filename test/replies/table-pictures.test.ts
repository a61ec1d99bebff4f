import { afterEach, describe, expect, test } from 'vitest'
import type { DrawnTable } from '../../src/display/table-pictures.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { FaultEffect, FaultTarget } from '../../src/sandbox/discord/faults.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { DrawTables } from '../../src/tables/draw-tables.ts'
import { stageOf } from '../commands/stage.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'

const wide = `Three plans:

| Plan | Price | In short |
|---|--:|---|
| Pro | $10 | a row of many words, so many that it does not stay on its line |`

let world: BotWorld
afterEach(() => world.close())

const { ask, ended, press, messages } = stageOf(() => world)

/** Draws at once, and tells apart what it has drawn. */
const quickly: DrawTables = async (answer) =>
  answer.includes('|') ? [{ png: new TextEncoder().encode('drawn'), header: ['Plan', 'Price'], rows: 1 }] : []

const begin = async (drawTables = quickly, more: BotWorldOptions = {}): Promise<void> => {
  world = await startBotWorld({
    ...more,
    drawTables,
    environment: { TABLE_PICTURES: 'on', ...more.environment },
  })
}

const namesOf = ({ attachments }: Message): readonly string[] => attachments.map(({ filename }) => filename)

/** The requests with a picture so far. */
const withPicture = (): number =>
  world.discord.requests().filter(({ method, requestBody }) => method !== 'GET' && hasPicture(requestBody))
    .length

const hasPicture = (json: unknown): boolean => JSON.stringify(json ?? '').includes('"filename":"table.png"')

test('a wide table also comes as a picture, with its columns in words, by one request', async () => {
  await begin()
  world.claude.next(text(wide))
  ask('plans?')
  const message = await ended('Three plans')
  expect(message.attachments).toMatchObject([
    { filename: 'table.png', contentType: 'image/png', description: expect.stringContaining('Plan, Price') },
  ])
  expect(Buffer.from(world.discord.fileOf(message.attachments[0]?.id ?? '') ?? []).toString()).toBe('drawn')
  expect(message.content).toContain('**Pro** · $10')
  await expect.poll(() => world.bot.sizes().underWay).toBe(0)
  expect(withPicture()).toBe(1)
})

test('somebody who reads Japanese is told of it in Japanese', async () => {
  await begin()
  world.claude.next(text(wide))
  ask('plans?', places.general, people.aoi)
  const { attachments } = await ended('Three plans')
  expect(attachments[0]?.description).toContain('1行の表')
})

test('it is at the end of an answer of several messages', async () => {
  await begin()
  world.claude.next(text(`${wide}\n\n${'A paragraph that goes on. '.repeat(200)}\n\nThe end.`))
  ask('plans?')
  const last = await ended('The end.')
  const all = messages().filter(({ authorId }) => authorId === world.discord.application.botId)
  expect(all.length).toBeGreaterThan(2)
  expect(all.map(namesOf)).toEqual([...all.slice(1).map(() => []), ['table.png']])
  expect(all.at(-1)?.id).toBe(last.id)
})

test('it comes beside the file of an answer that is too long', async () => {
  await begin(quickly, { environment: { MAX_MESSAGES: '2' } })
  world.claude.next(text(`${wide}\n\n${'A paragraph that goes on. '.repeat(400)}`))
  ask('plans?')
  expect(namesOf(await ended('The full answer is in the file'))).toEqual(['answer.md', 'table.png'])
})

test('in a direct message and in a thread too', async () => {
  await begin()
  world.claude.next(text(wide), text(wide))
  const direct = world.discord.directChannel(people.ada)
  ask('plans?', direct.id)
  expect(namesOf(await ended('Three plans', direct.id))).toEqual(['table.png'])
  const { id } = world.discord.startThread({ channelId: places.general, userId: people.ada, name: 'plans' })
  world.discord.say({
    channelId: id,
    userId: people.ada,
    content: `<@${world.discord.application.botId}> plans?`,
  })
  expect(namesOf(await ended('Three plans', id))).toEqual(['table.png'])
})

describe('there is none', () => {
  test('where the operator or the server does not want it', async () => {
    await begin(quickly, { environment: { TABLE_PICTURES: 'off' } })
    world.claude.next(text(wide))
    ask('plans?')
    expect(namesOf(await ended('Three plans'))).toEqual([])
  })

  test('where the bot may not attach files', async () => {
    await begin()
    const id = world.discord.application.botId
    world.discord.setPermissions({ channelId: places.general, id, deny: ['ATTACH_FILES'] })
    world.claude.next(text(wide))
    ask('plans?')
    expect(namesOf(await ended('Three plans'))).toEqual([])
    expect(withPicture()).toBe(0)
  })

  test('where drawing fails', async () => {
    await begin(() => Promise.reject(new Error('no font')))
    world.claude.next(text(wide))
    ask('plans?')
    expect(namesOf(await ended('Three plans'))).toEqual([])
  })

  test.each<[string, FaultEffect]>([
    [
      'refuses it',
      { type: 'answer', status: 400, body: { code: 40_005, message: 'Request entity too large' } },
    ],
    ['does not say why', { type: 'answer', status: 413, body: 'too large' }],
    [
      'does not allow it any more',
      { type: 'answer', status: 403, body: { code: 50_013, message: 'Missing Permissions' } },
    ],
    ['fails at it', { type: 'status', status: 500, moment: 'before' }],
    ['hangs up', { type: 'drop', moment: 'before' }],
  ])(
    'where Discord %s; the answer loses nothing else',
    async (_, trouble) => {
      await begin()
      const when = ({ json }: FaultTarget): boolean => hasPicture(json)
      world.discord.fault({ trouble, when })
      world.claude.next(text(wide))
      ask('plans?')
      const message = await ended('Three plans')
      expect(namesOf(message)).toEqual([])
      expect(message.content).toMatch(/\*\*Pro\*\* · \$10[\s\S]*-# claude-/)
    },
    60_000,
  )
})

test('it shows no part of the text that Discord has refused before', async () => {
  await begin(quickly, { speed: 1 })
  const refused = { code: 200_000, message: 'Message was blocked by automatic moderation' }
  const when = ({ json }: FaultTarget): boolean => JSON.stringify(json ?? '').includes('$10')
  world.discord.fault({ trouble: { type: 'answer', status: 400, body: refused }, when })
  const say = [
    { type: 'text', text: 'It costs $10.\n\n' },
    { type: 'pause', ms: 1_000 },
    { type: 'text', text: wide },
  ] as const
  world.claude.next({ type: 'reply', say })
  ask('plans?')
  expect(namesOf(await ended('▒▒▒'))).toEqual([])
}, 60_000)

test('it goes with its answer when that is written anew, and comes back with it', async () => {
  await begin()
  world.claude.next(text(wide), text('One plan is enough.'))
  ask('plans?')
  const first = await ended('Three plans')
  press(first, 'regenerate')
  const second = await ended('One plan is enough.')
  expect([second.id, namesOf(second)]).toEqual([first.id, []])
  press(second, 'previous')
  const again = await world.discord.until(() =>
    messages().find((message) => message.id === first.id && namesOf(message).length === 1),
  )
  expect(again.content).toContain('Three plans')
})

test('it stays when a newer answer takes the buttons over', async () => {
  await begin()
  world.claude.next(text(wide), text('One plan is enough.'))
  ask('plans?')
  const first = await ended('Three plans')
  ask('and one?')
  await ended('One plan is enough.')
  const bare = await world.discord.until(
    () => messages().find(({ id, components }) => id === first.id && components.length === 0),
    { what: 'the buttons of the older answer to go' },
  )
  expect(namesOf(bare)).toEqual(['table.png'])
})

test('an answer that the process could not end comes with it after the next start, once', async () => {
  const never = Promise.withResolvers<readonly DrawnTable[]>()
  let count = 0
  const secondTime: DrawTables = (answer) => {
    count += 1
    return count === 1 ? never.promise : quickly(answer)
  }
  const clock = createScaledClock()
  await begin(secondTime, { clock })
  world.claude.next(text(wide))
  ask('plans?')
  await expect.poll(() => count, { timeout: 20_000 }).toBe(1)
  clock.setSpeed(50)
  await world.restart()
  const message = await ended('Three plans')
  expect(namesOf(message)).toEqual(['table.png'])
  await expect.poll(() => world.bot.sizes().underWay).toBe(0)
  expect([count, withPicture()]).toEqual([2, 1])
}, 60_000)
