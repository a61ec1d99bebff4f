import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { Store } from '../../src/conversation/store.ts'
import { StoreFailed } from '../../src/conversation/store-failed.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDatabase } from '../postgres/a-database.ts'
import { aClock } from './a-clock.ts'

const line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('question'), id: z.string(), origin: z.string() }),
  z.object({ type: z.literal('answer'), id: z.string(), questionId: z.string() }),
  z.object({ type: z.literal('shown'), id: z.string(), messageId: z.string() }),
  z.object({ type: z.literal('checkpoint'), id: z.string(), text: z.string() }),
  z.object({ type: z.literal('settled'), id: z.string(), text: z.string() }),
])
type Line = z.infer<typeof line>

const aFile = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return `file:${folder}/t.db`
}

const aWriter = (url: string, run: string, places: readonly string[]): ChildProcess => {
  const writer = spawn(
    process.execPath,
    [fileURLToPath(new URL('./writer.ts', import.meta.url)), url, run, ...places],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void writer.kill('SIGKILL'))
  return writer
}

/** Lets a writer live until it has said so many lines, and gives all that it said. */
const writtenUntilKilled = async (url: string, run: string, after: number): Promise<readonly Line[]> => {
  const writer = aWriter(url, run, ['one', 'two', 'three', 'four'])
  const said: Line[] = []
  if (writer.stdout === null) throw new Error('no pipe')
  for await (const text of createInterface(writer.stdout)) {
    // The last line may have been cut off with its process.
    if (!text.endsWith('}')) break
    said.push(line.parse(JSON.parse(text)))
    if (said.length === after) writer.kill('SIGKILL')
  }
  return said
}

const expectKept = async (store: Store, said: Line): Promise<void> => {
  switch (said.type) {
    case 'ready':
      return
    case 'question':
      expect((await store.questionOf(said.origin))?.id).toBe(said.id)
      return
    case 'answer':
      expect((await store.answers(said.questionId)).map(({ id }) => id)).toEqual([said.id])
      return
    case 'shown':
      expect((await store.shownBy(said.messageId))?.turnId).toBe(said.id)
      return
    case 'checkpoint':
      expect((await store.turn(said.id))?.text.startsWith(said.text)).toBe(true)
      return
    case 'settled':
      expect(await store.turn(said.id)).toMatchObject({ text: said.text, state: 'ended' })
  }
}

/** How often a process is killed; many more when asked for. */
const kills = Number(process.env['KILLS'] ?? 5)

const engines = [
  { engine: 'SQLite', aUrl: aFile },
  { engine: 'PostgreSQL', aUrl: aDatabase },
] as const

/** The server learns of a dead process when it next writes to its connection, or reads the end of it. */
const openedWhenFree = async (url: string): Promise<Store> => {
  for (;;) {
    try {
      return await openStore({ url, clock: aClock() })
    } catch (error) {
      if (!(error instanceof StoreFailed) || error.kind !== 'in-use') throw error
    }
  }
}

test.each(engines)(
  '$engine: killed at any moment, all that was said to be stored is there, once, and goes on',
  {
    timeout: 600_000,
  },
  async ({ aUrl }) => {
    const url = await aUrl()
    for (let run = 0; run < kills; run += 1) {
      const after = 1 + Math.floor(Math.random() * 300)
      const said = await writtenUntilKilled(url, String(run), after)
      const store = await openedWhenFree(url)
      for (const each of said) await expectKept(store, each)
      const { answers, questions } = await store.unfinished()
      for (const { id, revision, text } of answers) {
        expect(
          text
            .split('\n')
            .slice(0, -1)
            .every((part) => part.includes(' says ')),
        ).toBe(true)
        await store.settle({ id, revision }, { text, sources: [], model: 'm', usage: noUsage })
      }
      const undone = answers.filter(({ state }) => state === 'writing')
      expect(undone.length + questions.length).toBeLessThanOrEqual(4)
      for (const { id } of questions) await store.removeQuestion(id)
      await store.close()
    }
  },
)

test('a second process is refused in words while the first lives, and let in as soon as it is dead', {
  timeout: 120_000,
}, async () => {
  const url = await aFile()
  const writer = aWriter(url, 'first', [])
  if (writer.stdout === null) throw new Error('no pipe')
  await once(createInterface(writer.stdout), 'line')
  const open = () => openStore({ url, clock: aClock(-1e9) })
  await expect(open()).rejects.toMatchObject({ kind: 'in-use' })
  await expect(open()).rejects.toThrow(`Process ${writer.pid} on `)
  writer.kill('SIGKILL')
  await once(writer, 'exit')
  const store = await open()
  await store.close()
})
