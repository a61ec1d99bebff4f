import { ask } from './ask.ts'
import type { Command } from './command.ts'
import { exportConversation } from './export.ts'
import { forget } from './forget.ts'
import { help } from './help.ts'
import { model } from './model.ts'
import { startAfresh } from './new.ts'
import { persona } from './persona.ts'
import { search } from './search.ts'
import { thinking } from './thinking.ts'

/** Every command of the bot: what is registered, and what is answered. */
export const commands: readonly Command[] = [
  ask,
  startAfresh,
  exportConversation,
  forget,
  model,
  persona,
  search,
  thinking,
  help,
]
