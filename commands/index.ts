import { ask } from './ask.ts'
import { askAboutThis } from './ask-about-this.ts'
import { budget } from './budget.ts'
import type { Command, MessageCommand } from './command.ts'
import { detailsOfMessage } from './details-of-message.ts'
import { exportConversation } from './export.ts'
import { forget } from './forget.ts'
import { help } from './help.ts'
import { model } from './model.ts'
import { newConversation } from './new.ts'
import { persona } from './persona.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { status } from './status.ts'
import { thinking } from './thinking.ts'
import { thread } from './thread.ts'
import { usage } from './usage.ts'

/** All slash commands, in the order of registration. */
export const commands: readonly Command[] = [
  ask,
  thread,
  newConversation,
  model,
  persona,
  search,
  thinking,
  exportConversation,
  forget,
  settings,
  status,
  usage,
  budget,
  help,
]

/** All message commands. */
export const messageCommands: readonly MessageCommand[] = [askAboutThis, detailsOfMessage]
