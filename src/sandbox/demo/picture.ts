import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { systemClock } from '../../clock.ts'
import { bundlePage } from '../page/bundle.ts'
import { servePage } from '../page/serve-page.ts'
import { findChromium, quietly } from './find-chromium.ts'
import { playOpening } from './opening.ts'
import { startDemo } from './start-demo.ts'

const help = `Films a reply that grows on the demo's page, as an animated WebP for the README.

  npm run picture                     writes .github/demo.webp
  npm run picture -- --out FILE       writes FILE instead

It needs a Chromium; CHROMIUM_PATH names one that is not in a usual place.`

const usualFile = fileURLToPath(new URL('../../../.github/demo.webp', import.meta.url))

const size = { width: 900, height: 640 }

/** Pictures a second at most, and for how many seconds at most. */
const rate = 10
const longest = 9

/** How long, in ms, the question stands in the box, and the finished reply before the film begins again. */
const first = 900
const rest = 2_500

/** A picture, and for how many milliseconds it is shown. */
type Frame = { readonly png: Buffer; readonly ms: number }

const fillIn = async (page: Page, question: string): Promise<void> => {
  await page.getByRole('textbox', { name: /^Message/ }).pressSequentially('/ask ')
  await page.getByRole('textbox', { name: 'prompt' }).fill(question)
}

const shoot = (page: Page): Promise<Buffer> => page.screenshot({ type: 'png' })

/** Pictures of the page until the reply has ended, each shown for as long as it was true. */
const film = async (page: Page): Promise<readonly Frame[]> => {
  const frames: Frame[] = [{ png: await shoot(page), ms: first }]
  await page.keyboard.press('Enter')
  const stop = page.locator('discord-message').last().getByRole('button', { name: 'Stop' })
  let hasGrown = false
  for (let start = Date.now(); frames.length < rate * longest; ) {
    const png = await shoot(page)
    const isGrowing = (await stop.count()) > 0
    await page.waitForTimeout(Math.max(0, start + 1_000 / rate - Date.now()))
    const now = Date.now()
    frames.push({ png, ms: now - start })
    start = now
    if (hasGrown && !isGrowing) break
    hasGrown ||= isGrowing
  }
  await page.waitForTimeout(300)
  return [...frames, { png: await shoot(page), ms: rest }]
}

const write = async (frames: readonly Frame[], file: string): Promise<number> => {
  const webp = sharp(
    frames.map(({ png }) => png),
    { join: { animated: true } },
  ).webp({ delay: frames.map(({ ms }) => ms), loop: 0, quality: 80, effort: 6 })
  return (await webp.toFile(file)).size
}

const main = async (): Promise<void> => {
  const options = {
    out: { type: 'string', default: usualFile },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ options })
  if (values.help) return console.log(help)
  const executablePath = findChromium(process.env)
  if (executablePath === undefined) throw new Error('No Chromium was found; set CHROMIUM_PATH to one.')
  const { ANTHROPIC_API_KEY: _, ...environment } = process.env
  const onLine = (line: string) => process.stderr.write(`${line}\n`)
  const demo = await startDemo({ clock: systemClock, environment, onLine })
  const served = await servePage(demo.world, await bundlePage(), 0)
  const browser = await chromium.launch({ executablePath, args: quietly })
  const page = await browser.newPage({ viewport: size })
  await page.goto(served.url)
  await demo.online()
  await playOpening(demo.discord)
  await fillIn(page, 'What can I cook from a tin of tomatoes?')
  const bytes = await write(await film(page), values.out)
  await browser.close()
  await served.close()
  await demo.stop()
  process.stdout.write(`The film is in ${values.out} (${Math.round(bytes / 1024)} KiB).\n`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
