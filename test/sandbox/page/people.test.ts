import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type OpenPage, openPage } from './open-page.ts'

const needed = chromiumPath === undefined ? ' (skipped: no Chromium found; set CHROMIUM_PATH)' : ''

describe.skipIf(chromiumPath === undefined)(
  `what people do on the page, in a real browser${needed}`,
  { timeout: 120_000 },
  () => {
    let opened: OpenPage

    beforeAll(async () => {
      opened = await openPage(20)
    }, 120_000)
    afterAll(() => opened.close())

    const messages = (): Locator => opened.page.locator('discord-message')
    const last = (): Locator => messages().last()
    const box = (): Locator => opened.page.getByRole('textbox', { name: /^Message/ })

    const goTo = (channel: string): Promise<void> =>
      opened.page.locator('.channel button', { hasText: channel }).click()

    const become = (name: string): Promise<unknown> =>
      opened.page.locator('select.person').selectOption({ label: name })

    const write = async (words: string): Promise<void> => {
      await box().fill(words)
      await opened.page.keyboard.press('Enter')
    }

    /** Begins a command, and waits until its option has the caret. */
    const begin = async (command: string): Promise<void> => {
      await box().pressSequentially(`/${command} `)
      await opened.page.locator('.composer [data-focused]:focus').waitFor()
    }

    const choose = async (message: Locator, entry: string): Promise<void> => {
      await message.click({ button: 'right' })
      await opened.page.getByRole('menuitem', { name: entry }).click()
    }

    test('a message that is edited opens with its text and the caret in it, and the bot hears of it', async () => {
      await goTo('general')
      await write('@Tendril two and two?')
      await last().getByRole('button', { name: '🔄' }).waitFor()
      expect(await box().inputValue()).toBe('')
      await choose(messages().first(), 'Edit Message')
      const editor = opened.page.getByRole('textbox', { name: 'Edit the message' })
      await editor.and(opened.page.locator(':focus')).waitFor()
      expect(await editor.inputValue()).toBe('@Tendril two and two?')
      await opened.page.keyboard.type(' or three')
      await opened.page.keyboard.press('Enter')
      await last().getByRole('button', { name: 'Answer again' }).click()
      await last().getByText('two and two? or three').first().waitFor()
    })

    test('a command whose options are all left out is sent with Enter', async () => {
      await goTo('code')
      await box().pressSequentially('/model ')
      await opened.page
        .getByRole('textbox', { name: 'Enter to send' })
        .and(opened.page.locator(':focus'))
        .waitFor()
      await opened.page.keyboard.press('Enter')
      await last().getByText('This channel uses').waitFor()
    })

    test('who is Japanese uses commands and the form in Japanese', async () => {
      await become('葵')
      await goTo('雑談')
      await begin('質問')
      await opened.page.keyboard.type('羊歯は？')
      await opened.page.keyboard.press('Enter')
      await last().getByRole('button', { name: '🔄' }).waitFor()
      await choose(last(), 'これについて質問')
      await opened.page.getByRole('dialog').getByRole('textbox').fill('これは？')
      await opened.page.getByRole('button', { name: '送信' }).click()
      await messages().nth(1).getByText('これは？').first().waitFor()
      await become('Mira · mod')
    })

    test('where the bot is no member it is brought along, and where it may not write it says so privately', async () => {
      await goTo('lobby')
      await begin('ask')
      await opened.page.keyboard.type('Hello')
      await opened.page.keyboard.press('Enter')
      await last().getByRole('button', { name: '🔄' }).waitFor()
      expect(await last().getByRole('button', { name: '🧵' }).count()).toBe(0)
      await goTo('announcements')
      await write('@Tendril are you there?')
      await opened.page.locator('.channel.direct[data-unread]').waitFor()
      await opened.page.locator('.channel.direct button').click()
      await last().getByText('I can’t post in').waitFor()
    })

    test('the page has found no fault', () => {
      expect(opened.complaints).toEqual([])
    })
  },
)
