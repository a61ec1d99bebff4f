import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { diagnose } from '../../src/doctor/diagnose.ts'
import type { Finding } from '../../src/doctor/finding.ts'
import { type SandboxClaude, startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { defaultSeed } from '../../src/sandbox/discord/seed.ts'
import { type Discord, type DiscordOptions, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { databasePlace } from '../../src/store/database-url.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres/open-postgres.ts'
import { aDatabase } from '../postgres/a-database.ts'
import { people, places, startBotWorld } from '../world/bot-world.ts'
import { freePort } from '../world/free-port.ts'

let discord: Discord
let claude: SandboxClaude
let folder: string
let environment: Record<string, string>

const start = async (options: DiscordOptions = {}): Promise<void> => {
  discord = await startDiscord(options)
  claude = await startClaude({ clock: systemClock, accepts: (key) => key === 'good-key' })
  folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  environment = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'good-key',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${join(folder, 'tendril.db')}`,
  }
}

const restartDiscord = async (options: DiscordOptions): Promise<void> => {
  await discord.close()
  discord = await startDiscord(options)
  environment = { ...environment, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url }
}

beforeEach(() => start())
afterEach(async () => {
  await discord.close()
  await claude.close()
  rmSync(folder, { recursive: true, force: true })
})

const findings = async (
  more: Readonly<Record<string, string>> = {},
  ahead = 0,
): Promise<readonly Finding[]> => {
  const clock = { ...systemClock, now: () => Date.now() + ahead }
  const readFile = (path: string) => readFileSync(path, 'utf8')
  return Array.fromAsync(diagnose({ environment: { ...environment, ...more }, readFile, clock }))
}

const wrongIn = (all: readonly Finding[]) => all.filter(({ state }) => state === 'wrong')

const about = (all: readonly Finding[], name: string) => all.find((finding) => finding.about === name)

describe('where all is well', () => {
  test('nothing is wrong, and the link that invites the bot has what it needs', async () => {
    const all = await findings()
    expect(wrongIn(all)).toEqual([])
    expect(all.map((finding) => finding.about)).toEqual([
      ...['DISCORD_TOKEN', 'ANTHROPIC_API_KEY', 'DISCORD_API_URL', 'ANTHROPIC_BASE_URL', 'DATABASE_URL'],
      ...['settings', 'clock', 'Discord', 'intents', 'strangers', 'gateway', 'server', 'Claude', 'model'],
      ...['database', 'disk', 'invite'],
    ])
    expect(about(all, 'server')?.says).toBe('"Greenhouse": the bot may do all it needs in every channel.')
    expect(about(all, 'invite')?.says).toMatch(/client_id=1100000000000000001&.*permissions=309237746688$/)
  })

  test('nothing is billed, written or posted', async () => {
    await findings()
    expect(claude.requests().map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /v1/models',
    ])
    expect(discord.requests().map(({ method }) => method)).not.toContain('POST')
    expect(() => readFileSync(join(folder, 'tendril.db'))).toThrow()
  })

  test('no token and no key is shown', async () => {
    const text = JSON.stringify(await findings({ DATABASE_URL: 'postgres://me:hidden@127.0.0.1:1/db' }))
    expect(text).not.toContain(discord.token)
    expect(text).not.toContain('good-key')
    expect(text).not.toContain('hidden')
  })
})

test('a bot that is running is neither disturbed nor mistaken for a fault', async () => {
  const port = await freePort()
  const world = await startBotWorld({ environment: { HEALTH_PORT: `${port}` } })
  onTestFinished(() => world.close())
  environment = {
    ...environment,
    DISCORD_TOKEN: world.discord.token,
    DISCORD_API_URL: world.discord.url,
    DATABASE_URL: `file:${world.database}`,
    HEALTH_PORT: `${port}`,
  }
  const all = await findings()
  expect(wrongIn(all)).toEqual([])
  expect(about(all, 'process')?.says).toContain('is answering with the database')
  expect(about(all, 'health')?.says).toBe(`A bot is running on port ${port} and says that it is well.`)
  world.discord.runCommand({
    channelId: places.general,
    userId: people.ada,
    name: 'ask',
    options: { prompt: 'Hi' },
  })
  await world.discord.until(() => world.discord.messages(places.general)[0]?.content.includes('-# '))
})

describe('says what is wrong and what to do', () => {
  test('with the settings, each of them, and looks at everything else all the same', async () => {
    const all = await findings({ FOOTER: 'huge', HEALTH_PORT: '0', TIME_ZONE: '', FOTER: 'off' })
    expect(wrongIn(all).map((finding) => finding.about)).toEqual(['FOOTER', 'HEALTH_PORT'])
    expect(about(all, 'FOOTER')?.says).toContain('"huge"')
    expect(JSON.stringify(all)).toContain('Did you mean FOOTER?')
    expect(about(all, 'model')?.state).toBe('ok')
    expect(about(all, 'server')?.state).toBe('ok')
  })

  test('with a missing token', async () => {
    const all = await findings({ DISCORD_TOKEN: '' })
    expect(wrongIn(all).map((finding) => finding.about)).toEqual(['DISCORD_TOKEN'])
    expect(about(all, 'Claude')?.state).toBe('ok')
  })

  test('with a wrong token', async () => {
    expect(wrongIn(await findings({ DISCORD_TOKEN: 'a-wrong-token' }))).toEqual([
      {
        about: 'Discord',
        state: 'wrong',
        says: 'refuses DISCORD_TOKEN.',
        todo: expect.stringContaining('Reset'),
      },
    ])
  })

  test('with the intent that is off', async () => {
    const privileged = { messageContent: false, guildMembers: false, presences: false }
    await restartDiscord({
      seed: { ...defaultSeed, application: { ...defaultSeed.application, privileged } },
    })
    expect(about(await findings(), 'intents')).toMatchObject({
      state: 'note',
      says: expect.stringContaining('Message Content Intent is off'),
    })
  })

  test('with permissions that a server does not give', async () => {
    const [greenhouse, ...others] = defaultSeed.guilds
    const everyone = ['VIEW_CHANNEL', 'SEND_MESSAGES', 'READ_MESSAGE_HISTORY', 'ATTACH_FILES'] as const
    await restartDiscord({
      seed: { ...defaultSeed, guilds: [{ ...greenhouse, everyone, bot: [] }, ...others] },
    })
    const server = about(await findings(), 'server')
    expect(server).toMatchObject({ state: 'wrong', todo: expect.stringContaining('Server Settings → Roles') })
    expect(server?.says).toBe(
      '"Greenhouse": I’m missing “Send Messages in Threads”: I can’t talk in threads. I’m missing “Create Public Threads”: I can’t open threads.',
    )
  })

  test('with channels that are shut to the bot, which may be meant so', async () => {
    discord.setPermissions({
      channelId: places.general,
      id: discord.application.botId,
      deny: ['VIEW_CHANNEL'],
    })
    expect(about(await findings(), 'server')).toMatchObject({
      state: 'ok',
      says: expect.stringContaining('in 1 of 2 channels'),
    })
  })

  test('with a model that there is not', async () => {
    expect(wrongIn(await findings({ CLAUDE_MODEL: 'claude-sonet-5-5' }))).toEqual([
      {
        ...{ about: 'model', state: 'wrong', says: 'This key cannot use "claude-sonet-5-5".' },
        todo: 'Set CLAUDE_MODEL to "claude-sonnet-5-5".',
      },
    ])
  })

  test('with the key', async () => {
    const all = await findings({ ANTHROPIC_API_KEY: 'a-wrong-key' })
    expect(wrongIn(all)).toMatchObject([{ about: 'Claude', says: expect.stringContaining('refuses') }])
    expect(about(all, 'database')?.state).toBe('ok')
  })

  test('with the way to Discord, and to Claude', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`
    const all = await findings({ DISCORD_API_URL: `${nobody}/api`, ANTHROPIC_BASE_URL: nobody })
    expect(wrongIn(all)).toMatchObject([
      { about: 'Discord', says: 'cannot be reached (ECONNREFUSED).' },
      { about: 'Claude', says: expect.stringContaining('cannot be asked') },
    ])
    expect(about(all, 'clock')?.state).toBe('note')
  })

  test('with a server that is not Discord', async () => {
    expect(wrongIn(await findings({ DISCORD_API_URL: claude.url }))).toMatchObject([{ about: 'Discord' }])
  })

  test.each([
    [20 * 60_000, 'is 20 min ahead.'],
    [-20 * 60_000, 'is 20 min behind.'],
  ])('with a clock that is off by %i ms', async (off, says) => {
    expect(wrongIn(await findings({}, off))).toMatchObject([{ about: 'clock', says }])
  })
})

describe('says what is wrong with the database', () => {
  const path = (): string => join(folder, 'tendril.db')
  const create = async (): Promise<void> =>
    (await openStore({ url: `file:${path()}`, clock: systemClock })).close()
  const change = (sql: string): DatabaseSync => {
    const sqlite = new DatabaseSync(path())
    sqlite.exec(sql)
    return sqlite
  }

  test('that is locked', async () => {
    await create()
    const holder = change('pragma locking_mode = exclusive; begin immediate; create table t (x)')
    onTestFinished(() => holder.close())
    expect(wrongIn(await findings())).toMatchObject([
      { about: 'database', says: expect.stringContaining('Another program is writing') },
    ])
  })

  test('that is of a newer version, of an older one, or no database at all', async () => {
    await create()
    change("insert into kysely_migration values ('2099-01-01-later', '2099')").close()
    expect(wrongIn(await findings())).toMatchObject([{ says: expect.stringContaining('newer version') }])
    change("delete from kysely_migration where name > '2026-11-28'").close()
    expect(about(await findings(), 'database')).toMatchObject({
      state: 'note',
      says: expect.stringContaining('brought up to date at the next start'),
    })
    rmSync(path())
    writeFileSync(
      path(),
      'no database, but long enough to be taken for one by its first bytes, which are wrong',
    )
    expect(wrongIn(await findings())).toMatchObject([{ says: expect.stringContaining('damaged') }])
  })
})

test('a PostgreSQL database is looked at too: in use, of a newer version, and away', async () => {
  const url = await aDatabase()
  const found = async () => about(await findings({ DATABASE_URL: url }), 'database')
  const store = await openStore({ url, clock: systemClock })
  onTestFinished(() => store.close())
  expect(await found()).toMatchObject({ state: 'ok', says: expect.stringContaining('can be used') })
  const place = databasePlace(url)
  if (place.type !== 'postgres') throw new Error('not PostgreSQL')
  const { db, close } = await openPostgres(place)
  await sql`insert into kysely_migration values ('2099-01-01-later', '2099')`.execute(db)
  await close()
  expect(await found()).toMatchObject({ state: 'wrong', says: expect.stringContaining('newer version') })
  const away = await findings({ DATABASE_URL: `postgres://me:hidden@127.0.0.1:${await freePort()}/db` })
  expect(about(away, 'database')?.state).toBe('wrong')
  expect(JSON.stringify(away)).not.toContain('hidden')
})

describe('as a command', () => {
  /** Runs it without a terminal; as another user where a number is given. */
  const run = async (more: Readonly<Record<string, string>> = {}, uid?: number) => {
    const child = spawn(process.execPath, ['src/doctor/doctor.ts'], {
      env: { PATH: process.env['PATH'] ?? '', ...environment, ...more },
      ...(uid !== undefined && { uid, gid: uid }),
    })
    const chunks: Buffer[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
    const [code] = await once(child, 'close')
    return { code, text: Buffer.concat(chunks).toString() }
  }

  test('exits with 0, in plain lines, where nothing is wrong', async () => {
    const { code, text } = await run()
    expect([code, text]).toEqual([0, expect.stringMatching(/✓ +clock +agrees|✓ clock/)])
    expect(text).not.toContain('\x1b')
    expect(text).toContain('https://discord.com/oauth2/authorize?client_id=1100000000000000001')
  })

  test('exits with 1 and counts what is wrong', async () => {
    const { code, text } = await run({
      CLAUDE_MODEL: 'claude-nope',
      ANTHROPIC_API_KEY: 'good-key',
      FOOTER: 'x',
    })
    expect(code).toBe(1)
    expect(text).toContain('2 things are wrong.')
  })

  test.skipIf(process.getuid?.() !== 0)('finds a database that this user may not write', async () => {
    await (await openStore({ url: environment['DATABASE_URL'] ?? '', clock: systemClock })).close()
    chmodSync(folder, 0o755)
    const { code, text } = await run({}, 65_534)
    expect(code).toBe(1)
    expect(text).toMatch(/This user may not write .* → Give it the file and its folder/)
  })
})
