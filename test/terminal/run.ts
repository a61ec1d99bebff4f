import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { spawn as spawnTerminal } from '@lydell/node-pty'

/** The variables of a command: those of this machine without what would change its behaviour. */
const environment = (part: Readonly<Record<string, string>>): Record<string, string> => {
  const { ANTHROPIC_API_KEY: _, NO_COLOR: __, FORCE_COLOR: ___, CI: ____, ...rest } = process.env
  const kept = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return { ...Object.fromEntries(kept), ...part }
}

/** What a command wrote and how it ended. */
export type Ran = { readonly out: string; readonly err: string; readonly code: number | null }

/** Runs a command of the terminal in a pipe. */
export const run = async (
  name: 'chat' | 'events' | 'ttft',
  args: readonly string[],
  input = '',
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  const child = spawn(process.execPath, [`src/terminal/${name}.ts`, ...args], { env: environment(variables) })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  child.stdin.end(input)
  await once(child, 'close')
  return { out, err, code: child.exitCode }
}

/** A command at a pseudo-terminal. */
export type Terminal = {
  readonly type: (keys: string) => void
  /** Resolves once what was written since the last `sees` matches; what matched is then forgotten. */
  readonly sees: (what: RegExp) => Promise<void>
  readonly all: () => string
  readonly exit: Promise<number>
}

/** Runs a command of the terminal at a pseudo-terminal. */
export const runAtTerminal = (
  name: 'chat' | 'events' | 'ttft',
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Terminal => {
  const env = environment({ TERM: 'xterm-256color', ...variables })
  const terminal = spawnTerminal(process.execPath, [`src/terminal/${name}.ts`, ...args], {
    cols: 80,
    rows: 30,
    env,
  })
  let all = ''
  let seen = 0
  const listeners = new Set<() => void>()
  terminal.onData((text) => {
    all += text
    for (const listener of listeners) listener()
  })
  const exit = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)))
  return {
    exit,
    all: () => all,
    type: (keys) => terminal.write(keys),
    sees: (what) =>
      new Promise((resolve) => {
        const look = (): void => {
          const match = what.exec(all.slice(seen))
          if (match === null) return
          seen += match.index + match[0].length
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      }),
  }
}
