import type { Clock } from '../clock.ts'
import type { Account } from '../conversation/allowance.ts'

/** Those who wait for requests of an account to be settled, first come, first served. */
export type Settlements = {
  /** Something was settled: the first in line of each account tries again. */
  readonly settled: (accounts: readonly Account[]) => void
  /**
   * Resolves when it is one's turn to try again, with whether patience is over; the caller then stays or `leave`s. Rejects
   * when the signal aborts.
   */
  readonly join: (account: Account, signal: AbortSignal) => Waiting
  /** How many wait. */
  readonly size: () => number
}

export type Waiting = {
  readonly next: () => Promise<'try-again' | 'patience-over'>
  readonly leave: () => void
}

type Waiter = { wake: () => void; isWoken: boolean }

/** Longer than nearly every reply takes, in ms: what others hold is free again by then. */
const patience = 120_000

/**
 * Nobody waits. `settled` is told of what this process settles; where others share the allowances, the first in line also tries
 * again every `lookEvery` ms.
 */
export const createSettlements = (
  clock: Clock,
  { lookEvery = Number.POSITIVE_INFINITY }: { readonly lookEvery?: number } = {},
): Settlements => {
  const lines = new Map<Account, Waiter[]>()
  const wakeFirst = (account: Account): void => {
    const first = lines.get(account)?.[0]
    if (first === undefined) return
    first.isWoken = true
    first.wake()
  }
  return {
    settled: (accounts) => accounts.forEach(wakeFirst),
    size: () => [...lines.values()].reduce((sum, line) => sum + line.length, 0),
    join: (account, signal) => {
      const line = lines.get(account) ?? []
      lines.set(account, line)
      // Something may have been settled between the try that failed and now.
      const waiter: Waiter = { wake: () => {}, isWoken: line.length === 0 }
      line.push(waiter)
      const until = clock.elapsed() + patience
      return {
        next: async () => {
          signal.throwIfAborted()
          while (!waiter.isWoken && clock.elapsed() < until) {
            await sleep(waiter, Math.min(lookEvery, until - clock.elapsed()), clock, signal)
            if (line[0] === waiter) break
          }
          waiter.isWoken = false
          return clock.elapsed() < until ? 'try-again' : 'patience-over'
        },
        leave: () => {
          line.splice(line.indexOf(waiter), 1)
          if (line.length === 0) lines.delete(account)
          else wakeFirst(account)
        },
      }
    },
  }
}

const sleep = (waiter: Waiter, ms: number, clock: Clock, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => end(resolve))
    const abort = (): void => end(() => reject(signal.reason))
    const end = (then: () => void): void => {
      cancel()
      signal.removeEventListener('abort', abort)
      waiter.wake = () => {}
      then()
    }
    signal.addEventListener('abort', abort, { once: true })
    waiter.wake = () => end(resolve)
  })
