import { afterEach, expect, test } from 'vitest'
import { keyRefused } from '../src/sandbox/claude/errors.ts'
import { slowly, stageOf } from './commands/stage.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from './world/bot-world.ts'

let world: BotWorld
afterEach(() => world.close())

const stage = stageOf(() => world)

const start = async (options: BotWorldOptions = {}): Promise<void> => {
  world = await startBotWorld(options)
}

/** The lines of the log that tell of replies. */
const lines = (): readonly Readonly<Record<string, unknown>>[] =>
  world
    .log()
    .split('\n')
    .filter((line) => line.includes('"outcome"'))
    .map((line) => JSON.parse(line))

const line = async (number = 1): Promise<Readonly<Record<string, unknown>>> => {
  await expect.poll(() => lines().length).toBe(number)
  return lines().at(-1) ?? {}
}

test('one line tells the story of a reply: place, model, tokens, cost, times, changes and outcome', async () => {
  await start({
    claude: { answer: () => ({ type: 'reply', say: [{ type: 'text', text: 'Basil likes sun.' }] }) },
  })
  stage.ask('basil?')
  const told = await line()
  expect(told).toMatchObject({
    ...{ level: 30, msg: 'answered', outcome: 'end_turn', place: places.general, model: 'claude-sonnet-5-5' },
    ...{ tokensIn: expect.any(Number), tokensCached: 0, tokensOut: expect.any(Number) },
    ...{ waitedMs: expect.any(Number), firstTextMs: expect.any(Number), totalMs: expect.any(Number) },
    ...{ meanLagMs: expect.any(Number), changes: expect.any(Number) },
  })
  expect(Number(told['dollars'])).toBeGreaterThan(0)
  expect(Number(told['changes'])).toBeGreaterThan(0)
  expect(JSON.stringify(told)).not.toMatch(/basil|sun/i)
})

test('a stopped reply is for the record, with an estimate of what it cost', async () => {
  await start({ speed: 1, claude: { answer: () => slowly('A long tale. '.repeat(200)) } })
  stage.ask('tell')
  const message = await world.discord.until(() =>
    stage.messages().find(({ content }) => content.includes('tale')),
  )
  stage.press(message, 'stop')
  expect(await line()).toMatchObject({
    ...{ level: 30, msg: 'a reply was ended', outcome: 'stopped', isEstimate: true },
    dollars: expect.any(Number),
  })
})

test('a request that Claude refused has used nothing, and is the operator’s to mend', async () => {
  await start({ claude: { answer: () => keyRefused() } })
  stage.ask('hello')
  const told = await line()
  expect(told).toMatchObject({
    level: 50,
    msg: 'a reply failed',
    outcome: 'key-refused',
    failure: 'key-refused',
  })
  expect(told).not.toHaveProperty('dollars')
})

test('another answer that is stopped in line is told as stopped, although the one before is on the screen', async () => {
  await start({ speed: 1, claude: { answer: () => slowly('Basil likes sun. ') } })
  stage.ask('basil?')
  const message = await stage.ended('Basil likes sun.')
  world.claude.next(slowly('A long tale. '.repeat(40)))
  stage.ask('a tale', places.general, people.grace)
  await world.discord.until(() => stage.messages().find(({ content }) => content.includes('tale')))
  stage.press(message, 'regenerate')
  const waiting = await world.discord.until(() =>
    stage.messages().find((found) => found.id === message.id && stage.hasButton(found, 'stop')),
  )
  stage.press(waiting, 'stop')
  expect(await line(2)).toMatchObject({ outcome: 'stopped', level: 30 })
})
