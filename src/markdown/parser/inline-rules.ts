import { footnoteReference } from './footnotes.ts'
import { closeIncomplete, incompleteCode } from './incomplete.ts'
import { angleText, bareUrl, incompleteLink, text } from './links.ts'
import { mathInline } from './math.ts'
import { character } from './offsets.ts'
import { shrug } from './shrug.ts'
import { bars } from './spoiler.ts'
import { spokenEntity } from './spoken-entity.ts'
import type { Markdown, StateInline } from './state.ts'

/** Takes what begins at `state.pos`, if it can. */
type InlineRule = (state: StateInline, silent: boolean) => boolean

/** The rules by the character that what they take begins with, in the order in which they are tried. */
const rulesOf = (md: Markdown): Readonly<Record<string, readonly InlineRule[]>> => {
  const own = (name: string): InlineRule => {
    const rule = md.inline.ruler.getRules('').find((one) => one.name === name)
    if (rule === undefined) throw new Error(`markdown-it has no inline rule "${name}": look for its new name`)
    return rule
  }
  const emphasis = [own('emphasis_tokenize')]
  return {
    ':': [bareUrl],
    '\n': [own('newline')],
    '¯': [shrug],
    $: [mathInline],
    '\\': [mathInline, own('escape')],
    '`': [incompleteCode, own('backtick')],
    '~': [own('strikethrough_tokenize')],
    '|': [bars],
    '*': emphasis,
    _: emphasis,
    '[': [footnoteReference, own('link'), incompleteLink],
    '!': [own('image'), incompleteLink],
    '<': [angleText, own('autolink'), own('html_inline')],
    '&': [spokenEntity, own('entity')],
  }
}

/** Sets `md` to our rules for inline text. Of each character only the rules that can take it are tried. */
export const useInlineRules = (md: Markdown): void => {
  const rules = new Map(
    Object.entries(rulesOf(md)).map(([first, those]) => [first.charCodeAt(0), [...those, character]]),
  )
  const others = [text, character]
  const byCharacter: InlineRule = (state, silent) => {
    for (const rule of rules.get(state.src.charCodeAt(state.pos)) ?? others)
      if (rule(state, silent)) return true
    return false
  }
  md.inline.ruler.push('by_character', byCharacter)
  md.inline.ruler.enableOnly('by_character')
  md.inline.ruler2.after('balance_pairs', 'incomplete', closeIncomplete)
  md.inline.ruler2.disable('fragments_join')
}
