import type { Route } from './route.ts'

/** How a class of requests is retried. Times are in ms; `within` counts from the first try. */
export type RequestPolicy = {
  readonly within: number
  readonly first: number
  readonly longest: number
  /**
   * How long to wait, in ms, after a 429 without Retry-After. It is an IP ban, during which every request counts
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

/** A header that is removed before the request is sent. discord.js passes nothing else through to its transport. */
const onceHeader = 'x-tendril-once'

/**
 * Headers for `rest.request` that turn off retries. The edits of a reply use them, because the next edit carries
 * newer text.
 */
export const singleAttemptHeaders: Readonly<Record<string, string>> = { [onceHeader]: 'true' }

/** Removes the header from a request and tells whether it was there. */
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
