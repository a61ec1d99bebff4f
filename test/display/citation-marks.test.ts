import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withCitationMarks } from '../../src/display/citation-marks.ts'
import { advance, asked, type Draft, writtenOf } from '../../src/display/draft.ts'
import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { read } from '../markdown/discord-reader.ts'

const source = { title: 'Tides', url: 'https://a.example' }

/** `text` with its `^`s taken out, and a source that is cited there. */
const cited = (text: string) => {
  const at = [...text.matchAll(/\^/g)].map(({ index }, count) => index - count)
  return { text: text.replaceAll('^', ''), sources: [{ ...source, at }] }
}

const marked = (written: string): string => {
  const { text, sources } = cited(written)
  return withCitationMarks(text, sources, true)
}

test.each([
  ['Tides rise^ and fall^.', 'Tides rise&#91;1] and fall&#91;1].'],
  ['It is **high^** tide.', 'It is **high&#91;1]** tide.'],
  ['| a | b |\n|---|---|\n| c^ | d |', '| a | b |\n|---|---|\n| c&#91;1] | d |'],
  ['- one^\n- two', '- one&#91;1]\n- two'],
  ['costs $5^ or $6^ a day', 'costs $5&#91;1] or $6&#91;1] a day'],
])('%j has marks where it is cited', (written, expected) => {
  expect(marked(written)).toBe(expected)
})

test.each([
  ['Run `npm^ start` now', 'Run `npm start`&#91;1] now'],
  ['Read [the^ docs](https://e.com/x) first', 'Read [the docs](https://e.com/x)&#91;1] first'],
  ['Read [the docs](https://e^.com/x) first', 'Read [the docs](https://e.com/x)&#91;1] first'],
  ['Read [the docs]^(https://e.com/x) first', 'Read [the docs](https://e.com/x)&#91;1] first'],
  ['See https://e.com/^x for more', 'See https://e.com/x &#91;1] for more'],
  ['**high*^* tide', '**high**&#91;1] tide'],
  ['a \\^* b', 'a \\*&#91;1] b'],
  ['H<su^b>2</sub>O', 'H<sub>&#91;1]2</sub>O'],
])('the mark in %j stands behind what it would break', (written, expected) => {
  expect(marked(written)).toBe(expected)
})

test.each([
  '-^ one',
  '```js\nlet a^ = 1\n```\nDone',
  '| a | b |^\n|---|---|\n',
  '|---^|---|\n',
  '`half^\nmore`',
  'So $x^ = y$ holds',
])('the mark in %j is left out', (written) => {
  expect(marked(written)).toBe(cited(written).text)
})

/** A reply whose blocks of text are cited from one of three pages, or not at all. */
const blocks = fc.array(
  fc.record({
    text: fc.array(
      fc.constantFrom(
        ...[
          'word ',
          'word',
          '. ',
          '**',
          '`',
          '`code`',
          '```\n',
          '\n',
          '\n\n',
          '- ',
          '| a | b |\n|---|---|\n',
        ],
        ...[
          '| c ',
          '|\n',
          '[',
          '](https://e.com/a_b)',
          ' https://e.com/x',
          ' $',
          ' $x^2$ ',
          '<b>',
          '\\',
          '日本。',
        ],
      ),
      { minLength: 1, maxLength: 6 },
    ),
    from: fc.option(fc.integer({ min: 0, max: 2 })),
  }),
  { maxLength: 12 },
)

/** The drafts of such a reply. */
const draftsOf = (said: readonly { readonly text: readonly string[]; readonly from: number | null }[]) => {
  let draft: Draft = asked('claude-opus-5-5', 0)
  return said.flatMap(({ text, from }) => {
    const url = `https://${from}.example`
    const events = [
      ...text.map((piece) => ({ type: 'text-delta', text: piece }) as const),
      ...(from === null
        ? []
        : ([
            { type: 'source', source: { title: 'A page', url } },
            { type: 'cited', urls: [url] },
          ] as const)),
    ]
    return events.map((event) => {
      draft = advance(draft, event, 0)
      return draft
    })
  })
}

const textOf = (draft: Draft, ended: boolean): string => {
  const { text = '', sources = [] } = writtenOf(draft) ?? {}
  return withCitationMarks(ended ? text : text.trimEnd(), sources, ended)
}

describe('in generated replies', () => {
  test('what is marked only grows', () => {
    fc.assert(
      fc.property(blocks, (said) => {
        let before = ''
        for (const draft of draftsOf(said)) {
          const text = textOf(draft, false)
          expect(text.slice(0, before.length)).toBe(before)
          before = text
        }
      }),
    )
  })

  test('marks change nothing else that a reader sees', () => {
    const seen = (text: string) => {
      const { words, addresses, code } = read([
        paginate(noPages, text, { limit: 1900, ended: true }).open.replace(/ ?\\?\[[123]\](?!\()/g, ''),
      ])
      return {
        letters: words
          .map(({ word, styles }) => [...word].map((letter) => letter + [...styles].join('')).join(''))
          .join(''),
        addresses,
        code: code.map((line) => line.replace(/[\s─]/g, '')),
      }
    }
    fc.assert(
      fc.property(blocks, (said) => {
        const draft = draftsOf(said).at(-1)
        if (draft === undefined) return
        const { text = '' } = writtenOf(draft) ?? {}
        expect(seen(textOf(draft, true)), textOf(draft, true)).toEqual(seen(text))
      }),
    )
  })
})

test('a mark comes neither in front of another nor in front of spaces that are on the screen', () => {
  const said = [
    { text: ['One. '], from: 0 },
    { text: ['Two.', ' '], from: 1 },
    { text: [' '], from: 0 },
  ]
  expect(
    draftsOf(said)
      .map((draft) => textOf(draft, false))
      .at(-1),
  ).toBe('One.&#91;1] Two.&#91;2]')
})
