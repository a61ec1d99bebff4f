import type { ClaudeRequest, Part } from '../conversation/claude.ts'
import { fileTokens, textTokens } from '../conversation/tokens.ts'

/** About how many input tokens a request has, for gateways that do not say. */
export const promptEstimate = ({ system, messages, present = '' }: ClaudeRequest): number =>
  messages.reduce(
    (sum, { parts }) => parts.reduce((total, part) => total + partTokens(part), sum),
    textTokens(system) + textTokens(present),
  )

const partTokens = (part: Part): number => {
  if (part.type === 'text') return textTokens(part.text)
  const mediaType = part.type === 'pdf' ? 'application/pdf' : part.mediaType
  return fileTokens({ mediaType, size: part.data.length * 0.75 })
}
