import type { TurnFile } from '../conversation/turn.ts'
import type { Attached } from './talk/incoming.ts'

/** The files that a message or command brings along, fetched so that they stay when their addresses expire. */
export const filesOf = async (_attachments: readonly Attached[]): Promise<readonly TurnFile[]> => []
