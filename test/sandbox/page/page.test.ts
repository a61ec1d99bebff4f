import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type OpenPage, openPage } from './open-page.ts'

const needed = chromiumPath === undefined ? ' (skipped: no Chromium found; set CHROMIUM_PATH)' : ''

describe.skipIf(chromiumPath === undefined)(`the page in a real browser${needed}`, () => {
  let opened: OpenPage

  beforeAll(async () => {
    opened = await openPage(3)
  })
  afterAll(() => opened.close())

  const last = (): Locator => opened.page.locator('discord-message').last()
  const stop = (): Locator => opened.page.getByRole('button', { name: 'Stop', exact: true })

  const goTo = async (channel: string): Promise<void> => {
    await opened.page.locator('.channel button', { hasText: channel }).click()
  }

  const ask = async (question: string): Promise<void> => {
    await opened.page.getByRole('textbox', { name: /^Message/ }).pressSequentially('/ask ')
    await opened.page.getByRole('textbox', { name: 'prompt' }).fill(question)
    await opened.page.keyboard.press('Enter')
  }

  test('a question grows into an answer in place, with a cursor and Stop, and ends in a footer', async () => {
    await goTo('general')
    await ask('日本語で話して')
    await last().getByText('▌').waitFor()
    await stop().waitFor()
    const early = await last().innerText()
    await last().getByText('claude-sonnet').waitFor()
    const late = await last().innerText()

    expect(late.length).toBeGreaterThan(early.length)
    expect(late).not.toContain('▌')
    expect(await stop().count()).toBe(0)
    expect(await opened.page.locator('discord-command').last().getAttribute('command')).toBe('ask')
  })

  test('the slash opens a list of what the bot has registered, and Tab takes a line of it', async () => {
    await goTo('code')
    const box = opened.page.getByRole('textbox', { name: /^Message/ })
    await box.fill('/as')
    expect(await opened.page.getByRole('option').allInnerTexts()).toEqual([expect.stringMatching(/^\/ask/)])
    await box.press('Tab')
    await opened.page.getByRole('textbox', { name: 'prompt' }).waitFor()
    await opened.page.keyboard.press('Escape')
    await box.waitFor()
  })

  test('Stop ends the answer where it is', async () => {
    await goTo('ask-claude')
    await ask('Tell me a long story of tea')
    await last().getByText('From bush to cup').waitFor()
    await stop().click()
    await last().getByRole('button', { name: 'Regenerate' }).waitFor()

    expect(await last().innerText()).toMatch(/stopped/i)
    expect(await opened.page.locator('discord-message').count()).toBe(1)
  })

  test('a long answer goes on in a second message, and what is shown keeps up with what is written', async () => {
    await goTo('雑談')
    await ask('Tell me a long story of tea')
    await opened.page.locator('discord-message').nth(1).waitFor()
    await last().getByText('claude-sonnet').waitFor()

    expect(await opened.page.locator('.figures .lag').innerText()).toMatch(/behind 0 /)
    expect(await opened.page.locator('.counter b').innerText()).toBe('0')
    expect(opened.complaints).toEqual([])
    expect(opened.abroad).toEqual([])
  })
})
