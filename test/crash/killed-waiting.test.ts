import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { SandboxClaude } from '../../src/sandbox/claude/start-claude.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import { cutShort, slowly } from '../commands/stage.ts'
import { people, places } from '../world/bot-world.ts'
import { type ChildWorld, startChildWorld } from './child-world.ts'

let world: ChildWorld
let discord: Discord
let claude: SandboxClaude

beforeEach(async () => {
  world = await startChildWorld({ environment: { MAX_PARALLEL_PER_CHANNEL: '1' } })
  ;({ discord, claude } = world)
  // A process starts slowly where others use the processor.
}, 120_000)
afterEach(() => world.close())

const say = (content: string, channelId: string): Message =>
  discord.say({ channelId, userId: people.ada, content: `<@${discord.application.botId}> ${content}` })

const seen = (strings: string, channelId: string): Promise<Message> =>
  discord.until(() => discord.messages(channelId).find(({ content }) => content.includes(strings)))

/** The message once its reply has ended so, with its buttons. */
const ended = (strings: string, channelId: string): Promise<Message> =>
  discord.until(() =>
    discord
      .messages(channelId)
      .find(
        (message) =>
          message.content.includes(strings) && JSON.stringify(message.components).includes('"regenerate:'),
      ),
  )

const press = (message: Message, action: string): void => {
  const customId = new RegExp(`${action}:[\\w-]+`).exec(JSON.stringify(message.components))?.[0] ?? ''
  discord.click({ messageId: message.id, customId, userId: people.ada })
}

/** Presses while another reply is written in the channel; resolves once the message says that it waits. */
const waits = async (message: Message, action: string): Promise<void> => {
  say('something else', message.channelId)
  await seen('word word', message.channelId)
  press(message, action)
  await discord.until(() => discord.message(message.id)?.content.includes('Queued (#1)'))
}

test('killed while a reply waits to be written anew, it shows what it was; an edited question is answered', async () => {
  const [general, questions] = [places.general, places.questions]
  claude.next(cutShort('Once upon a'), text('Four.'))
  say('tell me', general)
  const first = await ended('Once upon a', general)
  const asked = say('two and two?', questions)
  await ended('Four.', questions)
  discord.editMessage({ messageId: asked.id, userId: people.ada, content: 'three times three?' })
  const offer = await seen('edited', questions)
  claude.setSpeed(1)
  claude.next(slowly('word '.repeat(800)), slowly('word '.repeat(800)), text('Nine.'))
  await waits(first, 'continue')
  await waits(offer, 'answer-again')
  await world.killAndStart(() => claude.setSpeed(Number.POSITIVE_INFINITY))
  const back = await ended('Once upon a', general)
  expect(back.id).toBe(first.id)
  expect(back.content).toBe(first.content)
  await seen('Interrupted', general)
  expect((await ended('Nine.', questions)).id).toBe(offer.id)
})

test('killed while several wait for one place, they are answered in the order in which they asked, before who asks now', async () => {
  const { general } = places
  claude.setSpeed(1)
  claude.next(slowly('word '.repeat(800)))
  say('the first', general)
  await seen('word word', general)
  const asks = (userId: string, prompt: string) =>
    discord.say({ channelId: general, userId, content: `<@${discord.application.botId}> ${prompt}` })
  asks(people.grace, 'the second')
  const second = await seen('Queued (#1)', general)
  asks(people.ada, 'the third')
  await seen('Queued (#2)', general)
  await world.bot.kill()
  claude.setSpeed(Number.POSITIVE_INFINITY)
  claude.next(text('Two.'), text('Three.'), text('Four.'), text('Five.'))
  discord.fault({
    trouble: { type: 'latency', ms: 700 },
    when: ({ method, path }) => method === 'GET' && path === `/channels/${general}/messages`,
  })
  await world.startAgain()
  say('the fourth', general)
  await seen('Four.', general)
  say('the fifth', general)
  await seen('Five.', general)
  const said = JSON.stringify(claude.requests().at(-1)?.body)
  const inOrder = ['the second', 'Two.', 'the third', 'Three.', 'the fourth', 'Four.', 'the fifth']
  const at = inOrder.map((strings) => said.indexOf(strings))
  expect(at).toEqual(at.toSorted((a, b) => a - b))
  expect(at).not.toContain(-1)
  expect(discord.message(second.id)?.content).toContain('Two.')
})
