import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createFileReader } from '../../src/files/read-file.ts'

const readFile = createFileReader()

const read = (name: string, locale?: string) =>
  readFile(name, new Uint8Array(readFileSync(new URL(`./samples/${name}`, import.meta.url))), locale)

test.each([
  ['inspection-cp932.csv', '点検連番,型式\r\n1,2\r\n'],
  ['mail-iso2022jp.eml', '来週の月曜日に会議を行います。'],
  ['head-c.log', '日本語のログ行です。処理は正常に終了し'],
  ['power-loss.log', '2026-01-01 start\n␀'],
  ['bmi.csv', 'BMI,weight,height\n'],
])('%s is read as the text that it is', async (name, part) => {
  const result = await read(name)
  if (result.type === 'refused') throw new Error(result.refusal.kind)
  const text = new TextDecoder().decode(result.file.bytes)
  expect(text).toContain(part)
  expect(text).not.toMatch(/[\ufffd\0]/)
  expect(result).not.toHaveProperty('assumedEncoding')
})

test('the pages of a PDF that was annotated and saved again are counted once', async () => {
  expect(await read('sixty-pages-annotated.pdf')).toMatchObject({
    file: { mediaType: 'application/pdf', pages: 60, tokens: 180_000 },
  })
})

test('pages in object streams are counted', async () => {
  expect(await read('packed-700-pages.pdf')).toMatchObject({
    refusal: { kind: 'too-many-pages', pages: 700 },
  })
})

test('a PDF that only speaks of encryption is not encrypted', async () => {
  expect(await read('about-encryption.pdf')).toMatchObject({ file: { pages: 3 } })
})
