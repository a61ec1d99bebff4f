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

test('the image runs as an ordinary user, on a root file system that it cannot write', () => {
  expect(readFileSync('Dockerfile', 'utf8')).toMatch(/^USER node$/m)
  const compose = readFileSync('compose.yaml', 'utf8')
  for (const line of ['read_only: true', 'cap_drop: [ALL]', 'no-new-privileges:true'])
    expect(compose).toContain(line)
})
