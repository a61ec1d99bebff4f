import { parse as discord } from 'discord-markdown-parser'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { withOffsets } from '../../src/markdown/parser/offsets.ts'
import { pagesOf } from './laws.ts'

/** CommonMark, but that marks open and close where Discord lets them. */
const commonmark = new MarkdownIt()
commonmark.inline.State = withOffsets(commonmark.inline.State)

/** Words in which underscores, stars, tildes and bars mean something, or look as if they did. */
const touchy = [
  ...[
    'stay_as_they_are.',
    'a_(b)',
    'snake_case_name',
    '__init__',
    '__init__.py',
    'file_*.txt',
    '_private',
    'end_',
  ],
  ...[
    '*args',
    '**kwargs',
    '*.ts',
    'x*',
    'a**b',
    'a*b*c',
    '~~',
    '~5',
    'a~b',
    'a~~b',
    '||',
    'a||b',
    '|',
    '_',
    '*',
    '**',
  ],
  ...[
    '(_x_)',
    '"_q_"',
    '*em*',
    '_em_',
    '**bold**',
    '__bold__',
    '***both***',
    '~~gone~~',
    'é_ü_ö',
    '_é_',
    'ж_ж_ж',
  ],
  ...[
    '`a_b`',
    '`*`',
    '\\*',
    '\\_x\\_',
    'f(*x*)',
    '**a**b',
    '_a_b',
    'a__b__c',
    '_(a)_b',
    '*a_b*',
    '_a*b_',
    'word',
  ],
]

const text = fc
  .array(fc.tuple(fc.constantFrom(...touchy), fc.constantFrom(' ', ' ', ', ', '')), {
    minLength: 1,
    maxLength: 14,
  })
  .map((parts) => parts.flat().join('').trim())
  // A line of nothing but marks is a rule, a list or a fence; a bar between two may be a spoiler, which CommonMark has none of.
  .filter((line) => /^[a-zé(]/.test(line) && !/\|\|.*\|\|/.test(line))

/** Each letter and mark that is shown, with how it is formatted. */
type Shown = readonly string[]

const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    em: 'i',
    strong: 'b',
    s: 's',
    underline: 'u',
    strikethrough: 's',
    inlineCode: 'c',
    spoiler: '',
  }),
)

function shown(content: string, marks: readonly string[]): Shown {
  const style = [...new Set(marks)].toSorted().join('')
  return [...content].filter((one) => /[\p{L}_*~]/u.test(one)).map((one) => one + style)
}

function byCommonMark(source: string): Shown {
  const open: string[] = []
  return (commonmark.parseInline(source, {})[0]?.children ?? []).flatMap((token) => {
    const isUnderline = token.type.startsWith('strong_') && token.markup === '__'
    const name = isUnderline ? 'u' : (names.get(token.type.replace(/_(?:open|close)$/, '')) ?? '')
    if (token.nesting === 1) open.push(name)
    if (token.nesting === -1) open.splice(open.lastIndexOf(name), 1)
    if (token.type === 'code_inline')
      return shown(token.content, [...open.filter(unlike(token.content)), 'c'])
    return token.type.startsWith('text') ? shown(token.content, open) : []
  })
}

/** Italics go around code in which there is a mark of theirs. */
function unlike(code: string): (name: string) => boolean {
  return (name) => name !== 'i' || !/[*_]/.test(code)
}

type Node = { readonly type: string; readonly content?: unknown }

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function nodes(page: string): readonly Node[] {
  const parsed: unknown = discord(page, 'extended')
  return Array.isArray(parsed) ? parsed.filter(isNode) : []
}

function byDiscord(found: readonly Node[], marks: readonly string[]): Shown {
  return found.flatMap(({ type, content }) => {
    const within = [...marks, names.get(type) ?? '']
    if (typeof content === 'string') return shown(content, within)
    return Array.isArray(content) ? byDiscord(content.filter(isNode), within) : []
  })
}

function isFormattedAlike(source: string): void {
  const pages = pagesOf(source, 1900)
  expect(byDiscord(nodes(pages.join('\n')), []), pages.join('\n')).toEqual(byCommonMark(source))
}

test.each([
  'a tilde before a strikethrough ~~~5 a~~b',
  'and after one ~~5 a~~~ b',
  'and on both sides ~~~5 a~~~ b',
])('Discord formats what the parser formats: %j', isFormattedAlike)

/** `FUZZ=20000` looks at that many lines. */
const count = Number(process.env['FUZZ'] ?? 0)

test('Discord formats what the parser formats, and shows every other mark', { timeout: 150_000 }, () => {
  fc.assert(fc.property(text, isFormattedAlike), {
    numRuns: count > 0 ? count : 600,
    interruptAfterTimeLimit: count > 0 ? 100_000 : 2000,
  })
})

const starters = fc.array(
  fc.constantFrom('#', '##', '-#', '>', '>>>', '-', '+', '1.', '1986.', '#a', 'word'),
  {
    minLength: 500,
    maxLength: 700,
  },
)

test('no heading, subtext, quote or list begins where a page happens to be divided', () => {
  fc.assert(
    fc.property(starters, (words) => {
      const pages = pagesOf(`Text ${words.join(' ')}`, 800)
      expect(pages.length).toBeGreaterThan(1)
      const types = pages.flatMap((page) => nodes(page).map((node) => node.type))
      expect(types.filter((type) => type !== 'text')).toEqual([])
      expect(pages.filter((page) => /^(?:[-+*]|\d+\.)\s/.test(page))).toEqual([])
    }),
    { numRuns: 50 },
  )
})
