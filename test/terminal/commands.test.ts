import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseTrace } from '../../src/sandbox/claude/trace.ts'
import { run, runAtTerminal } from './run.ts'

// Each test starts processes, which a busy machine may be slow to do.

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terminal-'))
})
afterAll(() => rm(folder, { recursive: true }))

const database = (name: string): readonly string[] => ['--database', `file:${join(folder, name)}.db`]
const scripted = 'ANTHROPIC_API_KEY is not set: a scripted Claude on this machine answers.\n'

describe.concurrent('each command', () => {
  test.each(['chat', 'events', 'ttft'] as const)('%s has help', async (name) => {
    const help = await run(name, ['--help'])
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain(`npm run ${name} -- `)
  })

  test('refuses what it does not know, also through npm', async () => {
    const wrong = await promisify(execFile)('npm', ['run', '-s', 'events', '--', '--tempo']).catch(
      (error: unknown) => Object(error),
    )
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain("Unknown option '--tempo'; --help lists what there is.\n")
  })
})

describe.concurrent('events', () => {
  test('prints a line for each event with both times, and says that all was in order', async () => {
    const { out, err, code } = await run('events', ['Hello!'])
    const lines = out.trimEnd().split('\n')
    const line = /^ +\d+\.\d{3} s +\+\d+ ms {2}(\w+)/
    expect(
      lines.map((text) => line.exec(text)?.[1]).filter((type, index, all) => type !== all[index - 1]),
    ).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
      'closed',
    ])
    expect(lines.at(-1)).toContain('in order')
    expect({ code, err }).toEqual({ code: 0, err: scripted })
    expect(out).not.toContain('\x1b')
  })

  test('--json is a trace, which --replay plays again with the same events and timing', async () => {
    const first = await run('events', ['--json', 'Hello!'])
    const file = join(folder, 'trace.jsonl')
    await writeFile(file, first.out)
    const again = await run('events', ['--json', '--replay', file])
    const [before, after] = [parseTrace(first.out), parseTrace(again.out)]
    expect(after.events.map(({ event }) => event)).toEqual(before.events.map(({ event }) => event))
    expect(again).toMatchObject({ code: 0, err: '' })
    for (const [index, beat] of before.events.entries())
      expect(after.events[index]?.t_ms ?? 0).toBeGreaterThanOrEqual(beat.t_ms - 2)
  })

  test('a stream out of order is pointed out, and one that is cut is said to be cut', async () => {
    const file = join(folder, 'broken.jsonl')
    const stop = { type: 'content_block_stop', index: 0 }
    await writeFile(file, `${JSON.stringify({ t_ms: 1, event: stop })}\n{"t_ms":2,"end":"cut"}\n`)
    const { out, code } = await run('events', ['--replay', file])
    expect(out).toContain('✗ out of order: expected message_start')
    expect(out).toMatch(/cut .*✗/)
    expect(code).toBe(1)
  })

  test('a request that is refused is one sentence and exit code 1', async () => {
    const { out, err, code } = await run('events', ['Hi', '--model', 'claude-none'])
    expect(err).toBe(`${scripted}There is no such model for this key (model: claude-none).\n`)
    expect({ out, code }).toEqual({ out: '', code: 1 })
  })

  test('colours are for terminals, and NO_COLOR is honoured', async () => {
    const [coloured, plain] = [{}, { NO_COLOR: '1' }].map((variables) =>
      runAtTerminal('events', ['Hello!'], variables),
    )
    expect(await Promise.all([coloured?.exit, plain?.exit])).toEqual([0, 0])
    expect(coloured?.all()).toContain('\x1b[36mmessage_start')
    expect(plain?.all()).toContain('message_start')
    expect(plain?.all()).not.toContain('\x1b[36m')
  })
})

describe.concurrent('ttft', () => {
  test('compares with and without streaming, in a table, bars and a picture', async () => {
    const file = join(folder, 'chart.png')
    const args = ['Hello!', '--runs', '2', '--max-tokens', '100,30000', '--png', file]
    const { out, err, code } = await run('ttft', args)
    expect(code).toBe(0)
    expect(out).toMatch(/claude-haiku-5-5 +100 +streaming +\d+\.\d\d s/)
    expect(out).toMatch(
      /without streaming the first text takes \d+\.\d times as long \(\d+ tokens at \d+ a second let expect \d/,
    )
    expect(out).toContain('Without streaming the SDK sends no request of more than 21333 tokens')
    expect(out).toContain('█')
    expect(err).toContain('run 2 of 2')
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG')
  })
})

describe.concurrent('chat', () => {
  test('answers a question from a pipe, and only that goes to stdout', async () => {
    const { out, err, code } = await run('chat', database('pipe'), 'Hello!\n')
    expect(out).toBe('Hello! What would you like to talk about?\n')
    expect(err).toMatch(
      /^ANTHROPIC.*\nclaude-sonnet-5-5 · \d+ in · 16 out · [\d.]+ ¢ · first text \d\.\d s · \d\.\d s\n$/,
    )
    expect(code).toBe(0)
  })

  test('remembers between runs and places, until /new', async () => {
    const ask = async (input: string, place: string): Promise<string> =>
      (await run('chat', ['--place', place, ...database('kept')], input)).out
    await ask('My cat is Tom.', 'a')
    const [first, second] = (
      await ask('What did I say?\n/new\nWhat did I say?\nquit\nnever asked', 'a')
    ).split(/(?=Nothing)/)
    expect(first).toContain('- You: My cat is Tom.')
    expect(second).toBe('Nothing was said before this.\n')
    expect(await ask('What did I say?', 'b')).toBe('Nothing was said before this.\n')
  })

  test('/model while Claude cannot be reached says so, and the chat goes on', async () => {
    const away = { ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' }
    const { err, code } = await run('chat', database('away'), '/model\n/model claude-x\n/help\n', away)
    expect(err.match(/The models cannot be listed now\. Claude cannot be reached/g)).toHaveLength(2)
    expect(err).toContain('/new            begins a new conversation')
    expect(code).toBe(1)
  })

  test('a reply that fails is one sentence, and the exit code says so', async () => {
    const { out, err, code } = await run('chat', database('failed'), 'Fail in mid-stream\n')
    expect(out).toMatch(/^Paragraph 1: /)
    expect(err).toContain('Claude is busy (Overloaded): try again in a moment.')
    expect(code).toBe(1)
  })

  test('at a terminal the reply grows, Ctrl-C stops it, and once more leaves', async () => {
    const terminal = runAtTerminal('chat', database('terminal'))
    await terminal.sees(/You: /)
    terminal.type('Answer slowly\r')
    await terminal.sees(/Claude:/)
    await terminal.sees(/Paragraph 1/)
    terminal.type('\x03')
    await terminal.sees(/Stopped\./)
    await terminal.sees(/You: /)
    terminal.type('\x03')
    expect(await terminal.exit).toBe(0)
    expect(terminal.all()).toContain('\x1b[36mYou: ')
    expect(terminal.all()).toContain('\x1b[35mClaude:')
  })

  test('at a terminal Ctrl-D stops a reply too, commands work, and QUIT leaves', async () => {
    const terminal = runAtTerminal('chat', database('commands'), { NO_COLOR: '1' })
    await terminal.sees(/You: /)
    terminal.type('/model claude-haiku-5-5\r')
    await terminal.sees(/The model is claude-haiku-5-5 now/)
    await terminal.sees(/You: /)
    terminal.type('Answer slowly\r')
    await terminal.sees(/Paragraph 1/)
    terminal.type('\x04')
    await terminal.sees(/Stopped\.[\s\S]*claude-haiku-5-5 · /)
    await terminal.sees(/You: /)
    terminal.type('Make a table of the planets\r')
    await terminal.sees(/│ Jupiter +│[\s\S]*first text/)
    await terminal.sees(/You: /)
    terminal.type('QUIT\r')
    expect(await terminal.exit).toBe(0)
    expect(stripVTControlCharacters(terminal.all())).toContain('You: ')
    for (const colour of ['\x1b[36m', '\x1b[35m', '\x1b[90m', '\x1b[1m'])
      expect(terminal.all()).not.toContain(colour)
  })

  test('lines pasted together are asked one by one, nobody else may use the database, and Ctrl-D leaves', async () => {
    const terminal = runAtTerminal('chat', database('pasted'))
    await terminal.sees(/You: /)
    const second = run('chat', database('pasted'), 'Hi\n')
    terminal.type('Hello!\rHi again\r')
    await terminal.sees(/first text[\s\S]*first text/)
    await terminal.sees(/You: /)
    const { err, code } = await second
    expect(err).toMatch(/^Process \d+ .* is answering with the database .*: stop it first\.\n$/)
    expect(code).toBe(1)
    terminal.type('\x04')
    expect(await terminal.exit).toBe(0)
  })
})
