import type { FailureKind } from '../conversation/failure.ts'
import type { PlaceId } from '../conversation/turn.ts'

/** How many questions may be queued or answered at once, so that nobody can block everyone else. */
export type Limits = { readonly perPerson: number; readonly perPlace: number }

/** Counts questions that are queued or being answered, and refuses those beyond the limits. */
export type Admission = {
  /** Counts a question, or returns why it is refused. Call `leave` when it has been answered. */
  readonly enter: (
    speakerId: string,
    place: PlaceId,
  ) => { readonly refused: FailureKind } | { readonly leave: () => void }
  /** How many people and places have anything in it. */
  readonly size: () => number
}

/** Starts with no questions. */
export const createAdmission = ({ perPerson, perPlace }: Limits): Admission => {
  const inside = new Map<string, number>()
  const count = (key: string): number => inside.get(key) ?? 0
  const add = (key: string, change: 1 | -1): void => {
    const now = count(key) + change
    if (now > 0) inside.set(key, now)
    else inside.delete(key)
  }
  return {
    enter: (speakerId, place) => {
      const keys = [`person ${speakerId}`, `place ${place}`] as const
      if (count(keys[0]) >= perPerson) return { refused: 'too-many-yours' }
      if (count(keys[1]) >= perPlace) return { refused: 'too-many-here' }
      for (const key of keys) add(key, 1)
      return {
        leave: () => {
          for (const key of keys) add(key, -1)
        },
      }
    },
    size: () => inside.size,
  }
}
