import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileName } from '../../src/files/file-name.ts'

test('whatever a file is called, its name is short, visible and no path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (given) => {
      const name = fileName(given)
      expect([...name].length).toBeGreaterThan(0)
      expect([...name].length).toBeLessThanOrEqual(100)
      expect(name).not.toMatch(/[/\\<>:"|?*`\p{Cc}\p{Cf}]|^\.|\.$/u)
      expect(fileName(name)).toBe(name)
    }),
  )
})

test.each([
  ['notes.txt', 'notes.txt'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\報告 書.pdf', '報告 書.pdf'],
  ['gpj.\u202eexe', 'gpj.exe'],
  ['..', 'file'],
  ['', 'file'],
  [`${'a'.repeat(200)}.tar`, `${'a'.repeat(96)}.tar`],
])('%j becomes %j', (given, name) => {
  expect(fileName(given)).toBe(name)
})
