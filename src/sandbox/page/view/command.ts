/** Words in several languages: `default`, and by locale. */
export type Wording = { readonly default: string; readonly [locale: string]: string }

/** An option of a slash command. `kind` is what its value is. */
export type OptionView = {
  readonly name: string
  readonly label: Wording
  readonly description: Wording
  readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'user' | 'channel' | 'role' | 'file'
  readonly required: boolean
  readonly suggests: boolean
  readonly choices: readonly { readonly label: Wording; readonly value: string }[]
  readonly maxLength: number | undefined
}

/** A command that the bot registered; a subcommand stands here under its full name. */
export type CommandView = {
  /** As typed after the slash: `ask`, or `settings show`. */
  readonly name: string
  readonly label: Wording
  readonly kind: 'slash' | 'user' | 'message'
  readonly description: Wording
  readonly options: readonly OptionView[]
  /** What a member needs to use it: Discord's permission bits as a decimal number. */
  readonly needs: string
  /** Where it is offered, by Discord's contexts: 0 in servers, 1 in the bot's direct messages, 2 in others. */
  readonly contexts: readonly number[]
  /** For whom: 0 where the bot is a member, 1 where a person brings it along. */
  readonly installs: readonly number[]
  /** The only server that it is registered for; undefined for all. */
  readonly guildId: string | undefined
}
