import type { Clock } from '../clock.ts'
import type { Claude } from '../conversation/claude.ts'
import { buildSummaryRequest, type RequestOptions } from '../conversation/claude-request.ts'
import { readContents } from '../conversation/file-contents.ts'
import type { Store } from '../conversation/store.ts'
import type { Turn } from '../conversation/turn.ts'
import { noUsage } from '../conversation/usage.ts'
import { asked, type Draft, drafts, writtenOf } from '../display/draft.ts'
import { estimateUsage } from './estimate-usage.ts'
import type { OlderTurns, Preparing } from './prepared.ts'

/** What summarising needs. */
export type Summariser = {
  readonly claude: Pick<Claude, 'reply'>
  readonly store: Pick<Store, 'fileContents'>
  readonly clock: Clock
  readonly onFault: (error: unknown) => void
}

/** The summary, if there is one, and what happened to the turns. */
export type Summarised = { readonly text?: string; readonly older: OlderTurns }

/**
 * Asks Claude for a summary of turns. Resolves without one if that fails. Throws if `signal` aborts, and `Failed` if no
 * allowance covers it.
 */
export const summarise = async (
  turns: readonly Turn[],
  options: RequestOptions,
  inputTokens: number,
  signal: AbortSignal,
  preparing: Preparing,
  { claude, store, clock, onFault }: Summariser,
): Promise<Summarised> => {
  preparing.summarising()
  const wanted = buildSummaryRequest(turns, await readContents(turns, store), options)
  const request = { ...wanted, maxTokens: await preparing.hold(wanted, inputTokens) }
  let last: Draft = asked(request.model, clock.elapsed())
  const events = claude.reply(request, signal)
  for await (const draft of drafts(last, events, signal, clock.elapsed, onFault))
    last = estimateUsage(draft, '')
  const { model, usage, text } = writtenOf(last) ?? { model: request.model, usage: noUsage, text: '' }
  await preparing.used({ model, usage })
  signal.throwIfAborted()
  const isWhole = last.type === 'ended' && last.stopReason === 'end_turn'
  return isWhole
    ? { text, older: { type: 'summarised', model, usage } }
    : { older: { type: 'left-out', model, usage } }
}
