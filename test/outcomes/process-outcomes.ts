import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import type { ChildBot, ChildOptions } from '../child-bot.ts'

/** What those see who asked while the process was in trouble. */
export type ProcessStage = {
  readonly bot: ChildBot
  readonly discord: Discord
  /** Asks in one channel more. */
  readonly ask: () => void
}

/** What happens to the process itself while replies grow. All of them end whole, and so does what is asked meanwhile. */
export type ProcessOutcome = {
  readonly what: string
  readonly options?: ChildOptions
  /** How often, in ms, Discord wants a heartbeat; as usual if not given. */
  readonly heartbeatMs?: number
  readonly meanwhile: (stage: ProcessStage) => Promise<void>
  readonly sees: string
  readonly kept: string
  readonly logs: readonly string[]
}

const whole = { sees: 'the reply, whole', kept: 'question and reply' } as const

const exhaust = fileURLToPath(new URL('./exhaust-handles.ts', import.meta.url))

/** What can happen to the process, as far as it survives it. */
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
    ...{
      sees: 'the reply, whole; from then on only mentions, commands and direct messages',
      kept: whole.kept,
    },
    meanwhile: async ({ discord }) => {
      discord.application.privileged.messageContent = false
      discord.gateway.close(4014)
    },
    logs: [
      'info: ready',
      'warn: Discord has ended the connection: an intent was switched off on the Bot page of your application. The bot starts again without it.',
    ],
  },
]
