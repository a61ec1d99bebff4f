import { createInterface } from 'node:readline'

/** The result of reading a line: the line, Ctrl-C, or the end of the input (Ctrl-D). */
export type Line =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'end' }

/** A source of lines. */
export type LineInput = {
  readonly isTerminal: boolean
  /** Asks for the next line, with the earlier ones to go back to. Lines pasted together come one after the other. */
  readonly next: (prompt: string, earlier: readonly string[]) => Promise<Line>
  /** Calls back for each Ctrl-C or Ctrl-D while no line is asked for, until the returned function is called. */
  readonly onStop: (stop: () => void) => () => void
  readonly close: () => void
}

const isStop = (key: Buffer): boolean => key.includes(0x03) || key.includes(0x04)

/** Lines typed at a terminal, with editing and history. */
const typed = (input: NodeJS.ReadStream, output: NodeJS.WriteStream): LineInput => {
  const pasted: string[] = []
  return {
    isTerminal: true,
    next: (prompt, earlier) =>
      new Promise((resolve) => {
        const ready = pasted.shift()
        if (ready !== undefined) {
          output.write(`${prompt}${ready}\n`)
          resolve({ type: 'line', text: ready })
          return
        }
        const history = earlier.toReversed()
        const editor = createInterface({ input, output, prompt, history, terminal: true })
        let answered = false
        const answer = (line: Line): void => {
          answered = true
          resolve(line)
          editor.close()
        }
        const lines: string[] = []
        editor.on('line', (text) => {
          lines.push(text)
          if (lines.length === 1) setImmediate(() => answer({ type: 'line', text }))
          else pasted.push(text)
        })
        editor.on('SIGINT', () => {
          output.write('\n')
          answer({ type: 'interrupt' })
        })
        editor.on('close', () => {
          if (!answered) output.write('\n')
          resolve({ type: 'end' })
        })
        editor.prompt()
      }),
    onStop: (stop) => {
      const hear = (key: Buffer): void => {
        if (isStop(key)) stop()
      }
      input.setRawMode(true)
      input.resume().on('data', hear)
      return () => {
        input.off('data', hear).pause()
        input.setRawMode(false)
      }
    },
    close: () => input.pause(),
  }
}

/** Lines out of a pipe, one question each. */
const piped = (input: NodeJS.ReadStream): LineInput => {
  const lines = createInterface({ input, terminal: false })[Symbol.asyncIterator]()
  return {
    isTerminal: false,
    next: async () => {
      const { value, done } = await lines.next()
      return done ? { type: 'end' } : { type: 'line', text: value }
    },
    onStop: (stop) => {
      process.on('SIGINT', stop)
      return () => void process.off('SIGINT', stop)
    },
    close: () => void input.destroy(),
  }
}

/** Reads lines from the terminal if stdin and stdout are one, else from the pipe. */
export const lineInput = (input: NodeJS.ReadStream, output: NodeJS.WriteStream): LineInput =>
  input.isTTY && output.isTTY ? typed(input, output) : piped(input)
