import type { Markdown, StateInline } from './parser-state.ts'

type InlineState = Markdown['inline']['State']

/**
 * markdown-it's inline state, but every token says in `map[0]` at which offset of the inline text it begins, and a star
 * between digits multiplies.
 */
export const withOffsets = (State: InlineState): InlineState =>
  class extends State {
    private pendingFrom = 0

    constructor(...given: ConstructorParameters<InlineState>) {
      super(...given)
      let pending = ''
      Object.defineProperty(this, 'pending', {
        get: () => pending,
        set: (next: string) => {
          if (pending === '' && next !== '') this.pendingFrom = this.pos
          pending = next
        },
      })
    }

    override pushPending() {
      const token = super.pushPending()
      token.map = [this.pendingFrom, this.pendingFrom]
      return token
    }

    override push(...given: Parameters<InstanceType<InlineState>['push']>) {
      const token = super.push(...given)
      token.map = [this.pos, this.pos]
      return token
    }

    override scanDelims(start: number, canSplitWord: boolean) {
      const scanned = super.scanDelims(start, canSplitWord)
      const product = canSplitWord && /^\d\*+\d$/.test(this.src.slice(start - 1, start + scanned.length + 1))
      return product ? { ...scanned, can_open: false, can_close: false } : scanned
    }
  }

/** The last rule: a character that none of the others takes, added to the text before `pos` moves on, as by all of them. */
export const character = (state: StateInline, silent: boolean): boolean => {
  if (!silent) state.pending += state.src[state.pos] ?? ''
  state.pos++
  return true
}
