import type { SettingsWords } from './settings-strings.ts'

export const englishSettings: SettingsWords = {
  modelChoice: (name, context, prices) =>
    prices
      ? `${name} · ${context} tokens · $${prices.input} in, $${prices.output} out per million`
      : `${name} · ${context} tokens`,
  model: (id) => `This channel talks with ${id}.`,
  effort: (effort) => `Effort: ${effort}.`,
  ownEffort: 'Effort: as the model does by itself.',
  limits: (context, output) => `It reads up to ${context} tokens and writes up to ${output}.`,
  prices: (input, output, asOf) =>
    `A million tokens cost $${input} read and $${output} written (list price of ${asOf}).`,
  unknownPrice: 'Its price is not known here.',
  unknownModel: (id) => `There is no model “${id}” for this bot. Choose one of those that are offered.`,
  unknownEffort: (model, efforts) =>
    efforts === ''
      ? `The effort of ${model} cannot be set.`
      : `${model} does not know this effort. Choose one of these: ${efforts}.`,
  searchOn: (dollars) =>
    `Claude may search the web in this channel. A search costs ${dollars}, and what it finds is read as input.`,
  searchOff: 'Claude does not search the web in this channel.',
  thinkingShown: 'Replies in this channel show a summary of Claude’s thinking.',
  thinkingHidden: 'Replies in this channel do not show Claude’s thinking.',
  persona: (text) => `Claude’s manner in this channel from now on: ${text}`,
  noPersona: 'Claude has no special manner in this channel from now on.',
  mayNotSetPersona: 'In a server only those who may manage messages or the channel can set Claude’s manner.',
  personaTitle: 'Claude’s manner in this channel',
  personaLabel: 'How Claude should be',
  personaPlaceholder: 'Leave it empty for none.',
  presets: {
    concise: {
      name: 'Concise',
      prompt: 'Answer in as few words as do the job. No introduction, no summary at the end.',
    },
    teacher: {
      name: 'Teacher',
      prompt:
        'Be a patient teacher. Explain step by step with small examples, and check with a question whether it was understood.',
    },
    reviewer: {
      name: 'Code reviewer',
      prompt:
        'Be a careful reviewer of code. Look for mistakes first, name them by line with a correction, and say what you are not sure of.',
    },
    translator: {
      name: 'Translator',
      prompt:
        'Translate what people write: Japanese into English, everything else into Japanese. Give the translation alone, with a note only where it could be misunderstood.',
    },
    storyteller: {
      name: 'Storyteller',
      prompt: 'Be a storyteller: vivid, warm, with a sense of humour, and never longer than the story needs.',
    },
  },
}
