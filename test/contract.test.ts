import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { text } from '../src/sandbox/claude/answer.ts'
import { stageOf } from './commands/stage.ts'
import { loadContract } from './sandbox/discord/openapi-contract.ts'
import { documentPath } from './sandbox/discord/openapi-document.ts'
import { type BotWorld, people, places, startBotWorld } from './world/bot-world.ts'

const contract = loadContract()
const reason = contract ? '' : ` (skipped: Discord’s API document is not at ${documentPath()})`

let world: BotWorld
const { ask, ended, press, messages } = stageOf(() => world)

/** Uses a command and waits until the bot has acknowledged it. */
const use = async (name: string, options: Record<string, string | boolean> = {}): Promise<void> => {
  const act = { channelId: places.general, userId: people.ada, name, options }
  await world.discord.answered(world.discord.runCommand(act))
}

/** An ordinary day: long and short replies, buttons, threads, files, settings, plain messages. */
const live = async (): Promise<void> => {
  const { discord, claude } = world
  claude.next(text('A paragraph of some words.\n\n'.repeat(300)))
  ask('at length')
  const long = await ended('A paragraph')
  await discord.answered(press(long, 'whole-text'))
  await discord.answered(press(long, 'new-thread'))
  claude.next(text('Another answer.'))
  press(long, 'regenerate')
  await ended('Another answer.')
  await use('model', { model: 'claude-haiku-5-5' })
  await use('search', { web: 'on' })
  await use('thinking', { summary: 'show' })
  await use('persona')
  await use('export', { format: 'markdown' })
  await use('help')
  await use('forget')
  await use('new')
  claude.next(text('In a thread.'))
  await use('thread', { prompt: 'a question for a thread' })
  claude.next(text('To a mention.'))
  await discord.until(() =>
    discord
      .channels()
      .some(({ id }) => discord.messages(id).some(({ content }) => content.startsWith('In a thread.'))),
  )
  const botId = discord.application.botId
  discord.say({ channelId: places.questions, userId: people.grace, content: `<@${botId}> hello` })
  await ended('To a mention.', places.questions)
  const typed = { channelId: places.general, userId: people.ada, name: 'model', options: { model: 'cl' } }
  await discord.answered(discord.autocomplete({ ...typed, focused: 'model' }))
}

describe(`what the bot and the sandbox say to each other${reason}`, () => {
  beforeAll(async () => {
    if (contract) world = await startBotWorld()
  })
  afterAll(() => world?.close())

  test.skipIf(!contract)('holds against Discord’s own API document', async () => {
    await live()
    const exchanges = world.discord.requests()
    expect(exchanges.length).toBeGreaterThan(40)
    expect(messages().length).toBeGreaterThan(5)
    const errors = exchanges.flatMap((exchange) => contract?.check(exchange) ?? [])
    expect(errors.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
