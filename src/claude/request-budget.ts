/** How many requests may still be made for one reply, retries and continuations together. */
export type RequestBudget = {
  readonly left: () => number
  /** Counts one request. */
  readonly spend: () => void
}

/** A budget of so many requests. */
export const createRequestBudget = (requests: number): RequestBudget => {
  let left = requests
  return {
    left: () => left,
    spend: () => {
      left -= 1
    },
  }
}
