import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Segment } from './request-tokens.ts'

/** What the cache did for one request, in tokens; their sum is the whole prompt. */
export type Cached = {
  readonly read: number
  readonly write5m: number
  readonly write1h: number
  readonly input: number
  /** To be called when the response begins: only then can others read what this request wrote. */
  readonly begin: () => void
}

export type PromptCache = (
  model: string,
  minimum: number,
  segments: readonly Segment[],
  total: number,
) => Cached

type Point = { readonly key: string; readonly tokens: number; readonly breakpoint: Segment['breakpoint'] }

const life = { '5m': 5 * 60_000, '1h': 60 * 60_000 } as const
const lookBack = 20

/** Each prefix of the prompt with its hash and length. */
const prefixes = (model: string, segments: readonly Segment[], overhead: number): readonly Point[] => {
  let key = model
  let tokens = overhead
  return segments.map((segment) => {
    key = createHash('sha256').update(key).update('\n').update(segment.key).digest('base64')
    tokens += segment.tokens
    return { key, tokens, breakpoint: segment.breakpoint }
  })
}

/**
 * Anthropic's prompt cache: prefixes that end in a breakpoint, of a minimum length, found again by looking back 20 blocks
 * from a breakpoint, living five minutes (or an hour) from the start of the last request that used them.
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 */
export const promptCache = (clock: Clock): PromptCache => {
  const entries = new Map<string, { readonly ends: number; readonly life: number }>()
  const now = clock.elapsed
  const isAlive = ({ key }: Point): boolean => (entries.get(key)?.ends ?? Number.NEGATIVE_INFINITY) > now()
  const forgetDead = (): void => {
    for (const [key, { ends }] of entries) if (ends <= now()) entries.delete(key)
  }
  return (model, minimum, segments, total) => {
    forgetDead()
    const started = now()
    const points = prefixes(model, segments, total - segments.reduce((sum, { tokens }) => sum + tokens, 0))
    const marked = points.flatMap((point, index) =>
      point.breakpoint === null || point.tokens < minimum
        ? []
        : [{ ...point, breakpoint: point.breakpoint, index }],
    )
    const hit = marked
      .flatMap(({ index }) => points.slice(Math.max(0, index - lookBack + 1), index + 1))
      .filter(isAlive)
      .reduce<Point | null>(
        (best, point) => (best !== null && best.tokens >= point.tokens ? best : point),
        null,
      )
    const read = hit?.tokens ?? 0
    const cached = Math.max(read, marked.at(-1)?.tokens ?? 0)
    const toHour = Math.max(read, marked.findLast(({ breakpoint }) => breakpoint === '1h')?.tokens ?? 0)
    if (hit !== null) {
      const entry = entries.get(hit.key)
      if (entry) entries.set(hit.key, { ...entry, ends: started + entry.life })
    }
    return {
      read,
      write1h: toHour - read,
      write5m: cached - toHour,
      input: total - cached,
      begin: () => {
        for (const { key, breakpoint } of marked)
          entries.set(key, { ends: started + life[breakpoint], life: life[breakpoint] })
      },
    }
  }
}
