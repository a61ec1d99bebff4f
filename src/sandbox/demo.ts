import { parseArgs } from 'node:util'
import { systemClock } from '../clock.ts'
import { readableLine } from '../log-lines.ts'
import { askInTerminal } from './demo/ask-in-terminal.ts'
import { playOpening } from './demo/opening.ts'
import { startDemo } from './demo/start-demo.ts'
import { bundlePage } from './page/bundle.ts'
import { servePage } from './page/serve-page.ts'

const help = `Tendril, tried out on this machine: a Discord, a Claude and the bot between them.

  npm run demo                  serves a page that looks like Discord
  npm run demo -- --ask "…"     asks one question in the terminal instead
  npm run demo -- --port 9000   serves the page there, or on the next free port (default 8420)

Claude is scripted unless ANTHROPIC_API_KEY is set; then the real one answers, and it costs money.
Nothing of this reaches Discord. Ctrl-C ends everything.`

const options = {
  ask: { type: 'string' },
  port: { type: 'string', default: '8420' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const portOf = (given: string): number => {
  const port = Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is "${given}"; it must be a whole number from 0 to 65535.`)
  return port
}

const onStop = (stop: () => Promise<void>): void => {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
}

const showInBrowser = async (port: number): Promise<void> => {
  const hasColors = process.stderr.isTTY && process.stderr.hasColors()
  const onLine = (line: string) => process.stderr.write(readableLine(`${line}\n`, hasColors))
  const [demo, bundle] = await Promise.all([
    startDemo({ clock: systemClock, environment: process.env, onLine }),
    bundlePage(),
  ])
  const page = await servePage(demo.world, bundle, port)
  onStop(async () => {
    await page.close()
    await demo.stop()
  })
  const who = demo.claude.view.real
    ? 'Claude answers (ANTHROPIC_API_KEY is set)'
    : 'a scripted Claude answers'
  process.stdout.write(`Tendril is on ${page.url} (${who}). Ctrl-C ends it.\n`)
  if (demo.claude.view.real) return
  await demo.online()
  // A page that opens meanwhile sees it grow; a failure here only leaves the page emptier.
  await playOpening(demo.discord).catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options })
  if (values.help) return console.log(help)
  if (values.ask === undefined) return showInBrowser(portOf(values.port))
  process.exitCode = await askInTerminal(values.ask, onStop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
