import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json } from '../../../src/sandbox/discord/json.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { call, registerAsk } from './rest.ts'
import { ids, wideLimits } from './stage.ts'

let discord: Discord

beforeEach(async () => {
  discord = await startDiscord({ limits: wideLimits })
})

afterEach(() => discord.close())

const overwrite = (commands: Json) =>
  call(discord, `PUT /applications/${discord.application.id}/commands`, commands)

const ask = { name: 'ask', description: 'Ask' }
const option = { type: 3, name: 'prompt', description: 'What' }

test('a command keeps its id while its name stays, and its version while nothing changes', async () => {
  await overwrite([ask])
  const [first] = discord.commands()
  await overwrite([ask, { ...ask, name: 'new' }])
  expect(discord.commands()[0]).toEqual(first)
  await overwrite([{ ...ask, description: 'Changed' }])
  expect(discord.commands()).toMatchObject([{ id: first?.['id'], description: 'Changed' }])
  expect(discord.commands()[0]?.['version']).not.toBe(first?.['version'])
})

test.each([
  ['capitals in a name', { ...ask, name: 'Ask' }],
  ['a space in a name', { ...ask, name: 'ask me' }],
  ['a long name', { ...ask, name: 'a'.repeat(33) }],
  ['no description', { name: 'ask' }],
  ['a description of 101', { ...ask, description: 'x'.repeat(101) }],
  ['26 options', { ...ask, options: Array.from({ length: 26 }, (_, i) => ({ ...option, name: `o${i}` })) }],
  ['an option twice', { ...ask, options: [option, option] }],
  ['a required option last', { ...ask, options: [option, { ...option, name: 'b', required: true }] }],
  ['an unknown language', { ...ask, name_localizations: { xx: 'ask' } }],
  ['a menu entry with a description', { name: 'Ask about this', type: 3, description: 'x' }],
  ['max_length 6001', { ...ask, options: [{ ...option, max_length: 6001 }] }],
] as const satisfies readonly (readonly [string, Json])[])('%s is refused', async (_, command) => {
  expect(await overwrite([command])).toMatchObject({ status: 400, body: { code: 50035 } })
})

/** A command of so many characters, nearly all of them in choices of at most 200. */
const sized = (size: number) => {
  const lengths = Array.from({ length: 50 }, () => 0)
  let left = size - 'askAskab'.length - 2
  const choices = lengths.flatMap((_, at) => {
    const length = Math.min(left, 200)
    left -= length
    const name = `${at}`.padEnd(Math.max(1, length - 100), 'n')
    return length < 4 ? [] : [{ name, value: 'v'.repeat(length - name.length) }]
  })
  const option = { type: 3, description: 'x' }
  return {
    ...ask,
    options: [
      { ...option, name: 'a', choices: choices.slice(0, 25) },
      { ...option, name: 'b', choices: choices.slice(25) },
    ],
  }
}

test('a command has at most 8,000 characters, of which the longest translation counts', async () => {
  expect((await overwrite([sized(8000)])).status).toBe(200)
  expect(await overwrite([sized(8001)])).toMatchObject({
    body: { code: 50035, errors: { _errors: [{ code: 'APPLICATION_COMMAND_TOO_LARGE' }] } },
  })
  const translated = { ...sized(8000), description_localizations: { de: 'Frag', ja: '聞' } }
  expect((await overwrite([translated])).status).toBe(400)
})

test('200 new commands a day are accepted; changes of known ones do not count', async () => {
  const entries = (from: number) =>
    Array.from({ length: 100 }, (_, index) => ({ ...ask, name: `ask${from + index}` }))
  expect((await overwrite(entries(0))).status).toBe(200)
  expect((await overwrite(entries(100))).status).toBe(200)
  const refused = await overwrite([ask])
  expect(refused).toMatchObject({ status: 400, body: { code: 30034 } })
  expect(discord.commands()).toHaveLength(100)
  const changed = entries(100).map((entry) => ({ ...entry, description: 'Changed' }))
  expect((await overwrite(changed)).status).toBe(200)
})

test('the same name twice is refused, and a sixteenth menu entry', async () => {
  expect(await overwrite([ask, ask])).toMatchObject({ body: { code: 50035 } })
  const entries = Array.from({ length: 16 }, (_, index) => ({ name: `Entry ${index}`, type: 3 }))
  expect(await overwrite(entries)).toMatchObject({ body: { code: 30032 } })
  expect((await overwrite(entries.slice(1))).status).toBe(200)
})

test('what is registered for one guild is offered there alone, before the global one', async () => {
  await overwrite([ask])
  const path = `/applications/${discord.application.id}/guilds/${ids.greenhouse}/commands`
  await call(discord, `PUT ${path}`, [ask])
  const run = discord.runCommand({ channelId: ids.general, userId: ids.ada, name: 'ask' })
  expect(run.data['guild_id']).toBe(ids.greenhouse)
  const foreign = `/applications/${discord.application.id}/guilds/${ids.elsewhere}/commands`
  expect(await call(discord, `PUT ${foreign}`, [ask])).toMatchObject({ status: 403, body: { code: 50001 } })
})

test('a person can use only what is offered to them there', async () => {
  await overwrite([
    { ...ask, contexts: [0] },
    { ...ask, name: 'purge', default_member_permissions: '8192' },
  ])
  const run = (name: string, channelId: string, userId: string) => () =>
    discord.runCommand({ channelId, userId, name })
  expect(run('nothing', ids.general, ids.ada)).toThrow('No command "nothing"')
  expect(run('ask', discord.directChannel(ids.ada).id, ids.ada)).toThrow('No command "ask"')
  expect(run('ask', ids.lobby, ids.ada)).toThrow('No command "ask"')
  expect(run('purge', ids.general, ids.grace)).toThrow('may not use "purge"')
  expect(run('purge', ids.general, ids.ada)()).toMatchObject({ commandName: 'purge' })
})

test('what Discord would not let a person send is refused at once', async () => {
  await registerAsk(discord)
  const run = (options: Record<string, string>) => () =>
    discord.runCommand({ channelId: ids.general, userId: ids.ada, name: 'ask', options })
  expect(run({ prompt: 'x'.repeat(11) })).toThrow('it takes 0 to 10')
  expect(run({ other: 'x' })).toThrow('no option named "other"')
  expect(run({ prompt: '🌱'.repeat(10) })).not.toThrow()
})
