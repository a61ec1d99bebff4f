import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { type SandboxClaude, startClaude } from '../../src/sandbox/claude/start-claude.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { defaultSeed } from '../../src/sandbox/discord/seed.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { openStore } from '../../src/store/open-store.ts'
import { createScaledClock } from '../world/scaled-clock.ts'
import { type Child, type Measured, startChild } from './child.ts'
import { act, type Stage } from './people.ts'
import { type Act, type Setting, script } from './script.ts'
import { answerTo } from './troubles.ts'

/** What was left when everything had come to rest. */
export type SoakResult = {
  readonly questions: number
  readonly deleted: number
  /** Messages within reach that still show a cursor or Stop, with what was last done to them. */
  readonly unsettled: readonly string[]
  /** Messages that still do after another start: what could not be reached when its reply ended is put right by then. */
  readonly unsettledLater: readonly string[]
  /** Questions that were acknowledged and have no reply, with what was last done to them. */
  readonly unanswered: readonly string[]
  /** Answers that are not over, and questions that nobody has begun to answer, as the database has it. */
  readonly undone: number
  readonly requests: number
  /** Of Discord's answers, how many were 401, 403 or 429 that the bot has brought upon itself. */
  readonly invalid: number
  /** How many were 429 whatever the bot did. */
  readonly limited: number
  /** The bot's own faults, by their first words. */
  readonly faults: Readonly<Record<string, number>>
  /** What the bot held before, at rest after half of it, and at rest in the end. */
  readonly held: readonly [Measured, Measured, Measured]
  /** How many questions were asked in the second half. */
  readonly laterQuestions: number
}

/** How long, in real ms, everything may take to come to rest: a busy machine is no fault of the bot's. */
const patience = 180_000

const channelIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(1_100_000_000_000_002_000n + BigInt(index)))

const seedOf = (ids: readonly string[]) => ({
  ...defaultSeed,
  guilds: defaultSeed.guilds.slice(0, 1).map((guild) => ({
    ...guild,
    channels: ids.map((id, index) => ({ id, name: `channel-${index}` })),
  })),
})

const startSandboxes = async ({ seed, channels }: Setting) => {
  const clock = createScaledClock(1, Number.POSITIVE_INFINITY)
  const times = new Map<number, number>()
  const ids = channelIds(channels)
  const discord = await startDiscord({ clock, seed: seedOf(ids), latencyMs: 60, wireLogSize: 500_000 })
  const claude = await startClaude({
    clock,
    speed: 1,
    answer: ({ prompt }) => {
      const question = Number(/question (\d+)(?!.*question)/s.exec(prompt)?.[1] ?? 0)
      const nth = times.get(question) ?? 0
      times.set(question, nth + 1)
      return answerTo(seed, question, nth)
    },
  })
  const stage: Stage = {
    ...{
      discord,
      clock,
      channelIds: ids,
      asked: [],
      questions: 0,
      deleted: new Set(),
      threadIds: [],
      limited: 0,
    },
  }
  return { claude, stage }
}

/** People ask, press, edit and delete while everything fails now and then; then all is left in peace until nothing moves. */
export const soak = async (setting: Setting, speed: number): Promise<SoakResult> => {
  const { claude, stage } = await startSandboxes(setting)
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  const url = `file:${join(folder, 'tendril.db')}`
  const start = (): Promise<Child> => startChild(environment)
  const environment = {
    DISCORD_TOKEN: stage.discord.token,
    DISCORD_API_URL: stage.discord.url,
    ANTHROPIC_API_KEY: 'key',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: url,
    MAX_WAITING_PER_PERSON: '1000',
  }
  const child = await start()
  const before = await child.measure()
  child.tell({ type: 'speed', speed })
  stage.clock.setSpeed(speed)
  const acts = script(setting)
  const half = acts.length >> 1
  const middle = await live(acts.slice(0, half), stage, claude, child)
  const questions = stage.questions
  const after = await live(acts.slice(half), stage, claude, child)
  const result = { ...outcomeOf(stage, child), held: [before, middle, after] as const }
  await child.stop()
  const unsettledLater = await afterStart(await start(), stage, claude)
  stage.clock.setSpeed(1)
  await stage.discord.close()
  await claude.close()
  const undone = await undoneIn(url)
  rmSync(folder, { recursive: true })
  return { ...result, unsettledLater, undone, laterQuestions: stage.questions - questions }
}

/** What is not settled although the bot was started again; it is stopped then. */
const afterStart = async (child: Child, stage: Stage, claude: SandboxClaude): Promise<readonly string[]> => {
  child.tell({ type: 'speed', speed: 1 })
  stage.clock.setSpeed(1)
  const late = AbortSignal.timeout(patience)
  const isRight = (): boolean => unsettled(stage).length === 0 && isQuiet(stage, claude)
  while (!late.aborted && !isRight()) await rest(stage, 200)
  await child.stop()
  return unsettled(stage)
}

/** Does these acts in their time, waits until nothing moves, and measures. */
const live = async (
  acts: readonly Act[],
  stage: Stage,
  claude: SandboxClaude,
  child: Child,
): Promise<Measured> => {
  const begun = stage.clock.elapsed() - (acts[0]?.at ?? 0)
  for (const one of acts) {
    await rest(stage, begun + one.at - stage.clock.elapsed())
    act(stage, child, one)
  }
  // What was taken away or doubled for a while is as it was by then.
  await rest(stage, 30_000)
  const late = AbortSignal.timeout(patience)
  while (!late.aborted && !isQuiet(stage, claude)) await rest(stage, 1_000)
  await rest(stage, 30_000)
  return child.measure()
}

const rest = ({ clock }: Stage, ms: number): Promise<void> =>
  ms <= 0 ? Promise.resolve() : new Promise((resolve) => void clock.after(ms, resolve))

const undoneIn = async (url: string): Promise<number> => {
  const store = await openStore({ url, clock: systemClock })
  const { answers, questions } = await store.unfinished()
  await store.close()
  return answers.filter(({ state }) => state === 'writing').length + questions.length
}

const ours = ({ discord }: Stage): readonly Message[] =>
  discord
    .channels()
    .flatMap(({ id }) => discord.messages(id))
    .filter(({ authorId }) => authorId === discord.application.botId)

const isSettled = (message: Message): boolean =>
  !message.content.includes('▌') && !JSON.stringify(message.components).includes('"stop:')

const isQuiet = (stage: Stage, claude: SandboxClaude): boolean =>
  unsettled(stage).every(isOutOfReach) && claude.requests().every(({ outcome }) => outcome !== 'open')

const countBy = (items: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1
  return counts
}

/** What was last done to a message, so that one that is left half-done can be understood. */
const storyOf = (
  { id, channelId, content, interactionId, nonce = ' ' }: Message,
  { discord }: Stage,
): string => {
  const { token = ' ' } = interactionId === undefined ? {} : (discord.interaction(interactionId) ?? {})
  const about = discord
    .requests()
    .filter(
      ({ path, requestBody }) =>
        path.includes(id) ||
        path.includes(token) ||
        JSON.stringify(requestBody ?? '').includes(`"nonce":"${nonce}"`),
    )
  const last = about
    .slice(-6)
    .map(
      ({ at, method, path, status, responseBody }) =>
        `${at} ${method} ${path.replace(token, '…').slice(-40)} ${status} ${status === 200 ? '' : JSON.stringify(responseBody)}`,
    )
  return [`${id} in ${channelId}: ${content.slice(-60)}`, ...last].join('\n')
}

const unsettled = (stage: Stage): readonly string[] =>
  ours(stage)
    .filter((message) => !isSettled(message))
    .map((message) => storyOf(message, stage))

/** The bot was not let into the channel when it wrote its last: nobody could have changed the message then. */
const isOutOfReach = (story: string): boolean => story.split('\n').at(-1)?.includes('"code":50001') ?? false

const outcomeOf = (
  stage: Stage,
  { lines }: Child,
): Omit<SoakResult, 'held' | 'undone' | 'laterQuestions' | 'unsettledLater'> => {
  const { discord } = stage
  const acknowledged = stage.asked.flatMap((interactionId) => {
    const interaction = discord.interaction(interactionId)
    return interaction?.state.type === 'acknowledged' ? [interaction.originalMessageId ?? ''] : []
  })
  const unanswered = acknowledged.filter((id) => {
    const message = discord.message(id)
    return (message === undefined && !stage.deleted.has(id)) || message?.content === ''
  })
  const requests = discord.requests()
  return {
    questions: stage.questions,
    deleted: stage.deleted.size,
    unsettled: unsettled(stage).filter((story) => !isOutOfReach(story)),
    unanswered: unanswered.map((id) => {
      const message = discord.message(id)
      return message ? storyOf(message, stage) : `${id} is gone`
    }),
    requests: requests.length,
    faults: countBy(
      [...lines.join('\n').matchAll(/"err":\{"type":"(\w+)","message":"([^"]{0,80})/g)].map(
        ([, type, strings]) => `${type}: ${strings}`,
      ),
    ),
    invalid: requests.filter(({ status }) => [401, 403, 429].includes(status)).length - stage.limited,
    limited: stage.limited,
  }
}
