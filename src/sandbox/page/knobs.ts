import { type BucketLimit, type RouteName, routeLimits } from '../discord/limits.ts'
import { createPageFaults, type FaultStage } from './page-faults.ts'
import type { FaultName, KnobsView } from './view/wire.ts'

/** What can be turned by hand on the wire. */
export type Knobs = {
  readonly view: () => KnobsView
  readonly setLimit: (route: string, limit: number, windowMs: number) => void
  readonly setLatency: (ms: number) => void
  readonly fault: (name: FaultName) => void
  /** Takes a fault back that waits or lasts. */
  readonly takeBack: (name: FaultName) => void
}

/** The routes that a streamed reply lives on. */
const turnable = [
  ['PATCH /webhooks/:webhook_id/:webhook_token/messages/@original', 'Edits of an answer'],
  ['POST /webhooks/:webhook_id/:webhook_token', 'Follow-ups'],
  ['PATCH /channels/:channel_id/messages/:message_id', 'Edits in a channel'],
  ['POST /channels/:channel_id/messages', 'Posts in a channel'],
] as const satisfies readonly (readonly [RouteName, string])[]

/** The knobs of one sandbox; `onChange` hears of each turn. */
export const createKnobs = (
  stage: FaultStage,
  latencyMs: number,
  onChange: (view: KnobsView) => void,
): Knobs => {
  const { discord } = stage
  const faults = createPageFaults(stage, () => onChange(view()))
  const limits = new Map<RouteName, BucketLimit>(turnable.map(([route]) => [route, routeLimits[route]]))
  let latency = latencyMs
  const view = (): KnobsView => ({
    latencyMs: latency,
    limits: turnable.map(([route, label]) => {
      const { limit = 0, windowMs = 0 } = limits.get(route) ?? {}
      return { route, label, limit, windowMs }
    }),
    faults: faults.view(),
  })
  return {
    view,
    setLimit: (name, limit, windowMs) => {
      const route = turnable.find(([it]) => it === name)?.[0]
      if (route === undefined) throw new Error(`"${name}" is not a route whose limit can be set here`)
      const next = { ...limits.get(route), limit, windowMs }
      limits.set(route, next)
      discord.setLimit(route, next)
      onChange(view())
    },
    setLatency: (ms) => {
      latency = ms
      discord.setLatency(ms)
      onChange(view())
    },
    fault: faults.set,
    takeBack: faults.takeBack,
  }
}
