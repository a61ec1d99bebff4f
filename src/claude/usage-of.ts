import type Anthropic from '@anthropic-ai/sdk'
import type { Usage } from '../conversation/usage.ts'

/**
 * The usage of a request after one more report of it. Reports are cumulative: a figure that is there replaces the
 * one before, a figure left out stays.
 */
export const usageOf = (before: Usage, report: Anthropic.Usage | Anthropic.MessageDeltaUsage): Usage => {
  const created = 'cache_creation' in report ? report.cache_creation : null
  const written = report.cache_creation_input_tokens ?? before.cacheWrite5m + before.cacheWrite1h
  const cacheWrite1h = created?.ephemeral_1h_input_tokens ?? before.cacheWrite1h
  return {
    input: report.input_tokens ?? before.input,
    cacheWrite1h,
    cacheWrite5m: written - cacheWrite1h,
    cacheRead: report.cache_read_input_tokens ?? before.cacheRead,
    output: report.output_tokens,
    thinking: report.output_tokens_details?.thinking_tokens ?? before.thinking,
    webSearches: report.server_tool_use?.web_search_requests ?? before.webSearches,
  }
}
