import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { startChildBot } from '../crash/child-bot.ts'
import { people, places } from '../world/bot-world.ts'

/** The user that owns nothing, on every Unix. */
const nobody = 65_534

/** Only root may start a process as somebody else; and the project must be readable to all. */
const canBeNobody = (): boolean => {
  try {
    execFileSync(process.execPath, ['--version'], { uid: nobody, gid: nobody })
    execFileSync('test', ['-r', 'src/main.ts'], { uid: nobody, gid: nobody })
    return true
  } catch {
    return false
  }
}

test.skipIf(!canBeNobody())(
  'a bot that may write into its data folder and nowhere else answers',
  async () => {
    const discord = await startDiscord()
    const claude = await startClaude({ clock: systemClock, speed: Number.POSITIVE_INFINITY })
    const folder = mkdtempSync(join(tmpdir(), 'tendril-data-'))
    chownSync(folder, nobody, nobody)
    const bot = startChildBot(
      {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: claude.url,
        DATABASE_URL: `file:${join(folder, 'tendril.db')}`,
        // Not even temporary files have a place.
        TMPDIR: '/',
        HOME: '/',
      },
      { user: nobody },
    )
    await bot.ready
    const options = { prompt: 'Hello' }
    discord.runCommand({ channelId: places.general, userId: people.ada, name: 'ask', options })
    await discord.until(() =>
      discord.messages(places.general).some(({ content }) => content.includes('-# claude-')),
    )
    await bot.kill()
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
    await discord.close()
    await claude.close()
  },
)
