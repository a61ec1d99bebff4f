import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { startChildBot } from '../crash/child-bot.ts'
import { places, startBotWorld } from '../world/bot-world.ts'
import { answerOf, askers, crowd, crowdedSeed, noRateLimits, usedIn } from './rush-stage.ts'

const plenty = { limit: 10_000, windowMs: 1_000 }
const noLimits = {
  'POST /channels/:channel_id/messages': plenty,
  'POST /webhooks/:webhook_id/:webhook_token': plenty,
  'PATCH /channels/:channel_id/messages/:message_id': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': plenty,
}

const environment = { MAX_TOKENS: '1000', CONTEXT_TOKENS: '20000' }

/** What one question of the crowd costs, in millionths of a dollar. */
const priceOfOne = async (): Promise<number> => {
  const world = await startBotWorld({ environment })
  try {
    world.claude.next(answerOf())
    const content = `<@${world.discord.application.botId}> question 1000?`
    world.discord.say({ channelId: places.general, userId: '1100000000000000011', content })
    await world.discord.until(() => usedIn(world.database).requests === 1)
    return usedIn(world.database).microDollars
  } finally {
    await world.close()
  }
}

test('200 people ask at once with money for 50: about 50 are answered, the others are told, and nothing is overspent', async () => {
  const price = await priceOfOne()
  const allowance = Math.round(price * 50)
  const world = await startBotWorld({
    environment: { ...environment, BUDGET_DAY_USD: String(allowance / 1_000_000) },
    discord: { seed: crowdedSeed, limits: noLimits },
    claude: { answer: answerOf(), limits: noRateLimits, keep: 1_000 },
  })
  onTestFinished(world.close)
  let worst = 0
  world.claude.watch(({ type }) => {
    if (type !== 'request') return
    const { microDollars, reserved } = usedIn(world.database)
    worst = Math.max(worst, microDollars + reserved)
  })
  const { botId } = world.discord.application
  for (const [index, { userId, channelId }] of askers.entries())
    world.discord.say({ channelId, userId, content: `<@${botId}> question ${1_000 + index}?` })
  const answeredIn = (channelId: string, what: string): boolean =>
    world.discord
      .messages(channelId)
      .some(({ authorId, content }) => authorId === botId && content.includes(what))
  const count = (what: string): number =>
    askers.filter(
      ({ channelId, userId }) =>
        answeredIn(channelId, what) || answeredIn(world.discord.directChannel(userId).id, what),
    ).length
  const told = 'This bot’s allowance for today doesn’t cover another answer'
  await expect.poll(() => count('-# claude-') + count(told), { timeout: 90_000, interval: 200 }).toBe(crowd)
  expect(count('-# claude-')).toBeGreaterThanOrEqual(40)
  expect(count('-# claude-')).toBeLessThanOrEqual(50)
  const used = usedIn(world.database)
  expect(used).toMatchObject({ requests: count('-# claude-'), reserved: 0 })
  expect(used.microDollars).toBeLessThanOrEqual(allowance)
  expect(worst).toBeLessThanOrEqual(allowance + 1)
  expect(worst).toBeGreaterThan(allowance / 2)
}, 150_000)

test('a process that is killed twice in the rush overspends nothing either, and every request that Claude got is counted', async () => {
  const price = await priceOfOne()
  const allowance = Math.round(price * 50)
  const discord = await startDiscord({ seed: crowdedSeed, limits: noLimits })
  const claude = await startClaude({
    ...{ clock: systemClock, speed: 1, answer: answerOf(60), limits: noRateLimits, keep: 1_000 },
  })
  const file = join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')
  const start = () =>
    startChildBot({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, DATABASE_URL: `file:${file}` },
      ...{ ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: claude.url, ...environment },
      BUDGET_DAY_USD: String(allowance / 1_000_000),
    })
  let bot = start()
  onTestFinished(async () => {
    await bot.kill()
    await discord.close()
    await claude.close()
  })
  await bot.ready
  const asked = (): number =>
    claude.requests().filter(({ path, method }) => method === 'POST' && path === '/v1/messages').length
  const { botId } = discord.application
  for (const [index, { userId, channelId }] of askers.entries())
    discord.say({ channelId, userId, content: `<@${botId}> question ${1_000 + index}?` })
  for (const requests of [8, 25]) {
    await expect.poll(asked, { interval: 20 }).toBeGreaterThanOrEqual(requests)
    await bot.kill()
    expect(usedIn(file).microDollars + usedIn(file).reserved).toBeLessThanOrEqual(allowance + 1)
    bot = start()
    await bot.ready
  }
  // What the first process had heard of is answered or declined by the third; nothing runs any more.
  await expect.poll(() => usedIn(file).reserved, { timeout: 120_000, interval: 200 }).toBe(0)
  let last = -1
  for (let now = asked(); now !== last || usedIn(file).reserved > 0; now = asked()) {
    last = now
    await wait(2_000)
  }
  const used = usedIn(file)
  expect(used.microDollars).toBeLessThanOrEqual(allowance)
  expect(used.requests).toBeGreaterThanOrEqual(asked())
  expect(used.requests).toBeGreaterThan(25)
}, 300_000)
