/** What a command, option or choice is called and does, as Discord shows it: names of at most 32 characters in lower case. */
export type CommandText = { readonly name: string; readonly description: string }

/** The commands in one language. */
export type CommandWords = {
  readonly ask: CommandText & { readonly prompt: CommandText; readonly thread: CommandText }
  readonly thread: CommandText
  readonly new: CommandText
  readonly export: CommandText & {
    readonly format: CommandText
    readonly markdown: string
    readonly json: string
  }
  readonly forget: CommandText & { readonly channel: CommandText }
  readonly help: CommandText
}
