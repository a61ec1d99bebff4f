import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { drawWideTables } from './draw.ts'

// A worker of `draw-tables.ts`: draws the wide tables of one answer, gives them back, and ends.
parentPort?.postMessage(await drawWideTables(z.string().parse(workerData)))
