import { SimpleMarkdown } from 'discord-markdown-parser'

/** A rule of the Markdown parser's. */
type Rule = (typeof SimpleMarkdown.defaultRules)['list']

const bullet = /^( *)([-*]|\d+\.) +(?=\S)/

const isNumber = (marker: string | undefined): boolean => /\d/.test(marker ?? '')

/** The lines at the start of the source that are one list: items, and what is indented below them. */
const listLines = (source: string): readonly string[] => {
  const lines = source.split('\n')
  const first = bullet.exec(lines[0] ?? '')
  const end = lines.findIndex((line, index) => {
    const own = bullet.exec(line)
    if (own === null) return index > 0 && !/^ {2,}\S/.test(line)
    const isBeside = (own[1]?.length ?? 0) <= (first?.[1]?.length ?? 0)
    return isBeside && isNumber(own[2]) !== isNumber(first?.[2])
  })
  return end < 0 ? lines : lines.slice(0, end)
}

type Item = { readonly marker: string; readonly lines: string[] }

const itemsOf = (lines: readonly string[]): readonly Item[] => {
  const depth = bullet.exec(lines[0] ?? '')?.[1]?.length ?? 0
  const items: Item[] = []
  for (const line of lines) {
    const found = bullet.exec(line)
    const isOwn = found !== null && (found[1]?.length ?? 0) <= depth
    if (isOwn) items.push({ marker: found[2] ?? '-', lines: [line.slice(found[0].length)] })
    else items.at(-1)?.lines.push(line.replace(new RegExp(`^ {0,${depth + 2}}`), ''))
  }
  return items
}

/** A match whose last group is a line break: this is how the other rules know that a line begins after it. */
const asCapture = (source: string, matched: string) =>
  Object.assign([matched, matched.endsWith('\n') ? '\n' : ''], { index: 0, input: source })

/** Lists as Discord draws them: from a line's start, nested by indent, without blank lines within. */
export const listRule: Rule = {
  ...SimpleMarkdown.defaultRules.list,
  match: (source, state) => {
    const before: unknown = state['prevCapture']
    const isLineStart =
      before === null || before === undefined || (Array.isArray(before) && /\n$/.test(String(before[0])))
    if (!isLineStart || !bullet.test(source)) return null
    const matched = listLines(source).join('\n')
    const following = /^\n*/.exec(source.slice(matched.length))?.[0] ?? ''
    return asCapture(source, matched + following)
  },
  parse: (capture, parse, state) => {
    const items = itemsOf((capture[0] ?? '').replace(/\n+$/, '').split('\n'))
    const marker = items[0]?.marker ?? '-'
    return {
      ordered: isNumber(marker),
      start: Number.parseInt(marker, 10) || 1,
      items: items.map(({ lines }) => parse(lines.join('\n'), { ...state, prevCapture: null })),
    }
  },
}
