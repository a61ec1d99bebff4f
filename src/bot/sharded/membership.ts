import { createCalendar } from '../../allowances/calendar.ts'
import type { Clock } from '../../clock.ts'
import { StoreFailed } from '../../conversation/store-failed.ts'
import { delay } from '../../delay.ts'
import type { FatalClose } from '../../discord/gateway/fatal-close.ts'
import { budgetUsed } from '../../operate/metrics/budget-used.ts'
import { noMetrics } from '../../operate/metrics/metrics.ts'
import { backoff } from '../../retry.ts'
import type { Standing } from '../../store/postgres/cluster/cluster.ts'
import type { OpenCluster } from '../../store/postgres/cluster/open-cluster.ts'
import type { Bot } from '../running-bot.ts'
import { createHeldUnits, type HeldUnits } from './held-units.ts'
import type { UnitContext } from './shard-resources.ts'
import { countReplies, latencyOf, sumOfSizes, verdictOf } from './unit-sums.ts'
import type { Validity } from './validity.ts'

/** How often, in ms, a process says that it lives; more often while something is about to change. */
const beatEvery = { settled: 2_000, changing: 500 } as const

/** Pauses, in ms, between tries to become a member again. */
const betweenJoins = { first: 1_000, longest: 15_000 }

export type MembershipContext = Pick<UnitContext, 'config' | 'machine' | 'onFault' | 'discord'> & {
  readonly validity: Validity
  readonly join: () => Promise<OpenCluster>
}

/** A process among those that share the bot. */
export type Membership = Bot & { readonly begin: () => Promise<void> }

/** Becomes a member again, as soon as the database lets it; undefined if the process ends before that. */
const joinAgain = async (
  { join, onFault }: Pick<MembershipContext, 'join' | 'onFault'>,
  over: AbortSignal,
  pause: (ms: number) => Promise<void>,
): Promise<OpenCluster | undefined> => {
  for (let tried = 1; !over.aborted; tried += 1) {
    try {
      return await join()
    } catch (error) {
      if (!(error instanceof StoreFailed)) throw error
      if (tried === 1) onFault(error)
      await pause(backoff(betweenJoins, tried))
    }
  }
  return undefined
}

/** A pause that ends early when it is woken, or for good. */
const createPauses = (clock: Clock) => {
  const over = new AbortController()
  let wake = new AbortController()
  return {
    over: over.signal,
    pause: (ms: number): Promise<void> =>
      delay(ms, { clock, signal: AbortSignal.any([over.signal, wake.signal]) }).catch(() => undefined),
    /** A call of `wake` from now on ends the next pause. */
    renew: () => {
      wake = new AbortController()
    },
    wake: () => wake.abort(),
    end: () => over.abort(),
  }
}

type Heartbeat = {
  readonly units: HeldUnits
  readonly isLeaving: () => boolean
  readonly pauses: ReturnType<typeof createPauses>
}

/** Whether it has shards whose sessions are all stored: without one, what happens until somebody takes over is not heard of. */
const isSettled = ({ held }: Standing): boolean =>
  held.length > 0 && held.every(({ session }) => session !== null)

/** Lives as a member until it has left, or others have taken over, or may have. */
const live = async (
  cluster: OpenCluster,
  { units, isLeaving, pauses }: Heartbeat,
  { machine: { clock }, validity, onFault }: MembershipContext,
): Promise<void> => {
  const isDone = (): boolean => isLeaving() && units.all().length === 0
  let isReached = true
  while (!isDone()) {
    pauses.renew()
    const begun = clock.elapsed()
    let isChanging = true
    try {
      const { active, waiting } = countReplies(units.all())
      const standing = await cluster.beat(units.sessions(), active + waiting)
      if (standing === undefined) return
      validity.confirm(begun)
      isReached = true
      await units.reconcile(standing, cluster)
      isChanging = isLeaving() || standing.excess > 0 || !isSettled(standing)
    } catch (error) {
      if (isReached) onFault(error)
      isReached = false
    }
    if (!validity.holds()) return
    if (!isDone()) await pauses.pause(isChanging ? beatEvery.changing : beatEvery.settled)
    if (!validity.holds()) return
  }
}

/** Nothing is joined yet. */
export const createMembership = (context: MembershipContext): Membership => {
  const { machine, validity, join, onFault } = context
  const fatal = Promise.withResolvers<FatalClose>()
  const pauses = createPauses(machine.clock)
  const units = createHeldUnits({ ...context, onFatal: fatal.resolve, onDrained: pauses.wake })
  let member: OpenCluster | undefined
  let isLeaving = false
  let living: Promise<void> = Promise.resolve()

  /** From one membership to the next, until the process is to end. */
  const goOn = async (): Promise<void> => {
    while (member !== undefined) {
      await live(member, { units, pauses, isLeaving: () => isLeaving }, context)
      if (isLeaving && units.all().length === 0) return
      machine.log.warn('others have taken over the shards of this process, or may have; it joins them anew')
      validity.end()
      units.abandon()
      await member.close().catch(onFault)
      member = undefined
      if (!isLeaving) member = await joinAgain(context, pauses.over, pauses.pause)
    }
  }

  return {
    begin: async () => {
      member = await join()
      watchUnits(units, () => member, context)
      living = goOn().catch(onFault)
    },
    ended: fatal.promise,
    sizes: () => sumOfSizes(units.all()),
    verdict: () => verdictOf(units.holding()),
    stop: async () => {
      isLeaving = true
      await member?.retire().catch(onFault)
      pauses.wake()
      if (member === undefined) pauses.end()
      await living
      pauses.end()
      await member?.leave().catch(onFault)
      await member?.close()
    },
  }
}

/** Lets the metrics read what the shards of this process do. */
const watchUnits = (
  units: HeldUnits,
  member: () => OpenCluster | undefined,
  { config, machine: { clock, metrics = noMetrics } }: MembershipContext,
): void => {
  const calendar = createCalendar(config.timeZone)
  metrics.watch({
    replies: () => countReplies(units.all()),
    gatewayLatency: () => latencyOf(units.all()),
    isHealthy: () => verdictOf(units.holding()).ok,
    budgetUsed: async () => {
      const store = member()?.unitOf(0).store
      return store ? budgetUsed(config.budget, store, calendar.periodsOf(clock.now())) : []
    },
  })
}
