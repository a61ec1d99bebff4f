import type { PlaceId } from '../conversation/turn.ts'

/** What one who joins the queue may want to know or say. */
type Joining = {
  /** Called with its place in line, 1 for the next one, when it has to wait and whenever that changes. Must not throw. */
  readonly onPlace?: (place: number) => void
  /** Aborted while it waits: it leaves the line, and `run` rejects with the reason. Once it runs this changes nothing. */
  readonly signal?: AbortSignal
}

/** Work done strictly one after the other within a place, in the order asked for. Places never wait for each other. */
export type Queue = {
  /** Does `work` when its turn comes, and gives what it gives. */
  readonly run: <T>(place: PlaceId, work: () => Promise<T>, joining?: Joining) => Promise<T>
  /** How many wait in a place, beside the one that runs. */
  readonly waiting: (place: PlaceId) => number
  /** How many places have anything running or waiting. */
  readonly busyPlaces: () => number
}

type Entry = {
  readonly start: () => void
  readonly onPlace: ((place: number) => void) | undefined
  told: number
}

/** The entries that wait; that a line is there at all says that one is running. */
type Line = Entry[]

const announce = (line: Line): void => {
  // A copy: who is told may leave, and that announces again.
  for (const entry of [...line]) {
    const place = line.indexOf(entry) + 1
    if (place === 0 || entry.told === place) continue
    entry.told = place
    entry.onPlace?.(place)
  }
}

/** Resolves when its turn has come; rejects, with the line as if it had never joined, when the signal aborts before. */
const turnIn = (line: Line, { onPlace, signal }: Joining): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = () => {
      line.splice(line.indexOf(entry), 1)
      reject(signal?.reason)
      announce(line)
    }
    const start = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    const entry: Entry = { start, onPlace, told: 0 }
    signal?.addEventListener('abort', leave, { once: true })
    line.push(entry)
    announce(line)
  })

/** An empty queue. A place costs nothing once nothing of it runs or waits. */
export const openQueue = (): Queue => {
  const lines = new Map<PlaceId, Line>()
  const next = (place: PlaceId, line: Line): void => {
    const entry = line.shift()
    if (entry === undefined) {
      lines.delete(place)
      return
    }
    entry.start()
    announce(line)
  }
  return {
    run: async (place, work, joining = {}) => {
      joining.signal?.throwIfAborted()
      const line = lines.get(place) ?? []
      if (lines.has(place)) await turnIn(line, joining)
      else lines.set(place, line)
      try {
        return await work()
      } finally {
        next(place, line)
      }
    },
    waiting: (place) => lines.get(place)?.length ?? 0,
    busyPlaces: () => lines.size,
  }
}
