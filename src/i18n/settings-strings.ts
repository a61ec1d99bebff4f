/** A manner to choose: `prompt` is what Claude is told, in the words of the language. */
export type PresetWords = { readonly name: string; readonly prompt: string }

/** The manners that are offered beside one's own words. */
export type Preset = 'concise' | 'teacher' | 'reviewer' | 'translator' | 'storyteller'

/** What is said about what a channel has chosen. */
export type SettingsWords = {
  /** One line of at most 100 characters; prices in dollars for a million tokens, if they are known. */
  readonly modelChoice: (
    name: string,
    context: string,
    prices: { readonly input: number; readonly output: number } | undefined,
  ) => string
  readonly model: (id: string) => string
  readonly effort: (effort: string) => string
  readonly ownEffort: string
  readonly limits: (context: string, output: string) => string
  readonly prices: (input: number, output: number, asOf: string) => string
  readonly unknownPrice: string
  readonly unknownModel: (id: string) => string
  readonly unknownEffort: (model: string, efforts: string) => string
  readonly searchOn: (dollars: string) => string
  readonly searchOff: string
  readonly thinkingShown: string
  readonly thinkingHidden: string
  readonly persona: (text: string) => string
  readonly noPersona: string
  readonly mayNotSetPersona: string
  readonly personaTitle: string
  readonly personaLabel: string
  readonly personaPlaceholder: string
  readonly presets: Readonly<Record<Preset, PresetWords>>
}
