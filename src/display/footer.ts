import { type Dollars, promptTokens, type Timing, type Usage } from '../conversation/usage.ts'
import type { Strings } from '../i18n/strings.ts'
import type { FinalDraft, Written } from './draft.ts'
import { totalOf } from './total.ts'

/**
 * The last line of a reply, in Discord's subtext: model, tokens in (and from the cache), tokens out, cost, time to
 * the first text, time in all. Of a reply that was continued it is the sum of all its requests. What is not known is left
 * out; a cost that is not known is never `$0`. Behind `~` is what is estimated.
 */
export const footer = (draft: FinalDraft, strings: Strings, dollars: Dollars): string => {
  const { written } = draft
  const { usage, dollars: spent, timing, isEstimate } = totalOf(draft, dollars)
  const about = isEstimate ? '~' : ''
  if (promptTokens(usage) === 0) return ''
  const parts = [
    written.model,
    ...tokens(usage, about, strings),
    ...(spent === null ? [] : [about + money(spent)]),
    ...times(timing, strings),
    ...older(written, strings),
  ]
  return `-# ${parts.join(' · ')}`
}

const tokens = (usage: Usage, about: string, strings: Strings): readonly string[] => {
  const count = new Intl.NumberFormat(strings.locale)
  const cached = usage.cacheRead > 0 ? ` (${strings.footer.cached(count.format(usage.cacheRead))})` : ''
  return [
    strings.footer.in(count.format(promptTokens(usage))) + cached,
    strings.footer.out(about + count.format(usage.output)),
    ...(usage.webSearches > 0 ? [strings.footer.searches(usage.webSearches)] : []),
  ]
}

/** Dollars in as many decimals as say something: four below ten cents, two above. */
export const money = (dollars: number): string => {
  if (dollars > 0 && dollars < 0.0001) return '<$0.0001'
  return `$${dollars.toFixed(dollars < 0.1 ? 4 : 2)}`
}

const times = (timing: Timing | undefined, { footer: strings }: Strings): readonly string[] => {
  if (timing === undefined || timing.total === 0) return []
  const seconds = (ms: number): string => (ms / 1000).toFixed(1)
  const { firstText, total } = timing
  return [
    ...(firstText === undefined ? [] : [strings.firstText(seconds(firstText))]),
    strings.seconds(seconds(total)),
  ]
}

/** What was done to older turns, with what it has cost beside the reply. */
const older = ({ older: done }: Written, { footer: strings }: Strings): readonly string[] => {
  if (done === undefined) return []
  if (done.type === 'left-out') return [strings.leftOut]
  return [strings.summarised(done.dollars === null ? undefined : money(done.dollars))]
}
