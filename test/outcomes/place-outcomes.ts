import { isThread } from '../../src/sandbox/discord/channel.ts'
import type { PermissionName } from '../../src/sandbox/discord/permissions.ts'
import { people } from '../world/bot-world.ts'
import { foundOut, meanwhile, missed, vanished } from './in-two.ts'
import type { Outcome, Stage } from './outcome.ts'

const deny = (channelId: string, { world }: Stage, ...names: readonly PermissionName[]): void =>
  world.discord.setPermissions({ channelId, id: world.discord.application.botId, deny: names })

const parentOf = ({ world, channelId }: Stage): string => {
  const channel = world.discord.channel(channelId)
  return channel && isThread(channel) ? channel.parentId : channelId
}

const gone = (what: string) => `nothing: ${what}, and Claude is stopped at once`
const stays = (what: string) =>
  `the text so far, which nobody can change any more: ${what}; Claude is stopped`

/** Where the channel of the reply is gone, the next question is asked in another one. */
const elsewhere = { kept: 'nothing', next: 'yes, in another channel' } as const

/** Without a permission, and with it again once the reply has ended. */
const without = (outcome: Outcome): Outcome => ({
  ...outcome,
  afterwards: (stage) => deny(parentOf(stage), stage),
})

/** What can happen to the place where a reply grows. */
export const placeOutcomes: readonly Outcome[] = [
  vanished(
    'a moderator deletes the message in mid-reply',
    ({ world }, messageId) => world.discord.deleteMessage({ messageId, userId: people.ada }),
    gone('the message is gone'),
  ),
  {
    ...vanished(
      'the channel is deleted in mid-reply',
      ({ world, channelId }) => world.discord.deleteChannel(channelId),
      gone('the channel is gone'),
    ),
    ...elsewhere,
  },
  {
    ...vanished(
      'the thread is deleted in mid-reply',
      ({ world, channelId }) => world.discord.deleteChannel(channelId),
      gone('the thread is gone'),
    ),
    ...{ inThread: true, ...elsewhere },
  },
  {
    ...meanwhile(
      'the thread is archived in mid-reply',
      ({ world, channelId }) => void world.discord.archiveThread(channelId),
      missed,
    ),
    inThread: true,
  },
  {
    ...meanwhile(
      'the thread is archived in mid-reply, asked by mention',
      ({ world, channelId }) => void world.discord.archiveThread(channelId),
      missed,
    ),
    ...{ inThread: true, asked: 'by mention' },
  },
  {
    ...meanwhile(
      'the thread is locked in mid-reply',
      ({ world, channelId }) => void world.discord.lockThread(channelId),
    ),
    inThread: true,
  },
  without({
    ...meanwhile('the thread is locked, and the bot may not manage threads', (stage) => {
      deny(parentOf(stage), stage, 'MANAGE_THREADS')
      stage.world.discord.lockThread(stage.channelId)
    }),
    inThread: true,
  }),
  {
    ...foundOut(
      vanished(
        'the thread is locked and archived, and the bot may not manage threads',
        (stage) => {
          deny(parentOf(stage), stage, 'MANAGE_THREADS')
          stage.world.discord.lockThread(stage.channelId)
          stage.world.discord.archiveThread(stage.channelId)
        },
        stays('the thread is closed'),
      ),
    ),
    ...{ inThread: true, asked: 'by mention' },
    afterwards: (stage) => {
      deny(parentOf(stage), stage)
      stage.world.discord.lockThread(stage.channelId, false)
      stage.world.discord.archiveThread(stage.channelId, false)
    },
  },
  without(
    meanwhile('the bot may no longer write in the channel', (stage) =>
      deny(stage.channelId, stage, 'SEND_MESSAGES'),
    ),
  ),
  without(
    meanwhile('the bot may no longer see the channel', (stage) =>
      deny(stage.channelId, stage, 'VIEW_CHANNEL'),
    ),
  ),
  without({
    ...foundOut(
      vanished(
        'the bot may no longer see the channel, asked by mention',
        (stage) => deny(stage.channelId, stage, 'VIEW_CHANNEL'),
        stays('the bot cannot see it'),
      ),
    ),
    asked: 'by mention',
  }),
  {
    ...meanwhile('the bot is kicked in mid-reply', ({ world, guildId }) => world.discord.kickBot(guildId)),
    afterwards: ({ world, guildId }) => world.discord.inviteBot(guildId),
  },
  {
    ...foundOut(
      vanished(
        'the bot is kicked in mid-reply, asked by mention',
        ({ world, guildId }) => world.discord.kickBot(guildId),
        stays('the bot is no longer there'),
      ),
    ),
    asked: 'by mention',
    afterwards: ({ world, guildId }) => world.discord.inviteBot(guildId),
  },
]
