import { parentPort, workerData } from 'node:worker_threads'
import { draw } from './draw.ts'
import { picture } from './picture.ts'

// A worker of `draw-in-worker.ts`: draws one picture, gives it back, and ends.
parentPort?.postMessage(await draw(picture.parse(workerData)))
