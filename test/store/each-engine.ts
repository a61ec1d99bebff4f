import { onTestFinished, test as vitestTest } from 'vitest'
import type { Store } from '../../src/conversation/store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDatabase } from '../postgres/a-database.ts'
import { aClock } from './a-clock.ts'

/** A database engine that the store must behave the same on. */
export type Engine = {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** The address of a new, empty database. */
  readonly aUrl: () => Promise<string>
  /** A store over a new database whose ids are 1, 2, 3 …, with its clock. */
  readonly aStore: () => Promise<{ readonly store: Store; readonly clock: ReturnType<typeof aClock> }>
  /** How often a property is tried. */
  readonly runs: number
}

const engineOf = (name: Engine['name'], runs: number, aUrl: Engine['aUrl']): Engine => ({
  name,
  runs,
  aUrl,
  aStore: async () => {
    const clock = aClock()
    let last = 0
    const store = await openStore({ url: await aUrl(), clock, newId: () => String(++last) })
    onTestFinished(() => store.close())
    return { store, clock }
  },
})

/** The engines, with how to come by a database of each. */
export const engines: readonly Engine[] = [
  engineOf('SQLite', 100, async () => 'file::memory:'),
  engineOf('PostgreSQL', 10, aDatabase),
]

/** A test of the store that must hold on every engine. */
export const test = (name: string, run: (engine: Engine) => Promise<void>): void => {
  for (const engine of engines) vitestTest(`${name} (${engine.name})`, () => run(engine))
}
