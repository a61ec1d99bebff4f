import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growingLines } from '../../src/terminal/growing-lines.ts'

const control = '\\u001b\\['
const pieces = new RegExp(`${control}(\\d+)A|${control}0J|[\\s\\S]`, 'g')

/** A terminal that knows newline, carriage return, cursor up and erase below. */
const screen = () => {
  let lines: string[] = ['']
  let row = 0
  let column = 0
  const put = (character: string): void => {
    const line = lines[row] ?? ''
    lines[row] = line.slice(0, column) + character + line.slice(column + 1)
    column += 1
  }
  return {
    text: (): readonly string[] => lines,
    write: (text: string): void => {
      for (const [piece = '', up] of text.matchAll(pieces)) {
        if (up !== undefined) row = Math.max(0, row - Number(up))
        else if (piece === '\x1b[0J') lines = [...lines.slice(0, row), (lines[row] ?? '').slice(0, column)]
        else if (piece === '\r') column = 0
        else if (piece === '\n') {
          row += 1
          column = 0
          lines[row] ??= ''
        } else put(piece)
      }
    },
  }
}

const line = fc.stringMatching(/^[a-c ]{0,4}$/)
const picture = fc.array(line, { minLength: 1, maxLength: 6 })

test('whatever changes, the terminal shows the newest lines', () => {
  fc.assert(
    fc.property(fc.array(picture, { maxLength: 8 }), (pictures) => {
      const { write, text } = screen()
      const lines = growingLines({ write, rows: () => 100 })
      for (const wanted of pictures) {
        lines.paint(wanted)
        expect(text()).toEqual(wanted)
      }
    }),
  )
})

test('nothing is written when nothing changes, and only the end when something is added', () => {
  const written: string[] = []
  const lines = growingLines({ write: (text) => written.push(text), rows: () => 100 })
  lines.paint(['one', 'two'])
  lines.paint(['one', 'two'])
  lines.paint(['one', 'two', 'three'])
  expect(written).toEqual(['one\ntwo', '\nthree'])
})

test('what has scrolled away is left alone, and all that is added is shown', () => {
  const { write, text } = screen()
  const lines = growingLines({ write, rows: () => 4 })
  const long = Array.from({ length: 10 }, (_, index) => `line ${index}`)
  for (let count = 1; count <= long.length; count += 1) lines.paint(long.slice(0, count))
  expect(text()).toEqual(long)
  lines.paint(['changed', ...long.slice(1), 'last'])
  expect(text()).toEqual([...long, 'last'])
})
