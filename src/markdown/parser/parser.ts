import MarkdownIt from 'markdown-it'
import { emptyInlineCache, type InlineCache, type References, sameReferences } from './cache.ts'
import { keepFurtherCells, protectBars, restoreBars } from './cell-bars.ts'
import { definition } from './definition.ts'
import { fence } from './fence.ts'
import { footnoteDefinition } from './footnotes.ts'
import { withoutIncompleteEnd } from './incomplete.ts'
import { incompleteTable } from './incomplete-table.ts'
import { useInlineRules } from './inline-rules.ts'
import { boundedLinkLabel } from './link-label.ts'
import { isPlain } from './links.ts'
import { mathBlock } from './math.ts'
import { deepParagraph } from './nesting.ts'
import { withOffsets } from './offsets.ts'
import { paragraph } from './paragraph.ts'
import { PlainToken, withPlainTokens } from './plain-tokens.ts'
import { blockRule, quote } from './quote.ts'
import { barsEndTable } from './spoiler.ts'
import { isGrowing, type Markdown, type Token } from './state.ts'
import { subtext } from './subtext.ts'

export { emptyInlineCache, type InlineCache, type References, sameReferences } from './cache.ts'
export type { Token } from './state.ts'

/** Blocks with inline children, with all link definitions that were known or met, and the inline texts for the next time. */
export type Parsed = {
  readonly tokens: readonly Token[]
  readonly references: References
  readonly inlineCache: InlineCache
}

/**
 * `source` as blocks with inline children. While the source is `growing`, what is still open at its end is parsed
 * in the form that it will most likely have when it is finished. Of `inlines` is taken what was parsed before.
 */
export const parse = (
  source: string,
  references: References,
  growing: boolean,
  inlineCache: InlineCache = emptyInlineCache,
): Parsed => {
  const env = { references: { ...references }, growing, inlineCache }
  const tokens = markdown.parse(protectBars(source, growing), env)
  return { tokens, references: env.references, inlineCache: env.inlineCache }
}

/** The link definitions of `source`, added to `known`; a label keeps its first one. */
export const definitions = (source: string, known: References): References => {
  const references = { ...known }
  if (source.includes(']:') && /^[ \t>\-*+\d.)]*\[[^\]]{1,999}\]:/m.test(source))
    markdown.block.parse(source, markdown, { references }, [])
  return references
}

const configured = (): Markdown => {
  const md = new MarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 400 })
  md.normalizeLink = withLast(md.normalizeLink)
  md.validateLink = withLast(md.validateLink)
  md.helpers = { ...md.helpers, parseLinkLabel: boundedLinkLabel() }
  md.block.State = withPlainTokens(md.block.State)
  md.inline.State = withOffsets(md.inline.State)
  md.core.ruler.after('block', 'restore_bars', restoreBars)
  md.core.ruler.after('block', 'further_cells', keepFurtherCells)
  md.core.ruler.at('inline', (state) => parseInlines(md, state))
  md.core.ruler.disable(['text_join', 'linkify'])
  // HTML is shown as text or by its meaning, so the Markdown between tags is worth more than the block.
  md.block.ruler.disable('html_block')
  md.block.ruler.before('table', 'deep_paragraph', deepParagraph)
  md.block.ruler.before('table', 'math_block', mathBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.block.ruler.after('table', 'incomplete_table', incompleteTable, { alt: ['paragraph', 'reference'] })
  md.block.ruler.disable('fence')
  md.block.ruler.at('blockquote', quote(blockRule(md, 'blockquote')), {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.block.ruler.at('paragraph', paragraph(blockRule(md, 'paragraph')))
  md.block.ruler.at('reference', definition(blockRule(md, 'reference')))
  md.block.ruler.before('code', 'discord_fence', fence('line-start'), {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.block.ruler.before('table', 'bars_end_table', barsEndTable, { alt: ['blockquote'] })
  md.block.ruler.before('list', 'subtext', subtext, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  // It ends no list: what stands before the fence may be the marker of the next item.
  md.block.ruler.before('paragraph', 'mid_line_fence', fence('mid-line'), {
    alt: ['paragraph', 'reference', 'blockquote'],
  })
  md.block.ruler.before('reference', 'footnote', footnoteDefinition, { alt: ['paragraph', 'reference'] })
  useInlineRules(md)
  return md
}

/** `work`, but asked for the same again it answers from memory: a link is looked at each time a label around it is. */
const withLast = <Result>(work: (text: string) => Result): ((text: string) => Result) => {
  let last: { readonly text: string; readonly result: Result } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, result: work(text) }
    return last.result
  }
}

const markdown = configured()

type StateCore = InstanceType<Markdown['core']['State']>

/** Only the last inline text of a growing source is unfinished; the rest can't change any more. */
const parseInlines = (md: Markdown, state: StateCore): void => {
  const last = isGrowing(state.env) ? incompleteInline(state) : undefined
  const { references = {}, inlineCache: cache = emptyInlineCache }: Partial<Parsed> = state.env
  const known = sameReferences(cache.references, references) ? cache.parsed : emptyInlineCache.parsed
  const parsed = new Map<string, Token[]>()
  for (const token of state.tokens) {
    if (token.type !== 'inline') continue
    const isIncomplete = token === last
    const content = isIncomplete ? withoutIncompleteEnd(token.content) : token.content
    const before = isIncomplete ? undefined : known.get(content)
    token.children = before ?? parseInline(md, content, { references, isIncomplete })
    if (!isIncomplete) parsed.set(content, token.children)
  }
  Object.assign(state.env, { inlineCache: { references, parsed } satisfies InlineCache })
}

/** The inline text at the end of the source, if it ends in one; a row of a table has empty cells after the half one. */
const incompleteInline = ({ tokens, src }: StateCore): Token | undefined => {
  const end = tokens.findLastIndex((token) => token.nesting >= 0)
  const last = tokens[end]
  if (last?.type !== 'inline') return undefined
  if (!/^t[dh]_close$/.test(tokens[end + 1]?.type ?? '')) return last
  const lastLine = src.slice(src.lastIndexOf('\n') + 1)
  if (/(?<!\\)\|\s*$/.test(protectBars(lastLine, true))) return undefined
  return tokens.findLast((token) => token.type === 'inline' && token.content !== '')
}

/** What inline parsing makes of plain text, without its cost. */
const plainToken = (content: string): Token =>
  Object.assign(new PlainToken('text', '', 0), { content, map: [0, 0] })

const parseInline = (md: Markdown, content: string, env: Record<string, unknown>): Token[] => {
  const tokens: Token[] = []
  if (isPlain(content)) return content === '' ? [] : [plainToken(content)]
  md.inline.parse(content, md, env, tokens)
  return tokens
}
