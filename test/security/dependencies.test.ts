import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        hasInstallScript: z.boolean().optional(),
        integrity: z.string().optional(),
        link: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const { allowScripts } = z
  .object({ allowScripts: z.record(z.string(), z.boolean()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

test('no dependency runs code at install but those that package.json names', () => {
  const running = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(running.filter((name) => !(name in allowScripts))).toEqual([])
})

test('the lock file pins every dependency with its hash', () => {
  const loose = installed.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path)
  expect(loose).toEqual([])
})

test('the image carries a bill of materials that is made from the lock file', () => {
  expect(readFileSync('Dockerfile', 'utf8')).toMatch(/npm sbom --package-lock-only .* > sbom\.json/)
})

const threats = [
  ...readFileSync('.github/SECURITY.md', 'utf8').matchAll(/^\| ([^|]+) \| [^|]+ \| `([^`]+)`: ([^|]+) \|$/gm),
].map(([, threat = '', file = '', strings = '']) => ({ threat, file, strings }))

test('the threat model has a test for each line', () => {
  expect(threats).toHaveLength(
    readFileSync('.github/SECURITY.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| ')).length - 1,
  )
})

test.each(threats)('$threat: its test is there', ({ file, strings }) => {
  expect(readFileSync(file, 'utf8')).toContain(strings)
})

test('the image runs as an ordinary user, on a root file system that it cannot write', () => {
  expect(readFileSync('Dockerfile', 'utf8')).toMatch(/^USER node$/m)
  const compose = readFileSync('compose.yaml', 'utf8')
  for (const line of ['read_only: true', 'cap_drop: [ALL]', 'no-new-privileges:true'])
    expect(compose).toContain(line)
})
