import { type Guild, PermissionFlagsBits } from 'discord.js'
import { stringsFor } from '../../i18n/languages.ts'
import { type CommandIds, commandMentions } from '../interactions/command-mentions.ts'
import type { Notice } from '../screen/notice.ts'

/** What greeting needs. */
export type Greeting = {
  readonly post: (notice: Notice) => Promise<void>
  readonly commandIds: Pick<CommandIds, 'of'>
}

/**
 * Says in a server's system channel who has come and how one asks; nothing where there is no such channel, or the bot may not
 * write there. Throws `Failed` where nothing can be posted.
 */
export const greet = async (
  { id, systemChannel, members: { me }, preferredLocale }: Guild,
  { post, commandIds }: Greeting,
): Promise<void> => {
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]
  if (systemChannel === null || me === null || !systemChannel.permissionsFor(me).has(needed)) return
  const strings = stringsFor(preferredLocale)
  const content = strings.greeting(commandMentions(strings, commandIds)).join('\n')
  await post({ channelId: systemChannel.id, content, key: `hello${id}` })
}
