import { z } from 'zod'

const lineSchema = z.object({
  level: z.number(),
  msg: z.string(),
  failure: z.union([z.string(), z.object({ kind: z.string() })]).optional(),
  err: z.object({ type: z.string() }).optional(),
})

const levels: Readonly<Record<number, string>> = {
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

const inWords = ({ level, msg, failure, err }: z.infer<typeof lineSchema>): string => {
  const about = typeof failure === 'object' ? failure.kind : (failure ?? err?.type)
  return `${levels[level]}: ${msg}${about === undefined ? '' : ` (${about})`}`
}

/** The level of `debug` in pino's numbers. */
const debug = 20

/** What a log of JSON lines says after the bot was ready, above the level debug, each once, in the alphabet's order. */
export const logged = (log: string): readonly string[] => {
  const lines = log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => lineSchema.parse(JSON.parse(line)))
  const begun = lines.slice(lines.findIndex(({ msg }) => msg === 'ready') + 1)
  // Each reply has a line of its own, and each request one at the level debug; the table is about what else there is to say.
  const told = begun.filter(({ level, msg }) => level > debug && msg !== 'answered')
  return [...new Set(told.map(inWords))].sort()
}
