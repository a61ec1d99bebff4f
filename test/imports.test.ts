import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** Which folders a folder may import from, beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  markdown: [],
  pacing: [],
  i18n: [],
  conversation: [],
  files: ['conversation'],
  display: ['conversation', 'markdown', 'pacing', 'i18n'],
  replies: ['conversation', 'display', 'i18n'],
  claude: ['conversation'],
  store: ['conversation'],
  discord: ['conversation', 'display', 'markdown', 'pacing', 'i18n', 'files', 'replies', 'operate'],
  operate: ['conversation', 'store'],
  terminal: ['conversation', 'display', 'pacing', 'i18n', 'replies', 'claude', 'store', 'sandbox'],
  sandbox: ['conversation', 'display'],
}

/** Single files that belong to no layer: time, waiting and trying again, the log, and the words of an error. */
const anywhere = [
  'clock',
  'delay',
  'retry',
  'network-failure',
  'log',
  'start-error',
  'config',
  'closest',
  'decode-text',
  'load-env-file',
  'log-lines',
]

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
