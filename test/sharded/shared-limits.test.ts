import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { people } from '../world/bot-world.ts'
import { aShardedStage, connectedTo, taken } from './stage.ts'

const text = (words: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(words)}the end` }],
  pace: { tokensPerSecond: 20 },
})

/** Two processes with a shard each: server 0 belongs to the first, server 1 to the second. */
const twoProcesses = async (environment: Readonly<Record<string, string>> = {}) => {
  const stage = await aShardedStage(2, { environment, answer: () => text(60) })
  const first = stage.start()
  await stage.discord.until(() => connectedTo(stage.discord) === 2, {
    what: 'the first has both shards',
    within: 90_000,
  })
  const share = async () => {
    const second = stage.start()
    await stage.discord.until(() => taken(second) === 1 && connectedTo(stage.discord) === 2, {
      what: 'the second process has one of them',
      within: 90_000,
    })
  }
  return { ...stage, first, share }
}

/** Makes the database keep the most that the whole bot had spent and reserved at once, in millionths of a dollar. */
const watchBudget = async (url: string): Promise<() => Promise<number>> => {
  const client = new pg.Client(url)
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(`
    create table peak (amount bigint);
    insert into peak values (0);
    create function note() returns trigger language plpgsql as $$ begin
      update peak set amount = greatest(amount, new.spent_micro_dollars + new.reserved_micro_dollars);
      return new;
    end $$;
    create trigger note after insert or update on allowance_use for each row when (new.account = 'bot') execute function note()`)
  return async () =>
    Number((await client.query<{ amount: string }>('select amount from peak')).rows[0]?.amount)
}

test('a budget of the whole bot holds over two processes; one that waits for the other goes on when that has settled', {
  timeout: 300_000,
}, async () => {
  const { url, discord, claude, ask, replies, share } = await twoProcesses({
    ...{ BUDGET_DAY_USD: '0.03', MAX_TOKENS: '1000' },
  })
  await share()
  const peak = await watchBudget(url)
  const asked = () => claude.requests().filter(({ method }) => method === 'POST').length
  // Two replies hold nearly all of the budget while they are written.
  claude.next(text(100), text(100), text(100))
  ask(0, 'one')
  ask(2, 'two')
  await discord.until(() => asked() === 2, { what: 'the first process has asked twice', within: 90_000 })
  ask(1, 'three')
  const isOver = (server: number): boolean =>
    replies(server).some(({ content }) => content.includes('the end'))
  // Without a look at what the other settles it would wait for two minutes.
  await discord.until(() => isOver(0) && isOver(2) && isOver(1), {
    what: 'all three are answered',
    within: 90_000,
  })
  expect(await peak()).toBeGreaterThan(20_000)
  expect(await peak()).toBeLessThanOrEqual(30_000)
})

test('a setting that was changed in one process counts in another from the next question on', {
  timeout: 300_000,
}, async () => {
  const { discord, claude, ask, replies, first, share, channelId } = await twoProcesses()
  await discord.until(() => discord.commands().length > 0, { what: 'the commands are registered' })
  const options = { preset: 'teacher' }
  const set = discord.runCommand({ channelId: channelId(1), userId: people.ada, name: 'persona', options })
  await discord.answered(set)
  await discord.until(() => discord.message(set.originalMessageId ?? '')?.content, {
    what: 'it is set',
    within: 90_000,
  })
  await share()
  expect(first.output()).toContain('is handed over')
  claude.next(text(1))
  const question = ask(1, 'hello')
  await discord.until(() => replies(1).some(({ content }) => content.includes('the end')))
  const reply = replies(1).find(({ reference }) => reference?.messageId === question.id)
  const post = discord
    .requests()
    .find(
      ({ method, path, responseBody }) =>
        method === 'POST' &&
        path.endsWith('/messages') &&
        JSON.stringify(responseBody).includes(String(reply?.id)),
    )
  expect(post?.client).toBe('process-2')
  expect(JSON.stringify(claude.requests().findLast(({ method }) => method === 'POST'))).toContain('teacher')
})
