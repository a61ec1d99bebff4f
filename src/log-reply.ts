import { isWanted, outcomeOf, type ReplyStory } from './conversation/reply-story.ts'
import { promptTokens } from './conversation/usage.ts'
import type { Log } from './log.ts'
import { isOwn } from './operate/health.ts'

/** How much a reply's end matters to the operator: `error` is theirs to mend, `warn` passes, `info` is for the record. */
export type ReplyLevel = 'info' | 'warn' | 'error'

export const levelOf = ({ end }: Pick<ReplyStory, 'end'>): ReplyLevel => {
  if (end.type === 'ended' || isWanted(end.failure.kind)) return 'info'
  return isOwn(end.failure.kind) ? 'error' : 'warn'
}

const sentence = ({ end }: ReplyStory): string => {
  if (end.type === 'ended') return 'answered'
  return isWanted(end.failure.kind) ? 'a reply was ended' : 'a reply failed'
}

const ms = (value: number | undefined): number | undefined => value && Math.round(value)

/**
 * Logs each reply in one line: where, how it ended, with which model, what it used and cost, how long it took and how far the
 * screen was behind on average. Of a failure it has what Anthropic's support asks for. Nothing that was said is in it.
 */
export const createReplyLog =
  (log: Log) =>
  (story: ReplyStory): void => {
    const { place, end, model, spent, waited, firstText, total, changes, meanLag } = story
    const { kind, detail, requestId } = end.type === 'failed' ? end.failure : {}
    const about = {
      ...{ place, outcome: outcomeOf(story), failure: kind, detail, requestId, model },
      ...(spent && {
        tokensIn: promptTokens(spent.usage),
        tokensCached: spent.usage.cacheRead,
        tokensOut: spent.usage.output,
        dollars: spent.dollars === null ? null : Number(spent.dollars.toFixed(6)),
        isEstimate: spent.isEstimate || undefined,
      }),
      ...{ waitedMs: ms(waited), firstTextMs: ms(firstText), totalMs: ms(total) },
      ...{ meanLagMs: ms(meanLag), changes },
    }
    // pino leaves out what is undefined.
    log[levelOf(story)](about, sentence(story))
  }
