import type { Guild } from '../discord/guild.ts'
import type { RoleView } from './view/places.ts'

/** The server's roles as the page shows them, the highest first. */
export const roleViews = ({ id: guildId, roles, members }: Guild): readonly RoleView[] =>
  [...roles.values()]
    .sort((one, other) => other.position - one.position)
    .map(({ id, name, color }) => ({
      ...{ id, guildId, name },
      color: color === 0 ? '' : `#${color.toString(16).padStart(6, '0')}`,
      memberIds: [...members.values()]
        .filter(({ roles: own }) => own.includes(id))
        .map(({ userId }) => userId),
    }))
