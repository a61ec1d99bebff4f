import { turnBytes, turnFiles, turnTokens } from './tokens.ts'
import type { Turn } from './turn.ts'

/** What has to be done so that a path fits. */
export type Trim =
  /** All of it is sent. */
  | { readonly type: 'whole' }
  /** Near the limit: have the API count the request, and call again with the number. */
  | { readonly type: 'uncertain' }
  /** The turns before `at` are summarised, or left out if that fails; the others are sent. */
  | { readonly type: 'cut'; readonly at: number }
  /** The last question alone does not fit. */
  | { readonly type: 'too-large' }

/** What a path must fit into. */
export type Limits = {
  /** Tokens for the path: the model's window or the operator's limit, less `maxTokens` and the system prompt. */
  readonly tokens: number
  /** Input tokens of the whole path, as counted by the API. */
  readonly counted?: number
}

/** A request may have 32 MB (platform.claude.com, API overview); the rest is for what is not the path. */
const mostBytes = 30_000_000

/** A request to a model with a window of 200,000 tokens may have so many images and documents (platform.claude.com, Vision). */
const mostFiles = 100

/** Half of the window is dropped at once, so that the beginning stays the same, and is cached, for many turns. */
const step = 0.5

/** The estimate may be wrong by this factor either way; the API is asked only within it. */
const doubt = 0.3

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Rounded up to quarters, so that the cut does not move with every new count. */
const correction = (counted: number, estimated: number): number =>
  estimated === 0 ? 1 : Math.max(0.25, Math.ceil((counted / estimated) * 4) / 4)

/** Where a path may be cut: before each question that follows an answer. */
const seams = (path: readonly Turn[]): readonly number[] =>
  path.flatMap((turn, at) => (turn.role === 'question' && path[at - 1]?.role === 'answer' ? [at] : []))

/** The first seam after so many steps that the rest fits. As the path grows, it moves only in whole steps. */
const cutOf = (path: readonly Turn[], loads: readonly number[]): Trim => {
  const befores: number[] = []
  let total = 0
  for (const load of loads) {
    befores.push(total)
    total += load
  }
  const places = seams(path).map((at) => ({ at, before: befores[at] ?? 0 }))
  const last = places.at(-1)
  if (last === undefined || total - last.before > 1) return { type: 'too-large' }
  for (let dropped = step; ; dropped += step) {
    const place = places.find(({ before }) => before >= dropped) ?? last
    if (total - place.before <= 1) return { type: 'cut', at: place.at }
  }
}

/**
 * Decides how much of a path is sent. It estimates tokens itself, and asks for the API's count only where that could
 * change the decision.
 */
export const trim = (path: readonly Turn[], { tokens, counted }: Limits): Trim => {
  const estimates = path.map(turnTokens)
  const estimated = sum(estimates)
  const bytes = path.map((turn) => turnBytes(turn) / mostBytes)
  const files = path.map((turn) => turnFiles(turn) / mostFiles)
  const light = sum(bytes) <= 1 && sum(files) <= 1
  const unsure = estimated > tokens * (1 - doubt) && estimated <= tokens * (1 + doubt)
  if (counted === undefined && light && unsure) return { type: 'uncertain' }
  if (light && (counted ?? estimated) <= tokens) return { type: 'whole' }
  const factor = counted === undefined ? 1 : correction(counted, estimated)
  return cutOf(
    path,
    estimates.map((estimate, at) => Math.max((estimate * factor) / tokens, bytes[at] ?? 0, files[at] ?? 0)),
  )
}
