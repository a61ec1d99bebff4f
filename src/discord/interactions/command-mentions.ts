import { z } from 'zod'
import { english } from '../../i18n/languages.ts'
import type { CommandMentions, Strings } from '../../i18n/strings.ts'

/** The ids that Discord has given the registered commands. */
export type CommandIds = {
  /** Takes over what Discord tells of the registered commands. */
  readonly learn: (registered: unknown) => void
  /** By the name in English. */
  readonly of: (name: string) => string | undefined
}

const registeredSchema = z.array(z.object({ id: z.string(), name: z.string() }))

/** None is known yet. */
export const createCommandIds = (): CommandIds => {
  let ids: ReadonlyMap<string, string> = new Map()
  return {
    learn: (registered) => {
      const read = registeredSchema.safeParse(registered)
      if (read.success) ids = new Map(read.data.map(({ id, name }) => [name, id]))
    },
    of: (name) => ids.get(name),
  }
}

/**
 * The commands as one can press them (https://docs.discord.com/developers/reference#message-formatting); by their plain names
 * where no id is known.
 */
export const commandMentions = ({ commands }: Strings, ids: Pick<CommandIds, 'of'>): CommandMentions => {
  const mention = (key: keyof CommandMentions): string => {
    const { name } = english.commands[key]
    const id = ids.of(name)
    return id === undefined ? `\`/${commands[key].name}\`` : `</${name}:${id}>`
  }
  return {
    ask: mention('ask'),
    thread: mention('thread'),
    new: mention('new'),
    export: mention('export'),
    forget: mention('forget'),
    model: mention('model'),
    persona: mention('persona'),
    search: mention('search'),
    thinking: mention('thinking'),
    status: mention('status'),
    usage: mention('usage'),
    settings: mention('settings'),
    budget: mention('budget'),
    help: mention('help'),
  }
}
