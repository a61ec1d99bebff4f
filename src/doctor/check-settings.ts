import { listPrices, type Prices } from '../claude/prices.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { quoted, type Settings, settingsSchema } from '../settings-schema.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

/** The settings as far as they can be read: one that is wrong does not keep the others from being looked at. */
export type Readable = { readonly [Name in keyof Settings]?: Settings[Name] | undefined } & {
  readonly prices: Prices
}

/** Settings whose value is never shown. */
const secrets: ReadonlySet<string> = new Set(['DISCORD_TOKEN', 'ANTHROPIC_API_KEY'])

/** A text that is not worth a line of its own. */
const longest = 60

/** Reads every setting, also where others are wrong. One finding for each that is set or missing. */
export const checkSettings = (
  environment: NodeJS.ProcessEnv,
  readFile: (path: string) => string,
): { readonly findings: readonly Finding[]; readonly settings: Readable } => {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const config = attempt(() => readConfig(environment, readFile))
  const problems = config instanceof ConfigError ? config.problems : []
  const isAbout = (name: string) => (problem: string) => new RegExp(`^${name}\\b(?!_)`).test(problem)
  const names = Object.keys(settingsSchema.shape)
  const findings = names.flatMap((name): readonly Finding[] => {
    const problem = problems.find(isAbout(name))
    if (problem !== undefined) return [wrong(name, problem)]
    return given[name] === undefined ? [] : [ok(name, shown(name, given[name]))]
  })
  const others = problems.filter((problem) => !names.some((name) => isAbout(name)(problem)))
  const warnings = config instanceof ConfigError ? [] : config.warnings
  const unset = names.filter((name) => given[name] === undefined && !problems.some(isAbout(name)))
  return {
    findings: [
      ...findings,
      ...[...others, ...warnings].map((problem) => note('settings', problem)),
      ok('settings', `${unset.length} others have their defaults.`),
    ],
    settings: {
      ...readable(given),
      prices: config instanceof ConfigError ? listPrices : config.claude.prices,
    },
  }
}

const shown = (name: string, value: string): string => {
  if (secrets.has(name)) return 'is set.'
  return value.length > longest ? `is set (${value.length} characters).` : `is ${quoted(value)}.`
}

const attempt = (read: () => Config): Config | ConfigError => {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

/** What is right by itself. */
const readable = (given: Readonly<Record<string, string>>): Omit<Readable, 'prices'> => {
  const wrongNames = new Set(
    (settingsSchema.safeParse(given).error?.issues ?? []).map(({ path: [name] }) => String(name)),
  )
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !wrongNames.has(name)))
  return settingsSchema.partial().parse(rest)
}
