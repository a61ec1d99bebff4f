import { expect, test } from 'vitest'
import { type Bot, startBot } from '../../src/bot.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import type { RouteName } from '../../src/sandbox/discord/limits.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { createScaledClock } from '../world/scaled-clock.ts'
import { type NamedTrouble, troubles } from './troubles.ts'

/** The requests of a start, and whether the bot waits for what they give. */
const requests: readonly { readonly name: string; readonly route: RouteName; readonly isNeeded: boolean }[] =
  [
    { name: 'the application', route: 'GET /applications/@me', isNeeded: true },
    { name: 'the gateway', route: 'GET /gateway/bot', isNeeded: true },
    { name: 'the commands, read', route: 'GET /applications/:application_id/commands', isNeeded: false },
    { name: 'the commands, written', route: 'PUT /applications/:application_id/commands', isNeeded: false },
  ]

const start = async (route: RouteName, { trouble }: NamedTrouble, times?: number) => {
  const clock = createScaledClock()
  const discord = await startDiscord({ clock })
  const claude = await startClaude({ clock })
  const lines: string[] = []
  const log = createLog('info', [discord.token], { write: (line) => void lines.push(line) })
  const environment = {
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, DATABASE_URL: 'file::memory:' },
    ...{ ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: claude.url },
  }
  const remove = discord.fault({ route, trouble, ...(times !== undefined && { times }) })
  const aborting = new AbortController()
  clock.setSpeed(60)
  let bot: Bot | undefined
  let ended: string | undefined
  const started = startBot(
    readConfig(environment, () => ''),
    { clock, log, signal: aborting.signal },
  ).then(
    (running) => {
      bot = running
    },
    (error: unknown) => {
      ended = String(error)
    },
  )
  const tries = () => discord.requests().filter((request) => request.route === route).length
  return {
    lines,
    started,
    remove,
    tries,
    elapsed: clock.elapsed,
    isUp: () => bot !== undefined,
    ended: () => ended,
    close: async () => {
      aborting.abort(new Error('the test is over'))
      await started
      clock.setSpeed(1)
      await bot?.stop()
      await discord.close()
      await claude.close()
    },
  }
}

const cells = requests.flatMap((request) => troubles.map((trouble) => ({ ...request, trouble })))

test.concurrent.for(cells)(
  '$name, once: $trouble.name: the bot starts',
  async ({ route, trouble }, context) => {
    const world = await start(route, trouble, 1)
    context.onTestFinished(world.close)
    await context.expect.poll(() => world.isUp()).toBe(true)
    context.expect(world.ended()).toBeUndefined()
  },
)

const needed = cells.filter(({ isNeeded, trouble }) => isNeeded && trouble.name !== '401')

test.concurrent.for(needed)(
  '$name, for minutes: $trouble.name: the bot says so once a minute, and starts when it is over',
  async ({ route, trouble }, context) => {
    const world = await start(route, trouble)
    context.onTestFinished(world.close)
    const said = (words: string): number => world.lines.filter((line) => line.includes(words)).length
    await context.expect.poll(() => said('Discord still cannot be reached')).toBe(2)
    context.expect(said('Discord cannot be reached; trying again')).toBe(1)
    context.expect(world.tries()).toBeLessThan(14)
    context.expect([world.isUp(), world.ended()]).toEqual([false, undefined])
    world.remove()
    await context.expect.poll(() => world.isUp()).toBe(true)
    context.expect(said('Discord is reached again')).toBe(1)
  },
)

/** What something else than Discord may answer at its address. */
const strange: readonly NamedTrouble[] = [
  { name: 'a page', kind: 'unclear', trouble: { type: 'answer', status: 200, body: 'Welcome' } },
  { name: 'no limit', kind: 'unclear', trouble: { type: 'answer', status: 200, body: { shards: 1 } } },
]

test.concurrent.for(strange)(
  'the gateway, for minutes: 200 with $name: the bot says so, and starts when it is over',
  async (trouble, context) => {
    const world = await start('GET /gateway/bot', trouble)
    context.onTestFinished(world.close)
    const said = (words: string): boolean => world.lines.some((line) => line.includes(words))
    await context.expect.poll(() => said('does not answer as Discord does')).toBe(true)
    context.expect([world.isUp(), world.ended()]).toEqual([false, undefined])
    world.remove()
    await context.expect.poll(() => world.isUp()).toBe(true)
  },
)

const optional = cells.filter(({ isNeeded }) => !isNeeded)

test.concurrent.for(optional)(
  '$name, for minutes: $trouble.name: the bot starts without, says so in one line, and tries again',
  async ({ route, trouble }, context) => {
    const world = await start(route, trouble)
    context.onTestFinished(world.close)
    await context.expect.poll(() => world.isUp()).toBe(true)
    const ready = world.lines.find((line) => line.includes('"msg":"ready"')) ?? ''
    // A list that cannot be read is no reason not to write.
    if (trouble.kind === 'unclear' && route.startsWith('GET')) {
      context.expect(ready).toContain('"commands":"written"')
      return
    }
    context.expect(ready).toContain('"commands":"failed"')
    context.expect(world.lines.filter((line) => /commands .*registered/.test(line))).toHaveLength(1)
    world.remove()
    await context.expect
      .poll(() => world.lines.some((line) => line.includes('the commands are registered now')))
      .toBe(true)
  },
)

test('a token that is refused for good ends the start, in words', async () => {
  const refusal = troubles.find(({ name }) => name === '401')
  if (refusal === undefined) throw new Error('no such trouble')
  const world = await start('GET /applications/@me', refusal)
  await world.started
  expect(world.ended()).toContain('Discord refuses DISCORD_TOKEN')
  expect(world.tries()).toBe(3)
  await world.close()
})
