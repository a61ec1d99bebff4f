import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser'
import { listRule } from './list-rule.ts'
import type { Mark } from './mark.ts'
import { quoteRules } from './quote-rule.ts'

const parser = SimpleMarkdown.parserFor({ ...rulesExtended, list: listRule, ...quoteRules })

type Raw = { readonly [key: string]: unknown }

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null

const textOf = (raw: Raw, key: string): string => {
  const value = raw[key]
  return typeof value === 'string' ? value : ''
}

const inside = (raw: Raw): readonly Mark[] => marksOf(raw['content'])

const wraps = {
  strong: 'strong',
  em: 'em',
  underline: 'underline',
  strikethrough: 'strike',
  spoiler: 'spoiler',
  blockQuote: 'quote',
  subtext: 'subtext',
} as const

const isWrap = (type: string): type is keyof typeof wraps => type in wraps

const linkOf = (raw: Raw): readonly Mark[] => {
  const url = textOf(raw, 'target')
  // Discord makes no link of anything but the web: what was written stays as it is.
  if (!/^https?:\/\//.test(url)) return [text('['), ...inside(raw), text(`](${url})`)]
  return [{ type: 'link', url, inside: inside(raw) }]
}

const text = (content: string): Mark => ({ type: 'text', text: content })

const listOf = (raw: Raw): Mark => ({
  type: 'list',
  ordered: raw['ordered'] === true,
  start: typeof raw['start'] === 'number' ? raw['start'] : 1,
  items: Array.isArray(raw['items']) ? raw['items'].map(marksOf) : [],
})

const leafOf = (type: string, raw: Raw): Mark => {
  switch (type) {
    case 'br':
    case 'newline':
      return { type: 'break' }
    case 'inlineCode':
      return { type: 'code', text: textOf(raw, 'content') }
    case 'codeBlock':
      return { type: 'fence', language: textOf(raw, 'lang'), text: textOf(raw, 'content') }
    case 'heading':
      return { type: 'heading', level: Number(raw['level']), inside: inside(raw) }
    case 'user':
    case 'role':
    case 'channel':
      return { type, id: textOf(raw, 'id') }
    case 'everyone':
    case 'here':
      return { type: 'everyone', text: `@${type}` }
    case 'timestamp':
      return { type: 'time', seconds: Number(raw['timestamp']), style: textOf(raw, 'format') }
    case 'slashCommand':
      return { type: 'command', name: textOf(raw, 'fullName') }
    case 'emoji':
      return { type: 'emoji', name: textOf(raw, 'name') }
    case 'twemoji':
      return text(textOf(raw, 'name'))
    default:
      return text(textOf(raw, 'content'))
  }
}

const markOf = (raw: Raw): readonly Mark[] => {
  const type = textOf(raw, 'type')
  if (isWrap(type)) return [{ type: wraps[type], inside: inside(raw) }]
  if (type === 'list') return [listOf(raw)]
  if (type === 'link' || type === 'url' || type === 'autolink') return linkOf(raw)
  return [leafOf(type, raw)]
}

/** The parser gives a text in many pieces; and the line break after a fence is not drawn. */
const joined = (marks: readonly Mark[]): readonly Mark[] => {
  const result: Mark[] = []
  for (const mark of marks) {
    const last = result.at(-1)
    if (mark.type === 'text' && last?.type === 'text') result.splice(-1, 1, text(last.text + mark.text))
    else if (!(mark.type === 'break' && last?.type === 'fence')) result.push(mark)
  }
  return result
}

const marksOf = (raw: unknown): readonly Mark[] =>
  joined((Array.isArray(raw) ? raw : [raw]).filter(isRaw).flatMap(markOf))

/** Reads a message as Discord does: its own dialect, in which tables, images and HTML are plain text. */
export const parseMarkdown = (source: string): readonly Mark[] => marksOf(parser(source, { inline: true }))
