import type { Mark } from './mark.ts'
import { parseMarkdown } from './parse.ts'

const plain = (mark: Mark, nameOf: (id: string) => string | undefined): string => {
  switch (mark.type) {
    case 'text':
    case 'code':
    case 'fence':
    case 'everyone':
      return mark.text
    case 'break':
      return '\n'
    case 'list':
      return mark.items.map((item) => `• ${plainMarks(item, nameOf)}`).join('\n')
    case 'user':
    case 'role':
      return `@${nameOf(mark.id) ?? 'unknown'}`
    case 'channel':
      return `#${nameOf(mark.id) ?? 'unknown'}`
    case 'time':
      return new Date(mark.seconds * 1000).toISOString()
    case 'command':
      return `/${mark.name}`
    case 'emoji':
      return `:${mark.name}:`
    case 'heading':
    case 'quote':
    case 'subtext':
      return `${plainMarks(mark.inside, nameOf)}\n`
    case 'spoiler':
      return '▇'.repeat(Math.min(12, plainMarks(mark.inside, nameOf).length))
    default:
      return plainMarks(mark.inside, nameOf)
  }
}

const plainMarks = (marks: readonly Mark[], nameOf: (id: string) => string | undefined): string =>
  marks.map((mark) => plain(mark, nameOf)).join('')

/** The words of a message's first line, without Markdown, at most so many characters. */
export const firstWords = (
  source: string,
  nameOf: (id: string) => string | undefined,
  most: number,
): string => {
  const [line = ''] = plainMarks(parseMarkdown(source), nameOf).trim().split('\n')
  const letters = [...line]
  return letters.length <= most
    ? line
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trim()}…`
}
