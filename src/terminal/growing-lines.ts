/** The size of a terminal. */
export type TerminalSize = { readonly write: (text: string) => void; readonly rows: () => number }

/** Lines on a terminal that change. */
export type GrowingLines = {
  /** Makes the terminal show these lines, with as little as possible written anew. */
  readonly paint: (lines: readonly string[]) => void
  /** Leaves what is shown and goes to a new line. */
  readonly finish: () => void
}

const sameStart = (a: readonly string[], b: readonly string[]): number => {
  const differs = a.findIndex((line, index) => line !== b[index])
  return differs === -1 ? a.length : differs
}

/** Lines that are updated in place. Lines that have scrolled off the screen stay as they were. */
export const growingLines = ({ write, rows }: TerminalSize): GrowingLines => {
  let shown: readonly string[] = []
  return {
    paint: (lines) => {
      const same = sameStart(shown, lines)
      if (same === lines.length && same === shown.length) return
      const reach = Math.max(0, shown.length - Math.max(1, rows() - 1))
      const from = Math.max(reach, Math.min(same, Math.max(0, lines.length - 1)))
      const up = shown.length - 1 - from
      const back = `${up > 0 ? `\x1b[${up}A` : ''}\r\x1b[0J`
      const begin = shown.length === 0 ? '' : up < 0 ? '\n' : back
      write(begin + lines.slice(from).join('\n'))
      shown = lines
    },
    finish: () => {
      if (shown.length > 0) write('\n')
      shown = []
    },
  }
}
