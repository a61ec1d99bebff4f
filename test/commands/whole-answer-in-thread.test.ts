import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Fault, FaultEffect } from '../../src/sandbox/discord/faults.ts'
import type { Interaction } from '../../src/sandbox/discord/interaction.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'
import { stageOf } from './stage.ts'

/** So that what is tested is not waiting. */
const plenty = { limit: 1_000, windowMs: 1_000 }
const unlimited = {
  'POST /channels/:channel_id/messages': plenty,
  'POST /webhooks/:webhook_id/:webhook_token': plenty,
  'PATCH /channels/:channel_id/messages/:message_id': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': plenty,
}

const clock = createScaledClock()
let world: BotWorld
beforeEach(async () => {
  clock.setSpeed(1)
  world = await startBotWorld({
    clock,
    discord: { limits: unlimited },
    environment: { MAX_TOKENS: '64000', MAX_MESSAGES: '2' },
  })
})
afterEach(() => world.close())

const { ask, ended, forget, press, messages, customId, hasButton, lastRequest, told } = stageOf(() => world)

const wordsUpTo = (count: number): string =>
  Array.from({ length: count }, (_, index) => `w${index}`).join(' ')

/** Five messages, of which the channel shows two. */
const long = wordsUpTo(1_400)

const asked = async (answer: string): Promise<Message> => {
  world.claude.next(text(answer), text('In the thread.'))
  ask('everything')
  return ended('The full answer is in the file (')
}

/** What the bot has written in the thread of a message: the first line, then what follows. */
const threadOf = ({ id }: Message): readonly Message[] =>
  messages(id).filter(
    ({ authorId, content }) => authorId === world.discord.application.botId && content !== '',
  )

const joined = (pages: readonly Message[]): string =>
  pages.flatMap(({ content }) => content.split(/\s+/).filter((word) => /^w\d+$/.test(word))).join(' ')

const shows = (act: Interaction, words: string): Promise<Message> =>
  world.discord.until(
    () =>
      world.discord
        .messages(places.general)
        .find(({ interactionId, content }) => interactionId === act.id && content.includes(words)),
    { what: `“${words}” in the private word` },
  )

const posted = (reply: Message, count: number): Promise<readonly Message[]> =>
  world.discord.until(() => threadOf(reply).length === count && threadOf(reply), {
    what: `${count} messages of the bot in the thread`,
  })

const cutOff = 'I couldn’t post the whole answer there'

/** Trouble with the messages of the answer from a word on, in the thread of a reply. */
const troubleFrom = (word: string, { id }: Message, trouble: FaultEffect, times?: number): Fault => ({
  trouble,
  route: 'POST /channels/:channel_id/messages',
  when: ({ path, json }) => path.includes(id) && JSON.stringify(json).includes(`${word} `),
  ...(times && { times }),
})

test('a new thread begins with all of an answer of which the channel shows a part, without buttons', async () => {
  const reply = await asked(long)
  const word = await told(press(reply, 'new-thread', people.grace))
  expect(word.content).toBe(`Continued in <#${reply.id}>.`)
  const [first, ...pages] = await posted(reply, 6)
  expect(first?.content).toContain('The whole answer follows in 5 messages.')
  expect(joined(pages)).toBe(long)
  expect(pages.every(({ components }) => components.length === 0)).toBe(true)
  expect(hasButton(world.discord.message(reply.id) ?? reply, 'regenerate')).toBe(true)
  world.discord.say({ channelId: reply.id, userId: people.grace, content: 'and then?' })
  await ended('In the thread.', reply.id)
  expect(lastRequest()).toContain('w1399')
})

test('it is twenty messages at most; all of it is a file at the last one', async () => {
  const words = wordsUpTo(9_000)
  const reply = await asked(words)
  press(reply, 'new-thread')
  const [first, ...pages] = await posted(reply, 21)
  expect(first?.content).toContain('in 20 messages')
  expect(pages.at(-1)?.content).toContain('The full answer is in the file (')
  const [file] = pages.at(-1)?.attachments ?? []
  expect(new TextDecoder().decode(world.discord.fileOf(file?.id ?? ''))).toBe(words)
})

test('an answer that the channel shows whole is not repeated', async () => {
  world.claude.next(text(wordsUpTo(550)), text('In the thread.'))
  ask('everything')
  const reply = await ended('w549')
  expect(messages().filter(({ content }) => /w\d/.test(content))).toHaveLength(2)
  await told(press(reply, 'new-thread'))
  ask('and?', reply.id)
  await ended('In the thread.', reply.id)
  expect(threadOf(reply).filter(({ content }) => content.includes('w1'))).toEqual([])
  expect(threadOf(reply)[0]?.content).not.toContain('whole answer')
})

test('who presses in Japanese reads Japanese', async () => {
  const reply = await asked(long)
  const { discord } = world
  discord.fault(troubleFrom('w900', reply, { type: 'answer', status: 403, body: { code: 50_013 } }))
  const act = discord.click({
    messageId: reply.id,
    customId: customId(reply, 'new-thread'),
    userId: people.ada,
    locale: 'ja',
  })
  await shows(act, '回答の全文をそこに投稿できませんでした')
  expect(threadOf(reply)[0]?.content).toContain('回答の全文が続きます（メッセージ5件）。')
})

test('where the bot may not write on, the person is told where all of it is', async () => {
  const reply = await asked(long)
  world.discord.fault(troubleFrom('w900', reply, { type: 'answer', status: 403, body: { code: 50_013 } }))
  await shows(press(reply, 'new-thread'), cutOff)
  expect(joined(threadOf(reply))).toMatch(/^w0 .* w[78]\d\d$/)
  expect(world.discord.message(reply.id)?.attachments).toHaveLength(1)
})

test('a thread that is deleted meanwhile costs nothing of the answer', async () => {
  const reply = await asked(long)
  world.discord.fault(
    troubleFrom('w900', reply, { type: 'rate-limit', scope: 'shared', retryAfterMs: 20_000 }, 1),
  )
  const act = press(reply, 'new-thread')
  await posted(reply, 3)
  world.discord.deleteChannel(reply.id)
  clock.setSpeed(50)
  await shows(act, cutOff)
  expect(world.discord.message(reply.id)?.attachments).toHaveLength(1)
})

test('what Discord wants later is posted later, in order and once', async () => {
  const reply = await asked(long)
  const { discord } = world
  discord.fault(troubleFrom('w400', reply, { type: 'rate-limit', scope: 'shared', retryAfterMs: 90_000 }, 2))
  discord.fault(troubleFrom('w900', reply, { type: 'status', status: 502, moment: 'after' }, 1))
  clock.setSpeed(100)
  press(reply, 'new-thread')
  const [, ...pages] = await posted(reply, 6)
  expect(joined(pages)).toBe(long)
})

test('after ten minutes in which Discord takes nothing it is given up, in words', async () => {
  const reply = await asked(long)
  world.discord.fault(
    troubleFrom('w900', reply, { type: 'rate-limit', scope: 'shared', retryAfterMs: 60_000 }),
  )
  const act = press(reply, 'new-thread')
  await posted(reply, 3)
  clock.setSpeed(100)
  await shows(act, cutOff)
})

test('a stop of the bot ends it in words, and the next start does not go on', async () => {
  const reply = await asked(long)
  const { discord } = world
  const end = discord.fault(
    troubleFrom('w900', reply, { type: 'rate-limit', scope: 'shared', retryAfterMs: 60_000 }),
  )
  const act = press(reply, 'new-thread')
  await posted(reply, 3)
  clock.setSpeed(20)
  const begun = clock.elapsed()
  await world.restart()
  // Well before the ten minutes for which it would be tried.
  expect(clock.elapsed() - begun).toBeLessThan(5 * 60_000)
  end()
  await shows(act, cutOff)
  expect((await told(press(reply, 'new-thread'))).content).toContain('There is already a thread')
  discord.say({ channelId: reply.id, userId: people.ada, content: 'and then?' })
  await ended('In the thread.', reply.id)
  expect(threadOf(reply)).toHaveLength(4)
})

test('nothing more is posted of an answer that was deleted meanwhile', async () => {
  const reply = await asked(long)
  world.discord.fault(
    troubleFrom('w900', reply, { type: 'rate-limit', scope: 'shared', retryAfterMs: 20_000 }, 1),
  )
  const act = press(reply, 'new-thread')
  await posted(reply, 3)
  await forget('channel')
  clock.setSpeed(50)
  await shows(act, cutOff)
  expect(threadOf(reply)).toHaveLength(3)
})
