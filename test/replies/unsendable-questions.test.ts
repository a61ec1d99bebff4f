import { expect, test } from 'vitest'
import type { Failure } from '../../src/conversation/failure.ts'
import type { Question, Turn } from '../../src/conversation/turn.ts'
import { markedQuestions, unsendableQuestions } from '../../src/replies/unsendable-questions.ts'
import { aFile } from '../conversation/a-file.ts'
import { answer, question } from '../conversation/a-path.ts'

const files = [aFile('a.pdf', 'application/pdf', new Uint8Array(9))]
const old = question({ id: 'old', files })
const plain = question({ id: 'plain' })
const pdf = question({ id: 'pdf', files })
const long = question({ id: 'long', text: 'long '.repeat(100_000) })
const path = [old, answer(), plain, long, pdf]

const rows: readonly (readonly [string, Failure, readonly string[]])[] = [
  [
    'a refused file is about the new question that has files',
    { kind: 'bad-request', detail: 'Could not process PDF' },
    ['pdf'],
  ],
  [
    'a refused file of an earlier message is about that',
    { kind: 'bad-request', detail: 'messages.0.content.1.pdf: broken' },
    ['old'],
  ],
  [
    'a refused file of the last message is about the new question',
    { kind: 'bad-request', detail: 'messages.2.content.3.pdf: broken' },
    ['pdf'],
  ],
  ['a refused parameter is about no question', { kind: 'bad-request', detail: 'max_tokens: 9 > 8' }, []],
  [
    'a refused nested parameter is about no question',
    { kind: 'bad-request', detail: 'thinking.budget_tokens: too many' },
    [],
  ],
  ['what is too large is about the largest new question', { kind: 'too-large' }, ['long']],
  ['a busy Claude is about no question', { kind: 'busy' }, []],
]

test.each(rows)('%s', (_, failure, ids) => {
  expect(unsendableQuestions(failure, path).ids).toEqual(ids)
})

test('a short question is not marked because its history is too large', () => {
  const marked = (...turns: readonly Turn[]) => unsendableQuestions({ kind: 'too-large' }, turns).ids
  expect(marked(plain)).toEqual([])
  expect(marked(plain, answer(), question({ id: 'short' }))).toEqual([])
  expect(marked(long, old, answer(), plain)).toEqual(['long'])
  expect(marked(plain, long, answer(), pdf)).toEqual(['pdf'])
})

test('another answer is tried with the marked question and those that were refused together with it', () => {
  const refused = (id: string, more = {}) => question({ id, unsendable: 'refused', ...more })
  const others = { speaker: { id: 'x', name: 'X' } }
  const tried = (turns: readonly Turn[], asked: Question) => markedQuestions(turns, asked).map(({ id }) => id)
  const last = refused('last')
  expect(
    tried([refused('before'), answer(), refused('first'), refused('other', others), last], last),
  ).toEqual(['first', 'last'])
  expect(tried([refused('first'), plain], plain)).toEqual([])
  const large = question({ id: 'large', unsendable: 'too-large' })
  expect(tried([refused('first'), large, answer()], large)).toEqual(['large'])
})

test('without files every new question is meant, and those marked before are not marked again', () => {
  const marked = question({ id: 'marked', unsendable: 'refused' })
  expect(unsendableQuestions({ kind: 'bad-request' }, [marked, plain, long]).ids).toEqual(['plain', 'long'])
})
