import type { Route } from './route.ts'

/** How often and how long a class of requests is tried: times are in ms, `within` is counted from the first try. */
export type RequestPolicy = {
  readonly within: number
  readonly first: number
  readonly longest: number
  /**
   * How long a 429 without Retry-After is heeded: it comes from a block of the whole address, which counts every request
   * (discord-api-docs #5810).
   */
  readonly blockedFor: number
}

const blockedFor = 30_000

/** Discord waits 3 s for the response to an interaction, so a block is asked about a few times. */
const acknowledgement: RequestPolicy = { within: 2_500, first: 100, longest: 800, blockedFor: 600 }

/** Somebody waits for it: a thread that cannot be opened in a moment is done without. */
const opening: RequestPolicy = { within: 8_000, first: 250, longest: 4_000, blockedFor }

/** Without it there is no connection to Discord, so it is tried as long as it takes. */
const essential: RequestPolicy = {
  within: Number.POSITIVE_INFINITY,
  first: 1_000,
  longest: 60_000,
  blockedFor,
}

const usual: RequestPolicy = { within: 60_000, first: 250, longest: 15_000, blockedFor }

/** One try: the caller decides what comes next. */
const once: RequestPolicy = { within: 0, first: 0, longest: 0, blockedFor }

/** A header that never reaches Discord: discord.js hands nothing else from a call through to its transport. */
const onceHeader = 'x-tendril-once'

/** Headers for `rest.request` that ask for a single try. A reply's edits use it: the next edit carries newer text. */
export const singleAttemptHeaders: Readonly<Record<string, string>> = { [onceHeader]: 'true' }

/** Takes the mark of a single try off the headers of a request. */
export const readMark = (
  headers: Readonly<Record<string, string>>,
): { readonly isOnce: boolean; readonly headers: Record<string, string> } => {
  const { [onceHeader]: mark, ...rest } = headers
  return { isOnce: mark !== undefined, headers: rest }
}

/** The policy of a route whose requests carry no mark. */
export const policyOf = ({ method, template }: Route): RequestPolicy => {
  if (template.startsWith('/interactions/')) return acknowledgement
  if (template === '/gateway/bot') return essential
  if (method === 'POST' && template.endsWith('/threads')) return opening
  return usual
}

/** The policy of a single try. */
export const singleAttempt = once
