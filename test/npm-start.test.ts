import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { startClaude } from '../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../src/sandbox/discord/start-discord.ts'

/** Node arguments after which the process takes itself for another version. */
const pretend = (version: string): readonly string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`,
]

const start = (version: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [...pretend(version), 'src/start.mjs', ...args], {
    env: {},
    encoding: 'utf8',
  })

test.each(['18.20.0', '20.20.2', '22.21.0'])(
  'on Node %s the start says in one line what is missing',
  (version) => {
    const { status, stderr } = start(version)
    expect(status).toBe(1)
    expect(stderr).toMatch(
      new RegExp(`^Tendril needs Node 24 or newer, and this is Node ${version}\\.[^\n]*\n$`),
    )
  },
)

test('package.json asks for the Node that the start asks for, in words that an old Node can read', () => {
  const { engines, scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(engines).toEqual({ node: '>=24' })
  for (const name of ['start', 'backup', 'restore']) expect(scripts[name]).toMatch(/^node src\/start\.mjs\b/)
})

test('on a Node that is new enough it goes on, to the bot or to the program that is named', () => {
  expect(start('24.0.0').stderr).toContain('DISCORD_TOKEN is missing')
  expect(start('26.0.0', '--help').stdout).toContain('.env.example')
  expect(start('26.0.0', './operate/database-command.ts', '--help').stdout).toContain('npm run backup')
})

test('a SIGTERM that only npm hears ends the bot too', async () => {
  const discord = await startDiscord()
  const claude = await startClaude({ clock: systemClock })
  const hasGone = new Promise<void>((resolve) =>
    discord.onEvent(({ type }) => type === 'gateway-close' && resolve()),
  )
  const npm = spawn('npm', ['start'], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'] },
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url },
      ...{ ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: claude.url },
      DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((resolve) =>
    npm.stdout.on('data', (bytes: Buffer) => bytes.toString().includes('"ready"') && resolve()),
  )
  npm.kill('SIGTERM')
  await hasGone
  await discord.close()
  await claude.close()
})
