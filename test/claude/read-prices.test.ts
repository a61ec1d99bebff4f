import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPrices } from '../../src/claude/prices.ts'
import { readPrices } from '../../src/claude/read-prices.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prices-'))
})
afterAll(() => rm(folder, { recursive: true }))

const readFile = (path: string): string => readFileSync(path, 'utf8')

const file = async (content: unknown): Promise<string> => {
  const path = join(folder, 'prices.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const rates = { input: 1, output: 2, cacheWrite5m: 3, cacheWrite1h: 4, cacheRead: 5 }

test('without a file the list prices hold', () => {
  expect(readPrices(undefined, readFile)).toBe(listPrices)
})

test('a file replaces the models that it names and leaves the others', async () => {
  const path = await file({ asOf: '2026-12-01', models: { 'claude-opus-5-5': rates, mine: rates } })
  const prices = readPrices(path, readFile)
  expect(prices).toEqual({
    asOf: '2026-12-01',
    webSearchPer1000: 10,
    models: { ...listPrices.models, 'claude-opus-5-5': rates, mine: rates },
  })
})

test.each([
  [{ models: { mine: { ...rates, output: '2' } } }, 'models.mine.output'],
  [{ models: { mine: { input: 1 } } }, 'models.mine.output'],
  [{ models: { mine: { ...rates, outptu: 1 } } }, 'outptu'],
  [{ webSearchPer1000: -1 }, 'webSearchPer1000'],
  [{ asOf: 'today' }, 'asOf'],
  [[], 'the whole'],
  ['{"models": ', 'not JSON'],
])('a wrong file is one sentence that names the file and the field (%j)', async (content, field) => {
  const path = await file(content)
  const read = () => readPrices(path, readFile)
  expect(read).toThrow(`PRICES_FILE is "${path}"`)
  expect(read).toThrow(field)
  expect(read).not.toThrow('\n')
})

test('a file that is not there is named', () => {
  expect(() => readPrices('/nowhere/prices.json', readFile)).toThrow(
    /^PRICES_FILE is "\/nowhere\/prices.json", which cannot be read: .*\.$/,
  )
})
