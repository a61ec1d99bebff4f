import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { createJumpingClock, type JumpingClock } from '../world/jumping-clock.ts'

const guildId = '1100000000000000100'
let clock: JumpingClock
let world: BotWorld
beforeEach(async () => {
  clock = createJumpingClock()
  world = await startBotWorld({ clock })
})
afterEach(() => world.close())

const mention = (words: string): string => {
  const { discord } = world
  const content = `<@${discord.application.botId}> ${words}`
  return discord.say({ channelId: places.general, userId: people.ada, content }).id
}
const directly = (): readonly string[] => {
  const { id } = world.discord.directChannel(people.ada)
  return world.discord.messages(id).map(({ content }) => content)
}
const asked = (): number => world.claude.requests().filter(({ path }) => path.endsWith('/messages')).length
const answered = () =>
  world.discord.until(() =>
    world.discord
      .messages(places.general)
      .some(({ authorId, content }) => authorId === world.discord.application.botId && /\n-# /.test(content)),
  )

test('a bot that is timed out does not ask Claude, says so directly, and answers again afterwards', async () => {
  world.discord.timeOutBot(guildId, clock.now() + 5 * 60_000)
  mention('are you there?')
  await world.discord.until(() => directly().length > 0)
  mention('and now?')
  expect(directly()[0]).toContain(`<#${places.general}>`)
  expect(asked()).toBe(0)
  world.discord.timeOutBot(guildId, 0)
  mention('welcome back')
  await answered()
  expect([asked(), directly().length]).toEqual([1, 1])
})

test('a time-out ends by Discord’s time, also where the host’s clock is 20 minutes slow', async () => {
  // The sandbox and its message ids follow this clock; `Date.now()`, which discord.js reads, does not.
  clock.jump(20 * 60_000)
  world.discord.timeOutBot(guildId, clock.now() + 5 * 60_000)
  mention('are you there?')
  await world.discord.until(() => directly().length > 0)
  clock.jump(10 * 60_000)
  mention('and now?')
  await answered()
  expect(asked()).toBe(1)
})

test('a bot whose posts are refused learns it from the first one', async () => {
  const body = { code: 50_013, message: 'Missing Permissions' }
  const remove = world.discord.fault({
    trouble: { type: 'answer', status: 403, body },
    when: ({ method, path }) => method === 'POST' && path === `/channels/${places.general}/messages`,
  })
  mention('first')
  await world.discord.until(() => directly().length > 0)
  const before = asked()
  mention('second')
  mention('third')
  await expect.poll(() => world.log()).toContain('called where it may not write')
  expect(asked()).toBe(before)
  remove()
  clock.jump(11 * 60_000)
  mention('after ten minutes')
  await answered()
})
