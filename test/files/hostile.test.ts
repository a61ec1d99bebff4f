import { describe, expect, test } from 'vitest'
import { createFileReader } from '../../src/files/read-file.ts'

const size = 20_000_000

const repeated = (what: string, head = '', length = size): Uint8Array => {
  const bytes = Buffer.alloc(length, what, 'latin1')
  bytes.write(head, 'latin1')
  return bytes
}

/** Bytes without a pattern, the same each time. */
const noise = (head = ''): Uint8Array => {
  const bytes = new Uint8Array(size)
  let state = 1
  for (let at = 0; at < size; at += 1) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    bytes[at] = state >> 16
  }
  bytes.set(Buffer.from(head, 'latin1'))
  return bytes
}

/** What a file of 20 MB, or as large as its kind may be, can do to hurt. */
const hostile: readonly (readonly [string, () => Uint8Array])[] = [
  ['one letter', () => repeated('x')],
  ['letters of no encoding', () => repeated('\xff\x81')],
  ['words in another encoding', () => repeated('\x93\xfa\x96{\x8c\xea ')],
  ['noise', () => noise()],
  ['noise that claims to be a zip', () => noise('PK\x03\x04')],
  [
    'zip entries without end',
    () => repeated('PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a'),
  ],
  ['page counts', () => repeated('/Count 1 ', '%PDF-1.7\n', 15_000_000)],
  ['page trees', () => repeated('/Type/Pages ', '%PDF-1.7\n', 15_000_000)],
  ['objects', () => repeated('1 0 obj<</Type/Pages/Kids[1 0 R]>>endobj\n', '%PDF-1.7\n', 15_000_000)],
  ['dictionaries in a trailer', () => repeated('<<', '%PDF-1.7\ntrailer ', 15_000_000)],
  ['counts of 450 KB', () => repeated('/Count 1 ', '%PDF-1.4\n', 450_000)],
  ['half a megabyte of letters', () => repeated('\xc3\xa9', '', 599_998)],
  ['half a megabyte of letters in no language', () => repeated('\xe9\xf4\xaf', '', 599_997)],
]

describe('the event loop does not pay for', () => {
  const readFile = createFileReader()
  test.each(hostile)('%s', async (_, make) => {
    const bytes = make()
    // Compiled and loaded before it is measured.
    await readFile('warm.txt', new TextEncoder().encode('warm'))
    const before = process.threadCpuUsage()
    const read = await readFile('hostile', bytes)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(200)
    expect(['file', 'refused']).toContain(read.type)
  })
})
