import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '../../src/store/open-store.ts'
import type { BotWorldOptions } from '../world/bot-world.ts'

/** What ends the bot, or keeps it from starting, and the one sentence that whoever runs it is told. */
export type EndingOutcome = {
  readonly what: string
  readonly says: string
  /** With which code the gateway is closed; absent where the bot does not come so far. */
  readonly closes?: number
  readonly options?: BotWorldOptions | (() => Promise<BotWorldOptions>)
}

const pathOf = (url: string): string => url.slice('file:'.length)

/** Does something to the database's file before it is opened. */
const prepared = (prepare: (path: string) => void | Promise<void>): BotWorldOptions => ({
  openStore: async (options) => {
    await prepare(pathOf(options.url))
    return openStore(options)
  },
})

const migrated = async (path: string): Promise<DatabaseSync> => {
  const store = await openStore({
    url: `file:${path}`,
    clock: { now: () => 0, elapsed: () => 0, after: () => () => {} },
  })
  await store.close()
  return new DatabaseSync(path)
}

const forGood = (code: number): EndingOutcome => ({
  what: `the gateway closes with ${code}`,
  says: `Discord has ended the connection with code ${code}, and says that trying again does not help.`,
  closes: code,
})

/** A port that the system has given to somebody else. */
const takenPort = async (): Promise<string> => {
  const server = createServer().listen(0).unref()
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' ? `${address?.port}` : ''
}

/** Everything after which a process must not go on. */
export const endingOutcomes: readonly EndingOutcome[] = [
  {
    what: 'the gateway closes with 4004: the token was reset',
    says: 'DISCORD_TOKEN is no longer valid. Copy it anew from the Bot page of your application.',
    closes: 4004,
  },
  ...[4010, 4011, 4012, 4013].map(forGood),
  {
    what: 'the token is refused at the start',
    says: 'Discord refuses DISCORD_TOKEN: copy the bot’s token anew from the Bot page of your application.',
    options: { environment: { DISCORD_TOKEN: 'another-token' } },
  },
  {
    what: 'the key is refused at the start',
    says: 'Claude refuses ANTHROPIC_API_KEY: create a key in the Claude Console and put it into .env.',
    options: { claude: { accepts: () => false } },
  },
  {
    what: 'the database is damaged at the start',
    says: 'is damaged: put a backup in its place, or move it away to start with an empty one.',
    options: prepared((path) => writeFileSync(path, 'This is no database at all.'.repeat(99))),
  },
  {
    what: 'the database was written by a newer version',
    says: 'start that version, or restore the backup from before the upgrade.',
    options: prepared(async (path) => {
      const sqlite = await migrated(path)
      sqlite.exec("insert into kysely_migration values ('2999-01-01-later', '2999-01-01')")
      sqlite.close()
    }),
  },
  {
    what: 'another process answers with the same database',
    says: 'stop it first.',
    options: prepared((path) => new DatabaseSync(`${path}.lease`).exec('begin immediate')),
  },
  {
    what: 'the database’s place cannot be written',
    says: 'check that its folder exists, that this user may write there, and that the disk works.',
    options: prepared((path) => void mkdirSync(path)),
  },
  {
    what: 'HEALTH_PORT is taken',
    says: 'cannot be used: listen EADDRINUSE',
    options: async () => ({ environment: { HEALTH_PORT: await takenPort() } }),
  },
]
