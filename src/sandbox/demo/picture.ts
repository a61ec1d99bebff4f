import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { systemClock } from '../../clock.ts'
import { bundlePage } from '../page/bundle.ts'
import { cast } from '../page/cast.ts'
import { servePage } from '../page/serve-page.ts'
import { findChromium, quietly } from './find-chromium.ts'
import { startDemo } from './start-demo.ts'

const folder = fileURLToPath(new URL('../../../.github', import.meta.url))

const size = { width: 1280, height: 800 }

const ask = async (page: Page, question: string): Promise<void> => {
  await page.getByRole('textbox', { name: /^Message/ }).pressSequentially('/ask ')
  await page.getByRole('textbox', { name: 'prompt' }).fill(question)
  await page.keyboard.press('Enter')
}

/** Two questions, the second of which is being answered. */
const play = async (page: Page): Promise<void> => {
  const [, second] = cast.users
  await page.locator('.dot.online').waitFor()
  await page.locator('.channel button', { hasText: 'ask-claude' }).click()
  await page.locator('.you .person').selectOption(second?.id ?? null)
  await ask(page, 'Hello!')
  await page.getByText('claude-sonnet').waitFor()
  await page.locator('.you .person').selectOption(cast.users[0]?.id ?? null)
  await ask(page, 'Write some code')
  await page.getByText('class Latest').waitFor()
}

/** Takes the README's picture of the bot at work, from the real page, into `.github/demo.png`. */
const main = async (): Promise<void> => {
  const executablePath = findChromium(process.env)
  if (executablePath === undefined) throw new Error('No Chromium was found; set CHROMIUM_PATH to one.')
  const { ANTHROPIC_API_KEY: _, ...environment } = process.env
  const onLine = (line: string) => process.stderr.write(`${line}\n`)
  const demo = await startDemo({ clock: systemClock, environment, onLine })
  const served = await servePage(demo.world, await bundlePage(), 0)
  const browser = await chromium.launch({ executablePath, args: quietly })
  const page = await browser.newPage({ viewport: size })
  await page.goto(served.url)
  await play(page)
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/demo.png` })
  await browser.close()
  await served.close()
  await demo.stop()
  process.stdout.write('The picture is in .github/demo.png\n')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
