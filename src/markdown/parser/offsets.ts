import { PlainToken } from './plain-tokens.ts'
import type { Markdown, StateInline } from './state.ts'

type InlineState = Markdown['inline']['State']

/**
 * markdown-it's inline state, but each token has its offset in the inline text in `map[0]`, marks open and close where
 * Discord lets them, and a star between digits multiplies.
 */
export const withOffsets = (State: InlineState): InlineState =>
  class extends State {
    private text = ''
    private textFrom = 0

    constructor(...given: ConstructorParameters<InlineState>) {
      super(...given)
      Object.defineProperty(this, 'pending', pending)
    }

    override pushPending() {
      const token = new PlainToken('text', '', 0)
      token.content = this.text
      token.level = this.pendingLevel
      token.map = [this.textFrom, this.textFrom]
      this.tokens.push(token)
      this.text = ''
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
      if (this.text) this.pushPending()
      const token = new PlainToken(type, tag, nesting)
      token.level = this.level
      token.map = [this.pos, this.pos]
      this.pendingLevel = this.level
      this.tokens.push(token)
      this.tokens_meta.push(undefined)
      return token
    }

    override scanDelims(start: number) {
      const marker = this.src.charCodeAt(start)
      let end = start
      while (end < this.posMax && this.src.charCodeAt(end) === marker) end++
      const run = this.src.slice(start, end)
      const [before, after] = [characterBefore(this.src, start), characterAfter(this.src, end)]
      if (isProduct(run, before, after)) return { length: run.length, can_open: false, can_close: false }
      const can = run === '**' ? boldFlanks(this.src, start, before, after) : flanks(run, before, after)
      return { length: run.length, ...can }
    }
  }

/** Text that becomes a token with what follows: one descriptor for all states, which keeps them of one shape. */
const pending: PropertyDescriptor & ThisType<{ text: string; textFrom: number; readonly pos: number }> = {
  get() {
    return this.text
  },
  set(next: string) {
    if (this.text === '' && next !== '') this.textFrom = this.pos
    this.text = next
  },
}

const isProduct = (run: string, before: string, after: string): boolean =>
  run.startsWith('*') && /^\d\d$/.test(before + after)

/**
 * What two stars can do. Discord bolds what is between them, spaces or not. Here they open before a space only at a line's
 * start and behind a script without spaces, and close between spaces only at a line's end or what was opened at its start:
 * the others are powers, and signs behind a word.
 */
const boldFlanks = (text: string, start: number, before: string, after: string) => {
  const [spaceBefore, spaceAfter] = [isSpace(before), isSpace(after)]
  const isLineStart = before === '' || before === '\n'
  return {
    can_open: !spaceAfter || isLineStart || (!spaceBefore && unspaced.test(before)),
    can_close:
      !(spaceBefore && spaceAfter) ||
      (!isLineStart && (after === '' || after === '\n' || beginsWithSpacedBold(text, start))),
  }
}

const beginsWithSpacedBold = (text: string, start: number): boolean =>
  /(?:^|\n)\*\* [^\n]*$/.test(text.slice(Math.max(0, start - 500), start))

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Po}]/u

/**
 * What a run of other marks can do between two characters. Discord asks only for something other than a space beside the
 * marks. An underscore inside a word of letters that have upper and lower case, or of
 * digits, is a part of the word, as in CommonMark.
 */
const flanks = (run: string, before: string, after: string) => {
  const [spaceBefore, spaceAfter] = [isSpace(before), isSpace(after)]
  if (run.startsWith('_')) {
    return {
      can_open: !spaceAfter && !wordCharacter.test(before),
      can_close: !spaceBefore && !wordCharacter.test(after),
    }
  }
  return { can_open: !spaceAfter, can_close: !spaceBefore }
}

const isSpace = (character: string): boolean => character.trim() === ''

const wordCharacter = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_]/u

const characterBefore = (text: string, at: number): string => {
  const unit = text.charAt(at - 1)
  return /[\udc00-\udfff]/.test(unit) ? ([...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '') : unit
}

const characterAfter = (text: string, at: number): string => {
  const point = text.codePointAt(at)
  return point === undefined ? '' : String.fromCodePoint(point)
}

/** The last rule: a character that no other rule takes. Like every rule it adds the text before `pos` moves on. */
export const character = (state: StateInline, silent: boolean): boolean => {
  if (!silent) state.pending += state.src[state.pos] ?? ''
  state.pos++
  return true
}
