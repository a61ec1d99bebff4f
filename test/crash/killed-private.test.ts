import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { slowly } from '../commands/stage.ts'
import { people } from '../world/bot-world.ts'
import { startChildWorld } from './child-world.ts'

/** A channel of a server that the bot is no member of, and the server. */
const lobby = '1100000000000000201'
const serverId = '1100000000000000200'

const isGrowing = (message: Message): boolean =>
  message.content.includes('▌') || JSON.stringify(message.components).includes('"stop:')

test('killed where only the asker sees the answers: the reply says so, the next question is answered, both are counted', async () => {
  const world = await startChildWorld({ claude: { speed: 1 } })
  const { discord, claude, database } = world
  onTestFinished(world.close)
  discord.setPermissions({ channelId: lobby, id: serverId, deny: ['USE_EXTERNAL_APPS'] })
  const ask = (prompt: string) =>
    discord.runCommand({ channelId: lobby, userId: people.ada, name: 'ask', options: { prompt } })
  const seen = (words: string): Promise<Message> =>
    discord.until(() => discord.messages(lobby).find(({ content }) => content.includes(words)))
  claude.next(slowly('word '.repeat(800)), text('Four.'))
  ask('tell me')
  const growing = await seen('word word')
  expect(growing.onlyFor).toBe(people.ada)
  ask('two and two?')
  const waiting = await seen('Queued')
  await world.killAndStart(() => claude.setSpeed(Number.POSITIVE_INFINITY))
  expect((await seen('Interrupted')).id).toBe(growing.id)
  await discord.until(() => discord.message(waiting.id)?.content.includes('Four.'))
  await discord.until(() => !discord.messages(lobby).some(isGrowing))
  const db = new DatabaseSync(database, { readOnly: true })
  onTestFinished(() => db.close())
  await expect.poll(() => db.prepare('select count(*) n from spending').get()).toEqual({ n: 2 })
})
