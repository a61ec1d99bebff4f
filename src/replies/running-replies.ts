import type { Failure } from '../conversation/failure.ts'
import type { PlaceId } from '../conversation/turn.ts'
import type { Dependencies } from './dependencies.ts'
import type { Job } from './job.ts'
import { type ReplySession, startReply } from './reply-session.ts'

/** A person who presses a button. */
export type Actor = { readonly id: string; readonly isModerator: boolean }

/** Why replies are cancelled from outside. */
export type CancelReason = 'deleted' | 'withdrawn'

const kindOf = {
  deleted: 'screen-gone',
  withdrawn: 'question-deleted',
} as const

/** Which replies are meant. */
export type Match =
  | { readonly questionId: string }
  | { readonly place: PlaceId }
  | { readonly speakerId: string }

/** A reply that waits or is being written. */
export type Running = ReplySession & { readonly job: Job }

const matches = (match: Match): ((running: Running) => boolean) => {
  if ('questionId' in match) return isAbout(match.questionId)
  if ('place' in match) return ({ job }) => job.place === match.place
  return ({ job }) => job.question.speaker.id === match.speakerId
}

/** Removes a question from its batch. Returns whether other questions are left. */
const leavesOthers = ({ job: { batch } }: Running, match: Match): boolean =>
  'questionId' in match && batch?.isOpen() === true && batch.leave(match.questionId) === 'left'

const isAbout =
  (questionId: string) =>
  ({ job }: Running): boolean =>
    job.question.id === questionId || (job.batch?.questions() ?? []).some(({ id }) => id === questionId)

/** The questions of the same conversation that came before one, and are answered for the first time like it. */
const askedBefore = (job: Job, all: readonly Running[]): readonly Job[] => {
  const first = all.map((running) => running.job).filter(({ previousAnswer }) => previousAnswer === undefined)
  return first
    .slice(0, Math.max(0, first.indexOf(job)))
    .filter(({ question }) => question.conversationId === job.question.conversationId)
}

/** The replies of this process that are queued or being written. */
export type RunningReplies = {
  /** Starts a reply; resolves when it has ended. After `shutDown` the reply ends at once with a message. */
  readonly run: (job: Job) => Promise<void>
  /** The reply to a question, or to several questions with this one among them. */
  readonly find: (questionId: string) => Running | undefined
  /** The reply in a place that was started last. */
  readonly lastIn: (place: PlaceId) => Running | undefined
  readonly cancel: (reason: CancelReason, match: Match) => void
  readonly forget: <T>(match: Match, erase: () => Promise<T>) => Promise<T>
  readonly stop: (questionId: string, place: PlaceId, by: Actor) => 'stopped' | 'not-yours' | 'gone'
  /** Gives the replies `grace` ms to finish, then ends them in words. */
  readonly shutDown: (grace: number) => Promise<void>
  /** How many replies are past their turn, and how many questions wait for theirs. */
  readonly count: () => { readonly active: number; readonly waiting: number }
  readonly size: () => number
}

/** Starts with no replies. `onNewest` is called when the end of an answer is visible. */
export const createRunningReplies = (
  deps: Dependencies,
  onNewest: (conversationId: string) => void,
): RunningReplies => {
  const running = new Map<string, Running>()
  const overtaken = new Set<string>()
  let isOpen = true
  const all = (): readonly Running[] => [...running.values()]
  return {
    run: async (job) => {
      const { id, conversationId } = job.question
      const session = startReply(job, deps, {
        isOvertaken: () => overtaken.has(id),
        onNewest: () => {
          for (const earlier of askedBefore(job, all())) overtaken.add(earlier.question.id)
          onNewest(conversationId)
        },
      })
      running.set(id, { job, ...session })
      if (!isOpen) session.cancel({ kind: 'shutdown' })
      await session.done
      running.delete(id)
      overtaken.delete(id)
    },
    find: (questionId) => all().find(isAbout(questionId)),
    lastIn: (place) =>
      all()
        .filter(({ job }) => job.place === place)
        .at(-1),
    cancel: (reason, match) => {
      const failure: Failure = { kind: kindOf[reason] }
      for (const found of all().filter(matches(match)))
        if (reason !== 'withdrawn' || !leavesOthers(found, match)) found.cancel(failure)
    },
    forget: async (match, erase) => {
      const end = (found: Running): void => found.cancel({ kind: 'forgotten' })
      all().filter(matches(match)).forEach(end)
      const erased = await erase()
      // A question that was asked while the others were erased may have been erased with them.
      for (const found of all().filter(matches(match)))
        if ((await deps.store.turn(found.job.question.id)) === null) end(found)
      return erased
    },
    stop: (questionId, place, by) => {
      const found = running.get(questionId)
      if (found?.job.place !== place) return 'gone'
      if (by.id !== found.job.question.speaker.id && !by.isModerator) return 'not-yours'
      found.cancel({ kind: 'stopped' })
      return 'stopped'
    },
    shutDown: async (grace) => {
      isOpen = false
      const cancel = deps.clock.after(grace, () => {
        for (const { cancel } of all()) cancel({ kind: 'shutdown' })
      })
      await Promise.allSettled(all().map(({ done }) => done))
      cancel()
    },
    count: () => {
      const waiting = all().filter(({ isWaiting }) => isWaiting())
      const questions = waiting.map(({ job }) => job.batch?.questions().length ?? 1)
      return { active: running.size - waiting.length, waiting: questions.reduce((sum, n) => sum + n, 0) }
    },
    size: () => running.size,
  }
}
