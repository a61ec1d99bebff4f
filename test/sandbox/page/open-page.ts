import { type Browser, chromium, type Page } from 'playwright-core'
import { systemClock } from '../../../src/clock.ts'
import { findChromium, quietly } from '../../../src/sandbox/demo/find-chromium.ts'
import { type Demo, startDemo } from '../../../src/sandbox/demo/start-demo.ts'
import { bundlePage } from '../../../src/sandbox/page/bundle.ts'
import { servePage } from '../../../src/sandbox/page/serve-page.ts'

/** Where a Chromium is, or undefined: then what needs one is skipped. */
export const chromiumPath = findChromium(process.env)

/** The demo in a browser, and what it has said on its console. */
export type OpenPage = {
  readonly demo: Demo
  readonly page: Page
  /** Opens the same address in a second tab, as `change` has it. */
  readonly secondTab: (change?: (address: string) => string) => Promise<Page>
  readonly complaints: readonly string[]
  /** Addresses that the page asked for outside of this machine. */
  readonly abroad: readonly string[]
  readonly close: () => Promise<void>
}

const listenTo = (page: Page) => {
  const complaints: string[] = []
  const abroad: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(http:\/\/localhost:|data:)/.test(request.url())) abroad.push(request.url())
  })
  return { complaints, abroad }
}

/** Starts the demo with a scripted Claude that writes `speed` times as fast, and opens its page in a browser. */
export const openPage = async (speed: number): Promise<OpenPage> => {
  const { ANTHROPIC_API_KEY: _, ...environment } = process.env
  const [demo, bundle, browser]: [Demo, Awaited<ReturnType<typeof bundlePage>>, Browser] = await Promise.all([
    startDemo({ clock: systemClock, environment, speed, onLine: () => {} }),
    bundlePage(),
    chromium.launch({ executablePath: chromiumPath ?? '', args: quietly }),
  ])
  const served = await servePage(demo.world, bundle, 0)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.setDefaultTimeout(60_000)
  const heard = listenTo(page)
  await page.goto(served.url)
  await page.locator('.dot.online').waitFor()
  return {
    ...{ demo, page, ...heard },
    secondTab: async (change = (address) => address) => {
      const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await tab.goto(change(page.url()))
      return tab
    },
    close: async () => {
      await browser.close()
      await served.close()
      await demo.stop()
    },
  }
}
