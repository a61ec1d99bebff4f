import type { PlaceId } from '../conversation/turn.ts'

/** What comes before one who waits. */
export type Ahead = {
  /** Its place in line: 1 for the next one. */
  readonly place: number
  /** Whose work it waits for, by their keys, each once. */
  readonly keys: readonly string[]
}

/** What one who joins the queue may want to know or say. */
export type Joining = {
  /** Whose work it is: what belongs to one key is done one after the other, in the order asked for. */
  readonly key?: string
  /** Further keys whose earlier work it waits for. */
  readonly after?: readonly string[]
  /** How many may run side by side in the place from now on; absent: as many as the queue was opened with. */
  readonly most?: number
  /** Called when it has to wait, and whenever what comes before it changes. Must not throw. */
  readonly onWait?: (ahead: Ahead) => void
  /** Aborted while it waits: it leaves the line, and `run` rejects with the reason. Once it runs this changes nothing. */
  readonly signal?: AbortSignal
}

/**
 * Work done in the order asked for, so many pieces side by side within a place. One that waits for an earlier piece of its
 * own key is overtaken by others. Places never wait for each other.
 */
export type Queue = {
  /** Does `work` when its turn comes, and gives what it gives. */
  readonly run: <T>(place: PlaceId, work: () => Promise<T>, joining?: Joining) => Promise<T>
  /** How many wait in a place, beside those that run. */
  readonly waiting: (place: PlaceId) => number
  /** How many places have anything running or waiting. */
  readonly busyPlaces: () => number
}

type Entry = {
  readonly key: string | undefined
  readonly onWait: Joining['onWait']
  readonly waitsFor: ReadonlySet<string>
  isRunning: boolean
  start: () => void
  told: Ahead | undefined
}

/** All that run or wait in a place, in the order asked for. */
type Line = Entry[]

const runningIn = (line: Line): Line => line.filter(({ isRunning }) => isRunning)

/** The earlier entries that this one may not overtake. */
const before = (line: Line, { waitsFor }: Entry, index: number): Line =>
  waitsFor.size === 0 ? [] : line.slice(0, index).filter(({ key }) => key !== undefined && waitsFor.has(key))

const aheadOf = (line: Line, entry: Entry, index: number): Ahead => {
  const earlier = line.slice(0, index)
  const blocking = before(line, entry, index)
  const first = blocking.length > 0 ? blocking : earlier
  return {
    place: earlier.length - runningIn(earlier).length + 1,
    keys: [...new Set(first.flatMap(({ key }) => key ?? []))],
  }
}

const isSame = (one: Ahead | undefined, other: Ahead): boolean =>
  one?.place === other.place && one.keys.join() === other.keys.join()

const announce = (line: Line): void => {
  // A copy: who is told may leave, and that announces again.
  for (const entry of [...line]) {
    if (entry.isRunning || entry.onWait === undefined) continue
    const index = line.indexOf(entry)
    if (index === -1) continue
    const ahead = aheadOf(line, entry, index)
    if (isSame(entry.told, ahead)) continue
    entry.told = ahead
    entry.onWait(ahead)
  }
}

/** Starts those whose turn has come, and tells the others. */
const advance = (line: Line, most: number): void => {
  let room = most - runningIn(line).length
  for (const [index, entry] of line.entries()) {
    if (room <= 0) break
    if (entry.isRunning || before(line, entry, index).length > 0) continue
    entry.isRunning = true
    entry.start()
    room -= 1
  }
  announce(line)
}

/** Resolves when its turn has come; rejects, with the line as if it had never joined, when the signal aborts before. */
const turnIn = (
  line: Line,
  entry: Entry,
  most: () => number,
  signal: AbortSignal | undefined,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = () => {
      line.splice(line.indexOf(entry), 1)
      reject(signal?.reason)
      advance(line, most())
    }
    entry.start = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    signal?.addEventListener('abort', leave, { once: true })
    announce(line)
  })

/**
 * An empty queue in which `most` pieces run side by side in a place. A place costs nothing once nothing of it runs or waits.
 * `isFree` is waited for before each piece of work: it resolves once nobody outside this queue works in the place.
 */
export const openQueue = (most = 1, isFree: (place: PlaceId) => Promise<void> = async () => {}): Queue => {
  const lines = new Map<PlaceId, Line>()
  const limits = new Map<PlaceId, number>()
  const limitOf = (place: PlaceId): number => limits.get(place) ?? most
  const join = (
    place: PlaceId,
    { key, after = [], onWait, most: now = most }: Joining,
  ): { line: Line; entry: Entry } => {
    const line = lines.get(place) ?? []
    lines.set(place, line)
    limits.set(place, now)
    const waitsFor = new Set(key === undefined ? after : [key, ...after])
    const entry: Entry = { key, onWait, waitsFor, isRunning: false, start: () => {}, told: undefined }
    line.push(entry)
    // With a higher limit than before, those who wait come first.
    advance(line, now)
    return { line, entry }
  }
  const end = (place: PlaceId, line: Line, entry: Entry): void => {
    line.splice(line.indexOf(entry), 1)
    if (line.length === 0) {
      lines.delete(place)
      limits.delete(place)
    } else advance(line, limitOf(place))
  }
  return {
    run: async (place, work, joining = {}) => {
      joining.signal?.throwIfAborted()
      const { line, entry } = join(place, joining)
      if (!entry.isRunning) await turnIn(line, entry, () => limitOf(place), joining.signal)
      try {
        await isFree(place)
        return await work()
      } finally {
        end(place, line, entry)
      }
    },
    waiting: (place) => (lines.get(place) ?? []).filter(({ isRunning }) => !isRunning).length,
    busyPlaces: () => lines.size,
  }
}
