import { expect, test } from 'vitest'
import { aShardedStage, longReply, taken } from './stage.ts'

const short = (words: string) => ({ type: 'reply', say: [{ type: 'text', text: words }] }) as const

/** Two processes that share the bot, one shard each. Server 0 is on the shard of the first, server 1 on that of the second. */
const twoProcesses = async () => {
  const stage = await aShardedStage(2)
  const { discord, start } = stage
  const connected = (): number =>
    new Set(discord.gateway.sessions().flatMap(({ shard, connected: on }) => (on ? [shard[0]] : []))).size
  const first = start()
  await discord.until(() => connected() === 2, { what: 'the first process has both shards' })
  const second = start()
  await discord.until(() => taken(second) === 1 && connected() === 2, {
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
