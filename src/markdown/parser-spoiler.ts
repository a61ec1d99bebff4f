import type { StateInline } from './parser-state.ts'

const bar = 0x7c

/** Discord's `||spoiler||`: two bars that touch the text they hide, so that a logical or stays what it is. */
export const spoiler = (state: StateInline, silent: boolean): boolean => {
  if (silent || state.src.charCodeAt(state.pos) !== bar) return false
  const run = /^\|{3,}/.exec(state.src.slice(state.pos, state.posMax))?.[0]
  if (run !== undefined) {
    state.pending += run
    state.pos += run.length
    return true
  }
  const scanned = state.scanDelims(state.pos, true)
  if (scanned.length !== 2) return false
  const token = state.push('text', '', 0)
  token.content = '||'
  state.delimiters.push({
    marker: bar,
    length: 0, // no rule of three
    token: state.tokens.length - 1,
    end: -1,
    open: scanned.can_open,
    close: scanned.can_close,
  })
  state.pos += 2
  return true
}

/** Turns the pairs that were found into `spoiler_open` and `spoiler_close`. */
export const spoilerPairs = (state: StateInline): void => {
  for (const delimiters of [state.delimiters, ...state.tokens_meta.map((meta) => meta?.delimiters ?? [])]) {
    for (const delimiter of delimiters) {
      const closing = delimiter.marker === bar && delimiter.end >= 0 ? delimiters[delimiter.end] : undefined
      if (closing === undefined) continue
      mark(state, delimiter.token, 'spoiler_open', 1)
      mark(state, closing.token, 'spoiler_close', -1)
    }
  }
}

const mark = (state: StateInline, index: number, type: string, nesting: 1 | -1): void => {
  const token = state.tokens[index]
  if (token === undefined) return
  token.type = type
  token.nesting = nesting
  token.content = ''
}
