import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cast } from '../../../src/sandbox/page/cast.ts'
import { call } from '../discord/rest.ts'
import { type BarePage, openBarePage } from './open-bare-page.ts'
import { chromiumPath } from './open-page.ts'

const needed = chromiumPath === undefined ? ' (skipped: no Chromium found; set CHROMIUM_PATH)' : ''
const guildId = cast.guilds[0]?.id ?? ''

describe.skipIf(chromiumPath === undefined)(
  `roles, categories and permissions on the page, in a real browser${needed}`,
  { timeout: 120_000 },
  () => {
    let opened: BarePage

    beforeAll(async () => {
      opened = await openBarePage()
      const { application } = opened.discord
      await call(opened.discord, `PUT /applications/${application.id}/commands`, [
        { name: 'ask', description: 'Ask', contexts: [0, 1] },
        { name: 'purge', description: 'Purge', contexts: [0], default_member_permissions: 8192 },
      ])
    }, 120_000)
    afterAll(() => opened.close())
    afterEach(() => expect(opened.complaints).toEqual([]))

    const become = (name: string): Promise<unknown> =>
      opened.page.locator('select.person').selectOption({ label: name })

    const channel = (name: string): Locator => opened.page.locator('.channel button', { hasText: name })

    const offered = async (): Promise<readonly string[]> => {
      await opened.page.getByRole('textbox', { name: /^Message/ }).fill('/')
      const lines = opened.page.locator('.completions b')
      await lines.first().waitFor()
      const names = await lines.allTextContents()
      await opened.page.getByRole('textbox', { name: /^Message/ }).fill('')
      return names
    }

    const idOf = (name: string): string =>
      opened.discord.channels().find((it) => 'name' in it && it.name === name)?.id ?? ''

    test('channels stand below their category', async () => {
      const headings = await opened.page.locator('.lists h3').allTextContents()
      expect(headings).toEqual(['Help', 'Community', 'A server without the bot'])
      const inHelp = opened.page.locator('h3:text("Help") + ul .name')
      expect(await inHelp.allTextContents()).toEqual(['ask-claude', 'code'])
    })

    test('a command is offered to those who may use it there, also after a role was clicked', async () => {
      await become('Jonas')
      expect(await offered()).toEqual(['/ask'])
      await opened.page.getByText('Roles of Jonas').click()
      await opened.page.getByLabel('Moderators').check()
      await opened.page
        .locator('select.person option', { hasText: 'Jonas · mod' })
        .waitFor({ state: 'attached' })
      expect(await offered()).toEqual(['/ask', '/purge'])
      await opened.page.getByLabel('Moderators').uncheck()
      await expect.poll(offered).toEqual(['/ask'])
      await become('Sam · mod')
      expect(await offered()).toEqual(['/ask', '/purge'])
    })

    test('who may not write reads why, and who may not see a channel has none', async () => {
      await become('Jonas')
      await channel('code').click()
      const code = idOf('code')
      opened.discord.setPermissions({ channelId: code, id: guildId, deny: ['SEND_MESSAGES'] })
      await opened.page.getByText('You do not have permission to send').waitFor()
      opened.discord.setPermissions({ channelId: code, id: guildId, deny: ['VIEW_CHANNEL'] })
      await channel('code').waitFor({ state: 'detached' })
      await become('Mira · mod')
      await channel('code').waitFor()
    })
  },
)
