import { type Dollars, promptTokens, type Timing, type Usage } from '../conversation/usage.ts'
import type { Strings } from '../i18n/strings.ts'
import type { FinalDraft, Written } from './draft.ts'
import { modelName } from './model-name.ts'
import { totalOf } from './total.ts'

/** `short`: model, tokens and time. `full`: also the model's id, cache, cost and time to the first text. `off`: no footer. */
export type FooterStyle = 'short' | 'full' | 'off'

/** What the footer needs. */
export type FooterContext = {
  readonly strings: Strings
  readonly dollars: Dollars
  readonly style: FooterStyle
  /** Whether costs are left out. */
  readonly hidesPrice?: boolean
}

/**
 * The last line of a reply, as subtext. A continued reply shows the sum of its requests. Unknown figures are left
 * out; `~` marks estimates. Empty if Claude was never reached.
 */
export const footer = (draft: FinalDraft, context: FooterContext): string => {
  const parts = context.style === 'off' ? [] : figures(draft, context)
  return parts.length === 0 ? '' : `-# ${parts.join(' · ')}`
}

const figures = (
  draft: FinalDraft,
  { strings, dollars, style, hidesPrice = false }: FooterContext,
): readonly string[] => {
  const { written } = draft
  const { usage, dollars: spent, timing, isEstimate } = totalOf(draft, dollars)
  if (promptTokens(usage) === 0) return []
  const about = isEstimate ? '~' : ''
  const isFull = style === 'full'
  const isPriced = isFull && !hidesPrice
  return [
    isFull ? written.model : modelName(written.model),
    ...(isFull ? tokens(usage, about, strings) : shortTokens(usage, about, strings)),
    ...(isPriced && spent !== null ? [about + money(spent)] : []),
    ...times(timing, isFull, strings),
    ...older(written, isPriced, strings),
    ...(written.cheaper ? [strings.footer.cheaper(written.cheaper.length, written.cheaper.percent)] : []),
  ]
}

const tokens = (usage: Usage, about: string, strings: Strings): readonly string[] => {
  const count = new Intl.NumberFormat(strings.locale)
  const cached = usage.cacheRead > 0 ? ` (${strings.footer.cached(count.format(usage.cacheRead))})` : ''
  return [
    strings.footer.in(count.format(promptTokens(usage))) + cached,
    strings.footer.out(about + count.format(usage.output)),
    ...searches(usage, strings),
  ]
}

const shortTokens = (usage: Usage, about: string, strings: Strings): readonly string[] => [
  strings.footer.in(rounded(promptTokens(usage), strings)),
  strings.footer.out(about + rounded(usage.output, strings)),
  ...searches(usage, strings),
]

const searches = ({ webSearches }: Usage, strings: Strings): readonly string[] =>
  webSearches > 0 ? [strings.footer.searches(webSearches)] : []

/** Three digits at most, as in `428`, `1.2k` and `1.5M`. */
const rounded = (count: number, { locale }: Strings): string => {
  const units = [
    { from: 999_500, size: 1_000_000, sign: 'M' },
    { from: 1_000, size: 1_000, sign: 'k' },
  ]
  const { size, sign } = units.find(({ from }) => count >= from) ?? { size: 1, sign: '' }
  const scaled = count / size
  const digits = scaled < 99.95 && size > 1 ? 1 : 0
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(scaled) + sign
}

/**
 * Formats a price in US cents or dollars, with two significant digits or whole cents.
 *
 * @example money(0.0025) // '0.25 ¢'
 */
export const money = (dollars: number): string => {
  const cents = dollars * 100
  if (cents > 0 && cents < 0.01) return '<0.01 ¢'
  if (cents >= 9.95) return `$${dollars.toFixed(2)}`
  return `${Number(cents.toPrecision(2))} ¢`
}

const times = (
  timing: Timing | undefined,
  isFull: boolean,
  { footer: strings }: Strings,
): readonly string[] => {
  if (timing === undefined || timing.total === 0) return []
  const seconds = (ms: number): string => (ms / 1000).toFixed(1)
  const { firstText, total } = timing
  return [
    ...(firstText === undefined || !isFull ? [] : [strings.firstText(seconds(firstText))]),
    strings.seconds(seconds(total)),
  ]
}

/** What happened to older turns; the full footer adds what that cost. */
const older = (
  { older: done }: Written,
  isPriced: boolean,
  { footer: strings }: Strings,
): readonly string[] => {
  if (done === undefined) return []
  if (done.type === 'left-out') return [strings.leftOut]
  return [strings.summarised(done.dollars === null || !isPriced ? undefined : money(done.dollars))]
}
