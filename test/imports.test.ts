import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findCycles } from './find-cycles.ts'

/** Which folders a folder of `src` may import from, types included, beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  markdown: [],
  pacing: [],
  i18n: [],
  conversation: [],
  settings: ['conversation'],
  allowances: ['conversation'],
  files: ['conversation'],
  display: ['conversation', 'markdown', 'pacing', 'i18n'],
  replies: ['conversation', 'settings', 'allowances', 'display', 'i18n'],
  claude: ['conversation'],
  store: ['conversation'],
  discord: [
    'conversation',
    'settings',
    'display',
    'markdown',
    'pacing',
    'i18n',
    'files',
    'replies',
    'operate',
  ],
  operate: ['conversation', 'store'],
  usage: ['allowances', 'conversation', 'display', 'i18n'],
  tables: ['display', 'markdown'],
  doctor: ['conversation', 'claude', 'store', 'i18n', 'operate'],
  terminal: [
    'conversation',
    'allowances',
    'display',
    'pacing',
    'i18n',
    'replies',
    'claude',
    'store',
    'sandbox',
  ],
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
  'settings-schema',
  'closest',
  'decode-text',
  'load-env-file',
  'log-lines',
  'in-worker',
  'picture-style',
]

const files = globSync('{src,commands}/**/*.ts')

/** The relative imports and re-exports of each file, types included. */
const importsOf = new Map(
  files.map((file) => [
    file,
    [...readFileSync(file, 'utf8').matchAll(/\b(?:from|import\(|import) ?'(\.[^']+)'/g)].map(
      ([, path = '']) => join(dirname(file), path),
    ),
  ]),
)

const imports = [...importsOf].flatMap(([file, targets]) => targets.map((to) => ({ file, to })))

const folderOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? ''

const isAllowed = (file: string, to: string): boolean => {
  if (file.startsWith('commands/'))
    return !['main', 'bot', 'run-process', 'store', 'terminal', 'sandbox'].includes(folderOf(to))
  const allowed = mayImport[folderOf(file)]
  if (allowed === undefined) return true
  if (to.startsWith('commands/')) return false
  return [folderOf(file), ...anywhere, ...allowed].some(
    (name) => folderOf(to) === name || to === `src/${name}.ts`,
  )
}

test('imports point one way', () => {
  expect(imports.length).toBeGreaterThan(500)
  const wrong = imports.filter(({ file, to }) => !isAllowed(file, to))
  expect(wrong.map(({ file, to }) => `${file} -> ${to}`)).toEqual([])
})

test('no file imports itself through others', () => {
  expect(findCycles(importsOf)).toEqual([])
})

test('a cycle is found, however long and wherever it begins', () => {
  const graph = { a: ['b'], b: ['c', 'd'], c: ['d'], d: ['b', 'e'], e: [], f: ['f'] }
  expect(findCycles(new Map(Object.entries(graph)))).toEqual([['b', 'c', 'd'], ['f']])
})

test('nobody imports the process itself', () => {
  expect(imports.filter(({ to }) => to === 'src/main.ts')).toEqual([])
})
