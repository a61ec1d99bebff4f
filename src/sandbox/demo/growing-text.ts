import type { WriteStream } from 'node:tty'

/** Where a reply is seen to grow. */
export type GrowingText = {
  /** The messages as they are now. */
  readonly show: (messages: readonly string[]) => void
  /** The messages as they stay. */
  readonly end: (messages: readonly string[]) => void
}

const rule = '─'.repeat(40)

/** Draws over what it has drawn before: only as many lines as fit can be taken back. */
const inPlace = (out: WriteStream): GrowingText => {
  let drawn = 0
  const erase = () => {
    if (drawn > 0) out.write(`\x1b[${drawn}A`)
    out.write('\r\x1b[J')
  }
  const linesOf = (messages: readonly string[]) =>
    messages
      .join(`\n${rule}\n`)
      .split('\n')
      .flatMap((line) => line.match(new RegExp(`.{1,${Math.max(10, out.columns - 2)}}`, 'gu')) ?? [''])
  return {
    show: (messages) => {
      const lines = linesOf(messages).slice(-Math.max(3, out.rows - 2))
      erase()
      out.write(`${lines.join('\n')}\n`)
      drawn = lines.length
    },
    end: (messages) => {
      erase()
      out.write(`${messages.join(`\n${rule}\n`)}\n`)
    },
  }
}

/** In a pipe nothing can be taken back, so the messages are written once, at the end. */
const inPipe = (out: NodeJS.WritableStream): GrowingText => ({
  show: () => {},
  end: (messages) => void out.write(`${messages.join(`\n${rule}\n`)}\n`),
})

/** Shows a reply growing: drawn over in a terminal, written once in a pipe. */
export const growingText = (out: WriteStream): GrowingText => (out.isTTY ? inPlace(out) : inPipe(out))
