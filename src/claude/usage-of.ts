import type { Usage } from '../conversation/usage.ts'
import type { UsageReport } from './stream-event.ts'

/**
 * The usage of a request after one more report. Reports are cumulative: a figure that is present replaces the one before, a
 * figure that is left out keeps it.
 */
export const usageOf = (before: Usage, report: UsageReport | null | undefined): Usage => {
  if (!report) return before
  const written = report.cache_creation_input_tokens ?? before.cacheWrite5m + before.cacheWrite1h
  const cacheWrite1h = report.cache_creation?.ephemeral_1h_input_tokens ?? before.cacheWrite1h
  return {
    input: report.input_tokens ?? before.input,
    cacheWrite1h,
    cacheWrite5m: Math.max(0, written - cacheWrite1h),
    cacheRead: report.cache_read_input_tokens ?? before.cacheRead,
    output: report.output_tokens ?? before.output,
    thinking: report.output_tokens_details?.thinking_tokens ?? before.thinking,
    webSearches: report.server_tool_use?.web_search_requests ?? before.webSearches,
  }
}
