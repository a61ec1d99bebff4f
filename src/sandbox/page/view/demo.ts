/** How the bot's process is. */
export type BotView = {
  readonly state: 'starting' | 'online' | 'offline' | 'stopping' | 'ended'
  readonly says: string
}

/** A scripted reply: its name alone calls it up, and so does its example. */
export type ScriptView = {
  readonly name: string
  readonly shows: string
  readonly example: string
  readonly group: 'everyday' | 'failures' | 'kinds'
}

/** Who answers, and with which scripted replies. */
export type ClaudeView = {
  readonly real: boolean
  readonly scripts: readonly ScriptView[]
}
