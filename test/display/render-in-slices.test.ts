import { expect, test } from 'vitest'
import { advance, asked, type Draft, fail } from '../../src/display/draft.ts'
import { createRender, type Rendering } from '../../src/display/render.ts'
import { renderInSlices } from '../../src/display/render-in-slices.ts'
import { english } from '../../src/i18n/languages.ts'
import { hostileDocuments } from '../markdown/hostile-documents.ts'

const rendering: Rendering = { strings: english, dollars: () => null, footer: 'full', controls: () => [] }
const ended = (text: string): Draft =>
  fail(advance(asked('claude-opus-5-5', 0), { type: 'text-delta', text }, 0), { kind: 'stopped' }, 0)

const milliseconds = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Renders `text` in slices. Gives its pages and the CPU time of the longest slice, in ms. */
const sliced = async (text: string) => {
  const slices: number[] = []
  let begun = milliseconds()
  const pause = async (): Promise<void> => {
    slices.push(milliseconds() - begun)
    begun = milliseconds()
  }
  const pages = await renderInSlices(createRender(rendering), ended(text), pause)
  slices.push(milliseconds() - begun)
  return { pages, slices }
}

const texts = {
  prose: 'Tides rise and fall twice a day because the moon pulls. ',
  HTML: '<b>word</b> <i>more</i> ',
  tables: '| a | b |\n|---|---|\n| **c** | d |\n\n',
  formatting: '**bold** text *it* ~~s~~ ||x|| ',
  entities: '&amp; and &lt; ',
  underscores: 'a_b__c_ d ',
  links: '[a](http://x.y/z) ',
  emoji: '👍🏽',
  'code blocks': '```js\nlet a = 1\n```\n\n',
}

/** The dearest to render in slices, of those in `hostile-documents.ts`. */
const dearest = ['one row of bars', 'half definitions', 'images in images', 'words that underscores join']

test.each(dearest)('no slice of 60,000 characters of %s blocks the process for 50 ms', async (kind) => {
  const text = hostileDocuments[kind]?.(60_000) ?? ''
  const runs = [await sliced(text), await sliced(text), await sliced(text)]
  // Node compiles in the first run, and the machine does other things too.
  const least = runs[0]?.slices.map((_, at) => Math.min(...runs.map(({ slices }) => slices[at] ?? 0))) ?? []
  expect(least.length).toBeGreaterThan(50)
  expect(Math.max(...least)).toBeLessThan(50)
})

test.each(Object.entries(texts))('60,000 characters of %s are rendered in slices', async (_, part) => {
  const text = part.repeat(60_000 / part.length)
  const { pages, slices } = await sliced(text)
  expect(pages).toEqual(createRender(rendering)(ended(text), 0))
  expect(slices.length).toBeGreaterThanOrEqual(20)
  // Here the longest takes 20 ms; the machine may be shared, and the first ones are compiled.
  expect(Math.max(...slices)).toBeLessThan(200)
})

test('a short text is rendered at once', async () => {
  const { pages, slices } = await sliced('**so**')
  expect(pages[0]?.content).toContain('**so**')
  expect(slices.length).toBe(1)
})
