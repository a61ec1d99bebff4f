import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { inspectFile } from './inspect-file.ts'

const given = z.object({ bytes: z.instanceof(Uint8Array), locale: z.string().optional() }).parse(workerData)

// A worker of `inspect-in-worker.ts`: inspects one file, gives the result with its bytes back, and ends.
const inspected = await inspectFile(given.bytes, given.locale)
const bytes =
  'bytes' in inspected && inspected.bytes.buffer instanceof ArrayBuffer ? [inspected.bytes.buffer] : []
parentPort?.postMessage(inspected, bytes)
