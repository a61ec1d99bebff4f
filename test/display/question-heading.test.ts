import { describe, expect, test } from 'vitest'
import type { Question } from '../../src/conversation/turn.ts'
import { advance, asked } from '../../src/display/draft.ts'
import { questionHeading } from '../../src/display/question-heading.ts'
import { createRender, messageLimit } from '../../src/display/render.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import { codePoints } from '../../src/markdown/cut.ts'
import { forged } from '../markdown/laws.ts'

const question = (text: string, more: Partial<Question> = {}): Question => ({
  ...{ role: 'question', id: 'q', revision: 0, conversationId: 'c', parentId: null, at: 0, files: [] },
  ...{ speaker: { id: '1100000000000000011', name: 'Ada' }, text, heading: {}, ...more },
})

const file = (name: string) => ({ name, mediaType: 'image/png', size: 1, tokens: 1 })
const heading = (of: Question, locale = 'en-US') => questionHeading(of, stringsFor(locale))

describe('the question above its reply', () => {
  test.each([
    ['Tell me about basil', '> Tell me about basil'],
    ['one\n\ntwo', '> one two'],
    [`a ${'word '.repeat(100)}`, `> ${`a ${'word '.repeat(100)}`.slice(0, 199)}…`],
    ['**bold** [x](https://evil.example)', '> \\*\\*bold\\*\\* \\[x](https:\\//evil.example)'],
    ['```js', '> \\`\\`\\`js'],
    ['@everyone <@1100000000000000012>', '> @\u200beveryone <\u200b@1100000000000000012>'],
    ['  ', ''],
  ])('quotes %j in one line that says no more than it', (text, quoted) => {
    expect(heading(question(text))).toBe(quoted)
    expect(forged([heading(question(text))])).toEqual([])
  })

  test('names the files', () => {
    const of = question('What is it?', { files: [file('leaf.png'), file('my_notes.pdf')] })
    expect(heading(of)).toBe('> What is it?\n> 📎 leaf.png, my\\_notes.pdf')
  })

  test('says who asked about which message', () => {
    const about = 'https://discord.com/channels/1/2/3'
    expect(heading(question('Is it polite?', { heading: { about } }))).toBe(
      `-# <@1100000000000000011> asked about ${about}\n> Is it polite?`,
    )
    expect(heading(question('Is it polite?', { heading: { about } }), 'ja')).toContain('について質問しました')
  })

  test('is absent where Discord shows what was asked', () => {
    const { heading: _, ...plain } = question('Hello')
    expect(heading(plain)).toBe('')
  })

  test('leaves every page within Discord’s limit, and stands on the first alone', () => {
    const above = heading(question('\\*'.repeat(150), { files: [file('_'.repeat(200))] }))
    const render = createRender({
      ...{ strings: stringsFor('en-US'), dollars: () => null, footer: 'full', controls: () => [] },
      heading: above,
    })
    for (const text of ['', 'word '.repeat(50), 'word '.repeat(2_000)]) {
      const pages = render(advance(asked('claude-opus-5-5', 0), { type: 'text-delta', text }, 0), 0)
      expect(pages.map(({ content }) => codePoints(content)).filter((size) => size > messageLimit)).toEqual(
        [],
      )
      expect(pages.map(({ content }) => content.startsWith(`${above}\n`))).toEqual(
        pages.map((_, at) => at === 0),
      )
    }
  })
})
