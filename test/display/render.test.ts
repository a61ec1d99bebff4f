import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, asked, type Draft, fail } from '../../src/display/draft.ts'
import { createRender, messageLimit, type Rendering } from '../../src/display/render.ts'
import { english } from '../../src/i18n/languages.ts'
import { codePoints } from '../../src/markdown/cut.ts'
import { forged } from '../markdown/laws.ts'

const plainly: Rendering = { strings: english, dollars: () => null, footer: 'full', controls: () => [] }
const written = (text: string): Draft => advance(asked('claude-opus-5-5', 0), { type: 'text-delta', text }, 0)
const ended = (draft: Draft): Draft => fail(draft, { kind: 'stopped' }, 0)
const contents = (rendering: Rendering, ...drafts: readonly Draft[]) => {
  const render = createRender(rendering)
  return drafts.map((draft) => render(draft, 0).map(({ content }) => content)).at(-1) ?? []
}

/** A clock on which every reading is `step` ms after the one before. */
const steps = (step: number) => {
  let at = 0
  return () => {
    at += step
    return at
  }
}

describe('a render that fails', () => {
  const failing = (faults: unknown[]): Rendering => ({
    ...plainly,
    controls: () => {
      throw new Error('no controls')
    },
    onFault: (error) => faults.push(error),
  })

  test('shows the text with what is under it left out, and is reported once', () => {
    const faults: unknown[] = []
    expect(contents(failing(faults), written('**so**'), written('**so** it'))).toEqual(['**so** it▌'])
    expect(faults).toEqual([new Error('no controls')])
  })

  test('leaves no cursor at the end', () => {
    expect(contents(failing([]), ended(written('so')))).toEqual(['so'])
    expect(contents(failing([]), ended(written('')))).toEqual(['…'])
  })
})

test('text that cannot be put on a page in its formatting goes on escaped, and that is reported once', () => {
  const faults: unknown[] = []
  // A heading that leaves no room: no part of a link fits.
  const cramped: Rendering = {
    ...plainly,
    heading: 'h'.repeat(1_720),
    onFault: (error) => faults.push(error),
  }
  const text = '**so** https://example.com/a-page-with-a-long-name'
  const pages = contents(cramped, written(text), written(`${text} it`), ended(written(`${text} it goes`)))
  expect(pages.join(' ')).toContain('\\*\\*so')
  expect(pages.at(-1)).toContain('goes')
  expect(faults).toHaveLength(1)
})

test('sources that cannot be put on a page are left out, and the text stays', () => {
  const faults: unknown[] = []
  const cramped = { ...plainly, heading: 'h'.repeat(1_735), onFault: (error: unknown) => faults.push(error) }
  const source = { title: 'Tides explained', url: `https://example.com/${'a'.repeat(100)}` }
  const drafts = [written('so'), advance(written('so'), { type: 'source', source }, 0)]
  expect(contents(cramped, ...drafts).join(' ')).toContain('so▌')
  expect(contents(cramped, ...drafts.map(ended)).join(' ')).toContain('so')
  expect(faults.length).toBeGreaterThan(0)
})

describe('a render that blocks', () => {
  const slow = (faults: unknown[], step: number): Rendering => ({
    ...plainly,
    elapsed: steps(step),
    onFault: (error) => faults.push(error),
  })
  const drafts = ['**so**', '**so** it', '**so** it *goes*', '**so** it *goes* on @everyone'].map(written)

  test('goes on as escaped text after three slow renders in a row', () => {
    const faults: unknown[] = []
    expect(contents(slow(faults, 300), ...drafts)).toEqual([
      '\\*\\*so\\*\\* it \\*goes\\* on @\u200beveryone▌',
    ])
    expect(faults.length).toBe(1)
  })

  test('stays formatted while renders are fast', () => {
    const faults: unknown[] = []
    expect(contents(slow(faults, 100), ...drafts)).toEqual(['**so** it *goes* on @\u200beveryone▌'])
    expect(faults).toEqual([])
  })

  test('keeps every word and every page within the limit, whatever the text is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 400 }), { maxLength: 40 }), (parts) => {
        const text = parts.map((part, index) => `${part} w${index}x `).join('\n')
        const pages = contents(slow([], 300), ...drafts, ended(written(text)))
        expect(pages.filter((page) => codePoints(page) > messageLimit)).toEqual([])
        expect(pages.join('\n').match(/w\d+x/g) ?? []).toEqual(text.match(/w\d+x/g) ?? [])
        expect(forged(pages)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

test.each([' ', '\n', '\u00a0', '\u3000', '\u2800', '\u3164', '\u200b'])('no page shows only %j', (space) => {
  const pages = contents(plainly, ended(written(`a${space.repeat(20_000)}b`)))
  expect(pages.filter((page) => page.replace(/[\s\u200b\u2800\u3164]/g, '') === '')).toEqual([])
  expect(pages.length).toBeLessThan(3)
})

test.each([
  'Tides\n# explained',
  'a](https://evil.example) b',
  '@everyone <@123>',
  'x\r\n\r\n> y',
  '👍'.repeat(200),
  '',
])('a source with the title %j is one link on its line', (title) => {
  const draft = advance(
    written('So.'),
    { type: 'source', source: { title, url: 'https://tides.example/a>b' } },
    0,
  )
  const [page = ''] = contents(plainly, ended(draft))
  expect(page).toContain('](<https://tides.example/a%3Eb>)')
  expect(page.match(/\]\(/g)?.length).toBe(1)
  expect(page.split('\n').filter((line) => /^(?:#|>)/.test(line))).toEqual([])
  expect(forged([page])).toEqual([])
  expect(page.isWellFormed()).toBe(true)
})

const withSources = (text: string, titles: readonly string[]): Draft =>
  titles.reduce(
    (draft, title, index) =>
      advance(draft, { type: 'source', source: { title, url: `https://${index}.example` } }, 0),
    written(text),
  )

test('sources are links on one line of small text', () => {
  expect(contents(plainly, ended(withSources('So.', ['Tides explained', 'The Moon'])))[0]).toContain(
    'So.\n\n-# Sources: \\[1] [Tides explained](<https://0.example>) · \\[2] [The Moon](<https://1.example>)',
  )
})

test.each([
  '```js\nlet a',
  '<b>bold',
  '||hidden',
  'One[^a].\n\n[^a]: Note.',
  '- item',
  '> quote',
  '| a |\n|---|',
])('what %j leaves open does not reach the sources', (text) => {
  const [page = ''] = contents(plainly, ended(withSources(text, ['The Moon'])))
  expect(page.split('\n').filter((line) => line.includes('The Moon'))).toEqual([
    '-# Sources: \\[1] [The Moon](<https://0.example>)',
  ])
  expect(page.indexOf('The Moon')).toBeGreaterThan(page.lastIndexOf('```'))
})

test('a source whose title names another host shows its own', () => {
  const [page = ''] = contents(plainly, ended(withSources('So.', ['bank.com', 'Sign in at bank.com now'])))
  expect(page).toContain('(<https://0.example>)')
  expect(page).toContain('(1.example)')
})

test('a hundred sources stand five a line, over as many pages as they need', () => {
  const titles = Array.from({ length: 100 }, (_, index) => `A source with the number ${index}n`)
  const pages = contents(plainly, ended(withSources('So. '.repeat(400), titles)))
  expect(pages.filter((page) => codePoints(page) > messageLimit)).toEqual([])
  const lines = pages.join('\n').split('\n')
  expect(lines.filter((line) => /^-# .*\]\(/.test(line)).length).toBeGreaterThanOrEqual(20)
  expect(pages.join('\n').match(/\d+n/g)?.length).toBe(100)
})
