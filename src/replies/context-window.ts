import type { Claude } from '../conversation/claude.ts'
import { buildRequest, type RequestOptions, turnsAfter } from '../conversation/claude-request.ts'
import { Failed } from '../conversation/failure.ts'
import { readContents } from '../conversation/file-contents.ts'
import type { History } from '../conversation/settled-turns.ts'
import type { Store } from '../conversation/store.ts'
import { textTokens, turnTokens } from '../conversation/tokens.ts'
import { type Trim, trim } from '../conversation/trim.ts'
import type { Turn } from '../conversation/turn.ts'
import type { EffectiveSettings } from './effective-settings.ts'
import type { OlderTurns, Preparing } from './prepared.ts'
import { type Summariser, summarise } from './summarise.ts'

/** The turns that are sent, and the summary of the others. */
export type Fitted = {
  readonly sent: readonly Turn[]
  readonly summary?: string
  /** Present when it was decided just now. */
  readonly older?: OlderTurns
}

/** Makes a history fit the model and the operator's wish. Throws `Failed` of kind `too-large` where the question alone does not. */
export type FitToWindow = (
  history: History,
  effective: EffectiveSettings,
  signal: AbortSignal,
  preparing: Preparing,
) => Promise<Fitted>

/** What fitting a path needs. */
export type Fitting = Summariser & {
  readonly claude: Pick<Claude, 'reply' | 'countTokens'>
  readonly store: Pick<Store, 'summaryAt' | 'addSummary' | 'path' | 'fileContents'>
  /** The most input tokens, by the operator's wish. */
  readonly contextTokens: number
}

/** Sent beside the path: the frame of a request, and what the search tool is described with. */
const frameTokens = 100
const searchTokens = 3000

/** How often a path is read again because somebody edited or forgot a part of it while it was summarised. */
const mostRereads = 2

export const createFitToWindow =
  (deps: Fitting): FitToWindow =>
  ({ turns, whole }, effective, signal, preparing) => {
    const isHere = ({ id }: Turn): boolean => turns.some((turn) => turn.id === id)
    const isBehindGap = ({ id }: Turn): boolean => turns.findIndex((turn) => turn.id === id) >= whole
    const fitPath = async (now: readonly Turn[], rereads: number): Promise<Fitted> => {
      const before = await begin(now, deps.store)
      const cut = await decide(before, effective, signal, deps)
      if (cut === 0) return before
      const dropped = before.sent.slice(0, cut)
      const options = withSummary(effective.options, before)
      const { text, older } = await summarise(
        ...([dropped, options, requestTokens(dropped, options), signal, preparing, deps] as const),
      )
      const sent = before.sent.slice(cut)
      const last = dropped.at(-1)
      if (text === undefined || last === undefined) return { ...before, sent, older }
      const covered = now.slice(0, now.indexOf(last) + 1)
      // A summary that is stored stands for every turn before it, also for those that are left out now.
      if (isBehindGap(last)) return { sent, summary: text, older }
      if (await deps.store.addSummary(covered, text)) return { sent, summary: text, older }
      // The summary, and what was read before it, may hold words that have been forgotten since.
      const again = (await deps.store.path(turns.at(-1)?.id ?? '')).filter(isHere)
      if (rereads < mostRereads) return fitPath(again, rereads + 1)
      return { sent: again.filter(({ id }) => sent.some((turn) => turn.id === id)) }
    }
    return fitPath(turns, 0)
  }

/** The path as it was cut last: the summary stands for a part of it, but never for what is to be answered. */
const begin = async (path: readonly Turn[], store: Fitting['store']): Promise<Fitted> => {
  const found = await store.summaryAt(path.slice(0, -1).map(({ id }) => id))
  return found === null ? { sent: path } : { sent: turnsAfter(path, found.turnId), summary: found.text }
}

const withSummary = (options: RequestOptions, { summary }: Fitted): RequestOptions =>
  summary === undefined ? options : { ...options, summary }

/** What is sent beside the turns, in tokens. */
const besides = ({ system, webSearch, summary = '' }: RequestOptions): number =>
  textTokens(system) + textTokens(summary) + frameTokens + (webSearch ? searchTokens : 0)

/** About how many tokens the input of a request for these turns has. */
export const requestTokens = (sent: readonly Turn[], options: RequestOptions): number =>
  sent.reduce((sum, turn) => sum + turnTokens(turn), besides(options))

/** How many turns go: none if all fits. The operator's wish gives way to a question that is larger by itself. */
const decide = async (
  before: Fitted,
  { options, contextTokens }: EffectiveSettings,
  signal: AbortSignal,
  deps: Fitting,
): Promise<number> => {
  const window = contextTokens - options.maxTokens
  for (const limit of [Math.min(window, deps.contextTokens), window]) {
    const decided = await tryLimit(before, limit, options, signal, deps)
    if (decided.type === 'whole') return 0
    if (decided.type === 'cut') return decided.at
  }
  throw new Failed({ kind: 'too-large' })
}

const tryLimit = async (
  before: Fitted,
  limit: number,
  options: RequestOptions,
  signal: AbortSignal,
  deps: Fitting,
): Promise<Trim> => {
  const more = besides(withSummary(options, before))
  const tokens = Math.max(1, limit - more)
  const guess = trim(before.sent, { tokens })
  if (guess.type !== 'uncertain') return guess
  const counted = await count(before, options, signal, deps)
  return trim(before.sent, { tokens, counted: Math.max(0, counted - more) })
}

/** As the API counts it; as we estimate it where it does not answer. */
const count = async (
  before: Fitted,
  options: RequestOptions,
  signal: AbortSignal,
  { claude, store }: Fitting,
): Promise<number> => {
  try {
    const contents = await readContents(before.sent, store)
    const request = buildRequest(before.sent, contents, withSummary(options, before))
    return await claude.countTokens(request, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Failed)) throw error
    return requestTokens(before.sent, withSummary(options, before))
  }
}
