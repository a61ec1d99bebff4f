import { getHeapStatistics } from 'node:v8'
import { type Answer, text } from '../../src/sandbox/claude/answer.ts'
import { overloaded, rateLimited, serverError } from '../../src/sandbox/claude/errors.ts'
import { seeded } from '../../src/sandbox/claude/random.ts'
import type { Trouble } from '../../src/sandbox/discord/faults.ts'
import type { RouteName } from '../../src/sandbox/discord/limits.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { defaultSeed } from '../../src/sandbox/discord/seed.ts'
import { type BotWorld, people, startBotWorld } from '../bot-world.ts'
import { createScaledClock, type ScaledClock } from '../scaled-clock.ts'

/** How long people go on, in how many channels, and with which dice. */
export type Soak = {
  readonly seed: number
  readonly channels: number
  /** Simulated minutes. */
  readonly minutes: number
  /** How much faster than real time passes. */
  readonly speed: number
}

/** What was left when everything had come to rest. */
export type SoakResult = {
  readonly questions: number
  readonly deleted: number
  readonly unsettled: readonly string[]
  readonly unanswered: number
  readonly requests: number
  /** Of Discord's answers, how many were 401, 403 or 429 of its own accord. */
  readonly invalid: number
  readonly timersBefore: number
  readonly timersAfter: number
  readonly heapBefore: number
  readonly heapAfter: number
}

const edits = 'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original'
const follows = 'POST /webhooks/:webhook_id/:webhook_token'

type Random = () => number

const pick = <T>(random: Random, items: readonly [T, ...T[]]): T =>
  items[Math.floor(random() * items.length)] ?? items[0]

const say = (random: Random, number: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `answer ${number}: ${'word '.repeat(Math.ceil(random() * 600))}` }],
  pace: { tokensPerSecond: 60 },
})

/** One reply in four has something wrong with it. */
const answerOf = (random: Random, number: number): Answer => {
  if (random() < 0.75) return say(random, number)
  return pick<() => Answer>(random, [
    overloaded,
    serverError,
    () => rateLimited(2),
    () => rateLimited(60),
    () => ({ type: 'hang-up' }),
    () => ({ type: 'reply', say: [] }),
    () => ({ type: 'reply', say: [], stopReason: 'refusal' }),
    () => ({ ...text('word '.repeat(80)), break: { after: 200, how: 'cut' } }),
    () => ({ ...text('word '.repeat(80)), break: { after: 200, how: 'silence' } }),
    () => ({ ...text('word '.repeat(80)), break: { after: 200, how: 'overloaded_error' } }),
    () => ({ ...text('word '.repeat(80)), break: { after: 0, how: 'clean-end' } }),
  ])()
}

const troubleOf = (random: Random): Trouble =>
  pick<Trouble>(random, [
    { type: 'status', status: 500, moment: 'before' },
    { type: 'status', status: 503, moment: 'after' },
    { type: 'drop', moment: 'before' },
    { type: 'drop', moment: 'after' },
    { type: 'silence', moment: 'before' },
    { type: 'silence', moment: 'after' },
    { type: 'latency', ms: 900 },
  ])

const channelIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(1_100_000_000_000_002_000n + BigInt(index)))

const seedOf = (ids: readonly string[]) => ({
  ...defaultSeed,
  guilds: defaultSeed.guilds.slice(0, 1).map((guild) => ({
    ...guild,
    channels: ids.map((id, index) => ({ id, name: `channel-${index}` })),
  })),
})

const stopId = (message: Message): string | undefined => /stop:[\w-]+/.exec(JSON.stringify(message))?.[0]

const isSettled = (message: Message): boolean =>
  !message.content.includes('▌') && stopId(message) === undefined && message.content !== ''

type Stage = {
  readonly world: BotWorld
  readonly clock: ScaledClock
  readonly random: Random
  readonly ids: readonly string[]
  readonly asked: { readonly interactionId: string; readonly channelId: string }[]
  readonly deleted: Set<string>
}

/** One thing that somebody does, or that goes wrong. */
const act = (stage: Stage): void => {
  const { world, random, ids, asked, deleted } = stage
  const { discord } = world
  const channelId = ids[Math.floor(random() * ids.length)] ?? ''
  const userId = pick(random, [people.ada, people.grace, people.aoi])
  const dice = random()
  if (dice < 0.6) {
    const options = { prompt: `question ${asked.length}` }
    asked.push({
      interactionId: discord.runCommand({ channelId, userId, name: 'ask', options }).id,
      channelId,
    })
  } else if (dice < 0.7) {
    const growing = discord.messages(channelId).find((message) => stopId(message) !== undefined)
    if (growing) {
      discord.click({
        messageId: growing.id,
        customId: stopId(growing) ?? '',
        userId: pick(random, [people.ada, userId]),
      })
    }
  } else if (dice < 0.74) {
    const message = discord.messages(channelId).at(-1)
    if (message) {
      deleted.add(message.id)
      discord.deleteMessage({ messageId: message.id, userId: people.ada })
    }
  } else if (dice < 0.98) {
    discord.fault({
      route: pick<RouteName>(random, [edits, edits, follows]),
      trouble: troubleOf(random),
      times: 1,
    })
  } else if (dice < 0.995) {
    discord.gateway.reconnect()
  } else {
    discord.outage(5_000)
  }
}

const rest = (clock: ScaledClock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve))

const heap = (): number => {
  globalThis.gc?.()
  return getHeapStatistics().used_heap_size
}

/** People ask, stop and delete while everything fails now and then; then all is left in peace until nothing moves. */
export const soak = async ({ seed, channels, minutes, speed }: Soak): Promise<SoakResult> => {
  const random = seeded(seed)
  const ids = channelIds(channels)
  const clock = createScaledClock()
  let number = 0
  const world = await startBotWorld({
    clock,
    discord: { seed: seedOf(ids), latencyMs: 60, wireLogSize: 200_000 },
    claude: { speed: 1, answer: () => answerOf(random, (number += 1)) },
    environment: { MAX_WAITING_PER_PERSON: '1000' },
  })
  const stage: Stage = { world, clock, random, ids, asked: [], deleted: new Set() }
  const [heapBefore, timersBefore] = [heap(), clock.timers()]
  clock.setSpeed(speed)
  const until = clock.elapsed() + minutes * 60_000
  while (clock.elapsed() < until) {
    act(stage)
    await rest(clock, random() * (120_000 / channels))
  }
  const late = clock.elapsed() + 20 * 60_000
  while (clock.elapsed() < late && !isQuiet(stage)) await rest(clock, 1_000)
  await rest(clock, 30_000)
  const result = {
    ...outcomeOf(stage),
    heapBefore,
    heapAfter: heap(),
    timersBefore,
    timersAfter: clock.timers(),
  }
  clock.setSpeed(1)
  await world.close()
  return result
}

const ours = ({ world, ids }: Stage): readonly Message[] =>
  ids
    .flatMap((id) => world.discord.messages(id))
    .filter(({ authorId }) => authorId === world.discord.application.botId)

const isQuiet = (stage: Stage): boolean =>
  ours(stage).every(isSettled) && stage.world.claude.requests().every(({ outcome }) => outcome !== 'open')

const outcomeOf = (
  stage: Stage,
): Omit<SoakResult, 'heapBefore' | 'heapAfter' | 'timersBefore' | 'timersAfter'> => {
  const { discord } = stage.world
  const acknowledged = stage.asked.flatMap(({ interactionId }) => {
    const interaction = discord.interaction(interactionId)
    return interaction?.state.type === 'acknowledged' ? [interaction.originalMessageId ?? ''] : []
  })
  const unanswered = acknowledged.filter((id) => discord.message(id) === undefined && !stage.deleted.has(id))
  const requests = discord.requests()
  return {
    questions: stage.asked.length,
    deleted: stage.deleted.size,
    unsettled: ours(stage)
      .filter((message) => !isSettled(message))
      .map(({ content }) => content.slice(-120)),
    unanswered: unanswered.length,
    requests: requests.length,
    invalid: requests.filter(({ status }) => [401, 403, 429].includes(status)).length,
  }
}
