import { connectClaude } from '../claude/connect-claude.ts'
import { createModelList, type ModelList } from '../claude/model-list.ts'
import type { Config } from '../config.ts'
import type { Claude } from '../conversation/claude.ts'
import type { Machine } from './machine.ts'

/** Claude and the list of its models. */
export type ClaudeConnection = { readonly claude: Claude; readonly modelList: ModelList }

/** Creates the client; sends nothing yet. Logs each retry, and at the level `debug` each request. */
export const connectToClaude = ({ claude }: Config, { clock, log }: Machine): ClaudeConnection => {
  const connected = connectClaude({
    ...{ apiKey: claude.apiKey, clock, log: (retry) => log.info(retry, 'Claude is asked again') },
    report: (request) => log.debug(request, 'a request to Claude'),
    ...(claude.baseUrl && { baseURL: claude.baseUrl }),
  })
  return { claude: connected, modelList: createModelList({ claude: connected, clock, log }) }
}
