import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadEnvFile } from '../src/load-env-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'env-'))
afterAll(() => rmSync(folder, { recursive: true }))

const text = 'DISCORD_TOKEN=abc\r\n# größe\r\nSYSTEM_PROMPT="Sei nett – 好"\r\n'
const utf16be = (given: string): Buffer => Buffer.from(given, 'utf16le').swap16()

test.each<readonly [string, Buffer]>([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
  ['UTF-16 with the higher byte first', utf16be(`\ufeff${text}`)],
  ['UTF-16 with the higher byte first and no mark', utf16be(text)],
])('a .env in %s is read', (_, bytes) => {
  const path = join(folder, '.env')
  writeFileSync(path, bytes)
  const environment: NodeJS.ProcessEnv = { HOME: '/' }
  loadEnvFile(environment, path)
  expect(environment).toEqual({ HOME: '/', DISCORD_TOKEN: 'abc', SYSTEM_PROMPT: 'Sei nett – 好' })
})

test('what is set already wins, also when it is empty, and a file that is missing is none', () => {
  const path = join(folder, '.env')
  writeFileSync(path, 'A=file\nB=file\nC=file')
  const environment: NodeJS.ProcessEnv = { A: 'set', B: '' }
  loadEnvFile(environment, path)
  expect(environment).toEqual({ A: 'set', B: '', C: 'file' })
  loadEnvFile(environment, join(folder, 'nowhere'))
  expect(Object.keys(environment)).toEqual(['A', 'B', 'C'])
})
