import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type SandboxClaude, startClaude } from '../../src/sandbox/claude/start-claude.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type Discord, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { cutShort, slowly } from '../commands/stage.ts'
import { people, places } from '../world/bot-world.ts'
import { type ChildBot, startChildBot } from './child-bot.ts'

let discord: Discord
let claude: SandboxClaude
let bot: ChildBot
let environment: Readonly<Record<string, string>>

beforeEach(async () => {
  discord = await startDiscord()
  claude = await startClaude({ clock: systemClock, speed: Number.POSITIVE_INFINITY })
  environment = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'key',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
    MAX_PARALLEL_PER_CHANNEL: '1',
  }
  bot = startChildBot(environment)
  await bot.ready
})
afterEach(async () => {
  await bot.kill()
  await discord.close()
  await claude.close()
})

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
  await bot.kill()
  claude.setSpeed(Number.POSITIVE_INFINITY)
  bot = startChildBot(environment)
  await bot.ready
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
  await bot.kill()
  claude.setSpeed(Number.POSITIVE_INFINITY)
  claude.next(text('Two.'), text('Three.'), text('Four.'), text('Five.'))
  discord.fault({
    trouble: { type: 'latency', ms: 700 },
    when: ({ method, path }) => method === 'GET' && path === `/channels/${general}/messages`,
  })
  bot = startChildBot(environment)
  await bot.ready
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
