import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The bot as a process of its own, as an operator runs it. */
export type ChildBot = {
  readonly process: ChildProcess
  /** Resolves when it says that it is ready; rejects when it ends before. */
  readonly ready: Promise<void>
  /** All it has written. */
  readonly output: () => string
  /** Ends it without any warning. */
  readonly kill: () => Promise<void>
  /** Resolves with its exit code once it has ended. */
  readonly ended: Promise<number | null>
}

/** How it is run, where not as usual. */
export type ChildOptions = {
  /** A shell's words before the program, such as `ulimit -n 80;`. */
  readonly before?: string
  /** Node's own arguments. */
  readonly node?: readonly string[]
  /** Whose process it is, by number; the caller's own if not given. */
  readonly user?: number
}

export const startChildBot = (
  environment: Readonly<Record<string, string>>,
  { before = '', node = [], user }: ChildOptions = {},
): ChildBot => {
  const command = [process.execPath, ...node, 'src/main.ts']
  const child = spawn('sh', ['-c', `${before} exec "$@"`, 'sh', ...command], {
    env: {
      PATH: process.env['PATH'] ?? '',
      FOOTER: 'full',
      QUOTE_QUESTION: 'off',
      TABLE_PICTURES: 'off',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user !== undefined && { uid: user, gid: user }),
  })
  const lines: string[] = []
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      if (line.includes('"ready"')) resolve()
    })
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line))
    ended.then((code) => reject(new Error(`the bot ended with ${code}: ${lines.join('\n')}`)), reject)
  })
  ready.catch(() => undefined)
  return {
    process: child,
    ready,
    output: () => lines.join('\n'),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    ended,
  }
}
