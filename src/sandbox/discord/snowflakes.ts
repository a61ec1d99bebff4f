import type { Clock } from '../../clock.ts'

/** Milliseconds since 1970 of the first second of 2015, where Discord's ids begin. */
const DISCORD_EPOCH = 1_420_070_400_000

/** discord.js sees no id in fewer than 17 digits, so none is given a moment before it has them. */
const FIRST_LONG_ENOUGH = 25_000_000_000

/** Gives out ids of 17 to 19 digits that tell their moment, each greater than the one before. */
export const createSnowflakes = (clock: Clock): (() => string) => {
  let last = 0n
  return () => {
    const moment = Math.max(FIRST_LONG_ENOUGH, Math.floor(clock.now()) - DISCORD_EPOCH)
    const candidate = BigInt(moment) << 22n
    last = candidate > last ? candidate : last + 1n
    return last.toString()
  }
}
