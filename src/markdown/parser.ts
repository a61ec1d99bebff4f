import MarkdownIt from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { footnoteDefinition, footnoteReference } from './parser-footnotes.ts'
import { halfTable } from './parser-half-table.ts'
import { boundedLabels } from './parser-labels.ts'
import { bareUrl, halfLink, text } from './parser-links.ts'
import { mathBlock, mathInline } from './parser-math.ts'
import { type Inlines, noInlines, type References, sameReferences } from './parser-memo.ts'
import { character, positioned } from './parser-positions.ts'
import { spoiler, spoilerPairs } from './parser-spoiler.ts'
import { isGrowing, type Markdown, type Token } from './parser-state.ts'
import { withPlainTokens } from './parser-tokens.ts'
import { closeUnfinished, halfCode, heldBack } from './parser-unfinished.ts'

export { type Inlines, noInlines, type References, sameReferences } from './parser-memo.ts'
export type { Token } from './parser-state.ts'

/** Blocks with inline children, with all link definitions that were known or met, and the inline texts for the next time. */
export type Parsed = {
  readonly tokens: readonly Token[]
  readonly references: References
  readonly inlines: Inlines
}

/**
 * `source` as blocks with inline children. While the source is `growing`, what is still open at its end is parsed
 * in the form that it will most likely have when it is finished. Of `inlines` is taken what was parsed before.
 */
export function parse(
  source: string,
  references: References,
  growing: boolean,
  inlines: Inlines = noInlines,
): Parsed {
  const env = { references: { ...references }, growing, inlines }
  const tokens = markdown.parse(source, env)
  return { tokens, references: env.references, inlines: env.inlines }
}

/** The link definitions of `source`, added to `known`; a label keeps its first one. */
export function definitions(source: string, known: References): References {
  const references = { ...known }
  if (/^[\s>\-*+\d.)]*\[[^\]]{1,999}\]:/m.test(source))
    markdown.block.parse(source, markdown, { references }, [])
  return references
}

const markdown = configured()

function configured(): Markdown {
  const md = new MarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 400 }).use(
    cjkFriendly,
  )
  md.helpers = { ...md.helpers, parseLinkLabel: boundedLabels() }
  md.block.State = withPlainTokens(md.block.State)
  md.inline.State = positioned(md.inline.State)
  md.core.ruler.at('inline', (state) => parseInlines(md, state))
  md.core.ruler.disable(['text_join', 'linkify'])
  // HTML is shown as text or by its meaning, so the Markdown between tags is worth more than the block.
  md.block.ruler.disable('html_block')
  md.block.ruler.before('table', 'math_block', mathBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.block.ruler.after('table', 'half_table', halfTable, { alt: ['paragraph', 'reference'] })
  md.block.ruler.before('reference', 'footnote', footnoteDefinition, { alt: ['paragraph', 'reference'] })
  md.inline.ruler.at('text', text)
  md.inline.ruler.at('linkify', bareUrl)
  md.inline.ruler.enable('linkify')
  md.inline.ruler.before('escape', 'math', mathInline)
  md.inline.ruler.before('backticks', 'half_code', halfCode)
  md.inline.ruler.before('emphasis', 'spoiler', spoiler)
  md.inline.ruler.before('link', 'footnote_reference', footnoteReference)
  md.inline.ruler.after('image', 'half_link', halfLink)
  md.inline.ruler.push('character', character)
  md.inline.ruler2.after('balance_pairs', 'unfinished', closeUnfinished)
  md.inline.ruler2.after('emphasis', 'spoiler', spoilerPairs)
  md.inline.ruler2.disable('fragments_join')
  return md
}

type StateCore = InstanceType<Markdown['core']['State']>

/** Only the last inline text of a growing source is unfinished; the rest can't change any more. */
function parseInlines(md: Markdown, state: StateCore): void {
  const last = isGrowing(state.env) ? unfinishedInline(state) : undefined
  const { references = {}, inlines: memo = noInlines }: Partial<Parsed> = state.env
  const known = sameReferences(memo.references, references) ? memo.parsed : noInlines.parsed
  const parsed = new Map<string, Token[]>()
  for (const token of state.tokens) {
    if (token.type !== 'inline') continue
    const unfinished = token === last
    const content = unfinished ? heldBack(token.content) : token.content
    const before = unfinished ? undefined : known.get(content)
    token.children = before ?? parseInline(md, content, { references, unfinished })
    if (!unfinished) parsed.set(content, token.children)
  }
  Object.assign(state.env, { inlines: { references, parsed } satisfies Inlines })
}

/** The inline text at the end of the source, if it ends in one; a row of a table has empty cells after the half one. */
function unfinishedInline({ tokens, src }: StateCore): Token | undefined {
  const end = tokens.findLastIndex((token) => token.nesting >= 0)
  const last = tokens[end]
  if (last?.type !== 'inline') return undefined
  if (!/^t[dh]_close$/.test(tokens[end + 1]?.type ?? '')) return last
  if (/(?<!\\)\|\s*$/.test(src)) return undefined
  return tokens.findLast((token) => token.type === 'inline' && token.content !== '')
}

function parseInline(md: Markdown, content: string, env: Record<string, unknown>): Token[] {
  const tokens: Token[] = []
  md.inline.parse(content, md, env, tokens)
  return tokens
}
