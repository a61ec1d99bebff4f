import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import type { Message } from '../../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { stageOf } from '../stage.ts'

let world: BotWorld
beforeEach(async () => {
  world = await startBotWorld({ environment: { FOOTER: 'short' } })
})
afterEach(() => world.close())

const { ask, ended, press, told, messages, hasButton, shows } = stageOf(() => world)

const figures = /^claude-sonnet-5-5 · [\d,]+ in · \d+ out · [\d.]+ ¢ · first text \d+\.\d s · \d+\.\d s$/

const menuOn = ({ id: messageId }: Message, userId = people.grace) =>
  world.discord.runMessageCommand({ userId, name: 'Details and buttons', messageId })

const answer = async (): Promise<Message> => {
  world.claude.next(text('A herb.'))
  ask('basil')
  return ended('A herb.')
}

test('the buttons of a finished reply are emojis without words', async () => {
  const buttons = JSON.stringify((await answer()).components)
  expect([...buttons.matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name)).toEqual(['🔄', '🧵', 'ℹ️'])
  expect(buttons).not.toContain('"label"')
})

test('ℹ️ gives all figures to the one who presses it', async () => {
  const reply = await answer()
  expect(reply.content).toMatch(/^A herb\.\n-# Sonnet 5\.5 · \d+ in · \d+ out · \d+\.\d s$/)
  const shown = await told(press(reply, 'details', people.grace))
  expect(shown.content).toMatch(figures)
  expect(shown.onlyFor).toBe(people.grace)
})

describe('the entry in a message’s menu', () => {
  test('gives the figures and the buttons with words, which act on the answer', async () => {
    const reply = await answer()
    const panel = await told(menuOn(reply, people.ada))
    expect(panel.content).toMatch(figures)
    expect(JSON.stringify(panel.components)).toContain('"label":"Regenerate"')
    expect(hasButton(panel, 'whole-text')).toBe(true)
    world.claude.next(text('Another herb.'))
    press(panel, 'regenerate')
    await shows(reply.id, 'Another herb.')
    expect(messages()).toHaveLength(1)
  })

  test('opens a thread on the answer', async () => {
    const reply = await answer()
    const panel = await told(menuOn(reply, people.ada))
    await told(press(panel, 'new-thread'))
    expect(world.discord.channels().map(({ id }) => id)).toContain(reply.id)
  })

  test('lets nobody but the asker and moderators have it written anew', async () => {
    const reply = await answer()
    const panel = await told(menuOn(reply, people.grace))
    const refused = await told(press(panel, 'regenerate', people.grace))
    expect(refused.content).toBe('Only the person who asked, or a moderator, can do this.')
  })

  test('says so of a message that is no answer', async () => {
    const said = world.discord.say({ channelId: places.general, userId: people.grace, content: 'Hello' })
    const message = world.discord.message(said.id)
    if (message === undefined) throw new Error('nothing was said')
    expect((await told(menuOn(message))).content).toContain('isn’t one of my answers')
  })
})
