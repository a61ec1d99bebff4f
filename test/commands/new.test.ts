import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { stageOf } from './stage.ts'

let world: BotWorld
const { ask, ended, told, press, hasButton, lastRequest, messages } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const startAfresh = (): Promise<Message> => {
  const { id } = world.discord.runCommand({ channelId: places.general, userId: people.ada, name: 'new' })
  return world.discord.until(() =>
    messages().find(({ interactionId, content }) => interactionId === id && content.includes('Started')),
  )
}

test('a new conversation can be taken back: the next question knows what was said before it', async () => {
  world.claude.next(text('One.'), text('Two.'))
  ask('my rhubarb')
  await ended('One.')
  const started = await startAfresh()
  press(started, 'undo-new', people.grace)
  await world.discord.until(() => world.discord.message(started.id)?.content.includes('Back to'))
  expect(world.discord.message(started.id)?.components).toEqual([])
  ask('and now?')
  await ended('Two.')
  expect(lastRequest()).toContain('my rhubarb')
})

test('a new conversation in which somebody asked is not taken back, nor one that is not the newest', async () => {
  world.claude.next(text('One.'), text('Two.'))
  ask('my rhubarb')
  await ended('One.')
  const first = await startAfresh()
  ask('my basil')
  await ended('Two.')
  expect((await told(press(first, 'undo-new'))).content).toContain('too late')
  const second = await startAfresh()
  expect((await told(press(first, 'undo-new'))).content).toContain('too late')
  expect(hasButton(second, 'undo-new')).toBe(true)
})

test('where nothing was said there is nothing to take back', async () => {
  expect(hasButton(await startAfresh(), 'undo-new')).toBe(false)
})
