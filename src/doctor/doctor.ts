import { readFileSync } from 'node:fs'
import { systemClock } from '../clock.ts'
import { decodeText } from '../decode-text.ts'
import { loadEnvFile } from '../load-env-file.ts'
import { diagnose } from './diagnose.ts'
import { findingLine } from './finding-line.ts'

const help = `Checks everything that the bot stands on, one line each, with what to do:

  npm run doctor

Settings, clock, token, intents, permissions in each server, the Claude key and model, the database, the disk. The bot may
be running. Nothing is billed, posted or changed. Exits with 1 if something is wrong.`

const main = async (): Promise<void> => {
  if (process.argv.length > 2) {
    console.log(help)
    if (!process.argv.includes('--help')) process.exitCode = 2
    return
  }
  loadEnvFile(process.env)
  const hasColors = process.stdout.isTTY && process.stdout.hasColors()
  let wrong = 0
  const patient = {
    environment: process.env,
    readFile: (path: string) => decodeText(readFileSync(path)),
    clock: systemClock,
  }
  for await (const finding of diagnose(patient)) {
    console.log(findingLine(finding, hasColors))
    if (finding.state === 'wrong') wrong += 1
  }
  if (wrong === 0) return
  console.log(wrong === 1 ? 'One thing is wrong.' : `${wrong} things are wrong.`)
  process.exitCode = 1
}

await main()
