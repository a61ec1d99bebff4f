import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type OpenPage, openPage } from './open-page.ts'

const needed = chromiumPath === undefined ? ' (skipped: no Chromium found; set CHROMIUM_PATH)' : ''

describe.skipIf(chromiumPath === undefined)(
  `/settings by clicking, in a real browser${needed}`,
  { timeout: 120_000 },
  () => {
    let opened: OpenPage

    beforeAll(async () => {
      opened = await openPage(20)
    }, 120_000)
    afterAll(() => opened.close())
    afterEach(() => expect(opened.complaints).toEqual([]))

    const last = (): Locator => opened.page.locator('discord-message').last()
    const box = (): Locator => opened.page.locator('.composer').getByRole('textbox').first()
    const field = (name: string): Locator => opened.page.getByRole('group', { name, exact: true })
    const line = (name: string): Locator => opened.page.locator('.select-list').getByRole('option', { name })
    const shows = (words: string | RegExp): Promise<void> => last().getByText(words).first().waitFor()

    const openPanel = async (command: string): Promise<void> => {
      await box().pressSequentially(`/${command} `)
      await opened.page.locator('.composer :focus').waitFor()
      await opened.page.keyboard.press('Enter')
      // Not by number: the messages of a channel that was just opened may still be on their way.
      await last().getByRole('combobox').first().waitFor()
    }

    const openForm = async (group: string): Promise<void> => {
      await last().getByRole('button', { name: group }).click()
      await opened.page.getByRole('dialog').waitFor()
    }

    const submit = async (name: string): Promise<void> => {
      await opened.page.getByRole('button', { name }).click()
      await opened.page.getByRole('dialog').waitFor({ state: 'detached' })
    }

    const lineOf = (label: string): Promise<string | undefined> =>
      last()
        .innerText()
        .then((text) => text.split('\n').find((one) => one.includes(label)))

    test('a moderator switches the footer off and lets only one role ask; others read that they may not', async () => {
      await openPanel('settings open')
      await openForm('Replies')
      await field('Footer').getByRole('radio', { name: 'None' }).check()
      await submit('Submit')
      await expect.poll(() => lineOf('Footer')).toMatch(/Footer None · set here/)
      await openForm('Who may ask')
      await field('Who may ask').getByRole('combobox').click()
      await line('Gardeners').click()
      await opened.page.keyboard.press('Escape')
      await submit('Submit')
      await expect.poll(() => lineOf('Who may ask')).toMatch(/Who may ask .* · set here/)
      await opened.page.locator('select.person').selectOption({ label: 'Jonas' })
      await box().pressSequentially('/ask ')
      await opened.page.locator('.composer [data-focused]:focus').waitFor()
      await opened.page.keyboard.type('Are you there?')
      await opened.page.keyboard.press('Enter')
      await last().getByRole('button', { name: '🔄' }).waitFor()
      expect(await last().innerText()).not.toContain(' out · ')
      await opened.page.locator('select.person').selectOption({ label: '葵' })
      await box().fill('@Tendril 猫について教えてください。')
      await opened.page.keyboard.press('Enter')
      await opened.page.locator('.channel button', { hasText: 'Tendril' }).click()
      await last().getByText('質問できるのは一部のメンバーだけです').waitFor()
      await opened.page.locator('.channel button', { hasText: 'general' }).click()
    })

    test('a moderator gives a role a budget; who is over it asks for more from the direct message, and gets it', async () => {
      const { page } = opened
      await page.locator('select.person').selectOption({ label: 'Mira · mod' })
      await openPanel('settings open')
      await last().getByRole('button', { name: 'More…', exact: true }).click()
      await field('Moderators’ channel').getByRole('combobox').click()
      await line('code').click()
      await submit('Submit')
      await last().getByRole('button', { name: 'Budgets…' }).click()
      await last().getByRole('button', { name: 'Change: The whole server' }).waitFor()
      await last().getByRole('combobox').first().click()
      await line('Gardeners').click()
      await last().getByRole('button', { name: 'Change: Each member with @Gardeners' }).click()
      await page.getByRole('dialog').getByRole('textbox').first().fill('0.001')
      await submit('Submit')
      await expect.poll(() => lineOf('Each member')).toBe('Each member with Gardeners, per day: 0.1 ¢')
      await page.locator('select.person').selectOption({ label: 'Jonas' })
      await box().fill('@Tendril how do I prune roses?')
      await page.keyboard.press('Enter')
      await page.locator('.channel button', { hasText: 'Tendril' }).click()
      await last().getByRole('button', { name: 'Ask a moderator for more' }).click()
      await shows('I’ve asked the moderators')
      await page.locator('select.person').selectOption({ label: 'Sam · mod' })
      await page.locator('.channel button', { hasText: 'code' }).click()
      await last().getByRole('button', { name: 'Allow today' }).click()
      await shows('Allowed for today by')
      await page.locator('.channel button', { hasText: 'general' }).click()
    })

    test('in Japanese, on a phone: a level is chosen, and a model for that channel', async () => {
      await opened.page.locator('select.person').selectOption({ label: 'Mira · mod' })
      await opened.page.locator('select.locale').selectOption({ value: 'ja' })
      await opened.page.setViewportSize({ width: 390, height: 844 })
      await openPanel('設定 開く')
      await last().getByRole('combobox').first().click()
      await line('このチャンネル').click()
      await shows('general')
      await openForm('Claude')
      await field('モデル').getByRole('combobox').click()
      await line('Claude Haiku 5.5').click()
      await field('ウェブ検索').getByRole('radio', { name: 'オン', exact: true }).check()
      await submit('送信')
      await expect.poll(() => lineOf('モデル')).toMatch(/モデル Claude Haiku 5\.5 · ここで設定/)
      await expect.poll(() => lineOf('ウェブ検索')).toMatch(/オン · ここで設定/)
    })
  },
)
