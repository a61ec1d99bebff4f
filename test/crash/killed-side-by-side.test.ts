import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Answer, text } from '../../src/sandbox/claude/answer.ts'
import type { Prompt } from '../../src/sandbox/claude/prompt.ts'
import type { SandboxClaude } from '../../src/sandbox/claude/start-claude.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import { slowly } from '../commands/stage.ts'
import { people, places } from '../world/bot-world.ts'
import { type ChildWorld, startChildWorld } from './child-world.ts'

let world: ChildWorld
let discord: Discord
let claude: SandboxClaude
const { general } = places
const { ada, grace, aoi } = people

/** Long questions are answered for minutes, others at once. */
const byQuestion = ({ prompt }: Prompt): Answer =>
  prompt.startsWith('long') ? slowly(`To ${prompt}: ${'word '.repeat(2_000)}`) : text(`To ${prompt}.`)

beforeEach(async () => {
  world = await startChildWorld({
    claude: { speed: 1, answer: byQuestion },
    environment: { MAX_PARALLEL_PER_CHANNEL: '2' },
  })
  ;({ discord, claude } = world)
  // A process starts slowly where others use the processor.
}, 120_000)
afterEach(() => world.close())

const ask = (userId: string, words: string, replyTo?: string): Message =>
  discord.say({
    channelId: general,
    userId,
    content: `<@${discord.application.botId}> ${words}`,
    ...(replyTo && { replyTo }),
  })

const seen = (words: string): Promise<Message> =>
  discord.until(() => discord.messages(general).find(({ content }) => content.includes(words)))

/** What the request for an answer to these words said. */
const asked = (words: string): string =>
  claude
    .requests()
    .map(({ body }) => JSON.stringify(body ?? ''))
    .findLast((body) => body.includes(`\\n${words}\\n`)) ?? ''

test('killed while two grow and four wait: both say so, the others are answered with both in their history', async () => {
  ask(ada, 'long one')
  await seen('To long one: word word')
  ask(grace, 'long two')
  await seen('To long two: word word')
  ask(ada, 'my second')
  await seen('after your earlier question')
  ask(aoi, 'a third')
  const third = await seen(`Queued (#2) after <@${ada}> and <@${grace}>`)
  ask(grace, 'a fourth')
  await discord.until(
    () => discord.messages(general).filter(({ content }) => content.includes('your earlier')).length === 2,
  )
  ask(ada, 'and about the third?', third.id)
  await seen(`Queued (#4) after <@${aoi}>`)
  await world.killAndStart()
  const interrupted = (): number =>
    discord.messages(general).filter(({ content }) => content.includes('Interrupted')).length
  await discord.until(() => interrupted() === 2)
  for (const words of ['my second', 'a third', 'a fourth', 'and about the third?']) await seen(`To ${words}.`)
  for (const words of ['my second', 'a third'])
    for (const earlier of ['long one', 'To long one: word', 'long two', 'To long two: word'])
      expect(asked(words)).toContain(earlier)
  expect(asked('and about the third?')).toContain('To a third.')
  ask(grace, 'last')
  await seen('To last.')
  // A reply to an older message branches off there, and the others' newer questions are not in its history.
  const all = ['long one', 'long two', 'my second', 'a third', 'and about the third?', 'last']
  const at = all.map((words) => asked('last').indexOf(`\\n${words}\\n`))
  expect(at).toEqual(at.toSorted((a, b) => a - b))
  expect(at).not.toContain(-1)
  const ended = all.slice(2, 5).map((words) => asked('last').split(`To ${words}.`).length - 1)
  expect(ended).toEqual([1, 1, 1])
})
