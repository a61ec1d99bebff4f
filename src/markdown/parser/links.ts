import { isIncomplete, type StateInline } from './state.ts'

/** Longer addresses may be divided between pages, since a page must be able to hold a whole one. */
export const maxUrlLength = 640

/** What some rule can take, and the end of a link's label. */
const terminator = /[\n!$&*:<[\\\]_`|~¯]/g

/** Whether all of an inline text is plain. */
export const isPlain = (content: string): boolean => content.search(terminator) < 0

/** markdown-it's `text` rule, which stops only where one of our rules begins. */
export const text = (state: StateInline, silent: boolean): boolean => {
  terminator.lastIndex = state.pos
  const found = terminator.exec(state.src)?.index ?? state.posMax
  const end = Math.min(found, state.posMax)
  if (end === state.pos) return false
  if (!silent) state.pending += state.src.slice(state.pos, end)
  state.pos = end
  return true
}

/** A `<` before what is neither an address nor a tag is text, so that `<std:vector>` keeps its brackets. */
export const angleText = (state: StateInline, silent: boolean): boolean => {
  if (state.src[state.pos] !== '<') return false
  const rest = state.src.slice(state.pos, Math.min(state.posMax, state.pos + 80))
  if (!/^<[a-z][a-z\d+.-]{1,31}:/i.test(rest) || /^<(?:https?|mailto):/i.test(rest)) return false
  if (!silent) state.pending += '<'
  state.pos++
  return true
}

/** An address that stands in the text by itself, as in GitHub's extended autolinks. */
export const bareUrl = (state: StateInline, silent: boolean): boolean => {
  if (state.linkLevel > 0 || !state.src.startsWith('://', state.pos)) return false
  const scheme = /(?<![A-Za-z\d_\u00aa-\u1fff])https?$/i.exec(state.pending.slice(-6))?.[0]
  if (scheme === undefined) return false
  const rest = /^:\/\/[^\s\p{Cf}<>`"\u3000-\u303f\uff00-\uffef]+/u.exec(
    state.src.slice(state.pos, Math.min(state.posMax, state.pos + 2 * maxUrlLength)),
  )?.[0]
  if (rest === undefined) return false
  const url = trimmed(scheme + rest)
  if (!URL.canParse(url)) return false
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length)
    const token = state.push('bare_url', '', 0)
    token.map = [state.pos - scheme.length, state.pos - scheme.length]
    token.content = url
  }
  state.pos += url.length - scheme.length
  return true
}

/** Half a link or image at the end of the text so far shows its text. */
export const incompleteLink = (state: StateInline, silent: boolean): boolean => {
  if (!isIncomplete(state.env)) return false
  const incomplete = /^!?\[([^[\]]*)(?:\](?:\([^)\n]*|\[[^\]\n]*)?)?$/.exec(
    state.src.slice(state.pos, state.posMax),
  )
  const label = incomplete?.[1]
  if (incomplete === null || label === undefined || /^[\^ x]?$/i.test(label)) return false
  const start = state.pos + incomplete[0].indexOf('[') + 1
  if (!silent) {
    const max = state.posMax
    state.pos = start
    state.posMax = start + label.length
    state.md.inline.tokenize(state)
    state.posMax = max
  }
  state.pos = state.posMax
  return true
}

/** Without the punctuation that ends the sentence, and without a bracket that was opened before the address. */
const trimmed = (url: string): string => {
  const end = url.replace(/(?:[?!.,:;*_~'|\]}\\]|&\w+;)+$/, '')
  const unopened = end.endsWith(')') && (end.match(/\)/g)?.length ?? 0) > (end.match(/\(/g)?.length ?? 0)
  return unopened ? trimmed(end.slice(0, -1)) : end
}
