import type { Clock } from '../../clock.ts'
import type { LagView } from './view/wire.ts'

/** Compares what Claude has written with what the bot's messages show. */
export type Lag = {
  readonly wrote: (reply: string, text: string) => void
  readonly ended: (reply: string) => void
  /** The newest content of a message of the bot's. */
  readonly shows: (content: string) => void
}

type Reply = {
  readonly number: number
  /** Letters and digits only: Markdown may be shown differently than it was written. */
  letters: string
  /** How many characters had been written with each letter. */
  readonly countAt: number[]
  /** When how many characters had been written. */
  readonly marks: { readonly count: number; readonly at: number }[]
  written: number
  shown: number
  writing: boolean
}

/** How many replies are compared at the same time. */
const kept = 8

/** The end of a page is looked for in what was written, so many letters of it. */
const tailLetters = 24

/** What the bot adds after the text, such as a footer, is left out step by step. */
const steps = [0, 4, 8, 16, 32, 64, 128]

const isLetter = /[\p{L}\p{N}]/u

const lettersOf = (content: string): string => content.replace(/^-# .*$/gm, '').replace(/[^\p{L}\p{N}]/gu, '')

const add = (reply: Reply, text: string, at: number): void => {
  for (const character of text) {
    reply.written += 1
    if (!isLetter.test(character)) continue
    reply.letters += character
    for (let unit = 0; unit < character.length; unit += 1) reply.countAt.push(reply.written)
  }
  reply.marks.push({ count: reply.written, at })
}

/** How many letters two texts begin with in common. */
const sameStart = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** How many characters of the reply are shown, if this is one of its pages. */
const shownIn = (reply: Reply, letters: string): number | undefined => {
  for (const step of steps) {
    const end = letters.slice(0, letters.length - step)
    const tail = end.slice(-tailLetters)
    if (tail === '') return undefined
    const found = reply.letters.lastIndexOf(tail)
    if (found < 0) continue
    const next =
      found + tail.length + sameStart(reply.letters.slice(found + tail.length), letters.slice(end.length))
    // What follows without a letter, such as a full stop, is shown with it.
    return (reply.countAt[next] ?? reply.written + 1) - 1
  }
  return undefined
}

const viewOf = (reply: Reply, at: number): LagView => {
  const waiting = reply.marks.find(({ count }) => count > reply.shown)
  const { number, written, shown, writing } = reply
  return { reply: number, at, written, shown, writing, behindMs: waiting ? at - waiting.at : 0 }
}

/** Tells, at most every 50 ms per reply, how far each reply has come. */
export const createLag = (clock: Clock, tell: (view: LagView) => void): Lag => {
  const replies = new Map<string, Reply>()
  const changed = new Set<Reply>()
  let number = 0
  const later = (reply: Reply): void => {
    if (changed.size === 0)
      clock.after(50, () => {
        for (const it of changed) tell(viewOf(it, clock.now()))
        changed.clear()
      })
    changed.add(reply)
  }
  const replyOf = (id: string): Reply => {
    const known = replies.get(id)
    if (known !== undefined) return known
    number += 1
    const reply = { number, letters: '', countAt: [], marks: [], written: 0, shown: 0, writing: true }
    replies.set(id, reply)
    const [oldest] = replies.keys()
    if (replies.size > kept && oldest !== undefined) replies.delete(oldest)
    return reply
  }
  return {
    wrote: (id, text) => {
      const reply = replyOf(id)
      add(reply, text, clock.now())
      later(reply)
    },
    ended: (id) => {
      const reply = replies.get(id)
      if (reply === undefined) return
      reply.writing = false
      later(reply)
    },
    shows: (content) => {
      const letters = lettersOf(content)
      for (const reply of [...replies.values()].reverse()) {
        const shown = shownIn(reply, letters)
        if (shown === undefined) continue
        reply.shown = Math.max(reply.shown, shown)
        return later(reply)
      }
    },
  }
}
