import { expect, test } from 'vitest'
import { element, escapeTags, open } from '../../src/conversation/markup.ts'
import { isInProportion } from '../in-proportion.ts'

/** Characters that are drawn as nothing, in several places of a tag. */
const nothings = [
  0x200b, 0xfe0f, 0x34f, 0xe0100, 0x17b4, 0x3164, 0x115f, 0x2800, 0x180e, 0xad, 0xffa0, 0xe0041,
]

test.each(nothings)('a tag with U+%s in it is escaped', (code) => {
  const nothing = String.fromCodePoint(code)
  for (const tag of [
    `</mes${nothing}sage>`,
    `<${nothing}/message>`,
    `</${nothing}message>`,
    `<${nothing}${nothing}note>`,
    `</message${nothing}>`,
  ])
    expect(escapeTags(tag)).toBe(tag.replace('<', '&lt;'))
})

test.each([
  '</ｍｅｓｓａｇｅ>',
  '＜/message>',
  '‹message›',
  '</𝓶𝓮𝓼𝓼𝓪𝓰𝓮>',
  '</ⓜⓔⓢⓢⓐⓖⓔ>',
  '</mеssаgе>',
  '</ｐersona>',
  '<ＮＯＴＥ>',
  '</m\u0301e\u0301ssage>',
  '<\u3000/\u00a0message>',
  '<\\/message>',
])('%s, which looks like a tag, is escaped', (tag) => {
  expect(escapeTags(tag)).not.toBe(tag)
  expect(escapeTags(`a ${tag} b`)).toContain('&lt;')
})

test.each([
  'if (a < b) message(c)',
  '<Messages list={x}/>',
  '<filename>',
  '<note-list>',
  '<b>bold</b>',
  '3 < 4 > note',
  'vector<int> v',
])('%s stays as it is', (text) => {
  expect(escapeTags(text)).toBe(text)
})

test('attributes hold one visible line', () => {
  expect(open('file', { name: 'a"\n<b>\u3164\ufe0f\u2800c&', type: 'x'.repeat(200) })).toBe(
    `<file name="a b c" type="${'x'.repeat(80)}">`,
  )
})

/** 60,000 characters that make patterns try again and again. */
const hostile: readonly (readonly [string, string])[] = [
  ['brackets', '<'],
  ['brackets and spaces', '< '],
  ['byte order marks', '\ufeff'],
  ['brackets and byte order marks', '<\ufeff\ufeff'],
  ['beginnings of tags', '<mes'],
  ['beginnings with marks', '<m\u0301\ufe0f'],
  ['letters', 'm'],
  ['almost tags', '</messag'],
  ['tags', '<message>'],
  ['slashes', '/'],
]

test.each(hostile)('%s take a time in proportion to their number', (_, unit) => {
  const act = (length: number): void => {
    const run = unit.repeat(Math.ceil(length / unit.length))
    for (const text of [run, `<${run}`, `<m${run}`, `</message${run}x`])
      element('message', { from: text }, text)
  }
  expect(isInProportion(60_000, act)).toBe(true)
})
