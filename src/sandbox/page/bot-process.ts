import { type ChildProcess, spawn } from 'node:child_process'
import type { BotView } from './view/demo.ts'

/** The bot as a process of its own, as `npm start` would run it. */
export type BotProcess = {
  readonly view: () => BotView
  /** The gateway's word on whether the bot is connected. */
  readonly connected: (isConnected: boolean) => void
  /** Ends the process (`kill` without a warning) and starts a new one. */
  readonly restart: (how: 'restart' | 'kill') => void
  readonly stop: () => Promise<void>
}

/** What a bot process needs. */
export type BotOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly root: string
  /** Each line that it writes. */
  readonly onLine: (line: string) => void
  readonly onChange: (view: BotView) => void
}

/** How long, in ms, a bot may take to end by itself. */
const patience = 20_000

const lines = (process: ChildProcess, onLine: (line: string) => void): void => {
  for (const stream of [process.stdout, process.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) onLine(line)
    })
  }
}

const ended = (process: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (process.exitCode !== null || process.signalCode !== null) resolve()
    else process.once('close', () => resolve())
  })

/** Starts `src/main.ts`. It is not started again by itself when it ends. */
export const startBotProcess = (options: BotOptions): BotProcess => {
  let view: BotView = { state: 'starting', says: '' }
  let child: ChildProcess
  let last = ''
  const show = (state: BotView['state'], says = ''): void => {
    view = { state, says }
    options.onChange(view)
  }
  const start = (): void => {
    show('starting')
    const own = spawn(process.execPath, ['src/main.ts'], {
      cwd: options.root,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = own
    lines(own, (line) => {
      last = line
      options.onLine(line)
    })
    own.once('close', (code) => {
      if (child === own) show('ended', code === 0 ? '' : `exit code ${code}: ${last}`)
    })
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const ending = child
    ending.kill(signal)
    const late = setTimeout(() => ending.kill('SIGKILL'), patience)
    await ended(ending)
    clearTimeout(late)
  }
  start()
  return {
    view: () => view,
    connected: (isConnected) => {
      if (view.state !== 'ended' && view.state !== 'stopping') show(isConnected ? 'online' : 'offline')
    },
    restart: (how) => {
      show('stopping')
      void end(how === 'kill' ? 'SIGKILL' : 'SIGTERM').then(start)
    },
    stop: () => end('SIGTERM'),
  }
}
