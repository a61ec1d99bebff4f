import { afterEach, expect, test } from 'vitest'
import { keyRefused } from '../../../src/sandbox/claude/errors.ts'
import { slowly, stageOf } from '../../commands/stage.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from '../../world/bot-world.ts'
import { freePort } from '../../world/free-port.ts'
import { scrape } from './scrape.ts'

let world: BotWorld
let port = 0
afterEach(() => world.close())

const start = async ({ environment, ...options }: BotWorldOptions = {}): Promise<void> => {
  port = await freePort()
  world = await startBotWorld({ ...options, environment: { ...environment, HEALTH_PORT: `${port}` } })
}

const stage = stageOf(() => world)

const value = async (name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> => {
  const samples = (await scrape(port))(name)
  return samples
    .filter((sample) => Object.entries(labels).every(([label, wanted]) => sample.labels[label] === wanted))
    .reduce((sum, { value }) => sum + value, 0)
}

const rises = (name: string, labels: Readonly<Record<string, string>>, to: number) =>
  expect.poll(() => value(name, labels)).toBe(to)

test('a reply is counted by its outcome, its tokens and its cost; so is each request to Discord', async () => {
  await start({
    claude: { answer: () => ({ type: 'reply', say: [{ type: 'text', text: 'Basil likes sun.' }] }) },
  })
  stage.ask('basil?')
  await stage.ended('Basil likes sun.')
  await rises('tendril_replies_total', { outcome: 'end_turn', level: 'info' }, 1)
  const model = 'claude-sonnet-5-5'
  const spent = await value('tendril_cost_usd_total', { model })
  expect(spent).toBeGreaterThan(0)
  expect(await value('tendril_tokens_total', { model, type: 'output' })).toBeGreaterThan(0)
  expect(await value('tendril_first_text_seconds')).toBe(1)
  expect(await value('tendril_screen_lag_seconds')).toBeGreaterThan(0)
  const edits = { route: 'PATCH /webhooks/:id/:token/messages/@original', status: '200' }
  expect(await value('tendril_discord_requests_total', edits)).toBeGreaterThan(0)
  expect(await value('tendril_healthy')).toBe(1)
})

test('what is counted agrees with what is stored as spent', async () => {
  await start()
  stage.ask('first')
  stage.ask('second', places.questions, people.grace)
  await rises('tendril_replies_total', { outcome: 'end_turn' }, 2)
  const { DatabaseSync } = await import('node:sqlite')
  const stored = new DatabaseSync(world.database, { readOnly: true })
    .prepare('select sum(dollars) as dollars, sum(output) as output from spending')
    .get()
  expect(await value('tendril_cost_usd_total')).toBeCloseTo(Number(stored?.['dollars']), 10)
  expect(await value('tendril_tokens_total', { type: 'output' })).toBe(Number(stored?.['output']))
})

test('a failure is counted under its name, as the operator’s to mend', async () => {
  await start({ claude: { answer: () => keyRefused() } })
  stage.ask('hello')
  await rises('tendril_replies_total', { outcome: 'key-refused', level: 'error' }, 1)
  expect(await value('tendril_tokens_total')).toBe(0)
})

test('replies that run and questions that wait can be seen while they do', async () => {
  await start({ speed: 1, claude: { answer: () => slowly('A short tale. '.repeat(15)) } })
  stage.ask('one')
  stage.ask('two')
  stage.ask('three')
  await rises('tendril_active_replies', {}, 1)
  await rises('tendril_waiting_questions', {}, 2)
})

test('a 429 is counted by its scope, an answer that never came as lost', async () => {
  await start()
  world.discord.fault({
    trouble: { type: 'rate-limit', scope: 'shared', retryAfterMs: 1 },
    times: 1,
    when: isEdit,
  })
  world.discord.fault({ trouble: { type: 'drop', moment: 'before' }, times: 1, when: isEdit })
  stage.ask('basil?')
  await rises('tendril_replies_total', { outcome: 'end_turn' }, 1)
  expect(await value('tendril_rate_limited_total', { scope: 'shared' })).toBe(1)
  expect(await value('tendril_discord_requests_total', { status: 'lost' })).toBe(1)
  expect(await value('tendril_discord_requests_total', { status: '429' })).toBe(1)
})

const isEdit = ({ method }: { readonly method: string }): boolean => method === 'PATCH'

test('no label holds the id of a person, a channel or a server', async () => {
  await start()
  stage.ask('basil?')
  await rises('tendril_replies_total', { outcome: 'end_turn' }, 1)
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(text).toContain('tendril_discord_requests_total{')
  const labels = text.match(/\{.*\}/g)?.join('\n')
  expect(labels).not.toMatch(/\d{17,20}|Ada|general/)
  expect(text).not.toContain('basil')
})

test('counting goes on when the bot in a process starts again', async () => {
  await start()
  stage.ask('before')
  await rises('tendril_replies_total', { outcome: 'end_turn' }, 1)
  await world.restart()
  stage.ask('after')
  await rises('tendril_replies_total', { outcome: 'end_turn' }, 2)
})

test('the part of a budget that is spent is told, and nothing where there is no budget', async () => {
  await start({ environment: { BUDGET_DAY_USD: '0.5' } })
  expect(await value('tendril_budget_used_ratio', { scope: 'day' })).toBe(0)
  stage.ask('basil?')
  await rises('tendril_replies_total', { outcome: 'end_turn' }, 1)
  const spent = await value('tendril_cost_usd_total')
  expect(await value('tendril_budget_used_ratio', { scope: 'day' })).toBeCloseTo(spent / 0.5, 3)
  expect((await scrape(port))('tendril_budget_used_ratio').map(({ labels }) => labels['scope'])).toEqual([
    'day',
  ])
})
