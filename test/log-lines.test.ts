import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { createLog } from '../src/log.ts'
import { readableLine } from '../src/log-lines.ts'

const at = new Date(2026, 10, 28, 9, 5, 7).getTime()
const line = (fields: object): string => JSON.stringify({ level: 30, time: at, ...fields })

test('a line has the time, the level, the message and its fields', () => {
  expect(readableLine(line({ msg: 'ready', user: 'Tendril', servers: ['Garden'] }), false)).toBe(
    '09:05:07 info  ready  user: Tendril  servers: ["Garden"]\n',
  )
  expect(readableLine(line({ level: 40, msg: 'lost' }), false)).toBe('09:05:07 warn  lost\n')
})

test('colours are for terminals that have them', () => {
  const colored = readableLine(line({ level: 50, msg: 'fault' }), true)
  expect(colored).toContain('\x1b[')
  expect(stripVTControlCharacters(colored)).toBe('09:05:07 error fault\n')
})

test('an error is below with its stack', () => {
  const lines: string[] = []
  createLog('info', [], { write: (text) => void lines.push(text) }).error(
    { err: new Error('no disk') },
    'fault',
  )
  expect(readableLine(lines.join(''), false)).toMatch(/ error fault\n {2}Error: no disk\n {6}at /)
})

test('what a server calls itself cannot move the cursor', () => {
  expect(readableLine(line({ msg: 'ready\x1b[2J', servers: ['\x1b[31mEvil\x07'] }), false)).not.toMatch(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    /[\x00-\x09\x0b-\x1f]/,
  )
})

test('what is no line of the log stays as it is', () => {
  expect(readableLine('plain text\n', false)).toBe('plain text\n')
  expect(readableLine('5', false)).toContain('\n')
})
