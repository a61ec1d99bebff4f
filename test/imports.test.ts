import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** Which folders a folder may import from, beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  reply: ['conversation', 'words'],
  conversation: ['reply', 'words'],
  words: ['reply', 'conversation'],
  answer: ['reply', 'conversation', 'words'],
  claude: ['reply', 'conversation'],
  store: ['reply', 'conversation'],
  discord: ['reply', 'conversation', 'words', 'answer', 'health'],
  health: ['reply'],
  terminal: ['reply', 'conversation', 'words', 'answer', 'claude', 'store', 'sandbox'],
  sandbox: ['reply', 'conversation', 'words'],
}

/** Single files that stand for no layer: time, the log, and the words of an error. */
const anywhere = ['clock', 'log', 'start-error', 'config']

const folderOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? ''

const imports = globSync('src/**/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => ({
    file,
    to: join(dirname(file), path),
  })),
)

test('imports point one way', () => {
  expect(imports.length).toBeGreaterThan(500)
  const wrong = imports.filter(({ file, to }) => {
    const from = folderOf(file)
    const target = folderOf(to)
    const allowed = mayImport[from]
    if (allowed === undefined || target === from || anywhere.includes(target)) return false
    return !allowed.includes(target)
  })
  expect(wrong.map(({ file, to }) => `${file} -> ${to}`)).toEqual([])
})

test('nobody imports the process itself', () => {
  expect(imports.filter(({ to }) => to === 'src/main.ts')).toEqual([])
})
