import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { FailureKind } from '../../src/conversation/failure.ts'
import { english } from '../../src/i18n/languages.ts'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import type { ChildBot, ChildOptions } from '../crash/child-bot.ts'
import { missed, well } from './in-two.ts'
import type { Outcome } from './outcome.ts'

/** What those see who asked while the process was in trouble. */
export type ProcessStage = {
  readonly bot: ChildBot
  readonly discord: Discord
  /** Asks in one channel more. */
  readonly ask: () => void
  /** Starts it anew on the same database, once it has ended. */
  readonly startAgain: () => Promise<void>
}

/** What happens to the process itself while replies grow. Each question is one request to Claude, billed once. */
export type ProcessOutcome = Pick<Outcome, 'what' | 'sees' | 'instead' | 'offers' | 'kept' | 'logs'> & {
  readonly sees: string
  /** What the log may have beside, by chance: here a connection is open already, there it has to be opened. */
  readonly mayLog?: readonly string[]
  readonly options?: ChildOptions
  /** How often, in ms, Discord wants a heartbeat; as usual if not given. */
  readonly heartbeatMs?: number
  /** For how long, in ms, Claude pauses within each reply. */
  readonly pause?: number
  readonly meanwhile: (stage: ProcessStage) => Promise<void>
}

const whole = { sees: well.sees, offers: well.offers, kept: well.kept } as const
const cutOff = { offers: ['regenerate', 'continue'], kept: 'question and text so far' } as const

const endedBy = (kind: FailureKind) => `info: a reply was ended (${kind})`

const exhaust = fileURLToPath(new URL('./exhaust-handles.ts', import.meta.url))

/** What can happen to the process. */
export const processOutcomes: readonly ProcessOutcome[] = [
  {
    ...{ what: 'the process has no file handle left for a while', ...whole },
    options: { before: 'ulimit -n 80;', node: ['--import', exhaust] },
    meanwhile: async ({ bot, ask }) => {
      bot.process.kill('SIGUSR2')
      if (bot.process.stderr) await once(bot.process.stderr, 'data')
      for (let count = 0; count < 2; count += 1) ask()
      await wait(700)
      bot.process.kill('SIGUSR2')
    },
    mayLog: [...missed, 'info: Claude is asked again'],
    logs: [],
  },
  {
    what: 'the process is frozen or its event loop blocked, so that Discord drops the line for want of heartbeats',
    ...whole,
    heartbeatMs: 400,
    meanwhile: async ({ bot, discord, ask }) => {
      bot.process.kill('SIGSTOP')
      ask()
      await wait(1_500)
      discord.gateway.cut()
      bot.process.kill('SIGCONT')
    },
    logs: ['info: the gateway is back', 'warn: the gateway is lost; connecting again'],
  },
  {
    what: 'the message-content intent is switched off (the gateway closes with 4014)',
    ...{ ...whole, instead: 'the reply, whole; from then on only mentions, commands and direct messages' },
    meanwhile: async ({ discord }) => {
      discord.application.privileged.messageContent = false
      discord.gateway.close(4014)
    },
    logs: [
      'info: ready',
      'info: sessions',
      'warn: Discord has ended the connection: an intent was switched off on the Bot page of your application. The bot starts again without it.',
    ],
  },
  {
    ...{
      what: 'SIGTERM: a stop or an update',
      ...whole,
      logs: ['info: ready', 'info: sessions', 'info: stopping'],
    },
    meanwhile: async ({ bot, startAgain }) => {
      bot.process.kill('SIGTERM')
      await bot.ended
      await startAgain()
    },
  },
  {
    ...{ what: 'SIGTERM, and a reply goes on for longer than 10 s', pause: 60_000 },
    ...{
      ...cutOff,
      sees: english.failure.shutdown({ button: english.controls.continue }),
      logs: ['info: ready', 'info: sessions', 'info: stopping', endedBy('shutdown')],
    },
    meanwhile: async ({ bot, startAgain }) => {
      bot.process.kill('SIGTERM')
      await bot.ended
      await startAgain()
    },
  },
  {
    ...{ what: 'SIGKILL or a crash: it ends without any warning', ...cutOff },
    ...{
      sees: english.failure.interrupted({ button: english.controls.continue }),
      logs: ['info: ready', 'info: sessions'],
    },
    meanwhile: async ({ bot, startAgain }) => {
      // The text so far is stored at least once a second.
      await wait(1_200)
      await bot.kill()
      await startAgain()
    },
  },
]
