import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mark } from '../../../src/sandbox/page/browser/markdown/mark.ts'
import { parseMarkdown } from '../../../src/sandbox/page/browser/markdown/parse.ts'
import { firstWords } from '../../../src/sandbox/page/browser/markdown/plain-text.ts'

const text = (content: string): Mark => ({ type: 'text', text: content })

const lettersOf = (marks: readonly Mark[]): string =>
  marks
    .map((mark) => {
      if (mark.type === 'text') return mark.text.replace(/[^abあ]/gu, '')
      if (mark.type === 'list') return mark.items.map(lettersOf).join('')
      return 'inside' in mark ? lettersOf(mark.inside) : ''
    })
    .join('')

const unnamed = (): undefined => undefined

describe('Discord’s Markdown on the page', () => {
  test.each<[string, string, readonly Mark[]]>([
    ['three levels of headings', '### a\nb', [{ type: 'heading', level: 3, inside: [text('a')] }, text('b')]],
    ['a fourth level stays as it is', '#### a', [text('#### a')]],
    ['subtext', '-# a', [{ type: 'subtext', inside: [text('a')] }]],
    [
      'subtext after a list',
      '- a\n-# b',
      [
        { type: 'list', ordered: false, start: 1, items: [[text('a')]] },
        { type: 'subtext', inside: [text('b')] },
      ],
    ],
    [
      'subtext after a quote',
      '> a\n-# b',
      [
        { type: 'quote', inside: [text('a'), { type: 'break' }] },
        { type: 'subtext', inside: [text('b')] },
      ],
    ],
    [
      'a list below another of the other kind',
      '- a\n1. b',
      [
        { type: 'list', ordered: false, start: 1, items: [[text('a')]] },
        { type: 'list', ordered: true, start: 1, items: [[text('b')]] },
      ],
    ],
    [
      'a list that begins at ten',
      '10. a',
      [{ type: 'list', ordered: true, start: 10, items: [[text('a')]] }],
    ],
    ['an open fence stays as it is', '```js\nlet', [text('```js'), { type: 'break' }, text('let')]],
    ['a fence and its language', '```js\nlet\n```', [{ type: 'fence', language: 'js', text: 'let' }]],
    ['tables stay as they are', '| a |', [text('| a |')]],
    [
      'images are links after an exclamation mark',
      '![a](https://b.c)',
      [text('!'), { type: 'link', url: 'https://b.c', inside: [text('a')] }],
    ],
    ['only the web is linked to', '[a](javascript:b)', [text('[a](javascript:b)')]],
    [
      'a mention, so that a forged one is seen',
      '<@123456789012345678>',
      [{ type: 'user', id: '123456789012345678' }],
    ],
    ['a timestamp', '<t:12:R>', [{ type: 'time', seconds: 12, style: 'R' }]],
  ])('%s', (_, source, marks) => {
    expect(parseMarkdown(source)).toEqual(marks)
  })

  test('no letter is lost or doubled, however the marks stand', () => {
    const pieces = fc.array(
      fc.constantFrom('a', 'b', 'あ', '*', '**', '_', '~~', '||', '- ', '\n', '> ', '# ', '1. '),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const source = parts.join('')
        expect(lettersOf(parseMarkdown(source))).toBe(source.replace(/[^abあ]/gu, ''))
      }),
    )
  })

  test('the first words of a message are without marks', () => {
    expect(firstWords('## **From** `bush` to [cup](https://a.b)\nmore', unnamed, 40)).toBe('From bush to cup')
    expect(firstWords('# 𠮟る人', unnamed, 2)).toBe('𠮟…')
    expect(firstWords('# 𠮟る人', unnamed, 3)).toBe('𠮟る人')
    expect(firstWords('It was ||the butler||.', unnamed, 40)).toBe('It was ▇▇▇▇▇▇▇▇▇▇.')
  })
})
