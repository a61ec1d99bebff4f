import fc from 'fast-check'

/** Every visible word of a generated document is a `\0`, which `numbered` turns into w1x, w2x … */
const word = fc.constant('\0')
const phrase = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))

const link = phrase.map((text) => `[${text}](https://example.com/a_b)`)
const span = fc.oneof(
  { weight: 6, arbitrary: phrase },
  { weight: 2, arbitrary: phrase.map((text) => `**${text}**`) },
  phrase.map((text) => `*${text}*`),
  phrase.map((text) => `***${text}***`),
  phrase.map((text) => `~~${text}~~`),
  phrase.map((text) => `||${text}||`),
  phrase.map((text) => `\`${text}\``),
  phrase.map((text) => `**${text} *${text}* ${text}**`),
  link,
  phrase.map((text) => `![${text}](https://example.com/i.png)`),
  phrase.map((text) => `**${text}`),
  phrase.map((text) => `${text}*`),
  phrase.map((text) => `[${text}`),
  phrase.map((text) => `\`${text}`),
  fc.constantFrom(
    '5 * 3',
    'snake_case',
    'a || b',
    '1 < 2',
    '&amp;',
    '\\*',
    '$5',
    '日本語の文章。',
    '👩‍👩‍👧',
    '<b>',
    '<br>',
    '_',
  ),
)

/** Inline text with words, formatting, and the things that look like it. */
const inline = fc
  .array(span, { minLength: 1, maxLength: 4 })
  .chain((spans) => fc.constantFrom(' ', ' ', '. ', ', ').map((between) => spans.join(between)))
  .filter((text) => !/^[\s>#\-+\d]/.test(text))

const code = fc
  .array(
    fc.oneof(
      phrase,
      fc.constant(''),
      phrase.map((text) => `    ${text} = [**x]`),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((lines) => lines.join('\n'))
const fence = fc
  .tuple(fc.constantFrom('```', '~~~', '````'), fc.constantFrom('', 'js', 'python title=x'), code)
  .map(([mark, info, text]) => `${mark}${info}\n${text}\n${mark}`)
const table = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 8 }))
  .map(([columns, rows]) => {
    const row = (cell: string) => `| ${Array.from({ length: columns }, () => cell).join(' | ')} |`
    return [row('\0'), row('---'), ...Array.from({ length: rows }, () => row('\0'))].join('\n')
  })
/** Cells of all widths, so that columns are wrapped or rows become cards; only the first one's words are numbered. */
const cell = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    '12',
    '`code`',
    '**bold text**',
    '$x^2$',
    '🍌',
    'a \\| b',
    '<br>',
    '[a](https://e.com)',
  ),
  fc.constantFrom(
    '古い環境でも動かしたいとき、または更新が少ないとき',
    'ロングポーリング',
    '不要在引号里断行',
    'العدد',
  ),
  fc.constantFrom(
    'https://example.com/a_long/path-to/some.html?x=1',
    'averyveryverylongwordwithoutend',
    '**half',
    '`half',
    '*',
  ),
  fc.integer({ min: 1, max: 30 }).map((length) => 'lorem ipsum '.repeat(length).trim()),
)
const wideTable = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
  .chain(([more, rows]) =>
    fc
      .array(fc.array(cell, { minLength: more, maxLength: more }), { minLength: rows, maxLength: rows })
      .map((cells) => {
        const row = (all: readonly string[]) => `| ${all.join(' | ')} |`
        const others = Array.from({ length: more }, (_, column) => `head ${column}`)
        const rule = row(['---', ...others.map((_, column) => [':--', '--:', ':-:'][column % 3] ?? '')])
        // The head of the first column stands on every card.
        return [row(['#', ...others]), rule, ...cells.map((one) => row(['\0', ...one]))].join('\n')
      }),
  )
const paragraph = fc.array(inline, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))
const heading = fc
  .tuple(fc.integer({ min: 1, max: 6 }), phrase)
  .map(([level, text]) => `${'#'.repeat(level)} ${text}`)
const leaf = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  heading,
  fence,
  table,
  wideTable,
  fc.constant('---'),
  phrase.map((text) => `$$\n${text}\n$$`),
)

const { block } = fc.letrec<{ block: string; list: string; quote: string }>((tie) => ({
  block: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, leaf, tie('list'), tie('quote')),
  list: fc
    .tuple(
      fc.constantFrom('- ', '* ', '1. ', '12. ', '- [ ] '),
      fc.array(fc.array(tie('block'), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
    )
    .map(([marker, items]) => {
      const indent = ' '.repeat(marker === '- [ ] ' ? 2 : marker.length)
      return items
        .map((blocks) => `${marker}${blocks.join('\n\n').replaceAll('\n', `\n${indent}`)}`)
        .join('\n')
    }),
  quote: fc
    .array(tie('block'), { minLength: 1, maxLength: 3 })
    .map((blocks) => blocks.join('\n\n').replace(/^/gm, '> ')),
}))

/** A document in which every visible word has its own number. */
export const document = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((blocks) => numbered(blocks.join('\n\n')))

/** Characters that mean something in Markdown or on Discord, in no order. */
export const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'*_`~|[]()<>!#-+.:\\$&@\n\n\n\t 　>^"'),
      fc.constantFrom(
        '\0 ',
        '```',
        '\n\n',
        '    ',
        '- ',
        '1. ',
        '> ',
        '| ',
        '|---|',
        '](',
        '://',
        'https://',
        '$$',
        '[^1]',
        '[^1]: ',
        '<@1',
        '&lt;',
      ),
      fc.constantFrom(
        'word',
        '日本',
        '👨‍👩‍👧‍👦',
        'e\u0301',
        '\u202e',
        '\u200b',
        '\ud83d',
        '<br>',
        '</a>',
        '<!--',
        '-->',
        '<a href="http://x.y">',
      ),
    ),
    { maxLength: 120 },
  )
  .map((parts) => numbered(parts.join('')))

/** The numbered words that `text` shows, in order. */
export function words(text: string): readonly string[] {
  return text.match(/w\d+x/g) ?? []
}

function numbered(text: string): string {
  let count = 0
  return text.replaceAll('\0', () => `w${++count}x`)
}
