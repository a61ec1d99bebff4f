import { code } from './code.ts'
import { endless } from './endless.ts'
import { everydayReplies } from './everyday.ts'
import { failures } from './failures.ts'
import { hardDocument } from './hard-documents.ts'
import { japanese } from './japanese.ts'
import { long } from './long.ts'
import { markdown } from './markdown.ts'
import type { Script } from './script.ts'
import { search } from './search.ts'
import { shortReplies } from './short-replies.ts'
import { table } from './table.ts'

/** All scripts, in the order in which a prompt is held against them. */
export const scripts: readonly Script[] = [
  hardDocument,
  ...failures.map((script): Script => ({ ...script, group: 'failures' })),
  endless,
  ...everydayReplies,
  markdown,
  code,
  table,
  japanese,
  search,
  long,
  ...shortReplies,
]
