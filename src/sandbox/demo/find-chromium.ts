import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where a Chromium is on this machine: CHROMIUM_PATH, or one of the usual places; undefined if there is none. */
export const findChromium = (
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined => {
  const { CHROMIUM_PATH: given } = environment
  return [...(given ? [given] : []), ...places].find((path) => existsSync(path))
}

/** Options under which a Chromium starts without a screen and asks nothing of the network. */
export const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
