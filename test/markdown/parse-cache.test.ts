import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyParseCache } from '../../src/markdown/growing.ts'
import { noPages, type Pages, paginate } from '../../src/markdown/paginate.ts'
import { document, noise } from './documents.ts'

const limit = 800
/** `FUZZ=100000` looks at that many documents of each kind. */
const { FUZZ } = process.env
const count = Number(FUZZ ?? 0)
const options = { limit, ended: false }

function forgetful(pages: Pages): Pages {
  return { ...pages, progress: { ...pages.progress, cache: emptyParseCache } }
}

/** Blocks whose meaning depends on what stands around them, an empty line between them or none. */
const touchy = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        ...[
          'a *b',
          'c* d',
          '- one',
          '- two',
          '  more',
          '* star',
          '1. x',
          '2. y',
          '> q',
          '| a | b |',
          '|---|---|',
        ],
        ...[
          '```',
          '~~~',
          '$$',
          'x = 1',
          '    code',
          '[r]: http://x.y',
          '[r]',
          '[s][r]',
          "'title'",
          '# head',
          '---',
        ],
        ...[
          '===',
          'note[^n]',
          '[^n]: text',
          '**open',
          '`tick',
          '||bar',
          '\\[ x',
          '-',
          '1986.',
          '<b>',
          '',
          '- ```',
        ],
      ),
      fc.constantFrom('\n', '\n', '\n\n', '\n\n', '\n  ', '\n\n  ', ' '),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.flat().join(''))

/** Sentences of one paragraph in which all is closed, or nearly so, and what may turn the paragraph into something else. */
const sentences = fc
  .array(
    fc.constantFrom(
      ...[
        'Words of a sentence. ',
        'and more, so it goes on ',
        'これは文章です。',
        'とても**長い**文章です。',
        '「引用」です。 ',
      ],
      ...[
        '**Note:** see ',
        '**bold** words. ',
        '*it* and ',
        'a **bo',
        'ld** b ',
        '*',
        '** ',
        'x* ',
        '5*3 a*2 ',
        '__low__ ',
      ],
      ...[
        '`code` is. ',
        '`` a` b `` ',
        '` ',
        'snake_case_name ',
        'a_ b ',
        '~5 ',
        '~~',
        'R&D &amp; ',
        '&',
        'AT&T ',
      ],
      ...[
        '[a link](https://e.com/a_b?c=d&e) ',
        '[half](htt',
        'p://x.y) ',
        '[ ',
        '](',
        '!',
        '![i](http://x.y/z) ',
        'https://x.y/a_b ',
      ],
      ...[
        '$x$ ',
        '$5 ',
        '\\',
        '\\( ',
        '<b>',
        '</b> ',
        '<',
        '||s|| ',
        '| ',
        '!',
        '? ',
        ': ',
        '. ',
        '  ',
        '1. ',
        '# ',
        '- ',
      ],
      ...[
        '\n',
        '\n',
        '\n===\n',
        '\n---\n',
        '\n|---|---|\n',
        '\n|---|\n',
        '\n\n',
        '\n- ',
        '\n> ',
        '\n```\n',
        '\n[r]: /x\n',
        '[r] ',
      ],
    ),
    { minLength: 1, maxLength: 80 },
  )
  .map((parts) => parts.join(''))

const told: readonly string[] = [
  '[r] \n> \n[r]: /x\nWords of a sentence. ',
  '[r] \n\n[r]: /x\nWords of a sentence. ',
  'See [r] here.\n\nNext\n\n[r]: http://x.y\n\nEnd [r].',
  'See [r] here.\n\n[r]: http://x.y\n\n[r]: http://other.y\n\nEnd [r].',
  "[r]: /x\n'title\n\nsee [r]\n\n[r]: http://x.y 'or\nno title",
  '1. x\n1. y\n1. z\n\n   more\n1. last',
  `${'1. an item of some words\n'.repeat(60)}\nEnd of it.`,
  '**open\n\n**open\n\n- **open\n- **open',
  '```\n```\n\nText after an empty block\n\n```\n```\n- one\n- two',
  `${'word '.repeat(155)}\n\n## Head\n\n${'text '.repeat(100)}`,
  '# Head\n\n- one\n\n## Head\n\nText\n\n---\n\nText',
  'Words before it a | b\n|---|---|\n| c | d |\n',
  'Words that turn out to head\n===\n\nText',
  `${'Words, **bold** and `code`. '.repeat(80)}**open ${'more '.repeat(200)}`,
  `${'これは日本語の文章です。とても**長い**文章です。'.repeat(60)}`,
  'Words **a1**2 that go on** and *on*. End of them',
  'Words **bold***and* more* of them. End of them',
  '=== a *b',
  'Words and 12345 of them, and 2026\nand so on',
  'Words before a star* and *after* it. More* of **both *of* them**. End',
]

const runs = count > 0 ? { numRuns: count } : { numRuns: 300, interruptAfterTimeLimit: 1500 }

test.each(Object.entries({ touchy, sentences, document, noise }))(
  'what is remembered from before changes nothing: %s',
  { timeout: 60_000 + count * 100 },
  (_, sources) => {
    fc.assert(
      fc.property(sources, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), changesNothing),
      runs,
    )
  },
)

test.each(told)('what is remembered from before changes nothing: %j', (source) => {
  changesNothing(source, [1])
})

function changesNothing(source: string, steps: readonly number[]): void {
  let pages = noPages
  for (let length = 0, step = 0; length < source.length; step++) {
    length += steps[step % steps.length] ?? 1
    const text = source.slice(0, length)
    const { sealed, open } = paginate(forgetful(pages), text, options)
    pages = paginate(pages, text, options)
    expect(pages).toMatchObject({ sealed, open })
  }
}
