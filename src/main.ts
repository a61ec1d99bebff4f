import { enableCompileCache, flushCompileCache } from 'node:module'

// Parsing discord.js, the SDK and our own files is half of a start; from the second start on it is kept.
enableCompileCache()
const { runProcess } = await import('./run-process.ts')
await runProcess()
flushCompileCache()
