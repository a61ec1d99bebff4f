import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type SandboxClaude, startClaude } from '../../src/sandbox/claude/start-claude.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type Discord, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { people, places } from '../bot-world.ts'
import { type ChildBot, startChildBot } from '../child-bot.ts'
import { cutShort, slowly } from './stage.ts'

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
  }
  bot = startChildBot(environment)
  await bot.ready
})
afterEach(async () => {
  await bot.kill()
  await discord.close()
  await claude.close()
})

const say = (content: string): Message =>
  discord.say({
    channelId: places.general,
    userId: people.ada,
    content: `<@${discord.application.botId}> ${content}`,
  })

const seen = (words: string): Promise<Message> =>
  discord.until(() => discord.messages(places.general).find(({ content }) => content.includes(words)))

/** The message once its reply has ended so, with its buttons. */
const ended = (words: string): Promise<Message> =>
  discord.until(() =>
    discord
      .messages(places.general)
      .find(
        (message) =>
          message.content.includes(words) && JSON.stringify(message.components).includes('"regenerate:'),
      ),
  )

const press = (message: Message, action: string): void => {
  const customId = new RegExp(`${action}:[\\w-]+`).exec(JSON.stringify(message.components))?.[0] ?? ''
  discord.click({ messageId: message.id, customId, userId: people.ada })
}

/** Keeps the line of the channel busy, and kills the bot once that message waits in it. */
const killedWhileWaiting = async (message: Message, action: string): Promise<void> => {
  claude.setSpeed(1)
  say('something else')
  await seen('word word')
  press(message, action)
  await discord.until(() => discord.message(message.id)?.content.includes('queued at place 1'))
  await bot.kill()
  claude.setSpeed(Number.POSITIVE_INFINITY)
  bot = startChildBot(environment)
  await bot.ready
}

describe('after the bot was killed while it waited in line', () => {
  test.each(['regenerate', 'continue'])('a reply to %s shows again what it was', async (action) => {
    claude.next(cutShort('Once upon a'), slowly('word '.repeat(400)), text('Then.'))
    say('tell me')
    const first = await ended('Once upon a')
    await killedWhileWaiting(first, action)
    const back = await ended('Once upon a')
    expect(back.id).toBe(first.id)
    expect(back.content).toBe(first.content)
    await seen('Interrupted')
    press(back, 'regenerate')
    expect((await ended('Then.')).id).toBe(first.id)
  })

  test('an edited question that is to be answered again is answered', async () => {
    claude.next(text('Four.'), slowly('word '.repeat(400)), text('Nine.'))
    const question = say('two and two?')
    await ended('Four.')
    discord.editMessage({ messageId: question.id, userId: people.ada, content: 'three times three?' })
    const offer = await seen('edited')
    await killedWhileWaiting(offer, 'answer-again')
    expect((await ended('Nine.')).id).toBe(offer.id)
  })
})
