import type { Client } from 'discord.js'

/** A close code after which Discord keeps the session: https://docs.discord.com/developers/events/gateway#initiating-a-disconnect. */
const keepingSession = 4200

/** Closes the connection in a way in which Discord keeps the session, whoever has it by now. */
export const leaveGateway = async ({ ws }: Pick<Client, 'ws'>): Promise<void> => {
  const manager: unknown = Reflect.get(ws, '_ws')
  if (isDestroyable(manager))
    await manager.destroy({ code: keepingSession, reason: 'another process goes on' })
}

type Destroyable = {
  readonly destroy: (how: { readonly code: number; readonly reason: string }) => Promise<void>
}

const isDestroyable = (value: unknown): value is Destroyable =>
  typeof value === 'object' && value !== null && 'destroy' in value && typeof value.destroy === 'function'
