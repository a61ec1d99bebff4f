import { addUsage, type Dollars, promptTokens, type Timing, type Total } from '../conversation/usage.ts'
import type { FinalDraft } from './draft.ts'

/**
 * The usage, cost and time of all requests of a reply. Each request is priced by itself, because long prompts cost
 * more.
 */
export const totalOf = (draft: FinalDraft, dollars: Dollars): Total => {
  const { usage, earlier, model, isEstimate } = draft.written
  const spent = promptTokens(usage) === 0 ? 0 : dollars(usage, model)
  const timing = timingOf(draft)
  return {
    usage: addUsage(earlier.usage, usage),
    dollars: spent === null || earlier.dollars === null ? null : earlier.dollars + spent,
    ...((isEstimate || earlier.isEstimate) && { isEstimate: true }),
    ...(timing && { timing }),
  }
}

const timingOf = ({ written, endedAt }: FinalDraft): Timing | undefined => {
  const { askedAt, firstTextAt, earlier } = written
  if (earlier.timing === undefined) return undefined
  const { total, firstText = firstTextAt && total + firstTextAt - askedAt } = earlier.timing
  return { total: total + endedAt - askedAt, ...(firstText !== undefined && { firstText }) }
}
