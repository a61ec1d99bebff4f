import type { RESTOptions } from 'discord.js'
import type { Clock } from '../../src/clock.ts'
import type { ChangeTarget, Gate, PendingChange } from '../../src/pacing/gate.ts'

/** A reply that arrives piece by piece and is shown through a gate, as simply as can be. */
export type Writing = { readonly at: number; readonly size: number }

/** What a request of a test carries: as many letters as have been written. */
export const textOf = (pieces: number): string => 'x'.repeat(pieces)

export type Shower = {
  readonly clock: Clock
  readonly gate: Gate
  /** Where its message is edited, by each of the gate's routes. */
  readonly urls: readonly string[]
  readonly request: RESTOptions['makeRequest']
  readonly signal?: AbortSignal
}

/** Writes the pieces at their moments and edits one message until all of it is shown. */
export const show = (
  { clock, gate, urls, request, signal = new AbortController().signal }: Shower,
  pieces: readonly Writing[],
): Promise<void> => {
  const target: ChangeTarget = { type: 'edit', page: 0 }
  const written: Writing[] = []
  let seen = 0
  for (const piece of pieces)
    clock.after(piece.at - clock.elapsed(), () => {
      written.push(piece)
      gate.notify()
    })
  const pendingChange = (): PendingChange => {
    const unseen = written.slice(seen)
    const isAll = written.length === pieces.length
    return {
      what: unseen.length === 0 ? 'nothing' : isAll ? 'final' : seen === 0 ? 'first' : 'growth',
      unseen: sum(unseen.map(({ size }) => size)),
      arrivals: sum(unseen.map(({ size, at }) => size * at)),
      oldest: unseen[0]?.at ?? clock.elapsed(),
      seen: sum(written.slice(0, seen).map(({ size }) => size)),
      begun: written[0]?.at ?? clock.elapsed(),
    }
  }
  const edit = async (route: number) => {
    const upTo = written.length
    const response = await request(urls[route] ?? '', { method: 'PATCH', body: textOf(upTo) })
    if (response.ok) seen = upTo
  }
  const loop = async () => {
    while (seen < pieces.length)
      await gate.pass(target, pendingChange, (route) => edit(route).catch(() => {}), signal)
  }
  return loop()
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
