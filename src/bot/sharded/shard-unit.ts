import type { RESTOptions } from 'discord.js'
import { Failed } from '../../conversation/failure.ts'
import { createShardSession } from '../../discord/gateway/shard-session.ts'
import { createEventFaultLog } from '../../log-fault.ts'
import { createHealth, type Health } from '../../operate/health.ts'
import { readUnfinished, recover } from '../../replies/recover.ts'
import type { HeldShard } from '../../store/postgres/cluster/cluster.ts'
import type { Parts, Resources } from '../put-together.ts'
import { createSignals, type Signals } from '../signals.ts'
import type { Sizes } from '../sizes.ts'
import { type Answering, startAnswering } from '../start-answering.ts'
import { leaveGateway } from './leave-gateway.ts'
import { resourcesOf, type UnitContext } from './shard-resources.ts'

/** One shard in one process: a client with all that answers on it. */
export type ShardUnit = {
  readonly shard: number
  /** Resolves once it answers; rejects if it cannot. */
  readonly started: Promise<Answering>
  readonly health: Health
  readonly isStarted: () => boolean
  readonly parts: () => Parts | undefined
  /** What it holds; undefined until it answers. */
  readonly sizes: () => Sizes | undefined
  /** Its gateway session as JSON. */
  readonly session: () => string | null
  /** Leaves the gateway so that another process can go on with the session. Replies go on. One that has not begun ends. */
  readonly leaveGateway: () => Promise<void>
  /** Lets replies finish, then ends; resolves once nothing of it runs any more. Never rejects. */
  readonly stop: () => Promise<void>
  /** Whether no reply is under way and no question arrives. */
  readonly isIdle: () => boolean
  /** After its end: leaves to whoever has the shard what it has not finished. */
  readonly leaveUnfinished: () => Promise<void>
  /** Ends at once, and leaves everything on the screen as it is: others have taken over. No fault of it is reported any more. */
  readonly abandon: () => void
  /** Puts right what a process that is gone has left unfinished in this shard. Never rejects. */
  readonly recover: () => Promise<void>
}

/** What answers on a shard: its parts once they are made, and the whole once it has started. */
type Progress = { parts?: Parts; answering?: Answering }

const startIn = (
  resources: Resources,
): { readonly progress: Progress; readonly started: Promise<Answering> } => {
  const progress: Progress = {}
  const started = startAnswering(resources, (made) => {
    progress.parts = made
  })
  started.then(
    (done) => {
      progress.answering = done
    },
    () => undefined,
  )
  return { progress, started }
}

/** Lets only one recovery run at a time. Before the shard answers there is nothing to do: at its start it looks by itself. */
const createRecovery = (
  { store, onFault }: Pick<Resources, 'store' | 'onFault'>,
  answering: () => Answering | undefined,
): (() => Promise<void>) => {
  let recovering: Promise<void> | undefined
  const recoverNow = async ({ parts: { replies, restoreView, deps } }: Answering): Promise<void> =>
    recover(await readUnfinished(store), replies, restoreView, deps)
  return async () => {
    const on = answering()
    if (on === undefined || recovering !== undefined) return
    recovering = recoverNow(on)
      .catch(onFault)
      .finally(() => {
        recovering = undefined
      })
    await recovering
  }
}

/**
 * Ends a shard's parts at once, without a word to Discord about its replies; resolves when they have ended. `onFault` is told what
 * fails about leaving the gateway; that replies cannot be stored any more is how it should be.
 */
const giveUp = async (
  parts: Parts | undefined,
  signals: Signals,
  onFault: UnitContext['onFault'],
): Promise<void> => {
  const gone = new Failed({ kind: 'shutdown' })
  signals.giveUp.abort(gone)
  signals.closing.abort(gone)
  if (parts === undefined) return
  const { replies, modelList, client } = parts
  modelList.stop()
  leaveGateway(client)
    .then(() => client.destroy())
    .catch(onFault)
  await replies.shutDown(0).catch(() => undefined)
}

/** Reports faults of a shard while this process has it. Later its database is closed and nothing is sent: that is no fault. */
const createUnitFaults = ({ machine, onFault }: UnitContext, takenOver: AbortSignal) => {
  const logEventFault = createEventFaultLog(machine.log)
  return {
    onFault: (error: unknown): void => {
      if (!takenOver.aborted) onFault(error)
    },
    onEventFault: (event: string, error: unknown): void => {
      if (!takenOver.aborted) logEventFault(event, error)
    },
  }
}

/** Starts a shard. */
export const startUnit = ({ shard, session: earlier }: HeldShard, context: UnitContext): ShardUnit => {
  const { machine, discord, total } = context
  const signals = createSignals(machine.signal)
  const session = createShardSession(earlier, total)
  const health = createHealth(machine.clock)
  const database = context.cluster.unitOf(shard)
  const takenOver = new AbortController()
  let givenUp: Promise<void> | undefined
  /** A process that has joined anew may send again; what it has left from before may not. */
  const makeRequest: RESTOptions['makeRequest'] = (url, init) => {
    if (takenOver.signal.aborted) throw new Error('others have taken over this shard')
    return discord.pacing.rest.makeRequest(url, init)
  }
  const faults = createUnitFaults(context, takenOver.signal)
  const own = {
    ...{ shard, database, signals, session, health, makeRequest, takenOver: takenOver.signal },
    ...faults,
  }
  const resources = resourcesOf(context, own)
  const { progress, started } = startIn(resources)
  const abandon = (): void => {
    takenOver.abort(new Failed({ kind: 'shutdown' }))
    givenUp ??= giveUp(progress.parts, signals, context.onFault)
  }
  return {
    ...{ shard, started, health },
    isStarted: () => progress.answering !== undefined,
    parts: () => progress.parts,
    sizes: () => progress.answering?.sizes(),
    session: session.stored,
    leaveGateway: async () => {
      if (progress.answering === undefined) {
        abandon()
        return
      }
      session.keep()
      await leaveGateway(progress.answering.parts.client)
    },
    stop: async () => {
      await (givenUp ?? progress.answering?.stop().catch(faults.onFault))
      // What comes late, such as a question that was still arriving, ends at once.
      signals.giveUp.abort(new Failed({ kind: 'shutdown' }))
    },
    isIdle: () => (progress.parts?.replies.size() ?? 0) === 0,
    leaveUnfinished: database.leave,
    abandon,
    recover: createRecovery(resources, () => progress.answering),
  }
}
