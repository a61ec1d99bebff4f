import type { Clock } from '../clock.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

/** From how many ms on a clock is worth a word, and is wrong: interactions are good for three seconds and fifteen minutes. */
const noticed = 5_000
const tooFar = 60_000

const todo = 'Set this machine’s clock, or switch on its synchronisation (NTP).'

/** Compares this machine's clock with the Date header of the first server that answers. Nothing is asked for but that. */
export const checkClock = async (
  addresses: readonly string[],
  clock: Pick<Clock, 'now'>,
  signal: () => AbortSignal,
): Promise<Finding> => {
  for (const address of addresses) {
    const asked = clock.now()
    const response = await fetch(address, { method: 'HEAD', signal: signal() }).catch(() => undefined)
    const date = Date.parse(response?.headers.get('date') ?? '')
    if (Number.isNaN(date)) continue
    // A Date header is cut to the second.
    const off = (asked + clock.now()) / 2 - (date + 500)
    return verdict(Math.abs(off) < 1_000 ? 0 : off)
  }
  return note('clock', 'cannot be compared: no server answers.')
}

const verdict = (off: number): Finding => {
  const distance = Math.abs(off)
  if (distance < noticed) return ok('clock', 'agrees with the servers.')
  const by = distance < 120_000 ? `${Math.round(distance / 1_000)} s` : `${Math.round(distance / 60_000)} min`
  const says = `is ${by} ${off > 0 ? 'ahead' : 'behind'}.`
  return distance < tooFar ? note('clock', says, todo) : wrong('clock', says, todo)
}
