import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { chromiumPath, type OpenPage, openPage } from './open-page.ts'

/** Keeps in the browser what the last message has been, however fast it changes. */
const watchGrowing = `
  globalThis.seen = []
  new MutationObserver(() => {
    const text = [...document.querySelectorAll('discord-message')].at(-1)?.textContent.replace(/\\s+|⋯/g, '')
    if (text !== seen.at(-1)) seen.push(text)
  }).observe(document.body, { childList: true, subtree: true, characterData: true })
`

const needed = chromiumPath === undefined ? ' (skipped: no Chromium found; set CHROMIUM_PATH)' : ''

/** What the page says itself, without names, requests, what is chosen, and messages. */
const ownWords = `[...document.querySelectorAll('.wire, .chat-header, .you, .lists h3, .composer')].map((element) => {
  const copy = element.cloneNode(true)
  for (const name of copy.querySelectorAll('tbody, b, select, .choose-file')) name.remove()
  return copy.textContent
})`

describe.skipIf(chromiumPath === undefined)(
  `the page in a real browser${needed}`,
  { timeout: 120_000 },
  () => {
    let opened: OpenPage

    beforeAll(async () => {
      opened = await openPage(4)
    }, 120_000)
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
      await opened.page.evaluate(watchGrowing)
      await ask('Write some code')
      await last().getByText('Sonnet 5.5').waitFor()
      const seen = z.array(z.string()).parse(await opened.page.evaluate('seen'))
      const growing = seen.filter((text) => text.includes('▌Stop'))

      // On a busy machine edits are far apart: one on the way to the whole answer is enough.
      expect(growing.length).toBeGreaterThan(0)
      expect(growing.every((text, index) => text.length >= (growing[index - 1]?.length ?? 0))).toBe(true)
      expect(await last().textContent()).not.toContain('▌')
      expect(await stop().count()).toBe(0)
      expect(await opened.page.locator('discord-command').last().getAttribute('command')).toBe('ask')
    })

    test('a suggestion is pressed into the box, and the suggestions go once something is sent', async () => {
      const fresh = await opened.secondTab()
      const suggestions = fresh.getByRole('group', { name: 'Try one of these' })
      await suggestions.waitFor()
      expect(await suggestions.getByRole('button').count()).toBe(3)
      await suggestions.getByRole('button').first().click()
      expect(await fresh.getByRole('textbox', { name: 'prompt' }).inputValue()).toMatch(/tomatoes/)
      await fresh.keyboard.press('Enter')
      await fresh.getByText('Tomato soup for two').waitFor()
      await suggestions.waitFor({ state: 'hidden' })
      await fresh.close()
    })

    test('the slash opens a list of what the bot has registered, and Tab takes a line of it', async () => {
      await goTo('code')
      const box = opened.page.getByRole('textbox', { name: /^Message/ })
      await box.fill('/as')
      await opened.page.getByRole('listbox').getByRole('option').first().waitFor()
      expect(await opened.page.getByRole('listbox').getByRole('option').allTextContents()).toEqual([
        expect.stringMatching(/\/ask/),
      ])
      await box.press('Tab')
      await opened.page.getByRole('textbox', { name: 'prompt' }).waitFor()
      await opened.page.keyboard.press('Escape')
      await box.waitFor()
    })

    test('the arrows go through all commands, and the one that they are on can be seen', async () => {
      const box = opened.page.getByRole('textbox', { name: /^Message/ })
      await box.fill('/')
      const lines = opened.page.locator('.completions li')
      await lines.first().waitFor()
      expect(await lines.count()).toBeGreaterThan(10)
      await box.press('ArrowUp')
      await opened.page.locator('.completions li[aria-selected="true"]:last-child').waitFor()
      await expect
        .poll(() =>
          lines
            .last()
            .boundingBox()
            .then((it) => (it?.y ?? 0) + (it?.height ?? 0)),
        )
        .toBeLessThan(800)
      await box.fill('')
    })

    test('Stop ends the answer where it is', async () => {
      await goTo('ask-claude')
      await ask('Stall for ever')
      await last().getByText('▌').waitFor()
      await stop().click()
      await last().getByRole('button', { name: '🔄' }).waitFor()

      expect(await last().textContent()).toMatch(/stopped/i)
      expect(await stop().count()).toBe(0)
    })

    test('a long answer goes on in a second message, and what is shown keeps up with what is written', async () => {
      await goTo('雑談')
      await ask('Tell me a long story of tea')
      await opened.page.locator('discord-message').nth(1).waitFor()
      await last().getByText('Sonnet 5.5').waitFor()

      await expect.poll(() => opened.page.locator('.figures .lag').textContent()).toMatch(/behind 0 /)
      expect(await opened.page.locator('.counter b').textContent()).toBe('0')
    })

    test('a bot that is killed and started again goes on with the conversation', async () => {
      await goTo('general')
      await opened.page.getByRole('button', { name: 'Kill and start' }).click()
      await opened.page.locator('.dot.starting').waitFor()
      await opened.page.locator('.dot.online').waitFor()
      await ask('Who said what?')
      await last().getByText('Write some code').waitFor()
    })

    test('the address names the person and the channel, so that a second tab opens the same', async () => {
      await goTo('code')
      await opened.page.waitForURL(/#me=1100000000000000011&channel=1100000000000000103$/)
      expect(await opened.page.title()).toBe('#code · Mira · Tendril')
      const second = await opened.secondTab((address) => address.replace('0011&', '0013&'))
      await second.getByText('#codeへようこそ！').waitFor()
      await second.close()
    })

    test('a link to a message is a chip that jumps to it', async () => {
      await goTo('code')
      await ask('Hello!')
      await last().getByText('Sonnet 5.5').waitFor()
      const id = await last().getAttribute('data-message')
      await goTo('general')
      const box = opened.page.getByRole('textbox', { name: /^Message/ })
      await box.fill(`https://discord.com/channels/1100000000000000100/1100000000000000103/${id}`)
      await box.press('Enter')
      await last().getByRole('link', { name: '#code › 💬' }).click()
      await opened.page.locator(`[data-message="${id}"]`).waitFor()
    })

    test('who has scrolled up is offered Jump to Present, and sending goes there', async () => {
      await goTo('雑談')
      await opened.page.locator('#scroller').evaluate((scroller) => scroller.scrollTo(0, 0))
      const present = opened.page.getByRole('button', { name: 'Jump to Present' })
      await present.click()
      await present.waitFor({ state: 'hidden' })
      await opened.page.locator('#scroller').evaluate((scroller) => scroller.scrollTo(0, 0))
      await present.waitFor()
      await ask('Hello!')
      await present.waitFor({ state: 'hidden' })
    })

    test('a window that is made smaller stays at the newest message', async () => {
      const away = opened.page.locator('#scroller[data-away]')
      await goTo('general')
      await opened.page.setViewportSize({ width: 390, height: 500 })
      await expect
        .poll(() =>
          opened.page
            .locator('#scroller')
            .evaluate((it) => Math.round(it.scrollHeight - it.scrollTop - it.clientHeight)),
        )
        .toBe(0)
      expect(await away.count()).toBe(0)
      await opened.page.setViewportSize({ width: 1280, height: 800 })
    })

    test('a Japanese person reads no English but names, routes and the answers', async () => {
      const before = await opened.page.locator('select.person').inputValue()
      await opened.page.locator('select.person').selectOption({ label: '葵' })
      await goTo('雑談')
      await opened.page.locator('.knobs summary').last().click()
      const texts = z.array(z.string()).parse(await opened.page.evaluate(ownWords))
      const words = texts.join(' ').match(/[A-Za-z]{2,}/g) ?? []
      const names =
        /^(help|community|ask|claude|anthropic|api|key|ms|tendril|moderators|gardeners|automod|basil|discord|latex|markdown|ping)$/i
      expect(words.filter((word) => !names.test(word))).toEqual([])
      await opened.page.locator('discord-command', { hasText: '質問' }).first().waitFor()
      await opened.page.locator('discord-command', { hasText: 'が使用' }).first().waitFor()
      await opened.page.locator('select.person').selectOption(before)
    })

    test('the page has found no fault and has asked for nothing outside this machine', () => {
      expect(opened.complaints).toEqual([])
      expect(opened.abroad).toEqual([])
    })
  },
)
