import { expect, test } from 'vitest'
import { messagesRequest } from '../../../src/sandbox/claude/messages-request.ts'
import { readPrompt } from '../../../src/sandbox/claude/prompt.ts'
import { byScript } from '../../../src/sandbox/claude/scripts/by-script.ts'
import { paragraphs } from '../../../src/sandbox/claude/scripts/endless.ts'
import { hardDocuments } from '../../../src/sandbox/claude/scripts/hard-documents.ts'
import { scripts } from '../../../src/sandbox/claude/scripts/scripts.ts'
import { japaneseScripts } from '../../../src/sandbox/page/browser/text/japanese-demo.ts'
import { body } from './call.ts'

const asked = (...contents: readonly string[]) =>
  readPrompt(
    messagesRequest.parse(
      body({
        messages: contents.map((content, index) => ({ role: index % 2 ? 'assistant' : 'user', content })),
      }),
    ),
  )
const answerTo = (...contents: readonly string[]): string => {
  const answer = byScript(asked(...contents))
  if (answer.type !== 'reply') throw new Error(answer.type)
  return answer.say.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

test.each(scripts)('the example of "$name" calls up just that script', (script) => {
  expect(scripts.find(({ when }) => when.test(script.example))?.name).toBe(script.name)
  const byName = `<message from="Ann" person="1">\n${script.example}\n</message>`
  expect(byScript(asked(byName))).toEqual(script.answer(asked(script.example)))
})

test('names and examples are each used once', () => {
  expect(new Set(scripts.map(({ name }) => name)).size).toBe(scripts.length)
  expect(new Set(scripts.map(({ example }) => example)).size).toBe(scripts.length)
})

test('numbered paragraphs are as long as was asked for, and count from one without a gap', () => {
  const text = paragraphs(60_000)
  expect(text.length).toBeGreaterThanOrEqual(60_000)
  const numbers = [...text.matchAll(/^Paragraph (\d+):/gm)].map(([, number]) => Number(number))
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})

test('any other prompt is answered with what was asked, by whom, and what came before', () => {
  expect(answerTo('Why is the sky blue?')).toContain('“Why is the sky blue?” That is the first question')
  const ann = '<message from="Ann" person="1">\nOne?\n</message>'
  const ben = '<message from="Ben" person="2">\nTwo?\n</message>'
  expect(answerTo(ann, 'Well.', ben)).toContain(
    'Ben, you asked: “Two?” That is question 2 of our conversation. Before it came, from Ann: “One?”',
  )
})

test('asked what was said, it repeats who said what', () => {
  const both =
    '<message from="Ann" person="1">\nOne\n</message>\n<message from="Ben" person="2">\nTwo\n</message>'
  expect(answerTo(both, 'Well.', 'What did I say?')).toBe(
    'So far was said:\n\n- Ann: One\n- Ben: Two\n- Claude: Well.',
  )
})

test('a hard document is called up by its name or its number, and all of them are listed', () => {
  const documents = [...hardDocuments()]
  expect(documents.length).toBeGreaterThanOrEqual(20)
  documents.forEach(([name, document], index) => {
    expect(answerTo(`Show me hard document ${name}`)).toBe(document)
    expect(answerTo(`hard document ${index + 1}`)).toBe(document)
    expect(answerTo('Show me a hard document')).toContain(`${index + 1}. ${name}`)
  })
})

test('a word deep in a long text calls up nothing', () => {
  expect(answerTo(`${'word '.repeat(60)} code`)).toContain('That is the first question')
})

test('people whose language is Japanese have as many everyday answers as others, all in Japanese', () => {
  const isJapanese = (text: string) => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)
  const everyday = scripts.filter(({ group }) => group === 'everyday')
  const japanese = everyday.filter(({ example }) => isJapanese(example))
  expect(japanese).toHaveLength(everyday.length - japanese.length)
  for (const { name, example } of japanese) {
    expect(isJapanese(answerTo(example)), name).toBe(true)
    expect(japaneseScripts[name], name).toBeDefined()
  }
})

test('a script is called up by its name alone', () => {
  const named = (prompt: string) => JSON.stringify(byScript(asked(prompt)))
  for (const { name, example } of scripts) expect(named(name), name).toBe(named(example))
})
