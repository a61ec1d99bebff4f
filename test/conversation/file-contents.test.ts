import { expect, test } from 'vitest'
import { readContents } from '../../src/conversation/file-contents.ts'
import { aFile } from './a-file.ts'
import { answer, question } from './a-path.ts'

/** A store that records which questions it was asked for. */
const recordingStore = () => {
  const asked: string[] = []
  const fileContents = async (ids: readonly string[]) => {
    asked.push(...ids)
    return () => new Uint8Array()
  }
  return { asked, store: { fileContents } }
}

const photo = (id: string, size: number, unsendable = false) =>
  question({
    id,
    files: [{ ...aFile('a.png', 'image/png', new Uint8Array()), size }],
    ...(unsendable && { unsendable: 'refused' }),
  })

test('only questions with files that are sent are read', async () => {
  const { asked, store } = recordingStore()
  await readContents([photo('a', 10), question({ id: 'b' }), answer(), photo('c', 10, true)], store)
  expect(asked).toEqual(['a'])
})

test('nothing is read of a path without files', async () => {
  const { asked, store } = recordingStore()
  const contents = await readContents([question(), answer()], store)
  expect(contents('q', 0)).toBeUndefined()
  expect(asked).toEqual([])
})

test('of more than one request can hold, the newest files are read', async () => {
  const { asked, store } = recordingStore()
  await readContents(
    Array.from({ length: 200 }, (_, n) => photo(`p${n}`, 1_500_000)),
    store,
  )
  expect(asked).toEqual(Array.from({ length: 14 }, (_, n) => `p${199 - n}`))
})
