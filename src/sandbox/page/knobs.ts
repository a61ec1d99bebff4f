import { type BucketLimit, type RouteName, routeLimits } from '../discord/limits.ts'
import type { Discord } from '../discord/start-discord.ts'
import type { Act } from './act.ts'
import type { KnobsView } from './view.ts'

/** What can be turned by hand on the wire. */
export type Knobs = {
  readonly view: () => KnobsView
  readonly setLimit: (route: string, limit: number, windowMs: number) => void
  readonly setLatency: (ms: number) => void
  readonly fault: (fault: Extract<Act, { type: 'fault' }>['fault']) => void
}

/** The routes that a streamed reply lives on. */
const turnable = [
  ['PATCH /webhooks/:webhook_id/:webhook_token/messages/@original', 'Edits of an answer'],
  ['POST /webhooks/:webhook_id/:webhook_token', 'Follow-ups'],
  ['PATCH /channels/:channel_id/messages/:message_id', 'Edits in a channel'],
  ['POST /channels/:channel_id/messages', 'Posts in a channel'],
] as const satisfies readonly (readonly [RouteName, string])[]

const toMessages = (route: RouteName | undefined): boolean => route?.includes('/messages') ?? false

/** How long, in ms, an outage lasts. */
const outage = 5_000

const trouble = (discord: Discord, fault: Extract<Act, { type: 'fault' }>['fault']): void => {
  const when = ({ route }: { readonly route: RouteName | undefined }) => toMessages(route)
  switch (fault) {
    case '5xx':
      return void discord.fault({
        trouble: { type: 'status', status: 503, moment: 'before' },
        when,
        times: 3,
      })
    case 'drop':
      return void discord.fault({ trouble: { type: 'drop', moment: 'before' }, when, times: 1 })
    case 'silence':
      return void discord.fault({ trouble: { type: 'silence', moment: 'before' }, when, times: 1 })
    case '429':
      return void discord.fault({
        trouble: { type: 'rate-limit', scope: 'shared', retryAfterMs: 3_000 },
        when,
        times: 1,
      })
    case 'close':
      discord.gateway.close(4000)
      return
    case 'down':
      discord.outage(outage)
  }
}

/** The knobs of one sandbox; `onChange` hears of each turn. */
export const createKnobs = (
  discord: Discord,
  latencyMs: number,
  onChange: (view: KnobsView) => void,
): Knobs => {
  const limits = new Map<RouteName, BucketLimit>(turnable.map(([route]) => [route, routeLimits[route]]))
  let latency = latencyMs
  const view = (): KnobsView => ({
    latencyMs: latency,
    limits: turnable.map(([route, label]) => {
      const { limit = 0, windowMs = 0 } = limits.get(route) ?? {}
      return { route, label, limit, windowMs }
    }),
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
    fault: (fault) => trouble(discord, fault),
  }
}
