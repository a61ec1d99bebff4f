import { DatabaseSync } from 'node:sqlite'
import sharp from 'sharp'
import { afterEach, describe, expect, test } from 'vitest'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from '../world/bot-world.ts'
import { stageOf } from './stage.ts'

let world: BotWorld
const stage = stageOf(() => world)
afterEach(() => world.close())

const start = async (options: BotWorldOptions = {}): Promise<void> => {
  world = await startBotWorld(options)
}

/** Asks as somebody, and waits for the end. */
const asked = async (prompt: string, userId: string): Promise<void> => {
  world.claude.next({ type: 'reply', say: [{ type: 'text', text: `Reply to ${prompt}.` }] })
  stage.ask(prompt, places.general, userId)
  await stage.ended(`Reply to ${prompt}.`)
}

const usage = async (
  options: Readonly<Record<string, string>> = {},
  userId = people.ada,
  channelId = places.general,
): Promise<Message> => {
  const word = await stage.told(world.discord.runCommand({ channelId, userId, name: 'usage', options }))
  expect(word.onlyFor).toBe(userId)
  return word
}

/** Changes what is stored, as if it had come so. */
const change = (statement: string): void => {
  const sqlite = new DatabaseSync(world.database)
  sqlite.exec(`pragma busy_timeout = 2000; ${statement}`)
  sqlite.close()
}

const bytesOf = (message: Message, name: string): Uint8Array => {
  const file = message.attachments.find(({ filename }) => filename === name)
  return world.discord.fileOf(file?.id ?? '') ?? new Uint8Array()
}

const table = (message: Message): readonly string[] =>
  new TextDecoder().decode(bytesOf(message, 'usage.csv')).trim().split('\r\n').slice(1)

describe('/usage', () => {
  test('shows everybody their own: a picture, words and a table', async () => {
    await start()
    await asked('one', people.ada)
    await asked('two', people.ada)
    await asked('three', people.grace)
    const shown = await usage()
    expect(shown.content).toMatch(
      /^\*\*Your usage, .* – .*\*\*\n.* ¢ · .* tokens in, .* out · 2 requests\n- Sonnet 5\.5: .* ¢, .* tokens\n-# Days begin at midnight in UTC\.$/,
    )
    const { format, width = 0 } = await sharp(bytesOf(shown, 'usage.png')).metadata()
    expect([format, width > 1_000]).toEqual(['png', true])
    expect(table(shown)).toEqual([expect.stringContaining(`,claude-sonnet-5-5,Ada,${people.ada},2,`)])
    expect((await usage({}, people.grace)).content).toContain('1 request')
  })

  test('shows the server to those who manage it, with the names that people have there now', async () => {
    await start()
    await asked('one', people.ada)
    await asked('two', people.aoi)
    change(`update spending set server_id = '${world.discord.guilds()[0]?.id}'`)
    const shown = await usage({ scope: 'server', period: 'week', theme: 'light' })
    expect(shown.content).toContain('**Usage in Greenhouse, ')
    expect(shown.content).toContain(`- <@${people.ada}>: `)
    expect(shown.content).toContain(`- <@${people.aoi}>: `)
    expect(
      table(shown)
        .map((line) => line.split(',')[2])
        .sort(),
    ).toEqual(['Ada', '葵'])
    expect(shown.mentions.userIds).toEqual([])
  })

  test('refuses the server’s to whoever does not manage it, and where there is none', async () => {
    await start()
    expect((await usage({ scope: 'server' }, people.grace)).content).toContain('“Manage Server”')
    const direct = world.discord.directChannel(people.ada).id
    expect((await usage({ scope: 'server' }, people.ada, direct)).content).toContain('only in servers')
    expect((await usage({}, people.ada, direct)).content).toContain('Nothing was used')
  })

  test('says that nothing was used, without files; dates that are none are named', async () => {
    await start()
    await asked('one', people.ada)
    const before = await usage({ from: '2020-01-01', to: '2020-01-31' })
    expect(before.content).toBe('**Your usage, Jan 1 – Jan 31**\nNothing was used in that time.')
    expect(before.attachments).toEqual([])
    expect((await usage({ from: 'last week' })).content).toContain('Write dates as in 2026-11-29')
    expect((await usage({ to: '2020-01-31', from: '2020-02-01' })).content).toContain('not after the last')
  })

  test('speaks Japanese, and names what has no price', async () => {
    await start()
    await asked('one', people.aoi)
    change('update spending set dollars = null')
    const { content } = await usage({}, people.aoi)
    expect(content).toContain('**あなたの使用量（')
    expect(content).toContain('1 件のリクエストは価格がわからないため')
  })
})
