import type { Client } from 'discord.js'
import { type Browser, chromium, type Page } from 'playwright-core'
import { systemClock } from '../../../src/clock.ts'
import { quietly } from '../../../src/sandbox/demo/find-chromium.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { bundlePage } from '../../../src/sandbox/page/bundle.ts'
import { carryOut } from '../../../src/sandbox/page/carry-out.ts'
import { cast } from '../../../src/sandbox/page/cast.ts'
import { createKnobs } from '../../../src/sandbox/page/knobs.ts'
import { openNewsroom, soFar } from '../../../src/sandbox/page/newsroom.ts'
import { servePage } from '../../../src/sandbox/page/serve-page.ts'
import { logIn } from '../discord/log-in.ts'
import { wideLimits } from '../discord/stage.ts'
import { chromiumPath } from './open-page.ts'

/** The page of a sandbox in which the test itself is the bot. */
export type BarePage = {
  readonly discord: Discord
  readonly client: Client<true>
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** Starts a Discord with the demo's people, logs in to it with discord.js, and opens its page in a browser. */
export const openBarePage = async (): Promise<BarePage> => {
  const clock = systemClock
  const discord = await startDiscord({ clock, seed: cast, limits: wideLimits })
  const newsroom = openNewsroom(discord, clock)
  const knobs = createKnobs({ discord, clock, setModels: () => {} }, 0, () => {})
  const [client, bundle, browser]: [Client<true>, Awaited<ReturnType<typeof bundlePage>>, Browser] =
    await Promise.all([
      logIn(discord),
      bundlePage(),
      chromium.launch({ executablePath: chromiumPath ?? '', args: quietly }),
    ])
  const world = {
    snapshot: () => ({
      ...soFar(discord, newsroom),
      knobs: knobs.view(),
      bot: { state: 'online', says: '' } as const,
      claude: { real: false, scripts: [] },
    }),
    subscribe: newsroom.subscribe,
    carryOut: (act: Parameters<typeof carryOut>[1]) =>
      carryOut({ clock, discord, knobs, bot: undefined }, act),
    file: () => undefined,
  }
  const served = await servePage(world, bundle, 0)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(served.url)
  await page.locator('.dot.online').waitFor()
  return {
    ...{ discord, client, page, complaints },
    close: async () => {
      await browser.close()
      await served.close()
      await client.destroy()
      await discord.close()
    },
  }
}
