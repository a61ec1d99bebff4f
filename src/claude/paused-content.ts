import type Anthropic from '@anthropic-ai/sdk'
import { z } from 'zod'
import type { BlockDelta, ContentBlock, StreamEvent } from './stream-event.ts'
import { wellFormed } from './well-formed.ts'

/** Collects the content blocks of a message, to be given back when Claude pauses its turn to search. */
export type PausedContent = {
  readonly take: (event: StreamEvent) => void
  /** The blocks so far, in the form in which the API takes them back. */
  readonly blocks: () => readonly Anthropic.ContentBlockParam[]
}

type Draft = { block: ContentBlock; input: string; citations: unknown[] }

/** A citation that the API would refuse without its address is left out. */
const citation = z.looseObject({ type: z.literal('web_search_result_location'), url: z.url() })
const otherCitation = z.looseObject({
  type: z.string().refine((type) => type !== 'web_search_result_location'),
})
const isComplete = (given: unknown): boolean =>
  citation.safeParse(given).success || otherCitation.safeParse(given).success

const apply = (draft: Draft, delta: BlockDelta): void => {
  const { block } = draft
  switch (delta.type) {
    case 'text_delta':
      draft.block = { ...block, text: (block.text ?? '') + (delta.text ?? '') }
      break
    case 'thinking_delta':
      draft.block = { ...block, thinking: (block.thinking ?? '') + (delta.thinking ?? '') }
      break
    case 'signature_delta':
      draft.block = { ...block, signature: delta.signature }
      break
    case 'citations_delta':
      if (isComplete(delta['citation'])) draft.citations.push(delta['citation'])
      break
    case 'input_json_delta':
      draft.input += delta.partial_json ?? ''
      break
  }
}

const inputOf = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return {}
  }
}

const finished = ({ block, input, citations }: Draft): ContentBlock => ({
  ...block,
  ...(input === '' ? {} : { input: inputOf(input) }),
  ...(citations.length === 0 ? {} : { citations }),
})

/** The API refuses text without a word in it, and thinking that it has not signed. */
const isTaken = (block: ContentBlock): boolean => {
  if (block.type === 'text') return (block.text ?? '').trim() !== ''
  if (block.type === 'thinking') return typeof block['signature'] === 'string' && block['signature'] !== ''
  return true
}

/** The last text of a turn that is given back must not end in white space. */
const withoutTrailingSpace = (block: ContentBlock): ContentBlock =>
  block.type === 'text' ? { ...block, text: block.text?.trimEnd() } : block

/** What was collected is the API's own; it is sent back as it came, so its shape is not checked any further. */
const anyBlock = z.custom<Anthropic.ContentBlockParam>((value) => typeof value === 'object')

export const collectContent = (): PausedContent => {
  const drafts: Draft[] = []
  return {
    take: (event) => {
      if (event.type === 'content_block_start')
        drafts.push({ block: event.content_block, input: '', citations: [] })
      // Blocks come one after the other, so a change is always one of the newest block.
      const newest = drafts.at(-1)
      if (event.type === 'content_block_delta' && newest) apply(newest, event.delta)
    },
    blocks: () =>
      drafts
        .map(finished)
        .filter(isTaken)
        .map((block, at, all) => (at === all.length - 1 ? withoutTrailingSpace(block) : block))
        .map((block) => anyBlock.parse(wellFormed(block))),
  }
}
