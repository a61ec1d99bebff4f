import { PlainToken } from './plain-tokens.ts'
import type { Markdown, StateInline } from './state.ts'

type InlineState = Markdown['inline']['State']

/**
 * markdown-it's inline state, but each token has its offset in the inline text in `map[0]`, marks open and close where
 * Discord lets them, and a star between digits multiplies.
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
      const token = new PlainToken('text', '', 0)
      token.content = this.pending
      token.level = this.pendingLevel
      token.map = [this.pendingFrom, this.pendingFrom]
      this.tokens.push(token)
      this.pending = ''
      return token
    }

    override push(...given: Parameters<InstanceType<InlineState>['push']>) {
      // Marks open and close delimiters of their own; everything else needs only the token.
      const [type, tag, nesting] = given
      if (nesting !== 0) {
        const token = super.push(...given)
        token.map = [this.pos, this.pos]
        return token
      }
      if (this.pending) this.pushPending()
      const token = new PlainToken(type, tag, nesting)
      token.level = this.level
      token.map = [this.pos, this.pos]
      this.pendingLevel = this.level
      this.tokens.push(token)
      this.tokens_meta.push(undefined)
      return token
    }

    override scanDelims(start: number, canSplitWord: boolean) {
      const scanned = super.scanDelims(start, canSplitWord)
      const marker = this.src[start] ?? ''
      const before = characterBefore(this.src, start)
      const after = characterAfter(this.src, Math.min(start + scanned.length, this.posMax))
      const product = marker === '*' && /^\d\d$/.test(before + after)
      if (product) return { ...scanned, can_open: false, can_close: false }
      return { ...scanned, ...flanks(this.src.slice(start, start + scanned.length), before, after) }
    }
  }

/**
 * What a run of `marker` can do between two characters. Discord asks only for something other than a space beside the
 * marks, and lets a bold text end in a space. An underscore inside a word of letters that have upper and lower case, or of
 * digits, is a part of the word, as in CommonMark.
 */
const flanks = (run: string, before: string, after: string) => {
  const [spaceBefore, spaceAfter] = [isSpace(before), isSpace(after)]
  const apart = spaceBefore && spaceAfter
  if (run.startsWith('_')) {
    return {
      can_open: !spaceAfter && !wordCharacter.test(before),
      can_close: !spaceBefore && !wordCharacter.test(after),
    }
  }
  return { can_open: !spaceAfter, can_close: run === '**' ? !apart : !spaceBefore }
}

const isSpace = (character: string): boolean => character.trim() === ''

const wordCharacter = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_]/u

const characterBefore = (text: string, at: number): string =>
  [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''

const characterAfter = (text: string, at: number): string => [...text.slice(at, at + 2)][0] ?? ''

/** The last rule: a character that no other rule takes. Like every rule it adds the text before `pos` moves on. */
export const character = (state: StateInline, silent: boolean): boolean => {
  if (!silent) state.pending += state.src[state.pos] ?? ''
  state.pos++
  return true
}
