import { afterEach, expect, test } from 'vitest'
import { text } from '../src/sandbox/claude/answer.ts'
import { overloaded } from '../src/sandbox/claude/errors.ts'
import { stageOf } from './commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from './world/bot-world.ts'
import { createScaledClock } from './world/scaled-clock.ts'

let world: BotWorld
afterEach(() => world.close())

const { ask, ended } = stageOf(() => world)

/** The lines of the log about requests to one of the two. */
const linesOf = (to: 'Discord' | 'Claude'): readonly string[] =>
  world
    .log()
    .split('\n')
    .filter((line) => line.includes(`"a request to ${to}"`))

const requests = (to: 'Discord' | 'Claude'): unknown => linesOf(to).map((line) => JSON.parse(line))

test('at the level debug each try of a request to Claude is a line: route, model, status and ms', async () => {
  world = await startBotWorld({ clock: createScaledClock(20) })
  world.claude.next(overloaded(), text('Basil likes sun.'))
  ask('basil?')
  await ended('Basil likes sun.')
  const tried = { level: 20, route: 'POST /v1/messages', model: 'claude-sonnet-5-5', ms: expect.any(Number) }
  expect(requests('Claude')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ level: 20, route: 'GET /v1/models', status: '200' }),
      expect.objectContaining({ ...tried, status: '529' }),
      expect.objectContaining({ ...tried, status: '200' }),
    ]),
  )
})

test('at the level debug each try of a request to Discord is a line: route without ids, status and ms', async () => {
  world = await startBotWorld({ clock: createScaledClock(20) })
  const route = 'PATCH /webhooks/:id/:token/messages/@original'
  const isEdit = { when: ({ method }: { readonly method: string }) => method === 'PATCH', times: 1 }
  world.discord.fault({ trouble: { type: 'status', status: 502, moment: 'before' }, ...isEdit })
  world.discord.fault({ trouble: { type: 'drop', moment: 'before' }, ...isEdit })
  world.claude.next(text('Basil likes sun.'))
  ask('basil?')
  await ended('Basil likes sun.')
  const edit = { level: 20, route, ms: expect.any(Number) }
  // The edit is on the screen before its answer is back at the bot.
  await expect
    .poll(() => requests('Discord'))
    .toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...edit, status: '502' }),
        expect.objectContaining({ ...edit, status: 'lost' }),
        expect.objectContaining({ ...edit, status: '200' }),
      ]),
    )
})

test('the lines about requests hold no ids and nothing that was written', async () => {
  world = await startBotWorld()
  world.claude.next(text('Basil likes sun.'))
  ask('my secret is rhubarb')
  await ended('Basil likes sun.')
  const lines = [...linesOf('Discord'), ...linesOf('Claude')].join('\n')
  expect(lines).toContain('PATCH')
  for (const hidden of [...Object.values(people), ...Object.values(places), 'rhubarb', 'Basil'])
    expect(lines).not.toContain(hidden)
  expect(lines.replaceAll(/"time":\d+/g, '')).not.toMatch(/\d{17}/)
})
