import { readdirSync } from 'node:fs'
import type { Strings } from './strings.ts'

/**
 * Reads every language of a folder: each `.ts` file exports its `strings`. Throws for a file that lacks a string that the English
 * one has, and names the string.
 */
export const loadLanguages = async (folder: URL): Promise<readonly Strings[]> => {
  const names = readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name))
  const modules = await Promise.all(
    names.map(async (name) => ({ name, strings: await stringsIn(new URL(name, folder)) })),
  )
  const model = modules.find(({ name }) => name === 'en.ts')?.strings
  return modules.map(({ name, strings }) => {
    const missing = firstMissing(model, strings)
    if (missing !== undefined) throw new Error(`The language in ${name} lacks “${missing}”.`)
    if (!isComplete(strings)) throw new Error(`${name} exports no strings.`)
    return strings
  })
}

const stringsIn = async (file: URL): Promise<unknown> => {
  const module: unknown = await import(file.href)
  return propertyOf(module, 'strings')
}

const propertyOf = (object: unknown, key: string): unknown =>
  typeof object === 'object' && object !== null
    ? Object.getOwnPropertyDescriptor(object, key)?.value
    : undefined

/** Types hold for a file of ours; this holds for a file that somebody put there. */
const isComplete = (strings: unknown): strings is Strings =>
  typeof propertyOf(strings, 'locale') === 'string' && Array.isArray(propertyOf(strings, 'discordLocales'))

/** The path of the first string that `model` has and `strings` has not, or has as something else. */
const firstMissing = (model: unknown, strings: unknown): string | undefined => {
  if (typeof model !== 'object' || model === null || Array.isArray(model)) return undefined
  for (const [key, wanted] of Object.entries(model)) {
    const given = propertyOf(strings, key)
    if (typeof given !== typeof wanted) return key
    const deeper = firstMissing(wanted, given)
    if (deeper !== undefined) return `${key}.${deeper}`
  }
  return undefined
}
