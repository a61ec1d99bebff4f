import type { Allowances } from '../allowances/allowances.ts'
import { dollars } from '../claude/dollars.ts'
import { isCheaper } from '../claude/worst-case.ts'
import type { Config } from '../config.ts'
import type { Store } from '../conversation/store.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { createReplyLog, levelOf } from '../log-reply.ts'
import type { Health } from '../operate/health.ts'
import { noMetrics } from '../operate/metrics/metrics.ts'
import { createBuildRequest, type RequestSources } from '../replies/build-request.ts'
import { createCheaperLane } from '../replies/cheaper-lane.ts'
import { createFitToWindow } from '../replies/context-window.ts'
import type { Dependencies } from '../replies/dependencies.ts'
import { createEffectiveSettings } from '../replies/effective-settings.ts'
import { openQueue } from '../replies/queue.ts'
import type { ReadSettings } from '../settings/read-settings.ts'
import type { ClaudeConnection } from './connect-to-claude.ts'
import { pseudonymsOf } from './create-allowances.ts'
import type { Machine } from './machine.ts'
import type { Signals } from './signals.ts'

/** What `createDependencies` needs. */
export type ReplyParts = ClaudeConnection & {
  readonly store: Store
  readonly settings: ReadSettings
  readonly look: Dependencies['look']
  readonly health: Health
  readonly signals: Signals
  readonly allowances: Allowances
  readonly removeControls: NonNullable<Dependencies['removeControls']>
  readonly describePlace: RequestSources['describePlace']
  readonly onFault: (error: unknown) => void
  /** Resolves once no other process writes in a place. */
  readonly isPlaceFree?: ((place: PlaceId) => Promise<void>) | undefined
  /** With SHARDS: aborts when others have taken over the shard. */
  readonly takenOver?: AbortSignal | undefined
}

/** Creates what replies need of the rest of the program. */
export const createDependencies = (
  config: Config,
  { clock, log, metrics = noMetrics, drawTables }: Machine,
  {
    claude,
    modelList,
    store,
    settings,
    look,
    allowances,
    health,
    signals,
    describePlace,
    removeControls,
    onFault,
    isPlaceFree,
    takenOver,
  }: ReplyParts,
): Dependencies => {
  const { prices, contextTokens } = config.claude
  const logReply = createReplyLog(log)
  return {
    ...{ claude, store, clock, allowances, removeControls, onFault },
    queue: openQueue(config.parallel, isPlaceFree),
    dollars: (usage, model) => dollars(prices, usage, model),
    look,
    cheaperLane: createCheaperLane({
      ...{ settings, allowances, models: modelList.known },
      isCheaper: (model, than) => isCheaper(model, than, prices),
    }),
    request: createBuildRequest({
      ...{ store, settings, clock, describePlace },
      effective: createEffectiveSettings(config.claude, modelList.known),
      toFit: createFitToWindow({ claude, store, clock, contextTokens, onFault }),
      timeZone: config.timeZone,
      pseudonym: pseudonymsOf(store),
    }),
    limits: config.waiting,
    replied: (story) => {
      health.replied(story.end.type === 'failed' ? story.end.failure.kind : undefined, story.place)
      metrics.replied(story, levelOf(story))
      logReply(story)
    },
    onLag: metrics.lag,
    ...(drawTables && { drawTables }),
    ...(takenOver && { takenOver }),
    giveUp: signals.giveUp.signal,
  }
}
