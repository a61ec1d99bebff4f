import type { Words } from '../words/words.ts'
import type { FinalDraft, Written } from './draft.ts'
import { addUsage, promptTokens, type Usage } from './usage.ts'

/** What a usage costs in US dollars with a model, or null when its price is not known. */
export type Dollars = (usage: Usage, model: string) => number | null

/**
 * The last line of a reply, in Discord's subtext: model, tokens in (and from the cache), tokens out, cost, time to
 * the first text, time in all. What is not known is left out; a cost that is not known is never `$0`.
 */
export const footer = (draft: FinalDraft, words: Words, dollars: Dollars): string => {
  const { written } = draft
  const usage = addUsage(written.earlier, written.usage)
  if (promptTokens(usage) === 0) return ''
  const parts = [
    written.model,
    ...tokens(usage, words),
    ...cost(written, dollars),
    ...times(draft, words),
    ...older(written, words),
  ]
  return `-# ${parts.join(' · ')}`
}

const tokens = (usage: Usage, words: Words): readonly string[] => {
  const count = new Intl.NumberFormat(words.locale)
  const cached = usage.cacheRead > 0 ? ` (${words.footer.cached(count.format(usage.cacheRead))})` : ''
  return [
    words.footer.in(count.format(promptTokens(usage))) + cached,
    words.footer.out(count.format(usage.output)),
    ...(usage.webSearches > 0 ? [words.footer.searches(usage.webSearches)] : []),
  ]
}

/** The sum of what each request cost: the price of a long prompt depends on each. */
const cost = ({ usage, earlier, model }: Written, dollars: Dollars): readonly string[] => {
  const spent = dollars(usage, model)
  const before = promptTokens(earlier) === 0 ? 0 : dollars(earlier, model)
  return spent === null || before === null ? [] : [money(spent + before)]
}

/** Dollars in as many decimals as say something: four below ten cents, two above. */
export const money = (dollars: number): string => {
  if (dollars > 0 && dollars < 0.0001) return '<$0.0001'
  return `$${dollars.toFixed(dollars < 0.1 ? 4 : 2)}`
}

/** An interrupted reply has no times: nobody was there to take them. */
const times = ({ written, endedAt }: FinalDraft, words: Words): readonly string[] => {
  if (endedAt === written.askedAt) return []
  const since = (at: number): string => ((at - written.askedAt) / 1000).toFixed(1)
  return [
    ...(written.firstTextAt === undefined ? [] : [words.footer.firstText(since(written.firstTextAt))]),
    words.footer.seconds(since(endedAt)),
  ]
}

/** What was done to older turns, with what it has cost beside the reply. */
const older = ({ older: done }: Written, { footer: words }: Words): readonly string[] => {
  if (done === undefined) return []
  if (done.type === 'left-out') return [words.leftOut]
  return [words.summarised(done.dollars === null ? undefined : money(done.dollars))]
}
