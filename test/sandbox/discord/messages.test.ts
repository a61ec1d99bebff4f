import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/sandbox/discord/json.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { createFakeClock, type FakeClock } from '../../world/fake-clock.ts'
import { call, post, type Reply } from './rest.ts'
import { ids } from './stage.ts'

let clock: FakeClock
let discord: Discord

const limits = {
  'POST /channels/:channel_id/messages': undefined,
  'PATCH /channels/:channel_id/messages/:message_id': undefined,
  global: undefined,
} as const

beforeEach(async () => {
  clock = createFakeClock()
  discord = await startDiscord({ clock, limits })
})

afterEach(() => discord.close())

const send = (body: Json | FormData) => call(discord, `POST /channels/${ids.general}/messages`, body)
const edit = (id: string, body: Json) => call(discord, `PATCH /channels/${ids.general}/messages/${id}`, body)
const idOf = ({ body }: Reply): string => String(body['id'])
const now = (id: string) => discord.message(id)

const button = (more: JsonObject): JsonObject => ({
  type: 1,
  components: [{ type: 2, style: 1, label: 'A', custom_id: 'a', ...more }],
})
const text = (content: string): JsonObject => ({ type: 10, content })
const v2 = (components: readonly Json[]): Json => ({ flags: 32_768, components })

test('two thousand code points fit, however many units they are, and not one more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('a', 'é', '漢', '🌱'), async (character) => {
      expect((await post(discord, character.repeat(2000))).status).toBe(200)
      const refused = await post(discord, character.repeat(2001))
      expect(refused.status).toBe(400)
      expect(refused.body).toEqual({
        message: 'Invalid Form Body',
        code: 50035,
        errors: {
          content: {
            _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }],
          },
        },
      })
    }),
    { numRuns: 4 },
  )
})

test.each([
  ['nothing but whitespace', { content: ' \n\t ' }, 50006],
  ['nothing at all', {}, 50006],
  ['half a surrogate pair', { content: 'a\ud83c' }, 50035],
  ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 50035],
  ['a long embed title', { embeds: [{ title: 'x'.repeat(257) }] }, 50035],
  ['6001 characters of embeds', { embeds: [0, 1].map(() => ({ description: 'x'.repeat(3001) })) }, 50035],
  [
    'six rows',
    { content: 'x', components: Array.from({ length: 6 }, (_, i) => button({ custom_id: `${i}` })) },
    50035,
  ],
  ['a label of 81', { content: 'x', components: [button({ label: 'x'.repeat(81) })] }, 50035],
  ['a button without an id', { content: 'x', components: [button({ custom_id: null })] }, 50035],
  ['a button that says nothing', { content: 'x', components: [button({ label: null })] }, 50035],
  ['a custom id twice', { content: 'x', components: [button({}), button({})] }, 50035],
  ['text displays without their flag', { components: [text('x')] }, 50035],
  ['content beside Components V2', { flags: 32_768, content: 'x', components: [text('x')] }, 50035],
  ['41 components', v2(Array.from({ length: 41 }, () => text('x'))), 50035],
  ['4001 characters in text displays', v2([text('x'.repeat(2000)), text('x'.repeat(2001))]), 50035],
  ['an ephemeral post', { content: 'x', flags: 64 }, 50035],
  ['a nonce of 26', { content: 'x', nonce: 'x'.repeat(26) }, 50035],
  ['a reply to nothing', { content: 'x', message_reference: { message_id: '1100000000000000999' } }, 50035],
  [
    'contradictory mentions',
    { content: 'x', allowed_mentions: { parse: ['users'], users: [ids.ada] } },
    50035,
  ],
  ['media that is not attached', v2([{ type: 13, file: { url: 'attachment://a.txt' } }]), 50035],
] as const satisfies readonly (readonly [string, Json, number])[])('%s is refused', async (_, body, code) => {
  expect(await send(body)).toMatchObject({ status: 400, body: { code } })
  expect(discord.messages(ids.general)).toEqual([])
})

test('a body that is no JSON is refused', async () => {
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' }
  const url = `${discord.url}/v10/channels/${ids.general}/messages`
  const answer = await fetch(url, { method: 'POST', headers, body: '{' })
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 50109 }])
})

test('4000 characters of Components V2 fit if they are at most 10158 bytes, else Discord breaks', async () => {
  expect((await send(v2([text('x'.repeat(4000))]))).status).toBe(200)
  expect((await send(v2([text('漢'.repeat(3386))]))).status).toBe(200)
  expect((await send(v2([text(`${'漢'.repeat(3386)}x`)]))).status).toBe(500)
})

test('whitespace around the content is trimmed', async () => {
  expect((await post(discord, '\n  a  b \n')).body['content']).toBe('a  b')
  expect(discord.say({ channelId: ids.general, userId: ids.ada, content: ' c ' }).content).toBe('c')
})

test('a post repeated with its enforced nonce gives the first message for five minutes', async () => {
  const body = { content: 'once', nonce: 'n', enforce_nonce: true }
  const first = await send(body)
  await clock.pass(4 * 60_000)
  expect(idOf(await send(body))).toBe(idOf(first))
  expect(discord.messages(ids.general)).toHaveLength(1)
  expect(idOf(await send({ ...body, enforce_nonce: false }))).not.toBe(idOf(first))
  await clock.pass(5 * 60_000)
  await send(body)
  expect(discord.messages(ids.general)).toHaveLength(3)
})

test('an edit changes what it names, keeps the rest, and empties what it sets to null', async () => {
  const id = idOf(await send({ content: 'a', components: [button({})] }))
  await clock.pass(10)
  const edited = await edit(id, { content: 'b' })
  expect(now(id)).toMatchObject({ content: 'b', components: [{ id: 1 }] })
  expect(edited.body['edited_timestamp']).toBe('2027-01-15T08:00:00.010000+00:00')
  await edit(id, { components: null })
  expect(now(id)).toMatchObject({ content: 'b', components: [] })
})

test('an edit without a rule for mentions pings again, whatever the post said', async () => {
  const content = `<@${ids.ada}> @everyone`
  const id = idOf(await send({ content, allowed_mentions: { parse: [] } }))
  expect(now(id)?.mentions).toEqual({ userIds: [], roleIds: [], everyone: false })
  await edit(id, { content })
  expect(now(id)?.mentions).toEqual({ userIds: [ids.ada], roleIds: [], everyone: true })
  await edit(id, { content, allowed_mentions: { parse: [] } })
  expect(now(id)?.mentions.userIds).toEqual([])
})

test('a reply pings its target unless it says otherwise', async () => {
  const { id } = discord.say({ channelId: ids.general, userId: ids.ada, content: 'Hello' })
  const reply = { content: 'Hi', message_reference: { message_id: id } }
  expect((await send(reply)).body['mentions']).toMatchObject([{ id: ids.ada }])
  const quiet = await send({ ...reply, allowed_mentions: { parse: [], replied_user: false } })
  expect(quiet.body).toMatchObject({ type: 19, mentions: [], referenced_message: { id, content: 'Hello' } })
})

test('of a message older than an hour three edits in six seconds pass, then 30046', async () => {
  const id = idOf(await post(discord, 'old'))
  await clock.pass(3_600_000)
  for (let count = 0; count < 5; count += 1)
    expect((await edit(id, { content: `${count}` })).status).toBe(200)
  await clock.pass(1)
  for (let count = 0; count < 3; count += 1)
    expect((await edit(id, { content: `${count}` })).status).toBe(200)
  const refused = await edit(id, { content: 'fourth' })
  expect(refused).toMatchObject({ status: 429, body: { code: 30046, retry_after: 6 } })
  expect(refused.headers.get('retry-after')).toBe('6')
  await clock.pass(6_000)
  expect((await edit(id, { content: 'again' })).status).toBe(200)
})

test('nobody edits what another wrote', async () => {
  const { id } = discord.say({ channelId: ids.general, userId: ids.ada, content: 'Mine' })
  expect(await edit(id, { content: 'yours' })).toMatchObject({ status: 403, body: { code: 50005 } })
})

const withFiles = (payload: Json, ...contents: (string | Uint8Array<ArrayBuffer>)[]): FormData => {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(payload))
  for (const [index, content] of contents.entries())
    form.set(`files[${index}]`, new Blob([content], { type: 'text/plain' }), `file ${index}.txt`)
  return form
}

test('a file is served at a signed address for a day, and at no other', async () => {
  const described = { content: 'x', attachments: [{ id: '0', description: 'The first' }] }
  const message = now(idOf(await send(withFiles(described, 'one', 'two'))))
  expect(message?.attachments).toMatchObject([
    { filename: 'file_0.txt', description: 'The first', size: 3, contentType: 'text/plain' },
    { filename: 'file_1.txt', size: 3 },
  ])
  const [shown] = (await call(discord, `GET /channels/${ids.general}/messages`)).list
  const url = /"url":"([^"]+)"/.exec(JSON.stringify(shown))?.[1] ?? ''
  expect(await (await fetch(url)).text()).toBe('one')
  expect((await fetch(url.replace(/hm=./, 'hm='))).status).toBe(404)
  await clock.pass(24 * 3_600_000 + 1)
  expect((await fetch(url)).status).toBe(404)
})

test('a file over 10 MiB and an eleventh file are refused', async () => {
  const large = await send(withFiles({ content: 'x' }, new Uint8Array(10 * 1024 * 1024 + 1)))
  expect(large).toMatchObject({ status: 413, body: { code: 40005 } })
  const many = await send(withFiles({ content: 'x' }, ...Array.from({ length: 11 }, () => 'x')))
  expect(many).toMatchObject({ status: 400, body: { code: 50035 } })
})

test('messages are listed from the newest, before, after and around an id', async () => {
  const all: string[] = []
  for (let count = 0; count < 6; count += 1) all.push(idOf(await post(discord, `${count}`)))
  const list = async (query: string) =>
    (await call(discord, `GET /channels/${ids.general}/messages?${query}`)).list.map((it) =>
      JSON.stringify(it).replace(/.*"content":"(\d)".*/, '$1'),
    )
  expect(await list('limit=2')).toEqual(['5', '4'])
  expect(await list(`limit=2&before=${all[3]}`)).toEqual(['2', '1'])
  expect(await list(`limit=2&after=${all[1]}`)).toEqual(['3', '2'])
  expect(await list(`limit=3&around=${all[2]}`)).toEqual(['3', '2', '1'])
  const wrong = await call(discord, `GET /channels/${ids.general}/messages?limit=101`)
  expect(wrong.body).toMatchObject({ code: 50035 })
})

test('every change is told at the moment it takes effect, in order', async () => {
  const heard: string[] = []
  discord.onEvent((event) => {
    if ('message' in event) heard.push(`${event.elapsed} ${event.type} ${event.message.content}`)
  })
  const id = idOf(await post(discord, 'a'))
  await clock.pass(500)
  await edit(id, { content: 'b' })
  await clock.pass(500)
  await call(discord, `DELETE /channels/${ids.general}/messages/${id}`)
  expect(heard).toEqual(['0 message-create a', '500 message-update b', '1000 message-delete b'])
})

test('ids have 19 digits today, tell their time and grow', async () => {
  const made = [await post(discord, 'a'), await post(discord, 'b')].map((it) => BigInt(idOf(it)))
  expect(
    made.every((id) => `${id}`.length === 19 && Number(id >> 22n) + 1_420_070_400_000 === 1_800_000_000_000),
  ).toBe(true)
  expect(made[0]).toBeLessThan(made[1] ?? 0n)
})
