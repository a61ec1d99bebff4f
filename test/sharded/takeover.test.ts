import pg from 'pg'
import { expect, test } from 'vitest'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import { aShardedStage, connectedTo, longReply, taken } from './stage.ts'

const short = (words: string) => ({ type: 'reply', say: [{ type: 'text', text: words }] }) as const

/** The processes that have written a message, each once, in their order. */
const writersOf = (discord: Discord, messageId: string | undefined): readonly string[] => [
  ...new Set(
    discord
      .requests()
      .filter(({ path, responseBody }) => JSON.stringify([path, responseBody]).includes(`${messageId}"`))
      .flatMap(({ client, method }) => (method === 'GET' || client === undefined ? [] : [client])),
  ),
]

/** Two processes that share the bot, one shard each. Server 0 is on the shard of the first, server 1 on that of the second. */
const twoProcesses = async () => {
  const stage = await aShardedStage(2)
  const { discord, start } = stage
  const first = start()
  await discord.until(() => connectedTo(discord) === 2, { what: 'the first process has both shards' })
  const second = start()
  await discord.until(() => taken(second) === 1 && connectedTo(discord) === 2, {
    what: 'the second process has one of them',
  })
  return { ...stage, first, second }
}

test('a process that is killed gives its shards to the other, which ends its reply in words and answers from then on', {
  timeout: 120_000,
}, async () => {
  const { discord, claude, ask, replies, first, second } = await twoProcesses()
  claude.next(longReply(600))
  ask(1, 'tell me a long story')
  await discord.until(() => replies(1).some(({ content }) => content.includes('word')))
  await second.kill()
  await discord.until(() => replies(1).some(({ content }) => content.includes('Interrupted')), {
    what: 'the reply is ended in words',
  })
  claude.next(short('I am back'))
  ask(1, 'are you there?')
  await discord.until(() => replies(1).some(({ content }) => content.includes('I am back')))
  expect(replies(1)).toHaveLength(2)
  expect(taken(first)).toBe(3)
})

test('a process that is frozen past its lease writes nothing when it goes on, and takes part again', {
  timeout: 120_000,
}, async () => {
  const { discord, claude, ask, replies, first, second } = await twoProcesses()
  claude.next(longReply(600))
  ask(1, 'tell me a long story')
  await discord.until(() => replies(1).some(({ content }) => content.includes('word')))
  second.process.kill('SIGSTOP')
  const ended = await discord.until(() => replies(1).find(({ content }) => content.includes('Interrupted')), {
    what: 'the reply of the frozen process is ended by the other',
  })
  const { content } = ended
  second.process.kill('SIGCONT')
  await expect.poll(() => taken(second), { message: 'it has a shard again' }).toBe(2)
  const [, afterwards] = second.output().split('others have taken over the shards')
  expect(afterwards).toBeDefined()
  // What its reply still wanted to store is no fault of anybody's.
  expect(afterwards).not.toContain('"fault"')
  claude.next(short('I am back'))
  ask(1, 'are you there?')
  await discord.until(() => replies(1).some((message) => message.content.includes('I am back')))
  expect(discord.message(ended.id)?.content).toBe(content)
  expect(replies(1)).toHaveLength(2)
  expect(first.output()).not.toContain('others have taken over')
})

test('a process that is stopped hands its shard over at once, and lets its reply finish where it is', {
  timeout: 120_000,
}, async () => {
  const { discord, claude, ask, replies, second } = await twoProcesses()
  claude.next(longReply(4), short('after it'))
  ask(1, 'tell me a short story')
  await discord.until(() => replies(1).some(({ content }) => content.includes('word')))
  second.process.kill('SIGTERM')
  await expect.poll(() => second.output()).toContain('is handed over')
  ask(1, 'and then?')
  expect(await second.ended).toBe(0)
  await discord.until(() =>
    replies(1).some(({ content, components }) => content.includes('after it') && components.length > 0),
  )
  const [story, after] = replies(1)
  expect(story?.content).toContain('the end')
  expect(after?.content).toContain('after it')
  expect(replies(1)).toHaveLength(2)
  expect(claude.requests().filter(({ method }) => method === 'POST')).toHaveLength(2)
})

/** A reply of one message that takes more than a minute and a half, unless Claude is hurried. */
const story: Answer = {
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(300)}the end` }],
  pace: { tokensPerSecond: 3 },
}

/** The servers to which requests were counted, in their order. */
const spentIn = async (url: string): Promise<readonly (string | null)[]> => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ server_id: string | null }>(
    'select server_id from spending order by at',
  )
  await client.end()
  return rows.map(({ server_id }) => server_id)
}

/** An old process that has both shards and writes a long story in server 1, and a new one that has asked for its share and got it. */
const rollingDeploy = async () => {
  const stage = await aShardedStage(2)
  const { discord, claude, ask, replies, start } = stage
  const old = start()
  await discord.until(() => connectedTo(discord) === 2, {
    what: 'the old process has both shards',
    within: 90_000,
  })
  claude.next(story)
  ask(1, 'tell me a long story')
  await discord.until(() => replies(1).some(({ content }) => content.includes('word')))
  return {
    ...stage,
    old,
    /** Starts the new process; resolves once it has the shard of server 1. */
    deploy: async () => {
      const young = start()
      await expect
        .poll(old.output, { timeout: 90_000, message: 'the old process gives a shard away' })
        .toContain('is handed over')
      return young
    },
  }
}

test('a full process hands shards over to a new one: its reply finishes where it is, and a question in between is answered once', {
  timeout: 240_000,
}, async () => {
  const { discord, claude, ask, replies, hurry, old, deploy } = await rollingDeploy()
  const young = await deploy()
  claude.next(short('after it'))
  ask(1, 'and then?')
  hurry(200)
  const isOver = ({ content, components }: Message): boolean =>
    content.includes('after it') && components.length > 0
  await discord.until(() => replies(1).some(isOver) && replies(1)[0]?.content.includes('the end'), {
    what: 'the old process has finished, and the new one has answered',
    within: 90_000,
  })
  const [first, after] = replies(1)
  expect(first?.content).toContain('the end')
  expect(first?.content).not.toContain('Interrupted')
  expect(replies(1)).toHaveLength(2)
  // The new process may take the buttons off an older answer, once that is over.
  expect(writersOf(discord, first?.id)[0]).toBe('process-1')
  expect(writersOf(discord, after?.id)).toEqual(['process-2'])
  old.process.kill('SIGTERM')
  expect(await old.ended).toBe(0)
  await discord.until(() => connectedTo(discord) === 2 && taken(young) === 2, {
    what: 'the new process has both shards',
  })
  claude.next(short('all mine'))
  ask(0, 'are you there?')
  await discord.until(() => replies(0).some(({ content }) => content.includes('all mine')))
  expect(claude.requests().filter(({ method }) => method === 'POST')).toHaveLength(3)
})

test('a question that waited behind a reply which does not finish in time is answered by the process that has the shard then', {
  timeout: 240_000,
}, async () => {
  const { url, guildId, discord, claude, ask, replies, deploy } = await rollingDeploy()
  ask(1, 'and then?')
  await discord.until(() => replies(1).length === 2, { what: 'the second question waits' })
  claude.next(short('after it'))
  await deploy()
  const isOver = ({ content, components }: Message): boolean =>
    content.includes('after it') && components.length > 0
  await discord.until(() => replies(1).some(isOver), {
    what: 'the waiting question is answered',
    within: 90_000,
  })
  const [first, after] = replies(1)
  expect(first?.content).toContain('word')
  expect(first?.content).not.toContain('▌')
  expect(replies(1)).toHaveLength(2)
  expect(writersOf(discord, first?.id)[0]).toBe('process-1')
  expect(writersOf(discord, after?.id)).toEqual(['process-1', 'process-2'])
  // The new process has heard of no event in this server, and still counts what it costs to the server.
  await expect
    .poll(() => spentIn(url), { timeout: 45_000, message: 'both requests are counted' })
    .toEqual([guildId(1), guildId(1)])
  expect(claude.requests().filter(({ method }) => method === 'POST')).toHaveLength(2)
})
