import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json } from '../../../src/sandbox/discord/json.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { createFakeClock, type FakeClock } from '../../world/fake-clock.ts'
import { call, registerAsk, webhook } from './rest.ts'
import { ids, wideLimits } from './stage.ts'

let clock: FakeClock
let discord: Discord

beforeEach(async () => {
  clock = createFakeClock()
  const webhooks = { 'POST /webhooks/:webhook_id/:webhook_token': { limit: 50, windowMs: 1_000 } } as const
  discord = await startDiscord({ clock, limits: { ...wideLimits, ...webhooks } })
  await registerAsk(discord)
})

afterEach(() => discord.close())

const ask = (channelId: string = ids.general, userId: string = ids.ada) => {
  const run = discord.runCommand({ channelId, userId, name: 'ask', options: { prompt: 'Why?' } })
  return {
    run,
    answer: (body: Json) => call(discord, `POST /interactions/${run.id}/${run.token}/callback`, body),
    hook: (route: string, body?: Json) => {
      const [method, path] = route.split(' ')
      return call(discord, `${method} ${webhook(discord, run.token)}${path}`, body)
    },
  }
}

test('a first answer after three seconds finds no interaction, and the person reads that it failed', async () => {
  const { run, answer } = ask()
  await clock.pass(3_000)
  expect(run.state.type).toBe('failed')
  expect(await answer({ type: 5 })).toMatchObject({ status: 404, body: { code: 10062 } })
})

test('a first answer within three seconds is in time', async () => {
  const { run, answer } = ask()
  await clock.pass(2_999)
  expect((await answer({ type: 5 })).status).toBe(204)
  await clock.pass(10_000)
  expect(run.state).toMatchObject({ type: 'acknowledged', callback: 5, elapsed: 2_999 })
})

test('an interaction is acknowledged once', async () => {
  const { answer } = ask()
  await answer({ type: 5 })
  expect(await answer({ type: 4, data: { content: 'again' } })).toMatchObject({
    status: 400,
    body: { code: 40060 },
  })
})

test('a forged token finds no interaction', async () => {
  const { run } = ask()
  const answer = await call(discord, `POST /interactions/${run.id}/forged/callback`, { type: 5 })
  expect(answer).toMatchObject({ status: 404, body: { code: 10062 } })
  const edit = await call(discord, `PATCH ${webhook(discord, 'forged')}/messages/@original`, { content: 'x' })
  expect(edit).toMatchObject({ status: 404, body: { code: 10015 } })
})

test('a token cannot be used before the first answer', async () => {
  const { hook } = ask()
  expect(await hook('POST ', { content: 'x' })).toMatchObject({ status: 404, body: { code: 10015 } })
})

test('a token ends fifteen minutes after the interaction began', async () => {
  const { answer, hook } = ask()
  await answer({ type: 5 })
  await clock.pass(15 * 60_000 - 1)
  expect((await hook('PATCH /messages/@original', { content: 'x' })).status).toBe(200)
  await clock.pass(1)
  expect(await hook('PATCH /messages/@original', { content: 'y' })).toMatchObject({
    status: 401,
    body: { code: 50027 },
  })
})

test('a deferral says only whether the answer is private', async () => {
  const { run, answer } = ask()
  expect(await answer({ type: 5, data: { flags: 32_768 } })).toMatchObject({
    status: 400,
    body: { code: 50035 },
  })
  expect((await answer({ type: 5, data: { flags: 64 } })).status).toBe(204)
  expect(discord.message(run.originalMessageId ?? '')).toMatchObject({ flags: 64 + 128, onlyFor: ids.ada })
})

test('a private answer stays private, and the bot has no route of its own to it', async () => {
  const { run, answer, hook } = ask()
  await answer({ type: 5, data: { flags: 64 } })
  await hook('PATCH /messages/@original', { content: 'secret' })
  expect(discord.message(run.originalMessageId ?? '')).toMatchObject({ content: 'secret', flags: 64 })
  const own = `/channels/${ids.general}/messages/${run.originalMessageId}`
  expect(await call(discord, `GET ${own}`)).toMatchObject({ status: 404, body: { code: 10008 } })
})

test('a follow-up straight after a deferral fills the loading message', async () => {
  const { run, answer, hook } = ask()
  await answer({ type: 5 })
  await hook('POST ', { content: 'first' })
  await hook('POST ', { content: 'second' })
  const texts = discord
    .messages(ids.general)
    .map(({ id, content }) => [id === run.originalMessageId, content])
  expect(texts).toEqual([
    [true, 'first'],
    [false, 'second'],
  ])
})

test('where only the person installed the app there are five follow-ups, and edits without end', async () => {
  const { answer, hook } = ask(ids.lobby, ids.grace)
  await answer({ type: 4, data: { content: 'one' } })
  for (let count = 0; count < 5; count += 1)
    expect((await hook('POST ', { content: 'more' })).status).toBe(200)
  expect(await hook('POST ', { content: 'sixth' })).toMatchObject({ status: 400, body: { code: 40094 } })
  expect((await hook('PATCH /messages/@original', { content: 'still' })).status).toBe(200)
})

test('without the right to use external apps an answer there is private', async () => {
  discord.setPermissions({ channelId: ids.lobby, id: ids.ada, deny: ['USE_EXTERNAL_APPS'] })
  discord.inviteBot(ids.elsewhere)
  const run = discord.runCommand({ channelId: ids.lobby, userId: ids.ada, name: 'ask', userInstall: true })
  await call(discord, `POST /interactions/${run.id}/${run.token}/callback`, {
    type: 4,
    data: { content: 'x' },
  })
  expect(discord.message(run.originalMessageId ?? '')?.onlyFor).toBe(ids.ada)
})

test('a kind of interaction takes only its own kinds of answer', async () => {
  const typed = discord.autocomplete({
    ...{ channelId: ids.general, userId: ids.ada, name: 'ask' },
    ...{ focused: 'model', options: { model: 'c' } },
  })
  const path = `POST /interactions/${typed.id}/${typed.token}/callback`
  expect(await call(discord, path, { type: 5 })).toMatchObject({ status: 400, body: { code: 50035 } })
  const choices = Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }))
  expect(await call(discord, path, { type: 8, data: { choices } })).toMatchObject({ body: { code: 50035 } })
  expect((await call(discord, path, { type: 8, data: { choices: choices.slice(1) } })).status).toBe(204)
  const { answer } = ask()
  expect(await answer({ type: 7, data: { content: 'x' } })).toMatchObject({ body: { code: 50035 } })
})

test('a deleted answer or channel is gone for the token too', async () => {
  const { run, answer, hook } = ask()
  await answer({ type: 5 })
  discord.deleteMessage({ messageId: run.originalMessageId ?? '', userId: ids.ada })
  expect(await hook('PATCH /messages/@original', { content: 'x' })).toMatchObject({ body: { code: 10008 } })
  discord.deleteChannel(ids.general)
  expect(await hook('PATCH /messages/@original', { content: 'x' })).toMatchObject({ body: { code: 10003 } })
})

test('a token reaches only the messages of its own interaction', async () => {
  const first = ask()
  const second = ask()
  await first.answer({ type: 4, data: { content: 'mine' } })
  await second.answer({ type: 4, data: { content: 'yours' } })
  const path = `PATCH /messages/${first.run.originalMessageId}`
  expect(await second.hook(path, { content: 'stolen' })).toMatchObject({ status: 404, body: { code: 10008 } })
})
