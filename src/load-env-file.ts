import { readFileSync } from 'node:fs'
import { parse, populate } from 'dotenv'
import { decodeText } from './decode-text.ts'

/**
 * Adds the settings of a file such as `.env` to an environment, in which what is set already wins, also when it is empty. Does
 * nothing if there is no such file.
 */
export const loadEnvFile = (environment: NodeJS.ProcessEnv, path = '.env'): void => {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch {
    return
  }
  const settings: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) settings[name] = value
  populate(settings, parse(decodeText(bytes)))
  Object.assign(environment, settings)
}
