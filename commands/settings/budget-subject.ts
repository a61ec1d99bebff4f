import { ChannelType } from 'discord.js'
import type { Subject } from '../../src/conversation/allowance.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import type { PanelInteraction } from './show-panel.ts'
import type { Target } from './target.ts'

/** Channels that can have a budget; their threads count to it. */
export const budgetChannels = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
] as const

/** How a budget's subject is named in custom ids. */
export const subjectId = (subject: Subject): string => subject.replace(':', '-')

/** The subject that such an id names, if it is one of this server's. The id comes from outside. */
export const subjectIn = (id: string, { guild }: PanelInteraction): Subject | undefined => {
  if (id === 'server') return 'server'
  const [, kind, of = ''] = /^(channel|role|person)-(\d{1,20})$/.exec(id) ?? []
  if (kind === 'person') return `person:${of}`
  if (kind === 'role') return guild?.roles.cache.has(of) ? `role:${of}` : undefined
  return kind === 'channel' && guild?.channels.cache.has(of) ? `channel:${of}` : undefined
}

/** What a target of the panel sets budgets of: a thread those of its channel, a category those of the server. */
export const subjectOfTarget = ({ level, owner, above }: Target): Subject => {
  if (level === 'channel') return `channel:${owner.id}`
  const channel = level === 'thread' ? above.find((one) => one.level === 'channel') : undefined
  return channel === undefined ? 'server' : `channel:${channel.owner.id}`
}

/** A subject as buttons and forms name it, which draw no mentions. */
export const subjectName = (
  subject: Subject,
  { guild, client }: PanelInteraction,
  { panel: { budgets } }: Strings,
): string => {
  const [kind, id = ''] = subject.split(':')
  switch (kind) {
    case 'channel':
      return `#${guild?.channels.cache.get(id)?.name ?? id}`
    case 'role':
      return budgets.eachWith(id === guild?.id ? '@everyone' : `@${guild?.roles.cache.get(id)?.name ?? id}`)
    case 'person':
      return guild?.members.cache.get(id)?.displayName ?? client.users.cache.get(id)?.displayName ?? id
    default:
      return budgets.wholeServer
  }
}
