import type { Effort } from '../conversation/claude.ts'

/** What a command, option or choice is called and does, as Discord shows it: names of at most 32 characters in lower case. */
export type CommandText = { readonly name: string; readonly description: string }

/** The commands in one language. */
export type CommandWords = {
  readonly ask: CommandText & {
    readonly file: CommandText
    readonly file2: CommandText
    readonly file3: CommandText
    readonly prompt: CommandText
    readonly thread: CommandText
  }
  readonly thread: CommandText
  readonly new: CommandText
  readonly export: CommandText & {
    readonly format: CommandText
    readonly markdown: string
    readonly json: string
  }
  readonly forget: CommandText & { readonly channel: CommandText }
  readonly model: CommandText & {
    readonly id: CommandText
    readonly effort: CommandText
    readonly efforts: Readonly<Record<Effort | 'own', string>>
  }
  readonly persona: CommandText & { readonly preset: CommandText; readonly none: string }
  readonly search: CommandText & { readonly web: CommandText; readonly on: string; readonly off: string }
  readonly thinking: CommandText & {
    readonly summary: CommandText
    readonly show: string
    readonly hide: string
  }
  readonly help: CommandText
}
