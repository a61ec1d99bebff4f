import { expect, onTestFinished, test } from 'vitest'
import { slowly } from '../commands/stage.ts'
import { people, places } from '../world/bot-world.ts'
import { type ChildWorld, startChildWorld } from './child-world.ts'

type Path = (path: string) => boolean

/**
 * Starts a long reply and refuses the edits to these paths, the first `short` times for a second and then for 40 s.
 * Resolves once an edit is refused for 40 s.
 */
const limited = async (isLimited: Path, short = 0): Promise<ChildWorld> => {
  const world = await startChildWorld({ claude: { speed: 1 } })
  const { discord, claude } = world
  onTestFinished(world.close)
  claude.next(slowly('word '.repeat(4_000)))
  const { general } = places
  discord.runCommand({ channelId: general, userId: people.ada, name: 'ask', options: { prompt: 'Go on.' } })
  await discord.until(() => discord.messages(general).some(({ content }) => content.includes('word word')))
  const refuse = (retryAfterMs: number, times?: number): Promise<void> =>
    new Promise((resolve) =>
      discord.fault({
        trouble: { type: 'rate-limit', scope: 'user', retryAfterMs },
        when: ({ method, path }) => method === 'PATCH' && isLimited(path),
        onUsed: () => resolve(),
        ...(times !== undefined && { times }),
      }),
    )
  if (short > 0) void refuse(1_000, short)
  await refuse(40_000)
  return world
}

const isOfToken: Path = (path) => path.startsWith('/webhooks/')
const isOfMessage: Path = (path) => path.includes('/messages/')

test.each([
  ['the interaction’s token', isOfToken],
  ['every edit of a message', isOfMessage],
])('SIGTERM ends the process within 20 s while a 429 blocks %s for 40 s', async (_, isLimited) => {
  const world = await limited(isLimited)
  const begun = performance.now()
  world.bot.process.kill('SIGTERM')
  expect(await world.bot.ended).toBe(0)
  expect(performance.now() - begun).toBeLessThan(20_000)
})

test('SIGTERM ends the process within 20 s after a second 429 too', async () => {
  // Two routes carry the edits, so with three short refusals one of the routes is refused a second time.
  const world = await limited(isOfMessage, 3)
  const begun = performance.now()
  world.bot.process.kill('SIGTERM')
  expect(await world.bot.ended).toBe(0)
  expect(performance.now() - begun).toBeLessThan(20_000)
})
