import type { Markdown } from './parser-state.ts'

type InlineState = Markdown['inline']['State']

/**
 * markdown-it's inline state, but every token says in `map[0]` at which offset of the inline text it begins, and a star
 * between digits multiplies.
 */
export function positioned(State: InlineState): InlineState {
  return class extends State {
    private pendingFrom = 0

    constructor(...given: ConstructorParameters<InlineState>) {
      super(...given)
      let pending = ''
      Object.defineProperty(this, 'pending', {
        get: () => pending,
        set: (next: string) => {
          if (pending === '' && next !== '') this.pendingFrom = this.beginOf(next)
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

    /** Rules add to `pending` before they move on; the loop's fallback for a single character does it after. */
    private beginOf(text: string): number {
      return this.src.startsWith(text, this.pos) ? this.pos : Math.max(0, this.pos - text.length)
    }
  }
}
