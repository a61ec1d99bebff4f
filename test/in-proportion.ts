/** Milliseconds of this thread's processor that something takes. */
const cpuOf = (act: () => void): number => {
  const before = process.threadCpuUsage()
  act()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

/**
 * Whether the cost of an input of `length` characters is in proportion to its length: linear, not quadratic.
 *
 * The shorter input is a quarter of the longer one, so a linear cost is 4 times as high, a quadratic one 16 times. Below
 * 10 ms the two cannot be told apart. Five tries: at first Node also compiles what runs often, and others use the processor's
 * caches.
 */
export const isInProportion = (length: number, act: (length: number) => void): boolean => {
  const once = (): boolean =>
    cpuOf(() => act(length)) <
    10 *
      Math.max(
        10,
        cpuOf(() => act(length / 4)),
      )
  return Array.from({ length: 5 }).some(once)
}
